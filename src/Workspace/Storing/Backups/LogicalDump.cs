using System.Buffers;
using System.Collections.Immutable;
using System.Data.Common;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Dais.Workspace.Wire;

namespace Dais.Workspace.Storing.Backups;

/// <summary>What a store holds as text that is the same on both engines: a line of JSON for each row, in the order of the keys.</summary>
/// <remarks>
/// The tables are those that the database itself lists, so that none can be forgotten. Columns come in the order of
/// their names; what is not there is left out; yes and no are 1 and 0; bytes are Base64.
/// </remarks>
internal static class LogicalDump
{
    private const int Portion = 128 * 1024;

    /// <summary>Writes the rows of a table, one after the other.</summary>
    /// <returns>How many, how long, and the digest.</returns>
    public static async Task<DumpedTable> WriteAsync(Database database, DbConnection connection, DbTransaction transaction, StoredTable table, Stream to, Action<long>? progress, CancellationToken cancel)
    {
        await using var command = connection.CreateCommand();
        (command.Transaction, command.CommandTimeout) = (transaction, 0);
        command.CommandText = $"SELECT {string.Join(", ", table.Columns.Select(c => c.Quoted))} FROM {table.Quoted} ORDER BY {string.Join(", ", table.Key.Select(database.InOrder))}";
        await using var reader = await command.ExecuteReaderAsync(cancel).ConfigureAwait(false);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var lines = new ArrayBufferWriter<byte>(2 * Portion);
        await using var json = new Utf8JsonWriter(lines, new JsonWriterOptions { Encoder = JsonText.Letters, SkipValidation = true });
        var (rows, bytes) = (0L, 0L);
        while (await reader.ReadAsync(cancel).ConfigureAwait(false))
        {
            Row(json, table.Columns, reader);
            lines.Write("\n"u8);
            rows++;
            if (lines.WrittenCount < Portion) continue;
            await FlushAsync().ConfigureAwait(false);
            progress?.Invoke(rows);
        }

        await FlushAsync().ConfigureAwait(false);
        return new(table.Name, rows, bytes, Convert.ToHexStringLower(hash.GetHashAndReset()));

        async Task FlushAsync()
        {
            hash.AppendData(lines.WrittenSpan);
            bytes += lines.WrittenCount;
            await to.WriteAsync(lines.WrittenMemory, cancel).ConfigureAwait(false);
            lines.ResetWrittenCount();
        }
    }

    /// <summary>Dumps every table to nowhere: what is in the store, in a digest.</summary>
    public static async Task<ImmutableArray<DumpedTable>> TablesAsync(Database database, DbConnection connection, DbTransaction transaction, CancellationToken cancel)
    {
        var dumped = ImmutableArray.CreateBuilder<DumpedTable>();
        foreach (var table in await database.TablesAsync(connection, transaction, cancel).ConfigureAwait(false))
            dumped.Add(await WriteAsync(database, connection, transaction, table, Stream.Null, null, cancel).ConfigureAwait(false));
        return dumped.ToImmutable();
    }

    /// <summary>The digest of a whole dump: of each table's name, count and digest.</summary>
    public static string Digest(IEnumerable<DumpedTable> tables) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(
        tables.OrderBy(t => t.Table, StringComparer.Ordinal).Select(t => string.Create(CultureInfo.InvariantCulture, $"{t.Table} {t.Rows} {t.Sha256}\n"))))));

    private static void Row(Utf8JsonWriter json, ImmutableArray<StoredColumn> columns, DbDataReader row)
    {
        json.Reset();
        json.WriteStartObject();
        for (var i = 0; i < columns.Length; i++)
        {
            if (row.IsDBNull(i)) continue;
            json.WritePropertyName(columns[i].Name);
            switch (columns[i].Kind)
            {
                case ColumnKind.Text: json.WriteStringValue(row.GetString(i)); break;
                case ColumnKind.Whole: json.WriteNumberValue(row.GetInt64(i)); break;
                case ColumnKind.Truth: json.WriteNumberValue(row.GetBoolean(i) ? 1 : 0); break;
                default: json.WriteBase64StringValue(row.GetFieldValue<byte[]>(i)); break;
            }
        }

        json.WriteEndObject();
        json.Flush();
    }
}

/// <summary>A table as it was dumped.</summary>
/// <param name="Table">Its name.</param>
/// <param name="Rows">How many rows it has.</param>
/// <param name="Bytes">How long its text is.</param>
/// <param name="Sha256">The digest of the text.</param>
public sealed record DumpedTable(string Table, long Rows, long Bytes, string Sha256);
