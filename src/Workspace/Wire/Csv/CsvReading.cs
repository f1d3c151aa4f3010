using System.Collections.Immutable;
using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;
using Dais.Engine.Modelling;
using Dais.Workspace.Wire.Tables;

namespace Dais.Workspace.Wire.Csv;

/// <summary>Reads a CSV file into a grid: by its first line with commas, semicolons or tabs, in the common encodings.</summary>
internal static class CsvReading
{
    /// <summary>The grid; nothing, and an error among the findings, where the file is no CSV or too large.</summary>
    public static Grid? Read(byte[] bytes, string source, ICollection<Finding> findings)
    {
        var (text, encoding) = CsvDecoding.Of(bytes);
        if (encoding == CsvDecoding.Guessed)
            findings.Add(Finding.Warning(Rule.Readable, "", "The file is not UTF-8; it was read as Windows-1252.", "Maybe save it as UTF-8, so that no letter is mistaken.") with { Source = source });
        var separator = Sep(ref text);
        var bad = new List<Finding>();
        using var reader = new StringReader(text);
        using var parser = new CsvParser(reader, new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            Delimiter = separator ?? Delimiter(text),
            BadDataFound = found => bad.Add(Broken(source, found.Context.Parser?.Row ?? 0, "A quotation mark stands inside a text that does not begin with one.")),
            IgnoreBlankLines = true,
            CacheFields = true,
        });
        var grid = Rows(parser, source, bad);
        foreach (var finding in bad) findings.Add(finding);
        return grid;
    }

    private static Grid? Rows(CsvParser parser, string source, List<Finding> bad)
    {
        if (!parser.Read())
        {
            bad.Add(Broken(source, 1, "The file is empty: it has no line with column names.", "Maybe it is to be left out."));
            return null;
        }

        var header = Enumerable.Range(0, parser.Count).Select(i => Guard.Off(parser[i])).ToImmutableArray();
        var (rows, cells) = (ImmutableArray.CreateBuilder<GridRow>(), 0);
        while (parser.Read())
        {
            var row = ImmutableArray.CreateBuilder<(int, GridCell)>();
            for (var i = 0; i < parser.Count; i++)
            {
                if (parser[i] is { Length: > 0 } cell) row.Add((i, GridCell.Of(Guard.Off(cell))));
            }

            if (row.Count > 0) rows.Add(new GridRow(parser.Row, row.ToImmutable()));
            if ((cells += row.Count) <= Limits.Cells) continue;
            bad.Add(Broken(source, parser.Row, $"The file has more than {Limits.Cells:#,0} filled cells.", "Maybe the past is to be kept in the store and not in the file."));
            return null;
        }

        return new Grid(source, header, rows.ToImmutable());
    }

    private static Finding Broken(string source, int row, string sentence, string? maybe = null) =>
        Finding.Error(Rule.Readable, "", sentence, maybe ?? "Maybe the whole text is to stand in quotation marks, and each one inside it twice.") with { Source = $"{source}, row {row}" };

    /// <summary>Takes off the line <c>sep=;</c> that some spreadsheets write before the header, and says what it says.</summary>
    internal static string? Sep(ref string text)
    {
        if (!text.StartsWith("sep=", StringComparison.OrdinalIgnoreCase) || text.Length < 6 || text[5] is not ('\r' or '\n')) return null;
        var separator = text[4].ToString();
        text = text[5..].TrimStart('\r', '\n');
        return separator;
    }

    // The one that stands most often in the first line outside quotation marks.
    private static string Delimiter(string text)
    {
        var (counts, quoted) = (new Dictionary<char, int> { [','] = 0, [';'] = 0, ['\t'] = 0 }, false);
        foreach (var c in text)
        {
            if (c == '"') quoted = !quoted;
            else if (!quoted && c is '\r' or '\n') break;
            else if (!quoted && counts.TryGetValue(c, out var count)) counts[c] = count + 1;
        }

        return counts.MaxBy(pair => pair.Value).Key.ToString();
    }
}
