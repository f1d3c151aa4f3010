using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using Dais.Engine.Modelling;

namespace Dais.Workspace.Importing.Mappings;

/// <summary>Reads recipes: a text is a template, a number or a truth a constant, names with values the long form.</summary>
internal sealed class RecipeReader(Spelling spelling, IReadOnlyCollection<string> tables)
{
    private static readonly string[] Origins = ["of", "columns", "sum", "largest", "smallest", "count", "largest-of", "smallest-of", "list", "map", "fields"];

    private static readonly string[] Steps = ["split", "match", "blank", "lookup", "unlisted", "as", "dates", "times", "divide", "round", "join", "assumed"];

    private static readonly Dictionary<string, Form> Forms = new()
    {
        ["slug"] = Form.Slug, ["number"] = Form.Number, ["number-with-comma"] = Form.NumberWithComma, ["day"] = Form.Day, ["quarter"] = Form.Quarter, ["lower"] = Form.Lower,
    };

    private static readonly Dictionary<string, Unlisted> OfUnlisted = new() { ["error"] = Unlisted.Error, ["leave"] = Unlisted.Leave, ["keep"] = Unlisted.Keep };

    /// <summary>The recipe; nothing where it is not spelt as it has to be.</summary>
    public Recipe? Read(Yaml? node, string what)
    {
        switch (node)
        {
            case null:
                return null;
            case Yaml.Scalar scalar:
                return Constant(scalar, what) is { } first ? new Recipe { From = first, Line = scalar.Line } : null;
            case Yaml.List list:
                return First(list, what) is { } any ? new Recipe { From = any, Line = list.Line } : null;
            default:
                return spelling.Map(node, what, [.. Origins, .. Steps]) is { } map ? Long(map, what) : null;
        }
    }

    private Recipe? Long(Yaml.Map map, string what)
    {
        var origins = map.Entries.Where(e => Origins.Contains(e.Name)).ToList();
        if (origins.Count != 1)
        {
            spelling.Error(Rule.OneOf, map.Line, map.Column, $"{what} has {(origins.Count == 0 ? "none" : string.Join(" and ", origins.Select(o => o.Name)))} of {string.Join(", ", Origins)}; allowed is exactly one.", origins.Count == 0 ? "Maybe \"of\" is missing: the column." : "Maybe one of them belongs inside the other.");
            return null;
        }

        if (From(origins[0], what) is not { } from) return null;
        var lookup = spelling.Text(map["lookup"], "lookup");
        if (lookup is not null) spelling.Known(lookup, map["lookup"]!, "table", tables);
        return new Recipe
        {
            From = from,
            Split = spelling.Text(map["split"], "split") is { Length: > 0 } split ? split : null,
            Match = spelling.Pattern(map["match"], "match"),
            Blank = Blank(map["blank"]),
            Lookup = lookup,
            Unlisted = spelling.Word(map["unlisted"], "unlisted", OfUnlisted) ?? Unlisted.Error,
            Form = spelling.Word(map["as"], "as", Forms),
            Dates = spelling.Texts(map["dates"], "dates"),
            Times = spelling.Number(map["times"], "times"),
            Divide = Divisor(map["divide"]),
            Round = spelling.Number(map["round"], "round") is { } digits ? (int)Math.Clamp(digits, 0, 12) : null,
            Join = spelling.Text(map["join"], "join") ?? ", ",
            Assumed = spelling.Text(map["assumed"], "assumed"),
            Line = map.Line,
        };
    }

    private Origination? From(Yaml.Entry origin, string what)
    {
        var node = origin.Value;
        switch (origin.Name)
        {
            case "of":
                return node is Yaml.List list ? First(list, what) : node is Yaml.Scalar scalar ? Constant(scalar, what) : Wrong(node, origin.Name, "a text or a list of texts");
            case "columns":
                return spelling.Text(node, origin.Name) is { } pattern ? new Origination.Columns(pattern, new Regex("^" + Regex.Escape(pattern).Replace(@"\*", ".*", StringComparison.Ordinal) + "$", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)) : null;
            case "count":
                return spelling.Flag(node, "count") ? new Origination.Over(Aggregate.Count, null) : Wrong(node, "count", "true");
            case "sum" or "largest" or "smallest":
                var aggregate = origin.Name switch { "sum" => Aggregate.Sum, "largest" => Aggregate.Largest, _ => Aggregate.Smallest };
                return Read(node, origin.Name) is { } each ? new Origination.Over(aggregate, each) : null;
            case "largest-of" or "smallest-of":
                if (node is not Yaml.List several) return Wrong(node, origin.Name, "a list");
                var of = several.Items.Select(i => Read(i, origin.Name)).ToImmutableArray();
                return of.Any(r => r is null) ? null : new Origination.Among(origin.Name == "largest-of", of!);
            case "list":
                return Read(node, "list") is { } item ? new Origination.Items(item) : null;
            case "map":
                if (spelling.Map(node, "map", "key", "value") is not { } map) return null;
                return Needed(map, "key") is { } key && Needed(map, "value") is { } value ? new Origination.ByKey(key, value) : null;
            default:
                return spelling.Map(node, "fields") is { } fields ? new Origination.Fields(Fields(fields)) : null;
        }
    }

    /// <summary>Named recipes.</summary>
    public ImmutableArray<MadeField> Fields(Yaml.Map map) =>
        [.. map.Entries.Select(e => Read(e.Value, e.Name) is { } recipe ? new MadeField(e.Name, recipe) : null).OfType<MadeField>()];

    /// <summary>A recipe that has to be there.</summary>
    public Recipe? Needed(Yaml.Map map, string name)
    {
        if (map[name] is { } node) return Read(node, name);
        spelling.Error(Rule.Required, map.Line, map.Column, $"\"{name}\" is missing.", "Maybe it is spelt otherwise, or indented too far.");
        return null;
    }

    private Origination.First? First(Yaml.List list, string what)
    {
        var all = list.Items.Select(i => i is Yaml.Scalar scalar ? Constant(scalar, what) : Wrong(i, what, "a text") as Origination.First).ToList();
        return all.Count == 0 || all.Any(f => f is null) ? null : new Origination.First([.. all.SelectMany(f => f!.Of)], all.TrueForAll(f => f!.Numeric));
    }

    private Origination.First? Constant(Yaml.Scalar scalar, string what)
    {
        if (scalar.IsNothing)
        {
            spelling.Wrong(scalar, what, "a text, a number, or names with values", "Maybe leave it out: what is not there is absent.");
            return null;
        }

        if (scalar.Number is { } number) return new([new Template([new TemplatePart(number.ToString(CultureInfo.InvariantCulture), IsColumn: false)])], Numeric: true);
        if (Template.Parse(scalar.Text) is { } template) return new([template]);
        spelling.Error(Rule.Word, scalar.Line, scalar.Column, $"{what} is {scalar.Describe()}, in which a brace is not closed or holds nothing.", "Maybe a brace itself is meant: then write {{.");
        return null;
    }

    private (string, string?)? Blank(Yaml? node)
    {
        if (node is null) return null;
        if (node is Yaml.Scalar scalar) return (scalar.Text, null);
        if (spelling.Map(node, "blank", "value", "assumed") is not { } map) return null;
        return spelling.NeededText(map, "value", "blank") is { } value ? (value, spelling.Text(map["assumed"], "assumed")) : null;
    }

    private decimal? Divisor(Yaml? node)
    {
        if (node is Yaml.Scalar { Text: "periods" }) return 0;
        if (node is null || spelling.Number(node, "divide") is not { } number) return null;
        if (number != 0) return number;
        spelling.Wrong(node, "divide", "a number that is not 0, or periods");
        return null;
    }

    private Origination? Wrong(Yaml node, string what, string allowed)
    {
        spelling.Wrong(node, what, allowed);
        return null;
    }
}
