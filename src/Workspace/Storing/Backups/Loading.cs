using System.Collections.Immutable;
using System.Data.Common;
using System.Text;
using System.Text.Json;
using Dais.Workspace.Storing.Checking;

namespace Dais.Workspace.Storing.Backups;

/// <summary>Puts the tables of a backup into an empty database that has its schema, in one transaction, and proves that they are the same.</summary>
internal sealed class Loading(Database database, DbConnection connection, DbTransaction transaction, BackupFile backup, string where)
{
    /// <summary>The one table whose first row a script writes.</summary>
    internal const string Seeded = "audit_head";

    /// <summary>Demands that nothing is in the tables yet, and holds everybody else off them.</summary>
    /// <exception cref="InvalidException">Something is.</exception>
    public static async Task DemandEmptyAsync(Database database, DbConnection connection, DbTransaction transaction, ImmutableArray<StoredTable> tables, string where, CancellationToken cancel)
    {
        if (database.LocksRows && !tables.IsEmpty) await connection.RunAsync(transaction, $"LOCK TABLE {string.Join(", ", tables.Select(t => t.Quoted))} IN ACCESS EXCLUSIVE MODE", cancel).ConfigureAwait(false);
        foreach (var table in tables.Where(t => t.Name != Seeded))
        {
            var rows = await connection.RowsAsync(transaction, $"SELECT 1 FROM {table.Quoted} LIMIT 1", _ => 1, cancel).ConfigureAwait(false);
            if (rows.Count > 0) throw new InvalidException($"The place is not empty: its table {table.Name} has rows. Nothing was written.", where, "Maybe a new database is meant: a restore never touches what is there.");
        }
    }

    /// <summary>Loads every table, then dumps them again and demands the same; then checks references and, where the schema is this version's, chains.</summary>
    public async Task RunAsync(StoreContext db, bool brokenToo, Action<string>? progress, CancellationToken cancel)
    {
        var tables = await database.TablesAsync(connection, transaction, cancel).ConfigureAwait(false);
        var (mine, theirs) = (tables.Select(t => t.Name).ToHashSet(StringComparer.Ordinal), backup.Manifest.Tables.Select(t => t.Table).ToHashSet(StringComparer.Ordinal));
        if (!mine.SetEquals(theirs)) throw new InvalidException($"The backup and this schema do not have the same tables: {string.Join(", ", mine.Except(theirs).Concat(theirs.Except(mine)).Order(StringComparer.Ordinal))}.", where, "Maybe the place has tables of another program: give Dais a database of its own.");
        await DemandEmptyAsync(database, connection, transaction, tables, where, cancel).ConfigureAwait(false);
        if (mine.Contains(Seeded)) await connection.RunAsync(transaction, $"DELETE FROM {Seeded}", cancel).ConfigureAwait(false);
        foreach (var table in StoredTable.InOrderOfNeed(tables))
        {
            progress?.Invoke($"loading {table.Name}");
            await LoadAsync(table, cancel).ConfigureAwait(false);
        }

        progress?.Invoke("checking");
        var again = await LogicalDump.TablesAsync(database, connection, transaction, cancel).ConfigureAwait(false);
        if (again.FirstOrDefault(t => !backup.Manifest.Tables.Contains(t)) is { } other) throw new InvalidException($"The table {other.Table} does not read as it was written. Nothing was kept.", where, "Maybe this engine cannot hold a character in it: restore into the other one.");
        var damage = await database.DamageAsync(connection, transaction, cancel).ConfigureAwait(false);
        if (damage.FirstOrDefault() is { } first) throw new InvalidException($"What the backup holds does not fit together: {first} Nothing was kept.", where, "Maybe the store that it was taken from was damaged: take an older backup.");
        if (backup.Manifest.Schema.Length < Upgrade.Names(database).Count) return;
        var broken = await HistoryCheck.RunAsync(db, connection, transaction, cancel).ConfigureAwait(false);
        if (!brokenToo && broken.FirstOrDefault() is { } chain) throw new InvalidException($"A history in the backup does not hold. {chain} Nothing was kept.", where, "Maybe somebody changed the store by hand before it was taken; --broken-history restores it nevertheless.");
    }

    private async Task LoadAsync(StoredTable table, CancellationToken cancel)
    {
        using var text = new StreamReader(backup.Read(table.Name), Encoding.UTF8, detectEncodingFromByteOrderMarks: false, bufferSize: 1 << 16);
        try
        {
            await database.InsertAsync(connection, transaction, table.Quoted, [.. table.Columns.Select(c => c.Quoted)], Rows(table, text, cancel), cancel).ConfigureAwait(false);
        }
        catch (JsonException e)
        {
            throw BackupFile.Damaged(where, $"a line of {table.Name} is not a row ({e.Message})");
        }
        catch (DbException e) when (!database.IsPassing(e) && !database.IsBreaking(e))
        {
            throw new InvalidException($"A row of {table.Name} cannot be stored: {e.Message} Nothing was kept.", where, "Maybe this engine cannot hold a character in it: restore into the other one.");
        }
    }

    private static IEnumerable<object?[]> Rows(StoredTable table, StreamReader text, CancellationToken cancel)
    {
        var places = table.Columns.Select((c, i) => (c, i)).ToDictionary(p => p.c.Name, p => p.i, StringComparer.Ordinal);
        while (text.ReadLine() is { } line)
        {
            cancel.ThrowIfCancellationRequested();
            yield return Row(table, places, Encoding.UTF8.GetBytes(line));
        }
    }

    private static object?[] Row(StoredTable table, Dictionary<string, int> places, ReadOnlySpan<byte> line)
    {
        var row = new object?[table.Columns.Length];
        var json = new Utf8JsonReader(line);
        json.Read();
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var name = json.GetString()!;
            if (!places.TryGetValue(name, out var at)) throw new JsonException($"\"{name}\" is no column.");
            json.Read();
            row[at] = table.Columns[at].Kind switch
            {
                ColumnKind.Text => json.GetString(),
                ColumnKind.Whole => json.GetInt64(),
                ColumnKind.Truth => json.GetInt64() != 0,
                _ => json.GetBytesFromBase64(),
            };
        }

        return row;
    }
}
