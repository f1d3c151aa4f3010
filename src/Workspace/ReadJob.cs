using Dais.Workspace.Jobs;
using Dais.Workspace.People;
using Dais.Workspace.Storing;

namespace Dais.Workspace;

/// <summary>Says how a job stands.</summary>
public static class ReadJob
{
    /// <summary>The job.</summary>
    /// <exception cref="MissingException">There is none of that id in the workspace.</exception>
    public static Task<Job> RunAsync(Store store, Caller caller, string workspace, string id, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        return store.ReadAsync(caller, workspace, Permission.View, session => session.JobAsync(id, cancel), cancel);
    }
}
