using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Dais.Workspace.Importing;
using Dais.Workspace.People;
using Dais.Workspace.Storing;
using Dais.Workspace.Wire;

namespace Dais.Workspace;

/// <summary>What is different between two states of a workspace.</summary>
/// <param name="From">The earlier revision.</param>
/// <param name="To">The later one.</param>
/// <param name="Added">Things that are new.</param>
/// <param name="Removed">Things that are gone.</param>
/// <param name="Moved">Initiatives whose promised finish is another.</param>
/// <param name="Changed">Things with other fields, each field before and after.</param>
public sealed record RevisionDifference(long From, long To, ImmutableArray<SeenThing> Added, ImmutableArray<SeenThing> Removed, ImmutableArray<MovedInitiative> Moved, ImmutableArray<ChangedThing> Changed);

/// <summary>An initiative whose promised finish is another.</summary>
/// <param name="Id">Which.</param>
/// <param name="Name">What people call it.</param>
/// <param name="From">The finish promised before; absent where there was no promise.</param>
/// <param name="To">The finish promised now; absent where there is none.</param>
public sealed record MovedInitiative(string Id, string Name, string? From, string? To);

/// <summary>A thing with other fields.</summary>
public sealed record ChangedThing(ThingKey Key, ImmutableArray<FieldChange> Fields);

/// <summary>Compares two moments of a workspace; the usual question is what changed since the last review.</summary>
public static class CompareRevisions
{
    /// <summary>What is different.</summary>
    /// <param name="store">The store.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="workspace">The workspace.</param>
    /// <param name="from">The earlier moment; absent for the last review, and where there was none, the beginning.</param>
    /// <param name="to">The later moment; absent for now.</param>
    /// <param name="cancel">Stops it.</param>
    public static Task<RevisionDifference> RunAsync(Store store, Caller caller, string workspace, Moment? from = null, Moment? to = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        return store.ReadAsync(caller, workspace, Permission.View, async session =>
        {
            var later = await session.StateAsync(to ?? Moment.Now, cancel).ConfigureAwait(false);
            var earlier = await session.StateAsync(from ?? new Moment(LastReview(later) ?? 1, null), cancel).ConfigureAwait(false);
            return earlier.Revision <= later.Revision ? Between(session, earlier, later) : Between(session, later, earlier);
        }, cancel);
    }

    /// <summary>The revision at which the last review was made; nothing where there was none.</summary>
    internal static long? LastReview(WorkspaceState state)
    {
        var reviews = state.Of(KeptKinds.Reviews.Name);
        return reviews.IsEmpty ? null : reviews.Max(r => r.Item.Version);
    }

    private static RevisionDifference Between(Session session, WorkspaceState earlier, WorkspaceState later)
    {
        var keys = earlier.Things.Keys.Union(later.Things.Keys).Where(k => earlier.Things.GetValueOrDefault(k) is not { } was || later.Things.GetValueOrDefault(k)?.Json != was.Json)
            .OrderBy(k => k.Kind, StringComparer.Ordinal).ThenBy(k => k.Id, StringComparer.Ordinal).ToImmutableArray();
        var pairs = keys.Select(k => (Key: k, Was: ReadThing.Of(session, earlier, k), Now: ReadThing.Of(session, later, k))).ToImmutableArray();
        return new(
            earlier.Revision,
            later.Revision,
            [.. pairs.Where(p => p.Was is null).Select(p => p.Now!)],
            [.. pairs.Where(p => p.Now is null).Select(p => p.Was!)],
            [.. pairs.Where(p => p.Key.Kind == "initiatives").Select(p => Moved(p.Key.Id, p.Was?.Value as JsonObject, p.Now?.Value as JsonObject)).OfType<MovedInitiative>()],
            [.. pairs.Where(p => p.Was is not null && p.Now is not null).Select(p => new ChangedThing(p.Key, Fields(p.Was!.Value, p.Now!.Value))).Where(c => c.Fields.Length > 0)]);
    }

    private static MovedInitiative? Moved(string id, JsonObject? was, JsonObject? now)
    {
        var (from, to) = (was?.Get("committedFinish").AsText(), now?.Get("committedFinish").AsText());
        return from == to ? null : new(id, (now ?? was)!.Get("name").AsText() ?? id, from, to);
    }

    private static ImmutableArray<FieldChange> Fields(JsonNode was, JsonNode now) => (was, now) switch
    {
        (JsonObject before, JsonObject after) => [.. Difference.Fields(before, after).Select(name => new FieldChange(name, Line(before.Get(name)), Line(after.Get(name))))],
        _ when JsonText.Line(was) == JsonText.Line(now) => [],
        _ => [new FieldChange("", JsonText.Line(was), JsonText.Line(now))],
    };

    private static string? Line(JsonNode? node) => node is null ? null : JsonText.Line(node);
}
