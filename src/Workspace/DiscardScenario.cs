using System.Text.Json.Nodes;
using Dais.Workspace.People;
using Dais.Workspace.Storing;
using Dais.Workspace.Wire;

namespace Dais.Workspace;

/// <summary>Gives a kept scenario up; it stays readable.</summary>
public static class DiscardScenario
{
    /// <summary>Gives it up.</summary>
    /// <param name="store">The store.</param>
    /// <param name="caller">Who.</param>
    /// <param name="workspace">The workspace.</param>
    /// <param name="scenario">The scenario's id.</param>
    /// <param name="expected">The version of the scenario that the caller knew; absent where any will do.</param>
    /// <param name="cancel">Stops it; nothing is changed then.</param>
    /// <exception cref="MissingException">There is no such scenario.</exception>
    /// <exception cref="ConflictException">The scenario was changed meanwhile.</exception>
    /// <exception cref="InvalidException">It was applied already.</exception>
    public static Task<WorkspaceState> RunAsync(Store store, Caller caller, string workspace, string scenario, long? expected = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        return store.WriteAsync(caller, workspace, Permission.Edit, async session =>
        {
            var state = await session.StateAsync(cancel).ConfigureAwait(false);
            var kept = Open(state, scenario, expected);
            return await session.ReviseAsync(new Purpose("discard-scenario", kept.Get("name").AsText() ?? scenario), [Became(kept, "discarded", state)], cancel).ConfigureAwait(false);
        }, cancel);
    }

    /// <summary>The kept scenario, of which nothing became yet.</summary>
    internal static JsonObject Open(WorkspaceState state, string id, long? expected)
    {
        var key = new ThingKey(KeptKinds.Scenarios.Name, id);
        if (!state.Things.TryGetValue(key, out var item) || Parts.Node(item.Json) is not JsonObject kept) throw new MissingException(key.ToString());
        Revising.Meet(new Edit(key, null) { Expected = expected }, item);
        return kept.Get("status").AsText() switch
        {
            "applied" => throw new InvalidException("It was applied already.", key.ToString(), "Maybe undo that change."),
            "discarded" => throw new InvalidException("It was discarded.", key.ToString(), "Maybe undo that change, or write it anew."),
            _ => kept,
        };
    }

    /// <summary>The edit that says what became of it.</summary>
    internal static Edit Became(JsonObject kept, string status, WorkspaceState state)
    {
        var after = (JsonObject)kept.DeepClone();
        after["status"] = status;
        return EditCheck.Of(KeptKinds.Scenarios, after, state, [], kept.Get("id").AsText());
    }
}
