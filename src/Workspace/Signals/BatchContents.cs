using System.Buffers.Binary;
using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using Dais.Workspace.Storing;

namespace Dais.Workspace.Signals;

/// <summary>The digest of what a revision did to the signals, read from their tables: it is the same as long as nobody changes a row by hand.</summary>
internal static class BatchContents
{
    // What the revision wrote stands there still, or went into the history later; what it removed is there until it, and not from it on.
    private const string Written =
        """
        SELECT kind, id, position, json FROM (
          SELECT kind, id, position, json FROM signals WHERE workspace = @workspace AND version = @revision
          UNION ALL
          SELECT kind, id, position, json FROM signal_history WHERE workspace = @workspace AND since = @revision
          UNION ALL
          SELECT kind, id, NULL, NULL FROM signal_history AS gone WHERE workspace = @workspace AND until = @revision
            AND NOT EXISTS (SELECT 1 FROM signals AS now WHERE now.workspace = gone.workspace AND now.kind = gone.kind AND now.id = gone.id AND now.version = @revision)
            AND NOT EXISTS (SELECT 1 FROM signal_history AS past WHERE past.workspace = gone.workspace AND past.kind = gone.kind AND past.id = gone.id AND past.since = @revision)
        ) AS written ORDER BY kind, id
        """;

    /// <summary>The digest of what the revision wrote, in the order of lists and ids.</summary>
    public static async Task<string> OfAsync(DbConnection connection, DbTransaction transaction, string workspace, long revision, CancellationToken cancel)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var command = connection.CreateCommand();
        (command.Transaction, command.CommandText, command.CommandTimeout) = (transaction, Written, 0);
        command.With("@workspace", workspace);
        command.With("@revision", revision);
        await using var reader = await command.ExecuteReaderAsync(cancel).ConfigureAwait(false);
        while (await reader.ReadAsync(cancel).ConfigureAwait(false))
        {
            Append(hash, reader.GetString(0));
            Append(hash, reader.GetString(1));
            Append(hash, reader.IsDBNull(2) ? "" : reader.GetInt64(2).ToString(System.Globalization.CultureInfo.InvariantCulture));
            Append(hash, reader.IsDBNull(3) ? "" : reader.GetString(3));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static void Append(IncrementalHash hash, string part)
    {
        Span<byte> length = stackalloc byte[4];
        var bytes = Encoding.UTF8.GetBytes(part);
        BinaryPrimitives.WriteInt32LittleEndian(length, bytes.Length);
        hash.AppendData(length);
        hash.AppendData(bytes);
    }
}
