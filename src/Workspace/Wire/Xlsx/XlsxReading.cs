using System.Collections.Immutable;
using System.Globalization;
using System.IO.Compression;
using System.Text.Json.Nodes;
using System.Xml;
using Dais.Engine.Modelling;
using Dais.Workspace.Wire.Tables;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using XlsxCell = DocumentFormat.OpenXml.Spreadsheet.Cell;

namespace Dais.Workspace.Wire.Xlsx;

/// <summary>Reads a workbook into one tree, a sheet at a time, within the limits.</summary>
/// <remarks>
/// Sheets are streamed, so that a small file that unpacks into a large one is refused before it fills the memory. A
/// formula counts as the value that was stored with it. What is no workbook is a finding, never an exception.
/// </remarks>
internal sealed class XlsxReading
{
    private readonly string _file;
    private readonly ICollection<Finding> _findings;
    private readonly Origins _origins;
    private string[] _shared = [];
    private bool _from1904;
    private int _cells;
    private long _chars;

    private XlsxReading(string file, ICollection<Finding> findings, Origins origins) => (_file, _findings, _origins) = (file, findings, origins);

    /// <summary>The tree; nothing, and an error among the findings, where it is no workbook or beyond the limits.</summary>
    public static JsonObject? Read(byte[] bytes, string file, ICollection<Finding> findings, Origins origins)
    {
        var reading = new XlsxReading(file, findings, origins);
        try
        {
            Weigh(bytes);
            using var package = SpreadsheetDocument.Open(new MemoryStream(bytes, writable: false), false, new OpenSettings { MaxCharactersInPart = Limits.XlsxUnpacked });
            return reading.Book(package.WorkbookPart ?? throw new InvalidDataException("it has no workbook part"));
        }
        catch (TooMuchException e)
        {
            findings.Add(reading.Unreadable(e.Message, "Maybe the past is to be kept in the store and not in the file."));
        }
        catch (Exception e) when (e is InvalidDataException or IOException or XmlException or OpenXmlPackageException or FormatException or ArgumentException
            or InvalidOperationException or KeyNotFoundException or NotSupportedException or IndexOutOfRangeException or NullReferenceException or OverflowException)
        {
            // The package's reader has no error type of its own: each of these was seen for a damaged file.
            findings.Add(reading.Unreadable($"This is no workbook that can be read: {FirstLine(e.Message)}", "Maybe it is damaged, has a password, or is an older .xls: save it again as .xlsx."));
        }

        return null;
    }

    private static string FirstLine(string message) => message.Split('\n')[0].Trim().TrimEnd('.') + ".";

    private Finding Unreadable(string sentence, string maybe) => Finding.Error(Rule.Readable, "", sentence, maybe) with { Source = _file };

    // What the directory of the archive says; no part can give more than it says there.
    private static void Weigh(byte[] bytes)
    {
        using var archive = new ZipArchive(new MemoryStream(bytes, writable: false), ZipArchiveMode.Read);
        if (archive.Entries.Count > Limits.XlsxParts) throw new TooMuchException($"The workbook has {archive.Entries.Count} parts; at most {Limits.XlsxParts} are read.");
        var unpacked = archive.Entries.Sum(e => e.Length);
        if (unpacked > Limits.XlsxUnpacked) throw new TooMuchException($"The workbook unpacks to {unpacked / 1048576} MB; at most {Limits.XlsxUnpacked / 1048576} MB are read.");
        foreach (var entry in archive.Entries)
        {
            if (entry.Length > 1024 * 1024 && entry.Length / Math.Max(1, entry.CompressedLength) > Limits.XlsxRatio)
                throw new TooMuchException($"A part of the workbook is packed {entry.Length / Math.Max(1, entry.CompressedLength)} times; at most {Limits.XlsxRatio} times is read.");
        }
    }

    private JsonObject Book(WorkbookPart book)
    {
        if (book.SharedStringTablePart is { } table) _shared = Shared(table);
        var root = new JsonObject();
        foreach (var (name, id) in Sheets(book))
        {
            if (name is not (XlsxSheets.Above or XlsxSheets.Platform) && Kinds.Find(name) is null)
            {
                var near = new Nearest().Maybe(name, Kinds.All.Select(k => k.Name).Concat([XlsxSheets.Platform]));
                _findings.Add(Finding.Warning(Rule.KnownField, "", "There is no list of that name; the sheet is not read.", near ?? "Maybe it holds notes: they stay behind when the workbook is converted.") with { Source = $"{_file}, sheet {name}" });
            }
            else if (book.GetPartById(id) is WorksheetPart part && Rows(part, $"{_file}, sheet {name}") is { } grid)
            {
                Sheet(name, grid, root);
            }
        }

        return root;
    }

    private void Sheet(string name, Grid grid, JsonObject root)
    {
        if (root.ContainsKey(name))
        {
            _findings.Add(Finding.Error(Rule.Once, name, "There are two sheets for it.", "Maybe one of the two is a copy.") with { Source = grid.Source });
            return;
        }

        var upright = name is XlsxSheets.Above or XlsxSheets.Platform || IsUpright(grid);
        if (name == XlsxSheets.Above)
        {
            foreach (var (field, value) in Upright(grid, XlsxSheets.AboveShape))
            {
                if (!root.TryAdd(field, value?.DeepClone())) _findings.Add(Finding.Error(Rule.Once, field, "It stands on a sheet of its own too.", "Maybe one of the two is a copy.") with { Source = grid.Source });
            }
        }
        else if (upright)
        {
            root[name] = Upright(grid, name == XlsxSheets.Platform ? Kinds.Platform : XlsxSheets.Anything);
            _origins.Add(name, grid.Source);
        }
        else
        {
            var (items, rows) = Gather.Of(grid, Folder.ShapeOf(Kinds.Find(name)!), _findings);
            root[name] = items;
            _origins.Add(name, grid, rows);
        }
    }

    private static bool IsUpright(Grid grid) => grid.Header.Length > NameColumns(grid) && grid.Header[0] == XlsxSheets.Field && grid.Header[NameColumns(grid)] == XlsxSheets.Value;

    // A field's name takes the first column, and more of them where a name is too long for a cell.
    private static int NameColumns(Grid grid) => Math.Max(1, grid.Header.TakeWhile(h => ColumnName.Whole(h).Column == XlsxSheets.Field).Count());

    // One object, a field in each row: turned into one row of as many columns.
    private JsonObject Upright(Grid grid, Shape.Parts shape)
    {
        var names = NameColumns(grid);
        var (header, cells) = (ImmutableArray.CreateBuilder<string>(), ImmutableArray.CreateBuilder<(int, GridCell)>());
        foreach (var row in grid.Rows)
        {
            var field = string.Concat(row.Cells.Where(c => c.Column < names).OrderBy(c => c.Column).Select(c => c.Cell.Text));
            if (field.Length == 0) continue;
            foreach (var (column, cell) in row.Cells.Where(c => c.Column >= names))
            {
                cells.Add((header.Count, cell));
                header.Add(ColumnName.Part(field, column - names + 1));
            }
        }

        var turned = new Grid(grid.Source, header.ToImmutable(), [new GridRow(1, cells.ToImmutable())]);
        return Gather.Of(turned, shape, _findings).Items is [JsonObject item, ..] items && items.Remove(item) ? item : [];
    }

    private List<(string Name, string Id)> Sheets(WorkbookPart book)
    {
        using var reader = OpenXmlReader.Create(book);
        var sheets = new List<(string, string)>();
        while (reader.Read())
        {
            if (!reader.IsStartElement) continue;
            if (reader.ElementType == typeof(WorkbookProperties)) _from1904 = ((WorkbookProperties)reader.LoadCurrentElement()!).Date1904?.Value ?? false;
            else if (reader.ElementType == typeof(Sheet) && reader.LoadCurrentElement() is Sheet { Name.Value: { } name, Id.Value: { } id }) sheets.Add((name, id));
        }

        return sheets;
    }

    private static string[] Shared(SharedStringTablePart table)
    {
        var (texts, chars) = (new List<string>(), 0L);
        using var reader = OpenXmlReader.Create(table);
        while (reader.Read())
        {
            if (!reader.IsStartElement || reader.ElementType != typeof(SharedStringItem)) continue;
            texts.Add(TextOf(reader.LoadCurrentElement()!));
            if ((chars += texts[^1].Length) > Limits.ResolvedChars || texts.Count > Limits.Cells) throw new TooMuchException("The workbook holds more texts than are read.");
        }

        return [.. texts];
    }

    // The text of all its runs, but not how it is to be pronounced.
    private static string TextOf(OpenXmlElement element) =>
        XlsxText.Read(string.Concat(element.ChildElements.Select(e => e switch
        {
            Text text => text.Text,
            Run run => run.Text?.Text,
            _ => null,
        })));

    private Grid? Rows(WorksheetPart part, string source)
    {
        using var reader = OpenXmlReader.Create(part);
        var (header, rows, number) = (default(ImmutableArray<string>?), ImmutableArray.CreateBuilder<GridRow>(), 0);
        while (reader.Read())
        {
            if (!reader.IsStartElement || reader.ElementType != typeof(Row)) continue;
            var stated = reader.Attributes.FirstOrDefault(a => a.LocalName == "r").Value;
            number = int.TryParse(stated, NumberStyles.None, CultureInfo.InvariantCulture, out var r) ? r : number + 1;
            var cells = Cells(reader, source, number);
            if (cells.IsEmpty) continue;
            if (header is null) header = Header(cells);
            else rows.Add(new GridRow(number, cells));
        }

        return header is null ? null : new Grid(source, header.Value, rows.ToImmutable());
    }

    private static ImmutableArray<string> Header(ImmutableArray<(int Column, GridCell Cell)> cells)
    {
        var header = new string[cells.Max(c => c.Column) + 1];
        Array.Fill(header, "");
        foreach (var (column, cell) in cells) header[column] = cell.Text;
        return [.. header];
    }

    private ImmutableArray<(int Column, GridCell Cell)> Cells(OpenXmlReader reader, string source, int row)
    {
        var cells = ImmutableArray.CreateBuilder<(int, GridCell)>();
        if (!reader.ReadFirstChild()) return [];
        var column = -1;
        do
        {
            if (reader.ElementType != typeof(XlsxCell)) continue;
            var cell = (XlsxCell)reader.LoadCurrentElement()!;
            column = cell.CellReference?.Value is { } reference ? XlsxSheets.Column(reference) ?? throw new TooMuchException($"A cell says that it stands at {reference}; there are at most {Limits.Columns} columns.") : column + 1;
            if (Value(cell, $"{source}, row {row}, column {XlsxSheets.Letters(column)}") is not { } value) continue;
            if (++_cells > Limits.Cells) throw new TooMuchException($"The workbook has more than {Limits.Cells:#,0} filled cells.");
            if (value.Text.Length > Limits.CellChars) throw new TooMuchException($"The cell {XlsxSheets.Letters(column)}{row} of {source} holds {value.Text.Length:#,0} characters; at most {Limits.CellChars:#,0} are read.");
            if ((_chars += value.Text.Length) > Limits.ResolvedChars) throw new TooMuchException($"The workbook's cells hold more than {Limits.ResolvedChars:#,0} characters in all.");
            cells.Add((column, value));
        }
        while (reader.ReadNextSibling());
        return cells.ToImmutable();
    }

    private GridCell? Value(XlsxCell cell, string source)
    {
        var text = cell.CellValue?.Text;
        var type = cell.DataType?.Value ?? CellValues.Number;
        if (type == CellValues.InlineString) return cell.InlineString is { } inline ? GridCell.Of(TextOf(inline)) : null;
        if (text is null)
        {
            if (cell.CellFormula is not null) Add("The cell holds a formula without a value.", "Maybe open and save it in a spreadsheet program, or put the value in its place.");
            return null;
        }

        if (type == CellValues.SharedString)
        {
            if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < _shared.Length) return GridCell.Of(_shared[index]);
            Add($"The cell refers to a text that there is not: {text}.", "Maybe the workbook is damaged.");
            return null;
        }

        if (type == CellValues.Error)
        {
            Add($"The cell holds the error {text}.", "Maybe its formula refers to something that was deleted.");
            return null;
        }

        if (type == CellValues.Boolean) return new GridCell(GridCellType.Flag, text is "1" or "true" ? "true" : "false");
        if (type == CellValues.String || type == CellValues.Date) return GridCell.Of(XlsxText.Read(text));
        return new GridCell(GridCellType.Number, text) { From1904 = _from1904 };

        void Add(string sentence, string maybe) => _findings.Add(Finding.Error(Rule.Type, "", sentence, maybe) with { Source = source });
    }

    private sealed class TooMuchException(string message) : Exception(message);
}
