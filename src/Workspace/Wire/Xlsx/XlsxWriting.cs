using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using Dais.Workspace.Wire.Tables;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using Sheet = DocumentFormat.OpenXml.Spreadsheet.Sheet;
using XlsxCell = DocumentFormat.OpenXml.Spreadsheet.Cell;

namespace Dais.Workspace.Wire.Xlsx;

/// <summary>Writes a document as a workbook: a sheet for each list, one for the platform and one for what stands above both.</summary>
/// <remarks>Cells are texts, numbers or truths, never formulas, so that no text of anybody's is reckoned with when it is opened.</remarks>
internal static class XlsxWriting
{
    /// <summary>The file.</summary>
    public static byte[] Write(Document document)
    {
        using var file = new MemoryStream();
        using (var package = SpreadsheetDocument.Create(file, SpreadsheetDocumentType.Workbook))
        {
            var book = package.AddWorkbookPart();
            Styles(book);
            var sheets = new Sheets();
            foreach (var (name, columns, rows) in Grids(document.Root))
            {
                var part = book.AddNewPart<WorksheetPart>();
                Fill(part, columns, rows);
                sheets.Append(new Sheet { Name = name, SheetId = (uint)sheets.ChildElements.Count + 1, Id = book.GetIdOfPart(part) });
            }

            book.Workbook = new Workbook(sheets);
        }

        return file.ToArray();
    }

    private static IEnumerable<(string Name, ImmutableArray<string> Columns, IReadOnlyList<IReadOnlyDictionary<string, GridCell>> Rows)> Grids(JsonObject root)
    {
        var above = new JsonObject(root.Where(p => p.Key != "platform" && Kinds.Find(p.Key) is null).Select(p => KeyValuePair.Create(p.Key, p.Value?.DeepClone())));
        yield return Upright(XlsxSheets.Above, XlsxSheets.AboveShape, above);
        yield return Upright(XlsxSheets.Platform, Kinds.Platform, root.Get("platform")!.AsObject());
        foreach (var kind in Kinds.All)
        {
            if (root.Get(kind.Name) is JsonObject single) yield return Upright(kind.Name, XlsxSheets.Anything, single);
            if (root.Get(kind.Name) is not JsonArray list) continue;
            var (columns, rows) = Spread.Of(Folder.ShapeOf(kind), [.. list.Cast<JsonObject>()]);
            yield return Divided(kind.Name, columns, rows);
        }
    }

    // One object, a field in each row.
    private static (string, ImmutableArray<string>, IReadOnlyList<IReadOnlyDictionary<string, GridCell>>) Upright(string name, Shape.Parts shape, JsonObject node)
    {
        var (columns, rows) = Spread.Of(shape, [node]);
        var order = shape.Fields.IsEmpty ? [.. node.Select(p => ColumnName.Inside("", p.Key))] : columns;
        var fields = order.Where(rows[0].ContainsKey).Select(c => (IReadOnlyDictionary<string, GridCell>)new Dictionary<string, GridCell>
        {
            [XlsxSheets.Field] = GridCell.Of(c),
            [XlsxSheets.Value] = rows[0][c],
        });
        return Divided(name, [XlsxSheets.Field, XlsxSheets.Value], [.. fields]);
    }

    // Texts that are too long for one cell go on in further columns.
    private static (string, ImmutableArray<string>, IReadOnlyList<IReadOnlyDictionary<string, GridCell>>) Divided(
        string name, ImmutableArray<string> columns, IReadOnlyList<IReadOnlyDictionary<string, GridCell>> rows)
    {
        if (!rows.Any(r => r.Values.Any(c => c.Text.Length > XlsxText.SureToFit))) return (name, columns, rows);
        var parts = columns.ToDictionary(c => c, _ => 1);
        var divided = rows.Select(row =>
        {
            var cells = new Dictionary<string, GridCell>();
            foreach (var (column, cell) in row)
            {
                var pieces = cell.Text.Length == 0 ? [""] : XlsxText.Pieces(cell.Text).ToList();
                for (var i = 0; i < pieces.Count; i++) cells[ColumnName.Part(column, i + 1)] = cell with { Text = pieces[i] };
                parts[column] = Math.Max(parts[column], pieces.Count);
            }

            return (IReadOnlyDictionary<string, GridCell>)cells;
        }).ToList();
        return (name, [.. columns.SelectMany(c => Enumerable.Range(1, parts[c]).Select(i => ColumnName.Part(c, i)))], divided);
    }

    private static void Fill(WorksheetPart part, ImmutableArray<string> columns, IReadOnlyList<IReadOnlyDictionary<string, GridCell>> rows)
    {
        using var writer = OpenXmlWriter.Create(part);
        writer.WriteStartElement(new Worksheet());
        writer.WriteElement(new SheetViews(new SheetView(new Pane { VerticalSplit = 1, TopLeftCell = "A2", ActivePane = PaneValues.BottomLeft, State = PaneStateValues.Frozen }) { WorkbookViewId = 0 }));
        writer.WriteStartElement(new SheetData());
        writer.WriteStartElement(new Row(), [new("r", "", "1")]);
        for (var c = 0; c < columns.Length; c++) Text(writer, columns[c], [new("r", "", XlsxSheets.Letters(c) + "1"), new("s", "", "1")]);
        writer.WriteEndElement();
        for (var i = 0; i < rows.Count; i++) Row(writer, columns, rows[i], i + 2);
        writer.WriteEndElement();
        writer.WriteEndElement();
    }

    private static void Row(OpenXmlWriter writer, ImmutableArray<string> columns, IReadOnlyDictionary<string, GridCell> row, int number)
    {
        writer.WriteStartElement(new Row(), [new("r", "", number.ToString(CultureInfo.InvariantCulture))]);
        for (var c = 0; c < columns.Length; c++)
        {
            if (!row.TryGetValue(columns[c], out var cell)) continue;
            var at = new OpenXmlAttribute("r", "", XlsxSheets.Letters(c) + number.ToString(CultureInfo.InvariantCulture));
            if (cell.Type == GridCellType.Text)
            {
                Text(writer, cell.Text, [at]);
                continue;
            }

            writer.WriteStartElement(new XlsxCell(), cell.Type == GridCellType.Flag ? [at, new("t", "", "b")] : [at]);
            writer.WriteElement(new CellValue(cell.Type == GridCellType.Flag ? (cell.Text == "true" ? "1" : "0") : cell.Text));
            writer.WriteEndElement();
        }

        writer.WriteEndElement();
    }

    private static void Text(OpenXmlWriter writer, string text, List<OpenXmlAttribute> attributes)
    {
        attributes.Add(new("t", "", "inlineStr"));
        writer.WriteStartElement(new XlsxCell(), attributes);
        writer.WriteElement(new InlineString(new Text(XlsxText.Write(text)) { Space = SpaceProcessingModeValues.Preserve }));
        writer.WriteEndElement();
    }

    // The second style is bold, for headers.
    private static void Styles(WorkbookPart book) =>
        book.AddNewPart<WorkbookStylesPart>().Stylesheet = new Stylesheet(
            new Fonts(new Font { FontSize = new FontSize { Val = 11 }, FontName = new FontName { Val = "Calibri" } }, new Font(new Bold()) { FontSize = new FontSize { Val = 11 }, FontName = new FontName { Val = "Calibri" } }),
            new Fills(new Fill(new PatternFill { PatternType = PatternValues.None }), new Fill(new PatternFill { PatternType = PatternValues.Gray125 })),
            new Borders(new Border()),
            new CellStyleFormats(new CellFormat()),
            new CellFormats(new CellFormat(), new CellFormat { FontId = 1, ApplyFont = true }));
}
