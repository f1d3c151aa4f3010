using System.Collections.Immutable;
using System.Text;
using System.Text.Json.Nodes;

namespace Dais.Workspace.Wire.Tables;

/// <summary>A list in one cell: its items joined by <c>;</c>.</summary>
/// <remarks>
/// An object is <c>ledger@2</c>, <c>sso</c> or <c>initiative:sso</c>, as its shape says, and its JSON where it holds more than that.
/// A backslash takes its meaning from the character behind it: <c>;</c> and <c>\</c> always have one inside an item, <c>@</c> where
/// it would divide, <c>{</c> and <c>[</c> where they would begin JSON, and blanks where an item begins or ends with them. Blanks around
/// an item are otherwise nothing, and so is an item of nothing.
/// </remarks>
internal static class Joined
{
    /// <summary>The cell of a list.</summary>
    public static string Write(Shape each, JsonArray list) => string.Join(';', list.Select(item => Item(each, item)));

    /// <summary>The list in a cell.</summary>
    public static JsonArray Read(Shape each, string cell) => new([.. Items(cell).Select(item => Node(each, item))]);

    /// <summary>The items of a cell, still with their backslashes, without blanks around them.</summary>
    public static ImmutableArray<string> Items(string cell)
    {
        var items = ImmutableArray.CreateBuilder<string>();
        var start = 0;
        for (var i = 0; i <= cell.Length; i++)
        {
            if (i < cell.Length && cell[i] == '\\') i++;
            else if (i >= cell.Length || cell[i] == ';')
            {
                if (Trimmed(cell[start..Math.Min(i, cell.Length)]) is { Length: > 0 } item) items.Add(item);
                start = i + 1;
            }
        }

        if (start < cell.Length && Trimmed(cell[start..]) is { Length: > 0 } rest) items.Add(rest);
        return items.ToImmutable();
    }

    private static string Item(Shape each, JsonNode? item)
    {
        if (item.AsText() is { } text) return Escape(text, each is Shape.Parts);
        if (each is Shape.Parts { Compact: { } compact } && item is JsonObject fields && Short(compact, fields) is { } shortly) return shortly;
        return Escape(JsonText.Line(item), compact: false);
    }

    private static string? Short(Compact compact, JsonObject fields)
    {
        if (fields.Count == 1)
        {
            var (name, value) = fields.Single();
            if (value.AsText() is not { } alone) return null;
            return compact.Tagged ? name + ":" + Escape(alone, compact: true) : name == compact.Alone ? Escape(alone, compact: true) : null;
        }

        return fields.Count == 2 && compact.Subject is not null && fields.Get(compact.Subject).AsText() is { } subject && fields.Get(compact.Number!).AsNumber() is not null
            ? $"{Escape(subject, compact: true)}@{JsonText.Line(fields.Get(compact.Number!))}"
            : null;
    }

    private static JsonNode? Node(Shape each, string item)
    {
        if (each is not Shape.Parts { Compact: var compact }) return JsonValue.Create(Unescape(item));
        if (item[0] == '{' && JsonText.TryParse(Unescape(item), out var json)) return json;
        if (compact is null) return JsonValue.Create(Unescape(item));
        return compact.Tagged ? Tagged(item) : Divided(compact, item);
    }

    private static JsonNode Tagged(string item)
    {
        var colon = item.IndexOf(':', StringComparison.Ordinal);
        return colon <= 0 ? JsonValue.Create(Unescape(item)) : new JsonObject { [item[..colon].Trim()] = JsonValue.Create(Unescape(item[(colon + 1)..].TrimStart())) };
    }

    private static JsonObject Divided(Compact compact, string item)
    {
        var at = -1;
        for (var i = 0; i < item.Length; i++)
        {
            if (item[i] == '\\') i++;
            else if (item[i] == '@') at = i;
        }

        if (at < 0) return new JsonObject { [compact.Alone ?? compact.Subject!] = JsonValue.Create(Unescape(item)) };
        var number = item[(at + 1)..].Trim();
        return new JsonObject
        {
            [compact.Subject!] = JsonValue.Create(Unescape(Trimmed(item[..at]))),
            [compact.Number!] = JsonText.TryNumber(number) ?? JsonValue.Create(number),
        };
    }

    private static string Escape(string text, bool compact)
    {
        var result = new StringBuilder(text.Length + 4);
        for (var i = 0; i < text.Length; i++)
        {
            var edge = i == 0 || i == text.Length - 1;
            if (text[i] is '\\' or ';' || (compact && (text[i] == '@' || (i == 0 && text[i] == '{'))) || (i == 0 && text[i] == '[') || (edge && char.IsWhiteSpace(text[i]))) result.Append('\\');
            result.Append(text[i]);
        }

        return result.ToString();
    }

    private static string Unescape(string item)
    {
        if (!item.Contains('\\', StringComparison.Ordinal)) return item;
        var result = new StringBuilder(item.Length);
        for (var i = 0; i < item.Length; i++)
        {
            if (item[i] == '\\' && i + 1 < item.Length) i++;
            result.Append(item[i]);
        }

        return result.ToString();
    }

    /// <summary>Without the blanks around it, but with one that a backslash stands before.</summary>
    public static string Trimmed(string item)
    {
        var trimmed = item.TrimStart();
        var end = trimmed.TrimEnd().Length;
        if (end == trimmed.Length) return trimmed;
        var slashes = 0;
        while (slashes < end && trimmed[end - 1 - slashes] == '\\') slashes++;
        return trimmed[..(slashes % 2 == 1 ? end + 1 : end)];
    }
}
