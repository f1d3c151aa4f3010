using System.Text;
using System.Text.Json.Nodes;
using Dais.Workspace.People;
using Dais.Workspace.Planning;
using Dais.Workspace.Signals;
using Dais.Workspace.Signals.Searching;
using Dais.Workspace.Storing;
using Dais.Workspace.Wire;
using Microsoft.EntityFrameworkCore;

namespace Dais.Workspace;

/// <summary>Shows one group what of a workspace is its own: its asks and where they stand, its share, its dates, how it fares. By the last committed plan, as it was frozen.</summary>
/// <remarks>
/// It is the same for everyone who may see it, whatever else they see: no sensitive fields, and of the work of others only
/// what the group's own stands on (see <see cref="Engine.Explaining.WhyNot.Reader"/>). Every number is that of the plan
/// itself, of the why-not card (dates) and of <c>dais groups</c> (how it fares).
/// </remarks>
public static class ViewGroup
{
    /// <summary>The most asks that are listed: the newest.</summary>
    public const int MostRequests = 500;

    /// <summary>The view.</summary>
    /// <param name="store">The store.</param>
    /// <param name="caller">Who; a stakeholder sees the own group's only.</param>
    /// <param name="workspace">The workspace.</param>
    /// <param name="group">The group's id.</param>
    /// <param name="review">The review whose plan is meant; absent for the last one at which a plan was committed.</param>
    /// <param name="cancel">Stops it.</param>
    /// <exception cref="ForbiddenException">It is another group's.</exception>
    /// <exception cref="MissingException">There is no such group, or no such committed plan.</exception>
    public static async Task<GroupView> RunAsync(Store store, Caller caller, string workspace, string group, string? review = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(group);
        var facts = await store.ReadAsync(caller, workspace, Permission.ViewOwnGroup, session => FactsAsync(session, group, review, cancel), cancel).ConfigureAwait(false);
        return GroupViewing.Of(facts);
    }

    private static async Task<GroupFacts> FactsAsync(Session session, string group, string? review, CancellationToken cancel)
    {
        var scope = session.Scope("requests", group, null);
        var now = await session.StateAsync(cancel).ConfigureAwait(false);
        if (!now.Things.TryGetValue(new("groups", group), out var item)) throw new MissingException("groups/" + group);
        var committed = Committed(now, review);
        var search = new SignalSearch(session, SearchQuery.Of(null), scope);
        var (numbers, total) = await search.FindAsync(long.MaxValue, MostRequests, cancel).ConfigureAwait(false);
        var requests = new List<(long Number, JsonObject Request)>();
        await foreach (var signal in session.NumberedAsync(numbers, cancel).ConfigureAwait(false))
        {
            if (Parts.Node(signal.Item.Json) is JsonObject request) requests.Add((signal.Number, request));
        }

        var (then, study) = await ThenAsync(session, now, committed, cancel).ConfigureAwait(false);
        return new(group, (JsonObject)Parts.Node(item.Json)!, now, [.. requests.OrderByDescending(r => r.Number).Select(r => r.Request)], total, committed, then, study);
    }

    private static JsonObject? Committed(WorkspaceState now, string? id)
    {
        var commits = now.Of(KeptKinds.Reviews.Name).Where(r => id is null || r.Id == id).Select(r => Parts.Node(r.Item.Json)).OfType<JsonObject>().Where(r => r.Get("sort").AsText() == "commit" && r.Get("plan") is JsonObject).ToList();
        return commits.Count > 0 ? commits[^1] : id is null ? null : throw new MissingException("reviews/" + id, "Maybe it is the review of a closed quarter, which has no plan of its own.");
    }

    // A review that came with a document names a revision of another store: then only what the plan itself says is known.
    private static async Task<(WorkspaceState? Then, Node? Study)> ThenAsync(Session session, WorkspaceState now, JsonObject? committed, CancellationToken cancel)
    {
        if (committed?.Get("revision").AsNumber() is not { } number || (long)number > now.Revision || number < 1) return (null, null);
        var revision = (long)number;
        var then = await session.StateAsync(new Moment(revision, null), cancel).ConfigureAwait(false);
        var result = await session.Db.Jobs.AsNoTracking().Where(j => j.Workspace == session.Workspace.Id && j.Kind == "groups" && j.State == "done" && j.Revision == revision && j.Result != null)
            .OrderByDescending(j => j.Id).Select(j => j.Result).FirstOrDefaultAsync(cancel).ConfigureAwait(false);
        return (then, result is null ? null : Node.Root(Encoding.UTF8.GetBytes(result)));
    }
}
