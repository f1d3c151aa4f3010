using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;

namespace Dais.Workspace.Storing;

/// <summary>What a column holds, whichever engine it is.</summary>
internal enum ColumnKind
{
    Text,

    /// <summary>A whole number.</summary>
    Whole,

    /// <summary>Yes or no; a dump writes 1 and 0.</summary>
    Truth,

    Bytes,
}

/// <summary>A column of a table.</summary>
internal sealed record StoredColumn(string Name, ColumnKind Kind)
{
    /// <summary>Its name as SQL takes it.</summary>
    public string Quoted => $"\"{Name}\"";
}

/// <summary>A table as the database itself says that it is.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Columns">Its columns in the order of their names.</param>
/// <param name="Key">The columns of its primary key, in their order.</param>
/// <param name="Needs">The tables that its foreign keys point at.</param>
internal sealed record StoredTable(string Name, ImmutableArray<StoredColumn> Columns, ImmutableArray<StoredColumn> Key, ImmutableArray<string> Needs)
{
    /// <summary>Its name as SQL takes it.</summary>
    public string Quoted => $"\"{Name}\"";

    /// <summary>Whether a dump leaves it out: the journal of the scripts, which every store writes itself, and the timetable of jobs, which is made anew from the jobs.</summary>
    public static bool IsExempt(string name) =>
        name.Equals("schemaversions", StringComparison.OrdinalIgnoreCase) || name.StartsWith("qrtz_", StringComparison.OrdinalIgnoreCase);

    /// <summary>The tables out of the database's own lists, in the order of their names, without those that a dump leaves out.</summary>
    /// <exception cref="StoreException">A table has no key, or a column of a type that no dump has.</exception>
    public static ImmutableArray<StoredTable> Of(IEnumerable<(string Table, string Column, string Type, int KeyPlace)> columns, IReadOnlyCollection<(string Table, string Needs)> references) =>
        [.. columns.Where(c => !IsExempt(c.Table)).GroupBy(c => c.Table).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => One(g.Key, [.. g], references))];

    /// <summary>The name of a table that Dais does not know; nothing where there is none.</summary>
    public static string? Foreign(ImmutableArray<StoredTable> tables, StoreContext db) =>
        tables.Select(t => t.Name).Except(db.Model.GetEntityTypes().Select(e => e.GetTableName()!), StringComparer.Ordinal).FirstOrDefault();

    /// <summary>The tables so that none comes before one that it needs.</summary>
    public static ImmutableArray<StoredTable> InOrderOfNeed(ImmutableArray<StoredTable> tables)
    {
        var (result, rest) = (ImmutableArray.CreateBuilder<StoredTable>(), tables.ToList());
        while (rest.Count > 0)
        {
            var next = rest.Find(t => !t.Needs.Any(n => n != t.Name && rest.Exists(r => r.Name == n)))
                ?? throw new InvalidOperationException($"These tables need each other: {string.Join(", ", rest.Select(t => t.Name))}.");
            rest.Remove(next);
            result.Add(next);
        }

        return result.ToImmutable();
    }

    private static StoredTable One(string name, List<(string Table, string Column, string Type, int KeyPlace)> columns, IReadOnlyCollection<(string Table, string Needs)> references)
    {
        var key = columns.Where(c => c.KeyPlace > 0).OrderBy(c => c.KeyPlace).Select(Column).ToImmutableArray();
        if (key.IsEmpty) throw new StoreException($"The table {name} has no primary key, so that its rows have no order.", name, "Maybe another program made the table: Dais wants a database of its own.");
        return new(name, [.. columns.Select(Column).OrderBy(c => c.Name, StringComparer.Ordinal)], key, [.. references.Where(r => r.Table == name).Select(r => r.Needs).Distinct().Order(StringComparer.Ordinal)]);
    }

    private static StoredColumn Column((string Table, string Column, string Type, int KeyPlace) column) => new(column.Column, column.Type.ToUpperInvariant() switch
    {
        "TEXT" => ColumnKind.Text,
        "INTEGER" or "BIGINT" => ColumnKind.Whole,
        "BOOLEAN" => ColumnKind.Truth,
        "BLOB" or "BYTEA" => ColumnKind.Bytes,
        var other => throw new StoreException($"The column {column.Table}.{column.Column} has the type {other}, which no backup holds.", column.Table, "Maybe another program made the table: Dais wants a database of its own."),
    });
}
