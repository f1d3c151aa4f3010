using Dais.Workspace.People;
using Dais.Workspace.Storing;

namespace Dais.Workspace;

/// <summary>Reads a workspace as it stands, or as it stood at any moment.</summary>
public static class ReadWorkspace
{
    /// <summary>Its state. Who may not see sensitive fields must not be handed it as it is: see <see cref="ReadThing"/> and <see cref="ExportWorkspace"/>.</summary>
    /// <exception cref="MissingException">There is no such workspace for the caller, or none at that moment.</exception>
    public static Task<WorkspaceState> RunAsync(Store store, Caller caller, string workspace, Moment? asOf = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        return store.ReadAsync(caller, workspace, Permission.View, session => session.StateAsync(asOf ?? Moment.Now, cancel), cancel);
    }
}
