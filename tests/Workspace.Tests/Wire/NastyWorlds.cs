using System.Globalization;
using System.Text.Json.Nodes;
using CsCheck;
using Dais.Workspace.Wire;

namespace Dais.Workspace.Tests.Wire;

/// <summary>
/// Workspaces made from the table itself: every kind and field may appear, with the texts, numbers and names that break
/// careless formats. The same seed makes the same world.
/// </summary>
internal sealed class NastyWorlds
{
    private static readonly string[] Texts =
    [
        "a", "b c", "=1+1", "'", "''=x", "'quoted'", ";", "a;b", "\\", "a\\;b", "@", "x@2", "{", "{}", "[]", "{\"a\":1}", "\r\n", "\t", "line\nline", "a\rb", " lead", "trail ", " ",
        "\u0000", "\u0001", "_x000D_", "_x000D", "_x000D\r", "__x005F_", "😀", "null", "true", "FALSE", "17", "-5", "+1", "1e999", "NaN", "\"", "\"\"", "a,b", "é", "ﬀ", "\uFEFF", "\uFFFE", "\u0085", "\u2028",
        ".", "a.b", "\\e", "text\\2", "initiative:sso", "＝x", "－", "2027-Q1", "2027-01-01", "sep=;", "<f>&amp;</f>", "]]>", "_", "id", "p50", "0.1", "１",
    ];

    private static readonly double[] Numbers = [0, 1, 2, 0.1, 0.5, 1.0 / 3, 12, 1e-7, 1e21, 123456789.125, 5e-324, 1.7976931348623157e308, -3, -0.25];

    private readonly Random _random;

    private NastyWorlds(int seed) => _random = new Random(seed);

    /// <summary>Documents without errors of form.</summary>
    public static Gen<Document> Documents { get; } = Gen.Int.Select(Make);

    /// <summary>The document of that seed.</summary>
    public static Document Make(int seed)
    {
        var findings = new List<Dais.Engine.Modelling.Finding>();
        var root = new NastyWorlds(seed).Root();
        return Document.Of(root, findings) ?? throw new InvalidOperationException(string.Join('\n', findings.Where(f => f.IsError && f.Rule is not ("§8" or "§9"))));
    }

    private JsonObject Root()
    {
        var root = new JsonObject { ["platform"] = Object(Kinds.Platform), ["dais"] = 1 };
        foreach (var kind in Kinds.All.Where(_ => Often(0.6)))
        {
            if (kind.MayBeObject && Often(0.5)) root[kind.Name] = Json(0, 3) is JsonObject any ? any : [];
            else root[kind.Name] = new JsonArray([.. Enumerable.Range(0, _random.Next(4)).Select(_ => (JsonNode)Object(kind.Item ?? new Shape.Parts([new Field("id", new Shape.Text(MayBeEmpty: false), "", true)])))]);
        }

        Unknown(root, name => name is "dais" or "platform" || Kinds.Find(name) is not null);
        return root;
    }

    private JsonObject Object(Shape.Parts shape)
    {
        var node = new JsonObject();
        var chosen = shape.Choice is { } choice ? choice.Fields[_random.Next(choice.Fields.Length)] : null;
        foreach (var field in shape.Fields)
        {
            var excluded = chosen is not null && shape.Choice!.Fields.Contains(field.Name) && field.Name != chosen;
            if (field.Required || field.Name == chosen || (field.With is { } with ? node.ContainsKey(with) && (with == chosen || Often(0.5)) : !excluded && Often(0.5))) node[field.Name] = Value(field.Shape, chosen == field.Name);
        }

        if (Often(0.2)) Unknown(node, name => shape.Find(name) is not null);
        return node;
    }

    private JsonNode Value(Shape shape, bool filled = false) => shape switch
    {
        Shape.Text text => Text(!text.MayBeEmpty),
        Shape.Number number => Number(number),
        Shape.Flag => Often(0.5),
        Shape.Day => new DateOnly(1999, 12, 31).AddDays(_random.Next(20_000)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        Shape.Quarter { First: true } => "FY27-Q2",
        Shape.Quarter => $"FY{_random.Next(10, 60)}-Q{_random.Next(1, 5)}",
        Shape.Word word => word.Words[_random.Next(word.Words.Length)],
        Shape.Ref => Text(true),
        Shape.Periodic periodic => Often(0.5) ? Number(periodic.Each) : new JsonArray([.. Enumerable.Range(0, _random.Next(1, 4)).Select(_ => (JsonNode)Number(periodic.Each))]),
        Shape.Parts { Middle: "p50" } => Estimate(),
        Shape.Parts { ShorthandField: { } shorthand } when Often(0.5) => Value(shorthand.Shape),
        Shape.Parts { Middle: { } middle } parts => Amount(parts, middle),
        Shape.Parts parts => Object(parts),
        Shape.Many many => new JsonArray([.. Enumerable.Range(0, _random.Next(filled ? 1 : 0, 4)).Select(_ => Value(many.Each))]),
        Shape.Map map => Map(map, filled),
        Shape.Anything => Json(0, 3) ?? 0,
        _ => throw new InvalidOperationException(),
    };

    private JsonObject Map(Shape.Map map, bool filled)
    {
        var node = new JsonObject();
        var count = Often(0.02) ? 150 : _random.Next(filled ? 1 : 0, 4);
        for (var i = 0; i < count; i++) node[count > 4 ? "k" + i : Text(true).GetValue<string>()] = Value(map.Each);
        return node;
    }

    private JsonNode Estimate()
    {
        var points = new[] { _random.Next(9) / 4.0, _random.Next(9) / 4.0, _random.Next(9) / 4.0 }.Order().ToList();
        if (Often(0.4)) return points[1];
        var node = new JsonObject { ["p50"] = points[1] };
        if (Often(0.6)) node["p10"] = points[0];
        if (Often(0.6)) node["p90"] = points[2];
        return node;
    }

    // A number or points that rise, under either name of the middle, with a currency or without; perhaps among other fields.
    private JsonObject Amount(Shape.Parts shape, string middle)
    {
        var others = shape with { Choice = null, Fields = [.. shape.Fields.Where(f => f.Name != middle && f.Name is not ("p10" or "p50" or "p90" or "currency"))], Shorthand = null };
        var node = Object(others);
        foreach (var name in new[] { middle, "p10", "p50", "p90", "currency" }) node.Remove(name);
        if (shape.Choice is null && Often(0.3)) return node;
        var points = new[] { Number(new(0, 1e6)), Number(new(0, 1e6)), Number(new(0, 1e6)) }.OrderBy(n => n.GetValue<double>()).ToList();
        node[Often(0.5) ? middle : "p50"] = points[1];
        if (Often(0.5)) node["p10"] = points[0];
        if (Often(0.5)) node["p90"] = points[2];
        if (Often(0.3)) node["currency"] = Text(true);
        return node;
    }

    private JsonValue Text(bool filled)
    {
        if (!filled && Often(0.1)) return JsonValue.Create("");
        if (!filled && Often(0.004)) return JsonValue.Create(string.Concat(Enumerable.Repeat("long \r\u0001😀_x000D_", 4_000)));
        var text = Texts[_random.Next(Texts.Length)];
        if (Often(0.3)) text += Texts[_random.Next(Texts.Length)];
        return JsonValue.Create(text);
    }

    private JsonValue Number(Shape.Number shape)
    {
        for (; ; )
        {
            var number = Often(0.5) ? Numbers[_random.Next(Numbers.Length)] : shape.Whole ? _random.Next(100) : _random.NextDouble();
            if (shape.Holds(number)) return JsonValue.Create(number);
        }
    }

    private void Unknown(JsonObject node, Func<string, bool> known)
    {
        for (var i = _random.Next(3); i > 0; i--)
        {
            var name = Often(0.1) ? "" : Text(true).GetValue<string>();
            if (!known(name)) node[name] = Json(0, 3);
        }
    }

    private JsonNode? Json(int least, int depth) => _random.Next(depth > 0 ? 7 : 5) switch
    {
        0 => Text(false),
        1 => JsonValue.Create(Numbers[_random.Next(Numbers.Length)]),
        2 => Often(0.5),
        3 => null,
        4 => JsonNode.Parse("12345678901234567890.10"),
        5 => new JsonArray([.. Enumerable.Range(0, _random.Next(least, 3)).Select(_ => Json(least, depth - 1))]),
        _ => new JsonObject(Enumerable.Range(0, _random.Next(least, 3)).Select(i => KeyValuePair.Create(i + Text(false).GetValue<string>(), Json(least, depth - 1)))),
    };

    private bool Often(double chance) => _random.NextDouble() < chance;
}
