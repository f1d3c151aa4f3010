using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Dais.Engine.Quantities;

namespace Dais.Workspace.Planning;

/// <summary>A plan or a policy is not of its shape: where, what, what is allowed.</summary>
public sealed class DocumentException(string message) : Exception(message);

/// <summary>A value inside a document, and the path to it, so that what is wrong with it can be said.</summary>
internal readonly record struct Node(JsonElement Element, string Path)
{
    /// <summary>The root of a document.</summary>
    /// <exception cref="DocumentException">It is not JSON.</exception>
    public static Node Root(ReadOnlyMemory<byte> utf8)
    {
        try
        {
            using var document = JsonDocument.Parse(WithoutMark(utf8), new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            return new(document.RootElement.Clone(), "");
        }
        catch (JsonException e)
        {
            throw new DocumentException($"It is not JSON: line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1} cannot be read. Maybe it was cut short, or is another file.");
        }
    }

    /// <summary>The field of that name; nothing where it is absent or null.</summary>
    public Node? Find(string name)
    {
        if (Element.ValueKind != JsonValueKind.Object) throw Wrong("an object");
        return Element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null
            ? new(value, Path.Length == 0 ? name : Path + "." + name)
            : null;
    }

    /// <summary>The field of that name, which has to be there.</summary>
    public Node this[string name] => Find(name) ?? throw new DocumentException($"{(Path.Length == 0 ? "" : Path + ": ")}\"{name}\" is missing.");

    /// <summary>The names of the fields.</summary>
    public IEnumerable<string> Names =>
        Element.ValueKind == JsonValueKind.Object ? Element.EnumerateObject().Select(p => p.Name) : throw Wrong("an object");

    /// <summary>The fields, each with its name.</summary>
    public IEnumerable<(string Name, Node Value)> Fields()
    {
        var self = this;
        return Names.Select(name => (name, self[name]));
    }

    /// <summary>The items of a list; none where the field is absent.</summary>
    public ImmutableArray<T> Each<T>(string name, Func<Node, T> read)
    {
        if (Find(name) is not { } list) return [];
        return list.Each(read);
    }

    /// <summary>The items of this list.</summary>
    public ImmutableArray<T> Each<T>(Func<Node, T> read)
    {
        if (Element.ValueKind != JsonValueKind.Array) throw Wrong("a list");
        var path = Path;
        return [.. Element.EnumerateArray().Select((item, i) => read(new(item, string.Create(CultureInfo.InvariantCulture, $"{path}[{i}]"))))];
    }

    /// <summary>A text that is not empty.</summary>
    public string Text() => Element.ValueKind == JsonValueKind.String && Element.GetString() is { Length: > 0 } text ? text : throw Wrong("a text");

    /// <summary>A text that may be empty.</summary>
    public string AnyText() => Element.ValueKind == JsonValueKind.String ? Element.GetString()! : throw Wrong("a text");

    /// <summary>A finite number from <paramref name="min"/> to <paramref name="max"/>.</summary>
    public double Number(double min = double.NegativeInfinity, double max = double.PositiveInfinity) =>
        Element.ValueKind == JsonValueKind.Number && Element.TryGetDouble(out var number) && double.IsFinite(number) && number >= min && number <= max
            ? number
            : throw Wrong((double.IsFinite(min), double.IsFinite(max)) switch
            {
                (true, true) => string.Create(CultureInfo.InvariantCulture, $"a number from {min} to {max}"),
                (true, false) => string.Create(CultureInfo.InvariantCulture, $"a number of at least {min}"),
                _ => "a number",
            });

    /// <summary>A whole number from <paramref name="min"/> to <paramref name="max"/>.</summary>
    public long Whole(long min, long max) =>
        Element.ValueKind == JsonValueKind.Number && Element.TryGetInt64(out var number) && number >= min && number <= max
            ? number
            : throw Wrong(string.Create(CultureInfo.InvariantCulture, $"a whole number from {min} to {max}"));

    /// <summary>Yes or no.</summary>
    public bool Flag() => Element.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw Wrong("true or false"),
    };

    /// <summary>One of the words of <typeparamref name="T"/>.</summary>
    public T Word<T>()
        where T : struct, Enum
    {
        var written = Element.ValueKind == JsonValueKind.String ? Element.GetString() : null;
        foreach (var value in Enum.GetValues<T>())
            if (WireText.Word(value) == written) return value;

        throw Wrong("one of " + string.Join(", ", Enum.GetValues<T>().Select(WireText.Word)));
    }

    /// <summary>The quarter of that label.</summary>
    public Period Quarter(Engine.Quantities.Calendar calendar) =>
        calendar.Find(Text()) ?? throw Wrong($"a quarter such as {calendar.First}");

    /// <summary>What is wrong here: the path, the value and what is allowed.</summary>
    public DocumentException Wrong(string allowed)
    {
        var raw = Element.GetRawText();
        return new($"{(Path.Length == 0 ? "The document" : Path)} is {(raw.Length <= 40 ? raw : raw[..40] + "…")}; allowed is {allowed}.");
    }

    private static ReadOnlyMemory<byte> WithoutMark(ReadOnlyMemory<byte> utf8) =>
        utf8.Span.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]) ? utf8[3..] : utf8;
}
