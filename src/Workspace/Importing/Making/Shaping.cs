using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using Dais.Engine.Modelling;
using Dais.Workspace.Wire;

namespace Dais.Workspace.Importing.Making;

/// <summary>Makes JSON of what recipes made, as the shape of the field says, and notes what is assumed and where it came from.</summary>
/// <remarks>A text that cannot be what the shape says is an error that names file, row and column.</remarks>
internal sealed class Shaping(Journal journal, Action<string, Leaf, double?> note)
{
    /// <summary>The node; nothing where there is nothing to say.</summary>
    public JsonNode? Node(Shape shape, Made made, string at, string join = ", ") => (shape, made) switch
    {
        (_, Made.Texts { Leaves.IsEmpty: true }) => null,
        (Shape.Many many, Made.Texts texts) => Many(many.Each, texts.Leaves.Select(l => (Made)new Made.Texts([l])), at, join),
        (Shape.Many many, Made.Many list) => Many(many.Each, list.Items, at, join),
        (Shape.Map map, Made.Named named) => Named(_ => map.Each, named, at, join),
        (Shape.Parts parts, Made.Named named) => Named(name => parts.Find(name)?.Shape, named, at, join),
        (Shape.Parts { ShorthandField: { } bare }, Made.Texts) => Node(bare.Shape, made, at, join),
        (Shape.Periodic periodic, Made.Texts { Leaves: [var only] }) => Bare(periodic.Each, only, at),
        (Shape.Periodic periodic, Made.Texts texts) => Many(periodic.Each, texts.Leaves.Select(l => (Made)new Made.Texts([l])), at, join),
        (Shape.Periodic periodic, Made.Many list) => Many(periodic.Each, list.Items, at, join),
        (Shape.Anything, Made.Many list) => Many(shape, list.Items, at, join),
        (Shape.Anything, Made.Named named) => Named(_ => shape, named, at, join),
        (Shape.Text, Made.Texts { Leaves.Length: > 1 } texts) => Bare(shape, texts.Leaves[0].With(string.Join(join, texts.Leaves.Select(l => l.Text))), at),
        (Shape.Anything, Made.Texts { Leaves.Length: > 1 } texts) => Many(shape, texts.Leaves.Select(l => (Made)new Made.Texts([l])), at, join),
        (Shape.Parts or Shape.Map, _) or (_, Made.Named or Made.Many) => Unfit(shape, made, at),
        (_, Made.Texts { Leaves: [var only] }) => Bare(shape, only, at),
        (_, Made.Texts several) => Several(shape, several),
        _ => null,
    };

    private JsonArray? Many(Shape each, IEnumerable<Made> items, string at, string join)
    {
        var list = new JsonArray();
        foreach (var item in items)
        {
            if (Node(each, item, Assumptions.Inside(at, list.Count.ToString(CultureInfo.InvariantCulture)), join) is { } node) list.Add(node);
        }

        return list.Count == 0 ? null : list;
    }

    private JsonObject? Named(Func<string, Shape?> shapeOf, Made.Named named, string at, string join)
    {
        var result = new JsonObject();
        foreach (var (name, value) in named.Entries)
        {
            if (Node(shapeOf(name) ?? new Shape.Anything(), value, Assumptions.Inside(at, name), join) is { } node) result[name] = node;
        }

        return result.Count == 0 ? null : result;
    }

    private JsonValue? Bare(Shape shape, Leaf leaf, string at)
    {
        var node = shape switch
        {
            Shape.Number => Number(shape, leaf),
            Shape.Flag => Flag(shape, leaf),
            Shape.Anything when leaf.Numeric => Number(shape, leaf),
            _ => JsonValue.Create(leaf.Text),
        };
        if (node is not null) note(at, leaf, node.AsNumber());
        return node;
    }

    private JsonValue? Number(Shape shape, Leaf leaf)
    {
        if (double.TryParse(leaf.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)) return JsonText.Number(number);
        return Wrong(shape, leaf, double.TryParse(leaf.Text, NumberStyles.Any, CultureInfo.InvariantCulture, out _) ? "Maybe the mapping has to say as: number." : "Maybe the mapping needs a table for such words.");
    }

    private JsonValue? Flag(Shape shape, Leaf leaf) => leaf.Text.ToUpperInvariant() switch
    {
        "TRUE" or "YES" or "Y" or "1" => JsonValue.Create(true),
        "FALSE" or "NO" or "N" or "0" => JsonValue.Create(false),
        _ => Wrong(shape, leaf, "Maybe the mapping needs a table for such words."),
    };

    private JsonValue? Wrong(Shape shape, Leaf leaf, string maybe)
    {
        journal.Error(Rule.Type, leaf.Origin?.ToString(), $"The value is \"{(leaf.Text.Length > 60 ? leaf.Text[..57] + "…" : leaf.Text)}\"; allowed is {shape.Allowed}.", maybe);
        return null;
    }

    private JsonValue? Several(Shape shape, Made.Texts several) =>
        Wrong(shape, several.Leaves[0].With(string.Join("; ", several.Leaves.Select(l => l.Text))), "Maybe only the first is meant, or the mapping has to take out one: match.");

    private JsonNode? Unfit(Shape shape, Made made, string at)
    {
        var what = made switch { Made.Texts texts => $"\"{texts.Leaves[0].Text}\"", Made.Many => "a list", _ => "names with values" };
        journal.Error(Rule.Type, null, $"The mapping makes {what} for {at.Replace('/', '.')}; allowed is {shape.Allowed}.", shape is Shape.Parts ? "Maybe the mapping has to say fields:." : shape is Shape.Map ? "Maybe the mapping has to say map:." : "Maybe the mapping has to say of:.");
        return null;
    }
}
