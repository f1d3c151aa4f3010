using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;

namespace Dais.Workspace.Wire.Tables;

/// <summary>Spreads the objects of a list, in canonical form, over the cells of rows: what is nested gets columns with dots.</summary>
/// <remarks>
/// Columns stand in the order of the table, keys of maps in order, and fields that nobody knows behind, each cell of
/// them as JSON. A map with more than <see cref="MostKeys"/> keys over all rows is JSON in one cell. <see cref="Gather"/> undoes it.
/// </remarks>
internal sealed class Spread
{
    /// <summary>The most columns that one map gets.</summary>
    public const int MostKeys = 100;

    private readonly Dictionary<string, Place> _columns = [];
    private readonly HashSet<string> _crowded;
    private Dictionary<string, GridCell> _row = [];

    private Spread(HashSet<string> crowded) => _crowded = crowded;

    /// <summary>The columns in order, and for each object its cells by column.</summary>
    public static (ImmutableArray<string> Columns, ImmutableArray<IReadOnlyDictionary<string, GridCell>> Rows) Of(Shape.Parts shape, IReadOnlyList<JsonObject> items)
    {
        var spread = new Spread(Crowded(shape, items));
        foreach (var (field, i) in shape.Fields.Select((f, i) => (f, i)).Where(x => x.f.Required)) spread._columns[field.Name] = new(null, 0, i, field.Name);
        var rows = ImmutableArray.CreateBuilder<IReadOnlyDictionary<string, GridCell>>(items.Count);
        foreach (var item in items)
        {
            spread._row = [];
            spread.Fields(shape, item, "", null);
            rows.Add(spread._row);
        }

        return ([.. spread._columns.OrderBy(c => c.Value).Select(c => c.Key)], rows.MoveToImmutable());
    }

    private static HashSet<string> Crowded(Shape.Parts shape, IReadOnlyList<JsonObject> items) =>
    [
        .. shape.Fields.Where(f => f.Shape is Shape.Map && items.SelectMany(i => i.Get(f.Name) is JsonObject map ? map.Select(m => m.Key) : []).Distinct().Take(MostKeys + 1).Count() > MostKeys)
            .Select(f => f.Name),
    ];

    private void Fields(Shape.Parts shape, JsonObject node, string column, Place? at)
    {
        for (var i = 0; i < shape.Fields.Length; i++)
        {
            var field = shape.Fields[i];
            if (node.Get(field.Name) is { } value) Value(field.Shape, value, ColumnName.Inside(column, field.Name), new(at, 0, i, field.Name));
        }

        foreach (var (name, value) in node)
        {
            if (shape.Find(name) is null) Put(ColumnName.Inside(column, name), new(at, 1, 0, name), GridCell.Of(JsonText.Line(value)));
        }
    }

    private void Value(Shape shape, JsonNode value, string column, Place at)
    {
        switch (shape, value)
        {
            case (Shape.Anything, _):
                Put(column, at, GridCell.Of(JsonText.Line(value)));
                break;
            case (Shape.Parts parts, JsonObject fields):
                Fields(parts, fields, column, at);
                break;
            case (Shape.Parts parts, _):
                Value(parts.ShorthandField!.Shape, value, column, at);
                break;
            case (Shape.Map map, JsonObject { Count: > 0 } entries) when !_crowded.Contains(column):
                foreach (var (key, each) in entries) Value(map.Each, each!, ColumnName.Inside(column, key), new(at, 0, 0, key));
                break;
            case (Shape.Many many, JsonArray list):
                Put(column, at, GridCell.Of(Joined.Write(many.Each, list)));
                break;
            case (Shape.Periodic, JsonArray list):
                Put(column, at, GridCell.Of(string.Join(';', list.Select(JsonText.Line)) + (list.Count == 1 ? ";" : "")));
                break;
            default:
                Put(column, at, Bare(value));
                break;
        }
    }

    private static GridCell Bare(JsonNode value)
    {
        if (value.AsText() is { } text) return GridCell.Of(text);
        if (value.AsFlag() is { } flag) return new GridCell(GridCellType.Flag, flag ? "true" : "false");
        return value.AsNumber() is { } number ? new GridCell(GridCellType.Number, number.ToString("R", CultureInfo.InvariantCulture)) : GridCell.Of(JsonText.Line(value));
    }

    private void Put(string column, Place at, GridCell cell)
    {
        _columns.TryAdd(column, at);
        _row[column] = cell;
    }

    // Where a column stands: behind what it is inside of, then in order of the table, then of name.
    private sealed record Place(Place? Outer, int Unknown, int Index, string Name) : IComparable<Place>
    {
        private readonly int _depth = Outer is null ? 0 : Outer._depth + 1;

        public int CompareTo(Place? other)
        {
            if (other is null) return 1;
            if (_depth > other._depth) return Outer!.CompareTo(other) is not 0 and var above ? above : 1;
            if (_depth < other._depth) return -other.CompareTo(this);
            var outer = Outer?.CompareTo(other.Outer) ?? 0;
            return outer != 0 ? outer : (Unknown, Index).CompareTo((other.Unknown, other.Index)) is not 0 and var own ? own : string.CompareOrdinal(Name, other.Name);
        }
    }
}
