using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using Dais.Engine.Modelling;

namespace Dais.Workspace.Wire.Tables;

/// <summary>Gathers the cells of rows into objects again, as the shape of their kind says; what <see cref="Spread"/> spread.</summary>
/// <remarks>
/// The shape decides what a cell is: <c>17</c> in a column of texts is a text. A cell that cannot be what the shape says
/// becomes a text, so that the check names it. A column that nobody knows holds JSON, or else text.
/// </remarks>
internal sealed class Gather
{
    private readonly Grid _grid;
    private readonly Shape.Parts _shape;
    private readonly ICollection<Finding> _findings;
    private readonly ImmutableArray<Column?> _columns;

    private Gather(Grid grid, Shape.Parts shape, ICollection<Finding> findings)
    {
        _grid = grid;
        _shape = shape;
        _findings = findings;
        _columns = [.. grid.Header.Select((name, i) => Resolve(shape, name, i))];
    }

    /// <summary>The objects, one for each row that has a cell, and the number of each one's row.</summary>
    public static (JsonArray Items, ImmutableArray<int> Rows) Of(Grid grid, Shape.Parts shape, ICollection<Finding> findings)
    {
        var gather = new Gather(grid, shape, findings);
        var (items, rows) = (new JsonArray(), ImmutableArray.CreateBuilder<int>());
        foreach (var row in grid.Rows)
        {
            if (gather.Item(row) is not { Count: > 0 } item) continue;
            items.Add((JsonNode)item);
            rows.Add(row.Number);
        }

        return (items, rows.ToImmutable());
    }

    private Column? Resolve(Shape.Parts shape, string header, int index)
    {
        if (header.Trim().Length == 0) return null;
        if (_grid.Header.Take(index).Contains(header))
            _findings.Add(Finding.Error(Rule.Once, "", $"The column \"{header}\" stands twice.", "Maybe one of the two is meant to be another.") with { Source = $"{_grid.Source}, row 1" });
        var (name, part) = ColumnName.Whole(header);
        return new(ColumnName.Split(Joined.Trimmed(name)), part);
    }

    private JsonObject? Item(GridRow row)
    {
        var item = new JsonObject();
        var parts = row.Cells.Any(c => c.Column < _columns.Length && _columns[c.Column] is { Part: > 1 }) ? Rejoined(row) : row.Cells;
        foreach (var (index, cell) in parts)
        {
            if (index >= _columns.Length || _columns[index] is not { } column)
            {
                if (cell.Text.Trim().Length > 0)
                    _findings.Add(Finding.Error(Rule.KnownField, "", $"The cell {JsonText.Line(JsonValue.Create(cell.Text))} has no column name above it.", "Maybe a delimiter stands in a text without quotes around it.") with { Source = $"{_grid.Source}, row {row.Number}, column {index + 1}" });
                continue;
            }

            if (!Put(item, _shape, column.Path.AsSpan(), cell))
                _findings.Add(Finding.Error(Rule.Once, "", $"The column \"{_grid.Header[index]}\" says what another column of this row says too.", "Maybe one of the two cells is to be empty.") with { Source = $"{_grid.Source}, row {row.Number}" });
        }

        return item;
    }

    private ImmutableArray<(int Column, GridCell Cell)> Rejoined(GridRow row) =>
    [
        .. row.Cells.Where(c => c.Column < _columns.Length && _columns[c.Column] is not null)
            .GroupBy(c => string.Join('\u001f', _columns[c.Column]!.Path))
            .Select(g => g.OrderBy(c => _columns[c.Column]!.Part).ToList())
            .Select(g => (g[0].Column, g.Count == 1 ? g[0].Cell : GridCell.Of(string.Concat(g.Select(c => c.Cell.Text))))),
        .. row.Cells.Where(c => c.Column >= _columns.Length || _columns[c.Column] is null),
    ];

    // Puts the cell where the path leads. A field that nobody knows takes the rest of the path as its name.
    private static bool Put(JsonObject target, Shape within, ReadOnlySpan<string> path, GridCell cell)
    {
        var shape = within switch
        {
            Shape.Parts parts => parts.Find(path[0])?.Shape,
            Shape.Map map => map.Each,
            _ => null,
        };
        if (shape is null or Shape.Anything || (path.Length > 1 && shape is not (Shape.Parts or Shape.Map)))
            return !Unknown(cell, out var unknown) || target.TryAdd(path.Length == 1 ? path[0] : string.Join('.', path.ToArray()), unknown);
        if (path.Length > 1) return cell.Text.Length == 0 || (Child(target, path[0]) is { } child && Put(child, shape, path[1..], cell));
        if (shape is Shape.Parts or Shape.Map && cell.Text.TrimStart().StartsWith('{') && JsonText.TryParse(cell.Text, out var json) && json is JsonObject fields)
            return Child(target, path[0]) is { } same && fields.ToList().TrueForAll(f => fields.Remove(f.Key) && same.TryAdd(f.Key, f.Value));
        if (shape is Shape.Parts { ShorthandField: { } shorthand })
            return Known(shorthand.Shape, cell) is not { } bare || (Child(target, path[0]) is { } longer && longer.TryAdd(shorthand.Name, bare));
        return Known(shape, cell) is not { } node || target.TryAdd(path[0], node);
    }

    private static JsonObject? Child(JsonObject target, string name)
    {
        if (!target.TryGetPropertyValue(name, out var child)) target[name] = child = new JsonObject();
        return child as JsonObject;
    }

    private static JsonNode? Known(Shape shape, GridCell cell)
    {
        var text = cell.Text;
        if (shape is Shape.Ref ? text.Length == 0 : shape is not Shape.Text && text.Trim().Length == 0) return null;
        return shape switch
        {
            Shape.Number => JsonText.TryNumber(text.Trim()) ?? JsonValue.Create(text),
            Shape.Flag => Flag(text),
            Shape.Day => JsonValue.Create(Day(cell)),
            Shape.Quarter or Shape.Word => JsonValue.Create(text.Trim()),
            Shape.Periodic => Periodic(text),
            Shape.Many many => text.TrimStart().StartsWith('[') && JsonText.TryParse(text, out var list) && list is JsonArray ? list : Joined.Read(many.Each, text),
            _ => JsonValue.Create(text),
        };
    }

    // What nobody knows is JSON, which may be null; else it is a text.
    private static bool Unknown(GridCell cell, out JsonNode? node)
    {
        node = null;
        if (cell.Text.Length == 0) return false;
        if (cell.Type == GridCellType.Flag) node = JsonValue.Create(cell.Text == "true");
        else if (!JsonText.TryParse(cell.Text, out node)) node = JsonValue.Create(cell.Text);
        return true;
    }

    private static JsonValue Flag(string text) => text.Trim().ToUpperInvariant() switch
    {
        "TRUE" => JsonValue.Create(true),
        "FALSE" => JsonValue.Create(false),
        _ => JsonValue.Create(text),
    };

    private static string Day(GridCell cell) =>
        cell.Type == GridCellType.Number && double.TryParse(cell.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var serial) && serial is >= 1 and < 2_950_000
            ? DateTime.FromOADate(Math.Floor(serial) + (cell.From1904 ? 1462 : 0)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
            : cell.Text.Trim();

    private static JsonNode Periodic(string text)
    {
        if (!text.Contains(';', StringComparison.Ordinal)) return JsonText.TryNumber(text.Trim()) ?? JsonValue.Create(text);
        var items = text.Split(';').Select(t => t.Trim()).ToList();
        if (items[^1].Length == 0) items.RemoveAt(items.Count - 1);
        return new JsonArray([.. items.Select(t => JsonText.TryNumber(t) ?? (JsonNode)JsonValue.Create(t))]);
    }

    private sealed record Column(ImmutableArray<string> Path, int Part);
}
