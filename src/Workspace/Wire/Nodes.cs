using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Dais.Workspace.Wire;

/// <summary>What a node holds, asked without exceptions.</summary>
internal static class Nodes
{
    /// <summary>The number; infinite where its digits are beyond a double, nothing where it is not a number.</summary>
    public static double? AsNumber(this JsonNode? node)
    {
        if (node is not JsonValue value || value.GetValueKind() != JsonValueKind.Number) return null;
        if (value.TryGetValue<double>(out var number)) return number;
        return double.Parse(value.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture);
    }

    /// <summary>The text, or nothing.</summary>
    public static string? AsText(this JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    /// <summary>True or false, or nothing.</summary>
    public static bool? AsFlag(this JsonNode? node) => node is JsonValue value && value.TryGetValue<bool>(out var flag) ? flag : null;

    /// <summary>The field; nothing where it is missing or null.</summary>
    public static JsonNode? Get(this JsonObject node, string name) => node.TryGetPropertyValue(name, out var value) ? value : null;

    /// <summary>What it is, in words: <c>"12" (a text)</c>.</summary>
    public static string Describe(this JsonNode? node) => node switch
    {
        null => "null",
        JsonObject { Count: 0 } => "{ } (an object)",
        JsonArray { Count: 0 } => "[ ] (a list)",
        JsonObject => Brief(node) + " (an object)",
        JsonArray => Brief(node) + " (a list)",
        _ => Brief(node) + node.GetValueKind() switch
        {
            JsonValueKind.String => " (a text)",
            JsonValueKind.Number => " (a number)",
            _ => "",
        },
    };

    /// <summary>The value's JSON, cut where it is long.</summary>
    public static string Brief(this JsonNode? node)
    {
        var text = node is JsonObject { Count: > 4 } or JsonArray { Count: > 8 } ? (node is JsonObject ? "{ … }" : "[ … ]") : JsonText.Line(node);
        return text.Length <= 60 ? text : string.Concat(text.AsSpan(0, char.IsHighSurrogate(text[56]) ? 56 : 57), "…");
    }
}
