using Dais.Workspace.People;
using Dais.Workspace.Signals;
using Dais.Workspace.Storing;

namespace Dais.Workspace;

/// <summary>Takes one signal out of a workspace; its history stays.</summary>
public static class DeleteSignal
{
    /// <summary>Takes it out.</summary>
    /// <param name="store">The store.</param>
    /// <param name="caller">Who.</param>
    /// <param name="workspace">The workspace.</param>
    /// <param name="kind">The list.</param>
    /// <param name="id">The id.</param>
    /// <param name="expected">The version that the caller knew; absent where any will do.</param>
    /// <param name="why">Why, for the history.</param>
    /// <param name="cancel">Stops it; nothing is changed then.</param>
    /// <exception cref="MissingException">There is none of that id.</exception>
    /// <exception cref="ConflictException">It was changed meanwhile, or others refer to the account.</exception>
    public static Task<WorkspaceState> RunAsync(Store store, Caller caller, string workspace, string kind, string id, long? expected = null, string? why = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        var key = new ThingKey(kind, id);
        return store.WriteAsync(caller, workspace, Permission.Edit, async session =>
        {
            if (!SignalKinds.Has(kind) || !(await session.FindAsync([key], cancel).ConfigureAwait(false)).ContainsKey(key)) throw new MissingException(key.ToString());
            if (kind == "accounts") await session.DemandUnusedAsync([id], cancel).ConfigureAwait(false);
            return await session.ReviseAsync(new Purpose("remove", why), [new Edit(key, null) { Expected = expected }], cancel).ConfigureAwait(false);
        }, cancel);
    }
}
