using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;
using Dais.Workspace.Wire.Tables;

namespace Dais.Workspace.Wire.Csv;

/// <summary>Writes rows as a CSV file: commas, line feeds, UTF-8 (marked where it holds more than ASCII, for spreadsheets), texts guarded.</summary>
internal static class CsvWriting
{
    // In the header every delimiter that is looked for is quoted, so that it is not taken for the one of the file.
    private static readonly SearchValues<char> Delimiters = SearchValues.Create(",;\t\"\r\n");

    private static readonly SearchValues<char> Quoted = SearchValues.Create(",\"\r\n");

    /// <summary>The file.</summary>
    public static byte[] Write(ImmutableArray<string> columns, ImmutableArray<IReadOnlyDictionary<string, GridCell>> rows)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        using (var csv = new CsvWriter(text, new CsvConfiguration(CultureInfo.InvariantCulture) { NewLine = "\n", InjectionOptions = InjectionOptions.None }))
        {
            foreach (var column in columns) csv.WriteField(Guard.On(column), column.AsSpan().ContainsAny(Delimiters));
            csv.NextRecord();
            foreach (var row in rows)
            {
                foreach (var column in columns)
                {
                    if (!row.TryGetValue(column, out var cell)) csv.WriteField("");
                    else Field(csv, cell.Type == GridCellType.Text ? Guard.On(cell.Text) : cell.Text);
                }

                csv.NextRecord();
            }
        }

        var written = text.ToString();
        return [.. Ascii.IsValid(written) ? [] : Encoding.UTF8.GetPreamble(), .. Encoding.UTF8.GetBytes(written)];
    }

    private static void Field(CsvWriter csv, string text) =>
        csv.WriteField(text, text.AsSpan().ContainsAny(Quoted) || (text.Length > 0 && (char.IsWhiteSpace(text[0]) || char.IsWhiteSpace(text[^1]))));
}
