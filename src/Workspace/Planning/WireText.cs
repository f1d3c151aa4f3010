using System.Text.Encodings.Web;
using System.Text.Json;
using Dais.Engine.Quantities;

namespace Dais.Workspace.Planning;

/// <summary>How plans and policies are spelt in JSON: words in camel case, numbers at full precision, unknown as null.</summary>
internal static class WireText
{
    /// <summary>Letters of every script stand as they are; only what JSON itself needs is escaped.</summary>
    public static JavaScriptEncoder Encoder { get; } = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;

    /// <summary>What <paramref name="write"/> writes, as indented UTF-8 JSON with a final line feed.</summary>
    public static byte[] Print(Action<Utf8JsonWriter> write)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true, Encoder = Encoder, NewLine = "\n" })) write(json);
        buffer.WriteByte((byte)'\n');
        return buffer.ToArray();
    }

    /// <summary>The object whose inside <paramref name="write"/> writes, printed likewise.</summary>
    public static byte[] Object(Action<Utf8JsonWriter> write) => Print(json =>
    {
        json.WriteStartObject();
        write(json);
        json.WriteEndObject();
    });

    /// <summary>The word of a value: <c>OtherLens</c> is <c>otherLens</c>.</summary>
    public static string Word<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    /// <summary>A number under a name; null where unknown.</summary>
    /// <remarks>To a millionth of a millionth: what lies below is the solver's arithmetic, not knowledge.</remarks>
    public static void Number(this Utf8JsonWriter json, string name, double? value)
    {
        if (value is { } number) json.WriteNumber(name, Tidy(number));
        else json.WriteNull(name);
    }

    /// <summary>A number that the workspace states, with all its digits; null where unknown.</summary>
    public static void Fact(this Utf8JsonWriter json, string name, double? value)
    {
        if (value is { } number) json.WriteNumber(name, number);
        else json.WriteNull(name);
    }

    /// <summary>A text under a name; null where unknown.</summary>
    public static void Text(this Utf8JsonWriter json, string name, string? value)
    {
        if (value is null) json.WriteNull(name);
        else json.WriteString(name, value);
    }

    /// <summary>A list of texts.</summary>
    public static void Texts(this Utf8JsonWriter json, string name, IEnumerable<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values) json.WriteStringValue(value);
        json.WriteEndArray();
    }

    /// <summary>A list of engineer-weeks, one for each period.</summary>
    public static void Numbers(this Utf8JsonWriter json, string name, IEnumerable<EngineerWeeks> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values) json.WriteNumberValue(Tidy(value.Value));
        json.WriteEndArray();
    }

    /// <summary>A list of objects, the inside of each written by <paramref name="write"/>.</summary>
    public static void Each<T>(this Utf8JsonWriter json, string name, IEnumerable<T> values, Action<T> write)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
        {
            json.WriteStartObject();
            write(value);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>A number as results have it: to a billionth, where it is not very large.</summary>
    public static double Tidy(double value) => Math.Abs(value) < 1e6 ? Math.Round(value, 9) + 0.0 : value;
}
