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

    private static readonly ImmutableArray<char> Delimiters = [',', ';', '\t', '|'];

    /// <summary>The records of the text, in order.</summary>
    /// <exception cref="CsvException">A quote is never closed, or a cell is too long.</exception>
    public static IEnumerable<CsvRecord> Of(string text, char delimiter)
    {
        var (at, line, number) = (0, 1, 0);
        while (at < text.Length)
        {
            var begins = line;
            number++;
            var cells = Record(text, delimiter, number, ref at, ref line);
            if (cells.Length > 1 || cells[0].Length > 0) yield return new CsvRecord(number, begins, cells);
        }
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
            cells.Add(at < text.Length && text[at] == '"' ? Quoted(text, delimiter, number, ref at, ref line) : Bare(text, delimiter, ref at));
            if (cells[^1].Length > MostCharacters) throw new CsvException(number, line, $"Cell {cells.Count} has {cells[^1].Length:#,0} characters; at most {MostCharacters:#,0} are read.", "Maybe a quote before it is not closed.");
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

    private static string Bare(string text, char delimiter, ref int at)
    {
        var length = text.AsSpan(at).IndexOfAny(delimiter, '\r', '\n');
        var cell = length < 0 ? text[at..] : text.Substring(at, length);
        at += cell.Length;
        return cell;
    }

    private static string Quoted(string text, char delimiter, int number, ref int at, ref int line)
    {
        var (begins, cell) = (line, new StringBuilder());
        at++;
        while (true)
        {
            var length = text.AsSpan(at).IndexOf('"');
            if (length < 0) throw new CsvException(number, begins, "A quote is opened and never closed.", "Maybe the file was cut off, or a quote inside a text is not doubled.");
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

    /// <summary>What may be the cause.</summary>
    public string Maybe { get; } = maybe;
}
