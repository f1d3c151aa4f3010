using Dais.Workspace.People;
using Dais.Workspace.Storing;
using Dais.Workspace.Wire;

namespace Dais.Workspace;

/// <summary>Puts a whole document in the place of what a workspace holds: as one change set of what differs.</summary>
public static class ReplaceWorkspace
{
    /// <summary>Replaces it.</summary>
    /// <param name="store">The store.</param>
    /// <param name="caller">Who.</param>
    /// <param name="workspace">The workspace.</param>
    /// <param name="document">All that it shall hold.</param>
    /// <param name="expected">The revision that the caller knew; absent where any will do.</param>
    /// <param name="why">Why, for the history.</param>
    /// <param name="cancel">Stops it; nothing is changed then.</param>
    /// <returns>The state after it.</returns>
    /// <exception cref="ConflictException">The workspace was changed meanwhile.</exception>
    /// <exception cref="InvalidException">The store cannot hold it.</exception>
    public static Task<WorkspaceState> RunAsync(Store store, Caller caller, string workspace, Document document, long? expected = null, string? why = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(document);
        return store.WriteAsync(caller, workspace, Permission.Edit, session => expected is { } known && known != session.Workspace.Revision
            ? throw new ConflictException($"The workspace was changed meanwhile: it is at revision {session.Workspace.Revision}, and you knew revision {known}.", "workspaces/" + workspace, new(known, null), new(session.Workspace.Revision, null))
            : InAsync(session, document, new Purpose("replace", why), cancel), cancel);
    }

    /// <summary>The same inside a session.</summary>
    internal static async Task<WorkspaceState> InAsync(Session session, Document document, Purpose purpose, CancellationToken cancel)
    {
        var before = await session.WholeAsync(cancel).ConfigureAwait(false);
        var parts = Parts.Of(document);
        var edits = Placed(parts, before).Concat(before.Things.Keys.Except(parts.Select(p => p.Key)).Select(gone => new Edit(gone, null))).ToList();
        var after = await session.ReviseAsync(purpose, edits, cancel).ConfigureAwait(false);
        var whole = await session.WholeAsync(cancel).ConfigureAwait(false);
        return whole.Opened?.Document?.Equals(document) == true ? after : throw new InvalidException("The store cannot hold all of the workspace: what would be written does not read the same.", "workspaces/" + before.Workspace, "Maybe another form can: a .json file or a folder.");
    }

    // Things keep their place as far as the order allows, so that what is added at an end moves nothing else.
    private static IEnumerable<Edit> Placed(IEnumerable<(ThingKey Key, long Position, string Json)> parts, WorkspaceState before)
    {
        foreach (var list in parts.GroupBy(p => p.Key.Kind))
        {
            var last = -1L;
            foreach (var (key, _, json) in list)
            {
                last = before.Things.GetValueOrDefault(key) is { } there && there.Position > last ? there.Position : last + 1;
                yield return new Edit(key, json) { Position = last };
            }
        }
    }
}
