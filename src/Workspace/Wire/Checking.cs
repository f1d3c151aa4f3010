using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Dais.Engine.Modelling;
using Calendar = Dais.Engine.Quantities.Calendar;

namespace Dais.Workspace.Wire;

/// <summary>
/// Holds a tree of nodes against the table: fields, types, ranges, words, ids. It collects every finding and changes
/// nothing. What only makes sense of several things together is left to the model's own rules.
/// </summary>
internal sealed class Checking(Calendar? calendar, IReadOnlyDictionary<string, IReadOnlySet<string>>? ids, ICollection<Finding> findings)
{
    private static readonly string[] EndsAndUnit = ["p10", "p90", "currency"];

    private readonly Nearest _nearest = new();
    private readonly Dictionary<string, string> _kindOfId = [];

    /// <summary>Holds the node against the shape.</summary>
    public void Value(Shape shape, JsonNode? node, Place at)
    {
        switch (shape)
        {
            case Shape.Anything: break;
            case Shape.Text text: Text(text, node, at); break;
            case Shape.Number number: Number(number, node, at); break;
            case Shape.Flag: if (node.AsFlag() is null) Wrong(shape, node, at); break;
            case Shape.Day: Day(shape, node, at); break;
            case Shape.Quarter quarter: Quarter(quarter, node, at); break;
            case Shape.Word word: Word(word, node, at); break;
            case Shape.Ref reference: Reference(reference.Kind, node, at); break;
            case Shape.Periodic periodic: Periodic(periodic, node, at); break;
            case Shape.Parts parts: Parts(parts, node, at); break;
            case Shape.Many many: Many(many, node, at); break;
            case Shape.Map map: Map(map, node, at); break;
        }
    }

    /// <summary>Holds an object against its fields.</summary>
    public void Fields(Shape.Parts shape, JsonObject node, Place at)
    {
        foreach (var field in shape.Fields)
        {
            if (node.Get(field.Name) is { } value) Value(field.Shape, value, at[field.Name]);
            else if (field.Required) Missing(field, at);
            if (field.With is { } other && node.Get(field.Name) is not null && node.Get(other) is null)
                findings.Add(Finding.Error(Rule.Required, at.ToString(), $"The field \"{other}\" is missing: \"{field.Name}\" says nothing without it.", $"Maybe add it, or leave \"{field.Name}\" out."));
        }

        foreach (var (name, _) in node)
        {
            if (shape.Find(name) is null) Unknown(name, shape.Fields.Select(f => f.Name), at);
        }

        if (shape.Choice is { } choice) One(choice, node, at);
    }

    /// <summary>A field that nobody knows: it is kept, and probably another one was meant.</summary>
    public void Unknown(string name, IEnumerable<string> known, Place at, string what = "field") =>
        findings.Add(Finding.Warning(
            Rule.KnownField,
            at[name].ToString(),
            $"There is no {what} \"{name}\" here; it is kept, and nothing reads it.",
            _nearest.Maybe(name, known) ?? $"Maybe it belongs to something else: known are {string.Join(", ", known)}."));

    /// <summary>A value of another type than the table says.</summary>
    public void Wrong(Shape shape, JsonNode? node, Place at, string? maybe = null) =>
        findings.Add(Finding.Error(Rule.Type, at.ToString(), $"The value is {node.Describe()}; allowed is {shape.Allowed}.", maybe));

    private void Missing(Field field, Place at) =>
        findings.Add(Finding.Error(Rule.Required, at.ToString(), $"The field \"{field.Name}\" is missing; it has to be {field.Shape.Allowed}.", $"Maybe add it: {Small(field.Doc)}"));

    private void Text(Shape.Text shape, JsonNode? node, Place at)
    {
        if (node.AsText() is not { } text) Wrong(shape, node, at, node is JsonValue ? "Maybe quotes are missing around it." : null);
        else if (text.Length == 0 && !shape.MayBeEmpty) findings.Add(Finding.Error(Rule.Range, at.ToString(), "The value is \"\"; allowed is a text that is not empty.", "Maybe leave the field out where it is unknown."));
    }

    private void Number(Shape.Number shape, JsonNode? node, Place at)
    {
        if (node.AsNumber() is not { } number)
        {
            Wrong(shape, node, at, NoNumber(node));
        }
        else if (!shape.Holds(number))
        {
            findings.Add(Finding.Error(Rule.Range, at.ToString(), $"The value is {node.Brief()}; allowed is {(Math.Abs(number) > Shape.Number.Most ? "at most 1e15, either way from 0" : shape.Allowed)}.", Hint(shape, number)));
        }
    }

    private static string? NoNumber(JsonNode? node) => node.AsText() switch
    {
        null => null,
        var text when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _) => "Maybe write it without quotes.",
        var text when text.Contains(',', StringComparison.Ordinal) => "Maybe the decimal sign has to be a point, and thousands are to stand together.",
        _ => "Maybe it is unknown: then leave the field out.",
    };

    private static string? Hint(Shape.Number shape, double number) => number switch
    {
        _ when Math.Abs(number) > Shape.Number.Most => "Maybe the unit is too small, or digits were added by mistake.",
        > 1 and <= 100 when shape.Max == 1 => string.Create(CultureInfo.InvariantCulture, $"Maybe it is in per cent: then {number / 100:G12} is meant."),
        < 0 when shape.Min == 0 => "Maybe the sign is wrong, or it is unknown: then leave the field out.",
        _ when shape.Whole && number != Math.Floor(number) => "Maybe it has to be rounded.",
        _ => null,
    };

    private void Day(Shape shape, JsonNode? node, Place at)
    {
        if (node.AsText() is not { } text) Wrong(shape, node, at);
        else if (!DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
            findings.Add(Finding.Error(Rule.Word, at.ToString(), $"The value is {node.Brief()}; allowed is {shape.Allowed}.", DateOnly.TryParse(text, CultureInfo.InvariantCulture, out var day) ? $"Maybe \"{day:yyyy-MM-dd}\" is meant." : "Maybe write year, month and day with dashes."));
    }

    private void Quarter(Shape.Quarter shape, JsonNode? node, Place at)
    {
        if (node.AsText() is not { } text) Wrong(shape, node, at);
        else if (!Calendar.IsLabel(text)) findings.Add(Finding.Error(Rule.Word, at.ToString(), $"The value is {node.Brief()}; allowed is {shape.Allowed}.", "Maybe it is written in another way: year, dash, Q and 1 to 4."));
        else if (!shape.First && calendar is not null && calendar.Find(text) is null)
            findings.Add(Finding.Error(Rule.Word, at.ToString(), $"\"{text}\" is not a quarter of this platform's calendar, whose first is \"{calendar.First}\".", $"Maybe write it in the style of \"{calendar.First}\"."));
    }

    private void Word(Shape.Word shape, JsonNode? node, Place at)
    {
        if (node.AsText() is not { } text) Wrong(shape, node, at);
        else if (!shape.Words.Contains(text)) findings.Add(Finding.Error(Rule.Word, at.ToString(), $"The value is {node.Brief()}; allowed is {shape.Allowed}.", _nearest.Maybe(text, shape.Words) ?? "Maybe leave the field out where none of them fits."));
    }

    private void Reference(string kind, JsonNode? node, Place at)
    {
        if (node.AsText() is not { } text) Wrong(new Shape.Ref(kind), node, at);
        else if (text.Length == 0) findings.Add(Finding.Error(Rule.Range, at.ToString(), $"The value is \"\"; allowed is an id of {kind}.", "Maybe leave the field out where there is none."));
        else Resolve(kind, text, at);
    }

    private void Resolve(string kind, string id, Place at)
    {
        if (ids is null || (ids.TryGetValue(kind, out var known) && known.Contains(id))) return;
        var other = OtherKind(id);
        findings.Add(Finding.Error(
            Rule.Reference,
            at.ToString(),
            $"There is no {JsonText.Line(JsonValue.Create(id))} in {kind}.",
            (known is null ? null : _nearest.Maybe(id, known)) ?? (other is null ? $"Maybe it has to be added to {kind} first." : $"Maybe another field is meant: {other} has one of that id.")));
    }

    private string? OtherKind(string id)
    {
        if (_kindOfId.Count == 0)
        {
            foreach (var (kind, known) in ids!)
            {
                foreach (var each in known) _kindOfId.TryAdd(each, kind);
            }
        }

        return _kindOfId.GetValueOrDefault(id);
    }

    private void Periodic(Shape.Periodic shape, JsonNode? node, Place at)
    {
        if (node is not JsonArray list)
        {
            if (node.AsNumber() is null) Wrong(shape, node, at, NoNumber(node));
            else Number(shape.Each, node, at);
            return;
        }

        if (list.Count == 0) Wrong(shape, node, at);
        for (var i = 0; i < list.Count; i++) Number(shape.Each, list[i], at[i]);
    }

    private void Parts(Shape.Parts shape, JsonNode? node, Place at)
    {
        if (node is JsonObject fields) Fields(shape, fields, at);
        else if (shape.ShorthandField is { } shorthand && node is JsonValue && (node.AsNumber() is not null || shorthand.Shape is not Shape.Number)) Value(shorthand.Shape, node, at);
        else Wrong(shape, node, at, shape.Shorthand is null ? null : NoNumber(node));
        if (shape.Middle is not null && node is JsonObject points) Rising(shape, points, at);
    }

    private void Rising(Shape.Parts shape, JsonObject points, Place at)
    {
        var between = points.Get("p50") ?? points.Get(shape.Middle!);
        var free = shape.Choice is null && shape.Find("p50") is { Required: false };   // else a missing or a double middle is told of already
        if (free && between is null && EndsAndUnit.Where(f => points.Get(f) is not null).ToList() is [var lonely, ..])
            findings.Add(Finding.Error(Rule.Required, at.ToString(), $"The field \"p50\" is missing: \"{lonely}\" says nothing without it.", $"Maybe add it, or leave \"{lonely}\" out."));
        if (free && points.Get("p50") is not null && points.Get(shape.Middle!) is not null)
            findings.Add(Finding.Error(Rule.OneOf, at.ToString(), $"It has {shape.Middle} and p50, which say the same; allowed is exactly one.", "Maybe one of them is left over."));
        List<double> rising = [.. new[] { points.Get("p10"), between, points.Get("p90") }.Select(n => n.AsNumber()).OfType<double>()];
        if (rising.Zip(rising.Skip(1)).Any(pair => pair.First > pair.Second))
            findings.Add(Finding.Error(Rule.EstimateOrder, at.ToString(), $"The points are {points.Brief()}; they have to rise from p10 to p50 to p90.", "Maybe two of them are exchanged."));
    }

    private void Many(Shape.Many shape, JsonNode? node, Place at)
    {
        if (node is not JsonArray list)
        {
            Wrong(shape, node, at, node is JsonValue or JsonObject ? "Maybe put it in [ ]." : null);
            return;
        }

        for (var i = 0; i < list.Count; i++) Value(shape.Each, list[i], at[i]);
    }

    private void Map(Shape.Map shape, JsonNode? node, Place at)
    {
        if (node is not JsonObject map)
        {
            Wrong(shape, node, at);
            return;
        }

        foreach (var (key, value) in map)
        {
            if (key.Length == 0) findings.Add(Finding.Error(Rule.Range, at.ToString(), "A name in it is \"\"; allowed is a text that is not empty."));
            if (shape.Keys is { } kind) Resolve(kind, key, at[key]);
            Value(shape.Each, value, at[key]);
        }
    }

    private void One(Choice choice, JsonObject node, Place at)
    {
        var given = choice.Fields.Where(f => node.Get(f) is not (null or JsonArray { Count: 0 } or JsonObject { Count: 0 })).ToImmutableArray();
        if (given.Length == 1) return;
        findings.Add(Finding.Error(
            Rule.OneOf,
            at.ToString(),
            $"It has {(given.IsEmpty ? "none" : string.Join(" and ", given))} of {string.Join(", ", choice.Fields)}; allowed is exactly one.",
            given.IsEmpty ? null : "Maybe two entries are meant."));
    }

    private static string Small(string doc) => doc.Length > 1 && char.IsUpper(doc[0]) && char.IsLower(doc[1]) ? char.ToLowerInvariant(doc[0]) + doc[1..] : doc;
}
