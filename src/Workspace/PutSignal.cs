using System.Text.Json.Nodes;
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
        if (!SignalKinds.Has(kind)) throw new MissingException(kind);
        return store.WriteAsync(caller, workspace, Permission.Edit, async session =>
        {
            var id = Kinds.Find(kind)!.HasId ? node.Get("id").AsText() : null;
            return (await ChangeThings.InAsync(session, [new WantedChange(kind, id, node) { New = expected == 0, Expected = expected == 0 ? null : expected }], new Purpose("edit", why), cancel).ConfigureAwait(false)).State;
        }, cancel);
    }
}
