using System.Collections.Immutable;
using System.Text;
using System.Text.Json.Nodes;
using Dais.Engine.Modelling;
using Dais.Workspace.Wire;
using Dais.Workspace.Wire.Csv;

namespace Dais.Workspace.Importing.Sources;

/// <summary>A file that was read: what it is and its rows.</summary>
/// <param name="Name">The file's name without its folder.</param>
/// <param name="Form">How it was read, for the report: <c>CSV, UTF-8, delimiter ","</c>.</param>
/// <param name="Columns">The names of its columns, each once, in order.</param>
/// <param name="Rows">Its rows.</param>
public sealed record SourceFile(string Name, string Form, ImmutableArray<string> Columns, ImmutableArray<Row> Rows)
{
    /// <summary>The largest file that is read, in bytes.</summary>
    public const int MostBytes = 64 * 1024 * 1024;

    /// <summary>The most rows of one file.</summary>
    public const int MostRows = 500_000;

    /// <summary>Whether a row could have something there: there is such a column, or in JSON a row that has something. A file without rows has every column.</summary>
    public bool Has(string column) =>
        column.StartsWith('$') || Columns.Contains(column, StringComparer.OrdinalIgnoreCase) || (Rows.IsEmpty && Columns.IsEmpty) || (Rows is [JsonRow, ..] && Rows.Any(r => !r.Texts(column).IsEmpty));

    /// <summary>Reads a file: JSON where its name or its first character says so, else a delimited text.</summary>
    /// <param name="name">The file's name without its folder.</param>
    /// <param name="bytes">What is in it.</param>
    /// <param name="rows">Where the rows of a JSON file stand, such as <c>issues.*</c>; absent is guessed from its form.</param>
    /// <param name="findings">Takes what is wrong with it.</param>
    /// <returns>The file; nothing where it cannot be read.</returns>
    public static SourceFile? Read(string name, ReadOnlySpan<byte> bytes, string? rows, ICollection<Finding> findings)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(findings);
        if (bytes.Length > MostBytes)
            return Fail(name, $"The file has {bytes.Length / 1048576.0:0.#} MB; at most {MostBytes / 1048576} MB are read.", "Maybe it can be exported in parts.", findings);
        var (text, encoding) = CsvDecoding.Of(bytes);
        if (text.AsSpan().Trim().IsEmpty) return Fail(name, "The file is empty.", "Maybe the export failed.", findings);
        return name.EndsWith(".json", StringComparison.OrdinalIgnoreCase) || text.AsSpan().TrimStart() is ['{', ..] or ['[', ..]
            ? Json(name, text, encoding, rows, findings)
            : Csv(name, text, encoding, findings);
    }

    /// <summary>How a delimited text was read, for the report.</summary>
    internal static string FormOf(string encoding, char delimiter) => $"CSV, {encoding}, delimiter {(delimiter == '\t' ? "tab" : $"\"{delimiter}\"")}";

    private static SourceFile? Csv(string name, string text, string encoding, ICollection<Finding> findings)
    {
        var delimiter = CsvReading.Sep(ref text)?[0] ?? CsvRecords.Delimiter(text);
        CsvHeader? header = null;
        try
        {
            var rows = ImmutableArray.CreateBuilder<Row>();
            foreach (var record in CsvRecords.Of(text, delimiter))
            {
                if (header is null) header = new CsvHeader(name, record.Cells);
                else if (record.Cells.Any(c => !string.IsNullOrWhiteSpace(c))) rows.Add(new CsvRow(header, record));
                if (rows.Count > MostRows) return Fail(name, $"The file has more than {MostRows:#,0} rows.", "Maybe it can be exported in parts.", findings);
            }

            return header is null ? null : new SourceFile(name, FormOf(encoding, delimiter), header.Names, rows.DrainToImmutable());
        }
        catch (CsvException e)
        {
            return Fail(e.Place(name, header?.Cells ?? []), e.Message, e.Maybe, findings);
        }
    }

    private static SourceFile? Json(string name, string text, string encoding, string? path, ICollection<Finding> findings)
    {
        var before = findings.Count;
        var root = JsonText.Read(Encoding.UTF8.GetBytes(text), name, findings);
        if (findings.Count > before) return null;
        var rows = ImmutableArray.CreateBuilder<Row>();
        var steps = (path ?? Guess(root))?.Split('.');
        if (steps is null)
            return Fail(name, $"The file holds {root.Describe()}; rows are objects in a list, or under names.", "Maybe the mapping has to say where they stand: rows: \"issues.*\".", findings);
        Walk(root, steps, [], name, name, rows);
        if (rows.Count > MostRows) return Fail(name, $"The file has more than {MostRows:#,0} rows.", "Maybe it can be exported in parts.", findings);
        return new SourceFile(name, $"JSON, {encoding}, rows at {string.Join('.', steps)}", [.. rows.SelectMany(r => r.Columns).Distinct()], rows.DrainToImmutable());
    }

    // Each object of a list, or under a name; where lists stand under names, each object of them.
    private static string? Guess(JsonNode? root) => root switch
    {
        JsonArray => "*",
        JsonObject fields when fields.All(f => f.Value is JsonObject) => "*",
        JsonObject fields when fields.All(f => f.Value is JsonArray list && list.All(i => i is JsonObject)) => "*.*",
        _ => null,
    };

    private static void Walk(JsonNode? at, ReadOnlySpan<string> steps, ImmutableArray<string> keys, string file, string place, ImmutableArray<Row>.Builder rows)
    {
        if (steps.IsEmpty)
        {
            if (at is not null) rows.Add(new JsonRow(file, place, keys, at));
            return;
        }

        switch (at)
        {
            case JsonArray list when steps[0] == "*":
                for (var i = 0; i < list.Count; i++) Walk(list[i], steps[1..], keys, file, $"{place}[{i}]", rows);
                break;
            case JsonObject fields when steps[0] == "*":
                foreach (var (key, value) in fields) Walk(value, steps[1..], keys.Add(key), file, $"{place}, {JsonText.Line(JsonValue.Create(key))}", rows);
                break;
            case JsonObject fields:
                Walk(fields.Get(steps[0]), steps[1..], keys, file, $"{place}, {steps[0]}", rows);
                break;
        }
    }

    private static SourceFile? Fail(string place, string sentence, string maybe, ICollection<Finding> findings)
    {
        findings.Add(Finding.Error(Rule.Readable, "", sentence, maybe) with { Source = place });
        return null;
    }
}
