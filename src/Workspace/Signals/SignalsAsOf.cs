using Dais.Workspace.Storing;

namespace Dais.Workspace.Signals;

/// <summary>The signals as they stood at a revision: those unchanged since, and what the history has of the others.</summary>
internal static class SignalsAsOf
{
    /// <summary>The state with the signals as they stood at its revision, those lists that are few enough.</summary>
    public static async Task<WorkspaceState> WithSignalsAsOfAsync(this Session session, WorkspaceState model, CancellationToken cancel)
    {
        var (things, beside, room) = (model.Things.Where(t => !SignalKinds.Has(t.Key.Kind)).ToList(), new Dictionary<string, long>(), (long)SignalKinds.MostInMemory);
        foreach (var kind in SignalKinds.All)
        {
            await using var command = Command(session, kind, model.Revision, "SELECT COUNT(*) FROM");
            var count = Convert.ToInt64(await command.ExecuteScalarAsync(cancel).ConfigureAwait(false), provider: null);
            room -= count;
            if (room < 0 && count > 0) beside[kind] = count;
            else things.AddRange((await session.AsOfAsync(kind, model.Revision, cancel).ConfigureAwait(false)).Select(s => KeyValuePair.Create(s.Key, s.Item)));
        }

        return WorkspaceState.Of(model.Workspace, model.Revision, things, beside);
    }

    /// <summary>All of a list at that revision, in the order of the list.</summary>
    public static async Task<List<(ThingKey Key, Item Item)>> AsOfAsync(this Session session, string kind, long revision, CancellationToken cancel)
    {
        var result = new List<(ThingKey Key, Item Item)>();
        await using var command = Command(session, kind, revision, "SELECT id, version, position, json FROM");
        await using var reader = await command.ExecuteReaderAsync(cancel).ConfigureAwait(false);
        while (await reader.ReadAsync(cancel).ConfigureAwait(false)) result.Add((new(kind, reader.GetString(0)), new(reader.GetInt64(1), reader.GetInt64(2), reader.GetString(3))));
        result.Sort((a, b) => a.Item.Position != b.Item.Position ? a.Item.Position.CompareTo(b.Item.Position) : string.CompareOrdinal(a.Key.Id, b.Key.Id));
        return result;
    }

    private static System.Data.Common.DbCommand Command(Session session, string kind, long revision, string before) => session.Command(
        $"""
        {before} (
          SELECT id, version, position, json FROM signals WHERE workspace = @workspace AND kind = @kind AND version <= @revision
          UNION ALL
          SELECT id, since, position, json FROM signal_history WHERE workspace = @workspace AND kind = @kind AND since <= @revision AND until > @revision
        ) AS past
        """,
        ("@workspace", session.Workspace.Id),
        ("@kind", kind),
        ("@revision", revision));
}
