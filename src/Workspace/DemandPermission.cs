using Dais.Workspace.People;
using Dais.Workspace.Storing;

namespace Dais.Workspace;

/// <summary>Asks whether a caller may do something, before what they sent is even looked at. The operation itself asks again.</summary>
public static class DemandPermission
{
    /// <summary>Demands it.</summary>
    /// <exception cref="MissingException">There is no such workspace for the caller.</exception>
    /// <exception cref="ForbiddenException">They may not.</exception>
    public static Task RunAsync(Store store, Caller caller, string workspace, Permission permission, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        return store.ReadAsync(caller, workspace, permission, session => Task.FromResult(session.Workspace.Revision), cancel);
    }
}
