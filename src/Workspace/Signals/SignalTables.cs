using System.Data.Common;
using Dais.Workspace.Storing;

namespace Dais.Workspace.Signals;

/// <summary>Reads signals out of their tables.</summary>
internal static class SignalTables
{
    private const string Columns = "kind, id, number, version, position, json";

    /// <summary>The signals of those keys that are there.</summary>
    public static async Task<Dictionary<ThingKey, StoredSignal>> FindAsync(this Session session, IEnumerable<ThingKey> keys, CancellationToken cancel)
    {
        var found = new Dictionary<ThingKey, StoredSignal>();
        foreach (var list in keys.GroupBy(k => k.Kind))
        {
            var ids = session.Store.Database.List(list.Select(k => k.Id));
            await foreach (var signal in ReadAsync(session, $"AND kind = @kind AND {session.Store.Database.Among("id", "@ids")}", cancel, ("@kind", list.Key), ("@ids", ids)).ConfigureAwait(false)) found[signal.Key] = signal;
        }

        return found;
    }

    /// <summary>The state with those of the keys that are not in memory.</summary>
    public static async Task<WorkspaceState> BesideAsync(this Session session, WorkspaceState state, IEnumerable<ThingKey> keys, CancellationToken cancel)
    {
        var beside = keys.Where(k => state.Beside.ContainsKey(k.Kind)).ToList();
        if (beside.Count == 0) return state;
        return state.With([.. (await session.FindAsync(beside, cancel).ConfigureAwait(false)).Select(s => KeyValuePair.Create(s.Key, s.Value.Item))]);
    }

    /// <summary>The signals of a list that came from there under those ids, in the order of the list.</summary>
    public static IAsyncEnumerable<StoredSignal> FromSourceAsync(this Session session, string kind, string source, IEnumerable<string> ids, CancellationToken cancel) =>
        ReadAsync(
            session,
            $"AND kind = @kind AND source = @source AND source_id IS NOT NULL AND {session.Store.Database.Among("source_id", "@ids")} ORDER BY position, id",
            cancel,
            ("@kind", kind),
            ("@source", source),
            ("@ids", session.Store.Database.List(ids)));

    /// <summary>The signals of those numbers.</summary>
    public static IAsyncEnumerable<StoredSignal> NumberedAsync(this Session session, IEnumerable<long> numbers, CancellationToken cancel) =>
        ReadAsync(session, $"AND {session.Store.Database.Among("number", "@numbers")}", cancel, ("@numbers", session.Store.Database.List(numbers)));

    /// <summary>All signals of a list, in no order.</summary>
    public static IAsyncEnumerable<StoredSignal> ListAsync(this Session session, string kind, CancellationToken cancel) =>
        ReadAsync(session, "AND kind = @kind", cancel, ("@kind", kind));

    /// <summary>A place behind every signal of the list.</summary>
    public static async Task<long> EndAsync(this Session session, string kind, CancellationToken cancel)
    {
        await using var command = session.Command("SELECT COALESCE(MAX(position) + 1, 0) FROM signals WHERE workspace = @workspace AND kind = @kind", ("@workspace", session.Workspace.Id), ("@kind", kind));
        return Convert.ToInt64(await command.ExecuteScalarAsync(cancel).ConfigureAwait(false), provider: null);
    }

    /// <summary>How many signals each list has.</summary>
    public static async Task<Dictionary<string, long>> CountAsync(this Session session, CancellationToken cancel)
    {
        var counts = new Dictionary<string, long>();
        await using var command = session.Command("SELECT word, SUM(documents) FROM signal_words WHERE workspace = @workspace AND word >= '#' AND word < '$' GROUP BY word", ("@workspace", session.Workspace.Id));
        await using var reader = await command.ExecuteReaderAsync(cancel).ConfigureAwait(false);
        while (await reader.ReadAsync(cancel).ConfigureAwait(false)) counts[reader.GetString(0)[1..]] = Convert.ToInt64(reader.GetValue(1), provider: null);
        return counts;
    }

    /// <summary>The signals that meet a condition on their row.</summary>
    public static async IAsyncEnumerable<StoredSignal> ReadAsync(Session session, string where, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel, params (string, object?)[] parameters)
    {
        await using var command = session.Command($"SELECT {Columns} FROM signals WHERE workspace = @workspace {where}", [("@workspace", session.Workspace.Id), .. parameters]);
        await using var reader = await command.ExecuteReaderAsync(cancel).ConfigureAwait(false);
        while (await reader.ReadAsync(cancel).ConfigureAwait(false)) yield return Signal(reader);
    }

    private static StoredSignal Signal(DbDataReader row) => new(new(row.GetString(0), row.GetString(1)), row.GetInt64(2), new(row.GetInt64(3), row.GetInt64(4), row.GetString(5)));
}
