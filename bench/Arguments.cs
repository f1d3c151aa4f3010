using System.Globalization;

namespace Dais.Bench;

/// <summary>What was written after a verb: names with values, and the rest.</summary>
internal sealed class Arguments
{
    private readonly Dictionary<string, string> _named = [];

    internal Arguments(string[] args)
    {
        for (var i = 0; i < args.Length; i++)
        {
            if (!args[i].StartsWith("--", StringComparison.Ordinal)) Files.Add(args[i]);
            else if (i + 1 < args.Length) _named[args[i]] = args[++i];
            else throw new FormatException($"{args[i]} has no value. Maybe write it as: {args[i]} 0.3");
        }
    }

    internal List<string> Files { get; } = [];

    internal string? Text(string name) => _named.GetValueOrDefault(name);

    internal T Number<T>(string name, T otherwise)
        where T : IParsable<T> => Text(name) is { } text ? Parse<T>(name, text) : otherwise;

    internal List<T> Numbers<T>(string name, string otherwise)
        where T : IParsable<T> => [.. (Text(name) ?? otherwise).Split(',').Select(text => Parse<T>(name, text))];

    private static T Parse<T>(string name, string text)
        where T : IParsable<T> =>
        T.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number : throw new FormatException($"{name} {text} is not a number. Maybe: {name} 0.3");
}
