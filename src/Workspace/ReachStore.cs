using Dais.Workspace.Storing;
using Microsoft.EntityFrameworkCore;

namespace Dais.Workspace;

/// <summary>Asks whether the store answers.</summary>
public static class ReachStore
{
    /// <summary>Asks.</summary>
    /// <exception cref="BusyException">It does not, just now.</exception>
    /// <exception cref="StoreException">Its place fails.</exception>
    public static Task RunAsync(Store store, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        return store.InAsync(writes: false, (db, _, _) => db.Workspaces.AnyAsync(cancel), cancel);
    }
}
