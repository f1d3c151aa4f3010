using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Dais.Engine.Modelling;

namespace Dais.Workspace.Wire;

/// <summary>Reads the text of a JSON file into nodes, and writes nodes as such a text.</summary>
/// <remarks>
/// Comments and trailing commas are borne. Everything else that is not JSON is a finding with line and column, both
/// counted from 1, never an exception. Numbers keep their digits: one that a double cannot hold exactly stays as written.
/// </remarks>
public static partial class JsonText
{
    /// <summary>The largest JSON file that is read, in bytes.</summary>
    public const int MostBytes = 20 * 1024 * 1024;

    /// <summary>How deep objects and lists may stand in each other.</summary>
    public const int MostDepth = 64;

    /// <summary>Letters of every script stand as they are; only what JSON itself needs is escaped.</summary>
    internal static JavaScriptEncoder Letters => JavaScriptEncoder.UnsafeRelaxedJsonEscaping;

    /// <summary>The node of that text; nothing, and an error among the findings, where it is not JSON.</summary>
    /// <param name="bytes">The file: UTF-8, or UTF-16 with its mark.</param>
    /// <param name="source">The file's name, for the findings.</param>
    /// <param name="findings">Takes what is wrong.</param>
    public static JsonNode? Read(ReadOnlySpan<byte> bytes, string source, ICollection<Finding> findings)
    {
        ArgumentNullException.ThrowIfNull(findings);
        if (bytes.Length > MostBytes)
        {
            findings.Add(Unreadable(source, $"The file has {bytes.Length / 1048576.0:0.#} MB; at most {MostBytes / 1048576} MB are read.", "Maybe a folder of CSV files holds it better."));
            return null;
        }

        var reader = new Utf8JsonReader(Utf8(bytes), new JsonReaderOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip, MaxDepth = MostDepth });
        return new Builder(source, findings).Build(ref reader);
    }

    /// <summary>The text of a node, indented, ending with a line feed.</summary>
    public static byte[] Write(JsonNode? node)
    {
        var buffer = new ArrayBufferWriter<byte>(64 * 1024);
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true, Encoder = Letters, NewLine = "\n" }))
        {
            if (node is null) writer.WriteNullValue();
            else node.WriteTo(writer);
        }

        buffer.Write("\n"u8);
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>The text of a node on one line.</summary>
    public static string Line(JsonNode? node)
    {
        if (node is null) return "null";
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = Letters })) node.WriteTo(writer);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>Whether the text is JSON, strictly, and then its node.</summary>
    /// <remarks>Told cheaply for what is plainly not, so that a column of words costs nothing.</remarks>
    internal static bool TryParse(string text, out JsonNode? node)
    {
        node = null;
        var trimmed = text.AsSpan().Trim();
        if (trimmed is "null") return true;
        if (trimmed is "true" or "false")
        {
            node = JsonValue.Create(trimmed is "true");
            return true;
        }

        if (trimmed.Length == 0) return false;
        if (trimmed[0] is '-' or (>= '0' and <= '9')) return (node = TryNumber(trimmed.ToString())) is not null;
        if ((trimmed[0], trimmed[^1]) is not (('{', '}') or ('[', ']') or ('"', '"'))) return false;
        var findings = new List<Finding>();
        node = Read(Encoding.UTF8.GetBytes(text), "", findings);
        return findings.Count == 0;
    }

    /// <summary>The number of that text, its digits kept where a double cannot hold them; nothing where it is none.</summary>
    internal static JsonValue? TryNumber(string text)
    {
        if (JsonNumber().IsMatch(text)) return Digits(Encoding.ASCII.GetBytes(text));
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value) ? Number(value) : null;
    }

    /// <summary>A number as a node, in its shortest form; a minus before zero is dropped.</summary>
    public static JsonValue Number(double value) => JsonValue.Create(value + 0.0);

    private static byte[] Utf8(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [0xEF, 0xBB, 0xBF, .. var rest] => rest.ToArray(),
        [0xFF, 0xFE, .. var rest] => Encoding.UTF8.GetBytes(Encoding.Unicode.GetString(rest)),
        [0xFE, 0xFF, .. var rest] => Encoding.UTF8.GetBytes(Encoding.BigEndianUnicode.GetString(rest)),
        _ => bytes.ToArray(),
    };

    private static Finding Unreadable(string source, string sentence, string? maybe) => Finding.Error(Rule.Readable, "", sentence, maybe) with { Source = source };

    private sealed class Builder(string source, ICollection<Finding> findings)
    {
        public JsonNode? Build(ref Utf8JsonReader reader)
        {
            try
            {
                if (!reader.Read()) return Fail("The file is empty.", "Maybe it was cut off.");
                var node = Value(ref reader, Place.Root);
                while (reader.Read())
                {
                    // Only comments may follow; anything else throws.
                }

                return node;
            }
            catch (JsonException e)
            {
                return Fail(Sentence(e), Hint(e), e);
            }
            catch (InvalidOperationException)
            {
                return Fail($"Byte {reader.TokenStartIndex}: a text is not valid Unicode.", "Maybe the file is in another encoding: save it as UTF-8.");
            }
        }

        private JsonNode? Value(ref Utf8JsonReader reader, Place at) => reader.TokenType switch
        {
            JsonTokenType.StartObject => Object(ref reader, at),
            JsonTokenType.StartArray => List(ref reader, at),
            JsonTokenType.String => JsonValue.Create(reader.GetString()!),
            JsonTokenType.Number => Digits(reader.ValueSpan),
            JsonTokenType.True => JsonValue.Create(true),
            JsonTokenType.False => JsonValue.Create(false),
            _ => null,
        };

        private JsonObject Object(ref Utf8JsonReader reader, Place at)
        {
            var result = new JsonObject();
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var name = reader.GetString()!;
                reader.Read();
                var value = Value(ref reader, at[name]);
                if (!result.TryAdd(name, value))
                    findings.Add(Finding.Error(Rule.Once, at[name].ToString(), $"The field \"{name}\" stands twice in one object.", "Maybe one of the two is meant for another object.") with { Source = source });
            }

            return result;
        }

        private JsonArray List(ref Utf8JsonReader reader, Place at)
        {
            var result = new JsonArray();
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray) result.Add(Value(ref reader, at[result.Count]));
            return result;
        }

        private JsonNode? Fail(string sentence, string? maybe, JsonException? e = null)
        {
            var line = e?.LineNumber is { } l ? $", line {l + 1}, column {e.BytePositionInLine + 1}" : "";
            findings.Add(Unreadable(source + line, sentence, maybe));
            return null;
        }

        private static string Sentence(JsonException e)
        {
            var message = e.Message;
            var cut = message.IndexOf(" LineNumber:", StringComparison.Ordinal);
            return "This is not JSON: " + (cut < 0 ? message : message[..cut]).TrimEnd();
        }

        private static string Hint(JsonException e) => e.Message switch
        {
            var m when m.Contains("maximum configured depth", StringComparison.Ordinal) => $"Maybe lists stand in lists by mistake: at most {MostDepth} may stand in each other.",
            var m when m.Contains("end of", StringComparison.Ordinal) || m.Contains("any JSON tokens", StringComparison.Ordinal) => "Maybe the file was cut off.",
            var m when m.Contains("'N'", StringComparison.Ordinal) || m.Contains("'I'", StringComparison.Ordinal) => "Maybe a number is unknown: then leave the field out; JSON has no NaN or Infinity.",
            _ => "Maybe a comma, a quote or a bracket is missing just before.",
        };
    }

    private static JsonValue Digits(ReadOnlySpan<byte> raw)
    {
        Span<byte> shortest = stackalloc byte[40];
        if (double.TryParse(raw, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value)
            && value.TryFormat(shortest, out var length, "R", CultureInfo.InvariantCulture) && shortest[..length].SequenceEqual(raw))
            return JsonValue.Create(value);
        using var digits = JsonDocument.Parse(raw.ToArray());
        return JsonValue.Create(digits.RootElement.Clone())!;
    }

    [GeneratedRegex(@"^-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?\z", RegexOptions.ExplicitCapture)]
    private static partial Regex JsonNumber();
}
