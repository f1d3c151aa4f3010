using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Dais.Engine.Modelling;
using Dais.Engine.Quantities;
using Dais.Workspace.Wire;

namespace Dais.Workspace.Storing;

/// <summary>All things of a workspace at one revision, in memory. It never changes; the next revision is another one.</summary>
public sealed class WorkspaceState
{
    private readonly Lazy<Opened?> _opened;
    private readonly Lazy<Calendar?> _calendar;

    private WorkspaceState(string workspace, long revision, ImmutableDictionary<ThingKey, Item> things, ImmutableDictionary<string, ImmutableHashSet<string>> ids, ImmutableDictionary<string, long> beside)
    {
        (Workspace, Revision, Things, Ids, Beside) = (workspace, revision, things, ids, beside);
        _opened = new(Open);
        _calendar = new(() => DocumentCheck.CalendarOf(new JsonObject { ["platform"] = things.TryGetValue(ThingKey.Platform, out var platform) ? Parts.Node(platform.Json) : null }));
    }

    /// <summary>The workspace's id.</summary>
    public string Workspace { get; }

    /// <summary>The revision whose state it is; 0 before the first.</summary>
    public long Revision { get; }

    /// <summary>Every thing, but for the lists of signals that are too many.</summary>
    public ImmutableDictionary<ThingKey, Item> Things { get; }

    /// <summary>The ids of each kind.</summary>
    public ImmutableDictionary<string, ImmutableHashSet<string>> Ids { get; }

    /// <summary>The lists of signals that are not in memory, and how many each has.</summary>
    public ImmutableDictionary<string, long> Beside { get; }

    /// <summary>The workspace as analyses read it; nothing as long as it has no platform. Made once, when first asked for.</summary>
    public Opened? Opened => _opened.Value;

    /// <summary>The calendar of the platform.</summary>
    internal Calendar? Calendar => _calendar.Value;

    /// <summary>The state that those things make.</summary>
    internal static WorkspaceState Of(string workspace, long revision, IEnumerable<KeyValuePair<ThingKey, Item>> things, IEnumerable<KeyValuePair<string, long>>? beside = null)
    {
        var all = things.ToImmutableDictionary();
        return new(workspace, revision, all, all.Keys.GroupBy(k => k.Kind).ToImmutableDictionary(g => g.Key, g => g.Select(k => k.Id).ToImmutableHashSet()), (beside ?? []).ToImmutableDictionary());
    }

    /// <summary>The state after a revision that changed those things; an item of nothing is gone.</summary>
    internal WorkspaceState After(long revision, IEnumerable<KeyValuePair<ThingKey, Item?>> changes)
    {
        var (things, ids) = (Things.ToBuilder(), Ids.ToBuilder());
        foreach (var (key, item) in changes)
        {
            if (Beside.ContainsKey(key.Kind)) continue;
            var known = ids.GetValueOrDefault(key.Kind) ?? [];
            if (item is null) things.Remove(key);
            else things[key] = item;
            ids[key.Kind] = item is null ? known.Remove(key.Id) : known.Add(key.Id);
        }

        return new(Workspace, revision, things.ToImmutable(), ids.ToImmutable(), Beside);
    }

    /// <summary>The same with signals that are not in memory: to hold edits against, not to keep.</summary>
    internal WorkspaceState With(IReadOnlyCollection<KeyValuePair<ThingKey, Item>> signals) => new(
        Workspace,
        Revision,
        Things.SetItems(signals),
        Ids.SetItems(signals.GroupBy(s => s.Key.Kind).Select(g => KeyValuePair.Create(g.Key, (Ids.GetValueOrDefault(g.Key) ?? []).Union(g.Select(s => s.Key.Id))))),
        Beside);

    /// <summary>The same things at a later revision, which changed none of them.</summary>
    internal WorkspaceState At(long revision) => revision == Revision ? this : new(Workspace, revision, Things, Ids, Beside);

    /// <summary>The things of one kind in their order.</summary>
    public ImmutableArray<(string Id, Item Item)> Of(string kind) =>
        [.. (Ids.GetValueOrDefault(kind) ?? []).Select(id => (id, Things[new(kind, id)])).OrderBy(t => t.Item2.Position).ThenBy(t => t.id, StringComparer.Ordinal)];

    /// <summary>A place behind every thing of that kind.</summary>
    internal long End(string kind) => (Ids.GetValueOrDefault(kind) ?? []).Select(id => Things[new(kind, id)].Position + 1).DefaultIfEmpty(0).Max();

    private Opened? Open() =>
        Parts.Together(Things) is { } document ? OpenWorkspace.Finish(Workspace, document, Findings(document), f => f) : null;

    private List<Finding> Findings(Document document)
    {
        var findings = new List<Finding>();
        DocumentCheck.Run(document.Root, findings);
        foreach (var (kind, count) in Beside.OrderBy(b => b.Key, StringComparer.Ordinal))
            findings.Add(Finding.Warning(Rule.Readable, kind, $"The {count:#,0} {kind} are not in this answer: so many stay in the store, where they are searched and counted.", "Maybe that does not matter to what is asked; a search finds them."));
        return findings;
    }
}
