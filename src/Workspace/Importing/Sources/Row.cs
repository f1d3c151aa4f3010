using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Dais.Workspace.Wire;

namespace Dais.Workspace.Importing.Sources;

/// <summary>One row of a file, whatever the file: columns by name, each with no, one or several texts.</summary>
/// <remarks>A text is trimmed; a blank one is none. So unknown is absent, and never the empty text.</remarks>
public abstract class Row
{
    /// <summary>The file it stands in.</summary>
    public abstract string File { get; }

    /// <summary>Where it stands: <c>asks.csv, row 12</c>.</summary>
    public abstract string Place { get; }

    /// <summary>The texts under that name, in order, trimmed, without the blank ones.</summary>
    public abstract ImmutableArray<string> Texts(string column);

    /// <summary>The names of its filled columns, each once.</summary>
    public abstract IEnumerable<string> Columns { get; }

    /// <summary>Adds the text where it says something.</summary>
    protected static void AddTo(ImmutableArray<string>.Builder texts, string? text)
    {
        if (text is not null && text.AsSpan().Trim() is { Length: > 0 } trimmed) texts.Add(trimmed.Length == text.Length ? text : trimmed.ToString());
    }
}

/// <summary>A row of a delimited file. A column may stand in the header several times: its texts are kept in order.</summary>
internal sealed class CsvRow(CsvHeader header, CsvRecord record) : Row
{
    public override string File => header.File;

    public override string Place => $"{header.File}, row {record.Number}";

    public override IEnumerable<string> Columns => header.Names.Where(n => header.Find(n).Any(p => p < record.Cells.Length && !string.IsNullOrWhiteSpace(record.Cells[p])));

    public override ImmutableArray<string> Texts(string column)
    {
        var places = header.Find(column);
        if (places.IsEmpty) return [];
        var texts = ImmutableArray.CreateBuilder<string>(places.Length);
        foreach (var place in places)
        {
            if (place < record.Cells.Length) AddTo(texts, record.Cells[place]);
        }

        return texts.DrainToImmutable();
    }
}

/// <summary>The names above the columns of a delimited file; upper and lower case are alike where that is unambiguous.</summary>
internal sealed class CsvHeader
{
    private readonly Dictionary<string, ImmutableArray<int>> _exact, _loose;

    public CsvHeader(string file, ImmutableArray<string> cells)
    {
        (File, Cells) = (file, cells);
        Names = [.. cells.Select(c => c.Trim()).Where(c => c.Length > 0).Distinct()];
        _exact = By(cells, StringComparer.Ordinal);
        _loose = By(cells, StringComparer.OrdinalIgnoreCase);
    }

    public string File { get; }

    /// <summary>The cells of the header as they stand there.</summary>
    public ImmutableArray<string> Cells { get; }

    /// <summary>The names, each once, in order.</summary>
    public ImmutableArray<string> Names { get; }

    public ImmutableArray<int> Find(string column) => _exact.TryGetValue(column, out var exact) ? exact : _loose.GetValueOrDefault(column, []);

    private static Dictionary<string, ImmutableArray<int>> By(ImmutableArray<string> cells, StringComparer comparer) =>
        cells.Select((name, place) => (Name: name.Trim(), Place: place)).Where(c => c.Name.Length > 0)
            .GroupBy(c => c.Name, c => c.Place, comparer).ToDictionary(g => g.Key, g => g.ToImmutableArray(), comparer);
}

/// <summary>A row of a JSON file: an object. A column is a path of names with dots; <c>*</c> goes through every item of a list.</summary>
/// <remarks><c>$key</c> is the name under which the object stood, <c>$key2</c> the next one inward where there are several.</remarks>
internal sealed class JsonRow(string file, string place, ImmutableArray<string> keys, JsonNode node) : Row
{
    public override string File => file;

    public override string Place => place;

    public override IEnumerable<string> Columns => node is JsonObject fields ? fields.Where(f => !Texts(f.Key).IsEmpty || f.Value is JsonObject or JsonArray { Count: > 0 }).Select(f => f.Key) : [];

    public override ImmutableArray<string> Texts(string column)
    {
        var texts = ImmutableArray.CreateBuilder<string>(1);
        if (column == "$key") AddTo(texts, keys is [var first, ..] ? first : null);
        else if (column == "$key2") AddTo(texts, keys is [_, var second, ..] ? second : null);
        else if (node is JsonObject fields && fields.Get(column) is { } exact) Collect(exact, [], texts);
        else Collect(node, column.Split('.'), texts);
        return texts.DrainToImmutable();
    }

    private static void Collect(JsonNode? at, ReadOnlySpan<string> path, ImmutableArray<string>.Builder texts)
    {
        switch (at)
        {
            case JsonArray list when path.IsEmpty || path[0] == "*":
                foreach (var item in list) Collect(item, path.IsEmpty ? path : path[1..], texts);
                break;
            case JsonObject fields when !path.IsEmpty && path[0] == "*":
                foreach (var (_, item) in fields) Collect(item, path[1..], texts);
                break;
            case JsonObject fields when !path.IsEmpty:
                Collect(fields.Get(path[0]), path[1..], texts);
                break;
            case JsonArray list when int.TryParse(path[0], out var place) && place >= 0 && place < list.Count:
                Collect(list[place], path[1..], texts);
                break;
            case JsonValue value when path.IsEmpty:
                AddTo(texts, value.AsText() ?? value.ToJsonString());
                break;
        }
    }
}

/// <summary>A row taken once for each item of one of its lists: <c>$item</c> is that one.</summary>
internal sealed class ItemRow(Row row, string item, string? column) : Row
{
    /// <summary>The row with all of its items.</summary>
    public Row Whole => row;

    /// <summary>The column that the item stands in.</summary>
    public string? Column => column;

    public override string File => row.File;

    public override string Place => row.Place;

    public override IEnumerable<string> Columns => row.Columns;

    public override ImmutableArray<string> Texts(string column) => column == "$item" ? [item] : row.Texts(column);
}
