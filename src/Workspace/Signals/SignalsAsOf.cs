using Dais.Workspace.Storing;

namespace Dais.Workspace.Signals;

/// <summary>The signals as they stood at a revision: those unchanged since, and what the history has of the others.</summary>
internal static class SignalsAsOf
{
    /// <summary>All of a list at that revision, in the order of the list.</summary>
    public static async Task<List<(ThingKey Key, Item Item)>> AsOfAsync(this Session session, string kind, long revision, CancellationToken cancel)
    {
        var result = new List<(ThingKey Key, Item Item)>();
        await using var command = session.Command(
            """
            SELECT id, version, position, json FROM signals WHERE workspace = @workspace AND kind = @kind AND version <= @revision
            UNION ALL
            SELECT id, since, position, json FROM signal_history WHERE workspace = @workspace AND kind = @kind AND since <= @revision AND until > @revision
            """,
            ("@workspace", session.Workspace.Id),
            ("@kind", kind),
            ("@revision", revision));
        await using var reader = await command.ExecuteReaderAsync(cancel).ConfigureAwait(false);
        while (await reader.ReadAsync(cancel).ConfigureAwait(false)) result.Add((new(kind, reader.GetString(0)), new(reader.GetInt64(1), reader.GetInt64(2), reader.GetString(3))));
        result.Sort((a, b) => a.Item.Position != b.Item.Position ? a.Item.Position.CompareTo(b.Item.Position) : string.CompareOrdinal(a.Key.Id, b.Key.Id));
        return result;
    }
}
