using System.Text.Json.Nodes;
using Dais.Workspace.People;
using Dais.Workspace.Signals;
using Dais.Workspace.Storing;
using Dais.Workspace.Wire;

namespace Dais.Workspace;

/// <summary>A thing as a caller sees it.</summary>
/// <param name="Key">Which.</param>
/// <param name="Version">The revision that last changed it.</param>
/// <param name="Value">The thing, without what the caller may not see.</param>
/// <param name="Revision">The revision of the workspace that it was read at.</param>
public sealed record SeenThing(ThingKey Key, long Version, JsonNode Value, long Revision);

/// <summary>Reads one thing, now or as of any moment.</summary>
public static class ReadThing
{
    /// <summary>The thing.</summary>
    /// <exception cref="MissingException">There is none, or not at that moment.</exception>
    public static Task<SeenThing> RunAsync(Store store, Caller caller, string workspace, ThingKey key, Moment? asOf = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        return store.ReadAsync(caller, workspace, Permission.View, async session =>
        {
            var state = await session.StateAsync(asOf ?? Moment.Now, cancel).ConfigureAwait(false);
            if (asOf is null || asOf == Moment.Now) state = await session.BesideAsync(state, [key], cancel).ConfigureAwait(false);
            return Of(session, state, key) ?? throw new MissingException(key.ToString());
        }, cancel);
    }

    /// <summary>The thing of a state as the session's caller sees it; nothing where there is none.</summary>
    internal static SeenThing? Of(Session session, WorkspaceState state, ThingKey key)
    {
        if (!state.Things.TryGetValue(key, out var item) || Parts.Node(item.Json) is not { } node) return null;
        var shown = Kinds.Find(key.Kind) is { } kind && node is JsonObject thing ? Kept.Shown(session.Membership, kind, thing) : node;
        return new(key, item.Version, shown, state.Revision);
    }
}
