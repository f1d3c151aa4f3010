using System.Collections.Immutable;
using System.Text;

namespace Dais.Engine.Modelling;

// What comes before what, what needs what, what rules out what.
public static partial class ModelRules
{
    // A circle of requires alone may ship together (R6); one with an after in it can never be finished (R5).
    private static IEnumerable<Finding> NothingComesAfterItself(Portfolio p)
    {
        var graph = Prerequisites(p);
        var circles = Circles.Of(graph.Length, i => graph[i].Select(e => e.To));
        foreach (var circle in circles)
        {
            var members = circle.ToHashSet();
            var bad = circle.SelectMany(i => graph[i].Where(e => e.After && members.Contains(e.To)).Select(e => (From: i, Edge: e))).ToList();
            if (bad.Count == 0) continue;
            var (from, edge) = bad.MinBy(b => (b.From, b.Edge.To));
            yield return Finding.Error(
                Rule.Cycle,
                $"initiatives[{from}].after[{p.Initiatives[from].After.IndexOf(p.Initiatives[edge.To].Id)}]",
                $"These wait for each other in a circle: {Loop(p, graph, members, from, edge.To)}.",
                "Maybe one of these afters is the wrong way round, or a requires is meant: then they may finish together.");
        }
    }

    private static string Loop(Portfolio p, ImmutableArray<Edge>[] graph, HashSet<int> members, int from, int to)
    {
        var text = new StringBuilder().Append(p.Initiatives[from].Id).Append(" after ").Append(p.Initiatives[to].Id);
        foreach (var step in Circles.Path(to, from, i => graph[i].Where(e => members.Contains(e.To)).Select(e => e.To)).Zip2())
            text.Append(graph[step.From].Any(e => e.After && e.To == step.To) ? " after " : " requires ").Append(p.Initiatives[step.To].Id);
        return text.ToString();
    }

    private static IEnumerable<(int From, int To)> Zip2(this IReadOnlyList<int> path) => path.Zip(path.Skip(1));

    private static IEnumerable<Finding> NothingExcludesWhatItNeeds(Portfolio p)
    {
        var next = Prerequisites(p).Select(edges => edges.Select(e => e.To).ToArray()).ToArray();
        for (var i = 0; i < p.Initiatives.Count; i++)
        {
            var initiative = p.Initiatives[i];
            if (initiative.Excludes.IsEmpty || !IsOpen(initiative)) continue;
            var needs = Circles.Reach(i, next);
            for (var k = 0; k < initiative.Excludes.Length; k++)
            {
                var other = p.Initiatives.PlaceOf(initiative.Excludes[k]);
                if (other < 0 || !IsOpen(p.Initiatives[other])) continue;
                var at = $"initiatives[{i}].excludes[{k}]";
                if (other == i)
                    yield return Finding.Error(Rule.ExcludesNeeded, at, $"{initiative.Id} excludes itself.", "Maybe another one is meant.");
                else if (needs[other])
                    yield return Finding.Error(Rule.ExcludesNeeded, at, $"{initiative.Id} excludes {initiative.Excludes[k]}, which it needs (after or requires, directly or through others).", "Maybe only one of the two is meant.");
                else if (Circles.Reach(other, next)[i])
                    yield return Finding.Error(Rule.ExcludesNeeded, at, $"{initiative.Id} excludes {initiative.Excludes[k]}, which needs it (after or requires, directly or through others).", "Maybe only one of the two is meant.");
            }
        }
    }

    private static IEnumerable<Finding> NothingNeedsWhatWasDropped(Portfolio p) =>
        from placed in Placed(p.Initiatives, "initiatives")
        where IsOpen(placed.Thing)
        from need in placed.Thing.After.Select((id, k) => (id, at: $"{placed.At}.after[{k}]")).Concat(placed.Thing.Requires.Select((id, k) => (id, at: $"{placed.At}.requires[{k}]")))
        where p.Initiatives.Find(need.id)?.Status == InitiativeStatus.Dropped
        select Finding.Warning(Rule.NeedsDropped, need.at, $"{placed.Thing.Id} needs {need.id}, which was dropped: it cannot be chosen.", $"Maybe {need.id} is to be taken up again, or {placed.Thing.Id} dropped too.");

    private static ImmutableArray<Edge>[] Prerequisites(Portfolio p) =>
    [
        .. p.Initiatives.Select(i => (ImmutableArray<Edge>)
        [
            .. i.After.Select(id => new Edge(p.Initiatives.PlaceOf(id), true)).Where(e => e.To >= 0),
            .. i.Requires.Select(id => new Edge(p.Initiatives.PlaceOf(id), false)).Where(e => e.To >= 0),
        ]),
    ];

    private readonly record struct Edge(int To, bool After);
}
