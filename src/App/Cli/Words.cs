using System.CommandLine;
using System.Globalization;

namespace Dais.App.Cli;

/// <summary>Arguments and options that say in one sentence what is allowed when they are misspelt.</summary>
internal static class Words
{
    /// <summary>The workspace to work on.</summary>
    public static Argument<string> Workspace() => new("WORKSPACE") { Description = "A .json file, a folder of lists, or an .xlsx workbook." };

    /// <summary>Whether the result is printed as JSON.</summary>
    public static Option<bool> Json() => new("--json") { Description = "Prints the result as JSON, and nothing else, to standard output." };

    /// <summary>Yes, where it stands there.</summary>
    public static Option<bool> Flag(string name, string description) => new(name) { Description = description };

    /// <summary>A text.</summary>
    public static Option<string?> Text(string name, string value, string description) => new(name) { HelpName = value, Description = description };

    /// <summary>A text that may be given several times.</summary>
    public static Option<string[]> Texts(string name, string value, string description) => new(name) { HelpName = value, Description = description, AllowMultipleArgumentsPerToken = false };

    /// <summary>One of a few words.</summary>
    public static Option<T?> Choice<T>(string name, string description)
        where T : struct, Enum
    {
        var words = Enum.GetValues<T>().ToDictionary(v => v.ToString().ToLowerInvariant());
        return new Option<T?>(name)
        {
            HelpName = string.Join('|', words.Keys),
            Description = description,
            CustomParser = result =>
            {
                if (words.TryGetValue(result.Tokens[0].Value, out var value)) return value;
                result.AddError($"{name} is \"{result.Tokens[0].Value}\"; allowed is one of {string.Join(", ", words.Keys)}.");
                return null;
            },
        };
    }

    /// <summary>A number from <paramref name="min"/> to <paramref name="max"/>.</summary>
    public static Option<double?> Number(string name, string value, string description, double min, double max, bool above = false) => new(name)
    {
        HelpName = value,
        Description = description,
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max && (!above || number > min)) return number;
            result.AddError(string.Create(CultureInfo.InvariantCulture, $"{name} is \"{text}\"; allowed is a number {(above ? "above" : "from")} {min}{(above ? ", at most" : " to")} {max}."));
            return null;
        },
    };

    /// <summary>A whole number from <paramref name="min"/> to <paramref name="max"/>.</summary>
    public static Option<long?> Whole(string name, string value, string description, long min, long max) => new(name)
    {
        HelpName = value,
        Description = description,
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (long.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max) return number;
            result.AddError(string.Create(CultureInfo.InvariantCulture, $"{name} is \"{text}\"; allowed is a whole number from {min} to {max}."));
            return null;
        },
    };
}
