using System.Text;

namespace Dais.Engine.Modelling;

// What comes before what, what needs what, what rules out what.
public static partial class ModelRules
{
    // A circle of requires alone may ship together (R6); one with an after in it can never be finished (R5).
    private static IEnumerable<Finding> NothingComesAfterItself(Portfolio p)
    {
        var graph = Prerequisites(p);
        foreach (var circle in Circles.Of(Targets(graph)))
        {
            var members = circle.ToHashSet();
            var from = circle.FirstOrDefault(i => Array.Exists(graph[i], e => e.After && members.Contains(e.To)), -1);
            if (from < 0) continue;
            var edge = graph[from].First(e => e.After && members.Contains(e.To));
            yield return Finding.Error(
                Rule.Cycle,
                $"initiatives[{from}].after[{p.Initiatives[from].After.IndexOf(p.Initiatives[edge.To].Id)}]",
                $"These wait for each other in a circle: {Loop(p, graph, members, from, edge.To)}.",
                "Maybe one of these afters is the wrong way round, or a requires is meant: then they may finish together.");
        }
    }

    private static string Loop(Portfolio p, Edge[][] graph, HashSet<int> members, int from, int to)
    {
        var text = new StringBuilder().Append(p.Initiatives[from].Id).Append(" after ").Append(p.Initiatives[to].Id);
        var way = Circles.Path(to, from, Targets(graph), members);
        for (var i = 1; i < way.Count; i++)
            text.Append(Array.Exists(graph[way[i - 1]], e => e.After && e.To == way[i]) ? " after " : " requires ").Append(p.Initiatives[way[i]].Id);
        return text.ToString();
    }

    private static IEnumerable<Finding> NothingExcludesWhatItNeeds(Portfolio p)
    {
        var next = Targets(Prerequisites(p));
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

    private static IEnumerable<Finding> NothingNeedsWhatWasDropped(Portfolio p)
    {
        foreach (var (i, at) in Placed(p.Initiatives, "initiatives"))
        {
            if (!IsOpen(i)) continue;
            foreach (var (need, place) in Placed(i.After, at + ".after").Concat(Placed(i.Requires, at + ".requires")))
            {
                if (p.Initiatives.Find(need)?.Status == InitiativeStatus.Dropped)
                    yield return Finding.Warning(Rule.NeedsDropped, place, $"{i.Id} needs {need}, which was dropped: it cannot be chosen.", $"Maybe {need} is to be taken up again, or {i.Id} dropped too.");
            }
        }
    }

    private static Edge[][] Prerequisites(Portfolio p)
    {
        var graph = new Edge[p.Initiatives.Count][];
        for (var i = 0; i < graph.Length; i++)
        {
            var edges = new List<Edge>();
            foreach (var id in p.Initiatives[i].After) edges.Add(new(p.Initiatives.PlaceOf(id), true));
            foreach (var id in p.Initiatives[i].Requires) edges.Add(new(p.Initiatives.PlaceOf(id), false));
            graph[i] = [.. edges.Where(e => e.To >= 0)];
        }

        return graph;
    }

    private static int[][] Targets(Edge[][] graph) => Array.ConvertAll(graph, edges => Array.ConvertAll(edges, e => e.To));

    private sealed record Edge(int To, bool After);
}
