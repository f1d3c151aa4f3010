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
        if (store.Failed is { } failed) throw new StoreException($"The store's place failed ({failed}), and nothing more is written to it.", "store", "Maybe the disk is broken: stop Dais, run dais doctor, and start it again when the disk is sound.");
        return store.InAsync(writes: false, (db, _, _) => db.Workspaces.AnyAsync(cancel), cancel);
    }
}
