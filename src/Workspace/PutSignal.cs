using System.Text.Json.Nodes;
using Dais.Engine.Modelling;
using Dais.Workspace.People;
using Dais.Workspace.Signals;
using Dais.Workspace.Storing;
using Dais.Workspace.Wire;

namespace Dais.Workspace;

/// <summary>Puts one signal into a workspace, or in the place of the one of its id.</summary>
public static class PutSignal
{
    /// <summary>Puts it.</summary>
    /// <param name="store">The store.</param>
    /// <param name="caller">Who.</param>
    /// <param name="workspace">The workspace.</param>
    /// <param name="kind">The list.</param>
    /// <param name="node">The signal, with its id.</param>
    /// <param name="expected">The version that the caller knew, 0 where it has to be new; absent where any will do.</param>
    /// <param name="why">Why, for the history.</param>
    /// <param name="cancel">Stops it; nothing is changed then.</param>
    /// <returns>The workspace after it.</returns>
    /// <exception cref="ConflictException">It was changed meanwhile.</exception>
    /// <exception cref="InvalidException">It breaks the rules of its list.</exception>
    public static Task<WorkspaceState> RunAsync(Store store, Caller caller, string workspace, string kind, JsonObject node, long? expected = null, string? why = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(node);
        if (!SignalKinds.Has(kind) || Kinds.Find(kind) is not { Item: { } shape } list) throw new MissingException(kind);
        return store.WriteAsync(caller, workspace, Permission.Edit, async session =>
        {
            var state = await session.StateAsync(cancel).ConfigureAwait(false);
            await CheckAsync(session, state, list, shape, node, cancel).ConfigureAwait(false);
            var thing = Canonical.Thing(list, node);
            var edit = new Edit(new(kind, Parts.KeyOf(list, thing)), JsonText.Line(thing)) { New = expected == 0, Expected = expected == 0 ? null : expected };
            return await session.ReviseAsync(new Purpose("edit", why), [edit], cancel: cancel).ConfigureAwait(false);
        }, cancel);
    }

    private static async Task CheckAsync(Session session, WorkspaceState state, Kind list, Shape.Parts shape, JsonObject node, CancellationToken cancel)
    {
        var ids = state.Ids.ToDictionary(i => i.Key, i => (IReadOnlySet<string>)i.Value);
        if (state.Beside.ContainsKey("accounts") && node.Get("account").AsText() is { } account)
            ids["accounts"] = (await session.FindAsync([new("accounts", account)], cancel).ConfigureAwait(false)).Keys.Select(k => k.Id).ToHashSet();
        var findings = new List<Finding>();
        new Checking(state.Calendar, ids, findings).Fields(shape, node, Place.Root);
        if (findings.FindAll(f => f.IsError) is { Count: > 0 } errors) throw InvalidException.Of(new ThingKey(list.Name, node.Get("id").AsText() ?? "").ToString(), [.. errors]);
    }
}
