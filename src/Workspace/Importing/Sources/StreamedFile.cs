using System.Collections.Immutable;
using System.Security.Cryptography;
using Dais.Workspace.Wire.Csv;

namespace Dais.Workspace.Importing.Sources;

/// <summary>A delimited file that is read from the disk as it goes, whatever its size: only a window of it is in memory.</summary>
/// <remarks>It is read as a small one is: the same encodings, delimiters and records; the budgets are for each record.</remarks>
internal sealed class StreamedFile
{
    /// <summary>The largest file, in bytes.</summary>
    public const long MostBytes = 500L * 1024 * 1024;

    private const int Window = 1 << 20;

    /// <summary>The most characters of one record: more of them is a quote that was never closed.</summary>
    private const int MostOfRecord = 4 << 20;

    private readonly string _path;
    private readonly string _encoding;

    private StreamedFile(string path, string encoding) => (_path, _encoding) = (path, encoding);

    /// <summary>The name without the folder.</summary>
    public string Name => Path.GetFileName(_path);

    /// <summary>How it is read, for the report.</summary>
    public string Form { get; private set; } = "";

    /// <summary>The names above the columns.</summary>
    public CsvHeader Header { get; private set; } = null!;

    /// <summary>Looks at the whole file for its encoding, and at its beginning for the rest.</summary>
    /// <exception cref="CsvException">It cannot be read as a delimited text.</exception>
    public static StreamedFile Open(string path)
    {
        var file = new StreamedFile(path, CsvDecoding.Of(path));
        var records = file.Records().GetEnumerator();
        if (!records.MoveNext()) throw new CsvException(1, 1, "The file is empty.", "Maybe the export failed.");
        file.Header = new CsvHeader(file.Name, records.Current.Cells);
        records.Dispose();
        return file;
    }

    /// <summary>The file's beginning, as small files are read: for finding out what it is.</summary>
    public SourceFile Head(int rows) => new(Name, Form, Header.Names, [.. Rows().Take(rows)]);

    /// <summary>The rows, in order; each time they are asked for, from the disk again.</summary>
    public IEnumerable<Row> Rows() =>
        Records().Skip(1).Where(r => r.Cells.Any(c => !string.IsNullOrWhiteSpace(c))).Select(r => new CsvRow(Header, r));

    /// <summary>A digest of all of its bytes.</summary>
    public string Digest()
    {
        using var file = new FileStream(_path, FileMode.Open, FileAccess.Read, FileShare.Read);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }

    private IEnumerable<CsvRecord> Records()
    {
        using var reader = CsvDecoding.Open(_path, _encoding);
        var (text, at, number, line) = (Fill(reader, "", 0, out var ended), 0, 0, 1);
        var delimiter = CsvReading.Sep(ref text)?[0] ?? CsvRecords.Delimiter(text);
        Form = SourceFile.FormOf(_encoding, delimiter);
        while (at < text.Length)
        {
            var (from, before, above) = (at, number, line);
            if (WholeHere(text, ended, delimiter, ref number, ref at, ref line, out var record))
            {
                if (record is { } found) yield return found;
            }
            else
            {
                // It may go on behind the window.
                (at, number, line) = (0, before, above);
                text = Fill(reader, text, from, out ended);
            }

            if (at >= text.Length && !ended) (text, at) = (Fill(reader, "", 0, out ended), 0);
        }
    }

    private bool WholeHere(string text, bool ended, char delimiter, ref int number, ref int at, ref int line, out CsvRecord? record)
    {
        try
        {
            return Whole(text, ended, delimiter, ref number, ref at, ref line, out record);
        }
        catch (CsvException e)
        {
            e.File = this;
            throw;
        }
    }

    // A record is known to be whole when something of the window follows it, or nothing of the file.
    private static bool Whole(string text, bool ended, char delimiter, ref int number, ref int at, ref int line, out CsvRecord? record)
    {
        var (from, begun) = (at, line);
        record = null;
        try
        {
            record = CsvRecords.Next(text, delimiter, ref number, ref at, ref line);
        }
        catch (CsvException) when (!ended && text.Length - from <= MostOfRecord)
        {
            return false;
        }

        if (at < text.Length - 1 || ended) return true;
        return text.Length - from > MostOfRecord ? throw new CsvException(number, begun, $"The record has more than {MostOfRecord:#,0} characters.", "Maybe a quote in it is not closed.") : false;
    }

    private static string Fill(TextReader reader, string text, int from, out bool ended)
    {
        var buffer = new char[Window];
        var read = reader.ReadBlock(buffer);
        ended = read < buffer.Length;
        return from >= text.Length ? new string(buffer, 0, read) : string.Concat(text.AsSpan(from), buffer.AsSpan(0, read));
    }
}
