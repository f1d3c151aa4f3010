using Dais.Workspace.People;
using Dais.Workspace.Signals;
using Dais.Workspace.Storing;

namespace Dais.Workspace;

/// <summary>Reads one signal.</summary>
public static class GetSignal
{
    /// <summary>Reads it.</summary>
    /// <exception cref="MissingException">There is none of that id, or it is not the caller's to see.</exception>
    public static Task<SignalHit> RunAsync(Store store, Caller caller, string workspace, string kind, string id, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        var key = new ThingKey(kind, id);
        return store.ReadAsync(caller, workspace, Permission.ViewOwnGroup, async session =>
            (await session.FindAsync([key], cancel).ConfigureAwait(false)).TryGetValue(key, out var signal) && session.Shown(signal) is { } json
                ? new SignalHit(key, signal.Item.Version, 0, json)
                : throw new MissingException(key.ToString()), cancel);
    }
}
