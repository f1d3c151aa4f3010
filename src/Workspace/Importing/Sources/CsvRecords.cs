using System.Collections.Immutable;
using System.Text;

namespace Dais.Workspace.Importing.Sources;

/// <summary>One record of a delimited text: its number among the records and the line it begins on, both from 1.</summary>
internal readonly record struct CsvRecord(int Number, int Line, ImmutableArray<string> Cells);

/// <summary>Cuts a delimited text into records (RFC 4180, any delimiter, any line end), and guesses the delimiter.</summary>
/// <remarks>
/// A quote opens a quoted cell only where the cell begins; inside, two quotes are one. What follows a closing quote up
/// to the delimiter is taken as it stands. A record that is empty is skipped but counted.
/// </remarks>
internal static class CsvRecords
{
    /// <summary>The most characters that one cell may have: more of them is a quote that was never closed.</summary>
    public const int MostCharacters = 1_000_000;

    /// <summary>The most cells of one record.</summary>
    public const int MostCells = 5_000;

    private static readonly ImmutableArray<char> Delimiters = [',', ';', '\t', '|'];

    /// <summary>The records of the text, in order.</summary>
    /// <exception cref="CsvException">A quote is never closed, or a cell is too long.</exception>
    public static IEnumerable<CsvRecord> Of(string text, char delimiter)
    {
        var (at, line, number) = (0, 1, 0);
        while (at < text.Length)
        {
            if (Next(text, delimiter, ref number, ref at, ref line) is { } record) yield return record;
        }
    }

    /// <summary>The record that begins at <paramref name="at"/>; nothing where it is empty.</summary>
    /// <exception cref="CsvException">A quote is never closed, or a cell is too long.</exception>
    public static CsvRecord? Next(string text, char delimiter, ref int number, ref int at, ref int line)
    {
        var begins = line;
        number++;
        var cells = Record(text, delimiter, number, ref at, ref line);
        return cells.Length > 1 || cells[0].Length > 0 ? new CsvRecord(number, begins, cells) : null;
    }

    /// <summary>The delimiter under which the first records have the same number of cells, and most of them; a comma where none stands out.</summary>
    public static char Delimiter(string text)
    {
        var (best, most) = (',', 0.0);
        foreach (var delimiter in Delimiters)
        {
            if (Fit(text, delimiter) is var fit && fit > most) (best, most) = (delimiter, fit);
        }

        return best;
    }

    private static double Fit(string text, char delimiter)
    {
        var widths = new List<int>();
        try
        {
            foreach (var record in Of(text, delimiter).Take(20)) widths.Add(record.Cells.Length);
        }
        catch (CsvException)
        {
            // What was read before the fault is enough to guess by.
        }

        if (widths.Count == 0 || widths[0] < 2) return 0;
        var alike = widths.Count(w => w == widths[0]) / (double)widths.Count;
        return alike * alike * widths[0];
    }

    private static ImmutableArray<string> Record(string text, char delimiter, int number, ref int at, ref int line)
    {
        var cells = ImmutableArray.CreateBuilder<string>();
        while (true)
        {
            cells.Add(at < text.Length && text[at] == '"' ? Quoted(text, delimiter, number, cells.Count + 1, ref at, ref line) : Bare(text, delimiter, ref at));
            Measure(cells, number, line);
            if (at >= text.Length) return cells.ToImmutable();
            if (text[at] == delimiter)
            {
                at++;
                continue;
            }

            if (text[at] == '\r' && at + 1 < text.Length && text[at + 1] == '\n') at++;
            at++;
            line++;
            return cells.ToImmutable();
        }
    }

    private static void Measure(ImmutableArray<string>.Builder cells, int number, int line)
    {
        var (column, cell) = (cells.Count, cells[^1]);
        if (cell.Length > MostCharacters) throw new CsvException(number, line, $"Cell {column} has {cell.Length:#,0} characters; at most {MostCharacters:#,0} are read.", "Maybe a quote before it is not closed.") { Column = column };
        if (cell.Contains('\0', StringComparison.Ordinal)) throw new CsvException(number, line, $"Cell {column} holds a character of value zero, which no text has.", "Maybe the file is not a CSV file but a program's own format: export it as CSV.") { Column = column };
        if (column > MostCells) throw new CsvException(number, line, $"The record has more than {MostCells:#,0} cells.", "Maybe the file has another delimiter, or rows and columns are the wrong way round.") { Column = column };
    }

    private static string Bare(string text, char delimiter, ref int at)
    {
        var length = text.AsSpan(at).IndexOfAny(delimiter, '\r', '\n');
        var cell = length < 0 ? text[at..] : text.Substring(at, length);
        at += cell.Length;
        return cell;
    }

    private static string Quoted(string text, char delimiter, int number, int column, ref int at, ref int line)
    {
        var (begins, cell) = (line, new StringBuilder());
        at++;
        while (true)
        {
            var length = text.AsSpan(at).IndexOf('"');
            if (length < 0) throw new CsvException(number, begins, "A quote is opened and never closed.", "Maybe the file was cut off, or a quote inside a text is not doubled.") { Column = column };
            cell.Append(text, at, length);
            line += LineEnds(text.AsSpan(at, length));
            at += length + 1;
            if (at >= text.Length || text[at] != '"') break;
            cell.Append('"');
            at++;
        }

        return cell.Append(Bare(text, delimiter, ref at)).ToString();
    }

    private static int LineEnds(ReadOnlySpan<char> text) => text.Count('\n') + text.Count('\r') - text.Count("\r\n");
}

/// <summary>A delimited text that cannot be read: where and why.</summary>
internal sealed class CsvException(int row, int line, string sentence, string maybe) : Exception(sentence)
{
    /// <summary>The number of the record, from 1.</summary>
    public int Row { get; } = row;

    /// <summary>The line it is on, from 1.</summary>
    public int Line { get; } = line;

    /// <summary>The cell in it, from 1; 0 where the whole record is meant.</summary>
    public int Column { get; init; }

    /// <summary>The file, where it is one that is streamed.</summary>
    public StreamedFile? File { get; set; }

    /// <summary>The place in words, with the column's name where the header says it.</summary>
    public string Place(string file, ImmutableArray<string> header) =>
        Row == 0 ? file : $"{file}, row {Row} (line {Line})" + (Column > 0 && Column <= header.Length && header[Column - 1].Trim() is { Length: > 0 and <= 60 } name ? $", column \"{name}\"" : Column > 0 ? $", column {Column}" : "");

    /// <summary>What may be the cause.</summary>
    public string Maybe { get; } = maybe;
}
