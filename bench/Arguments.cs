using System.Globalization;

namespace Dais.Bench;

/// <summary>What was written after a verb: flags, names with values, and the rest.</summary>
internal sealed class Arguments
{
    private readonly Dictionary<string, string> _named = [];
    private readonly HashSet<string> _flags = [];

    /// <summary>Reads them; only what stands among <paramref name="flags"/> and <paramref name="named"/> is known.</summary>
    /// <exception cref="FormatException">One of them is not known, or has no value.</exception>
    internal Arguments(string[] args, string[] named, params string[] flags)
    {
        for (var i = 0; i < args.Length; i++)
        {
            if (!args[i].StartsWith("--", StringComparison.Ordinal)) Files.Add(args[i]);
            else if (flags.Contains(args[i])) _flags.Add(args[i]);
            else if (!named.Contains(args[i])) throw new FormatException($"{args[i]} is not known here. Maybe one of {string.Join(", ", named.Concat(flags))}.");
            else if (i + 1 < args.Length) _named[args[i]] = args[++i];
            else throw new FormatException($"{args[i]} has no value. Maybe one is missing behind it.");
        }
    }

    internal List<string> Files { get; } = [];

    /// <summary>Whether nothing was written at all.</summary>
    internal bool None => Files.Count + _named.Count + _flags.Count == 0;

    internal bool Flag(string name) => _flags.Contains(name);

    internal string? Text(string name) => _named.GetValueOrDefault(name);

    internal T Number<T>(string name, T otherwise)
        where T : IParsable<T> => Text(name) is { } text ? Parse<T>(name, text) : otherwise;

    internal List<T> Numbers<T>(string name, string otherwise)
        where T : IParsable<T> => [.. (Text(name) ?? otherwise).Split(',').Select(text => Parse<T>(name, text))];

    private static T Parse<T>(string name, string text)
        where T : IParsable<T> =>
        T.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number : throw new FormatException($"{name} {text} is not a number as it should be. Maybe it has a comma for a point, or a unit.");
}
