using System.Collections.Immutable;
using Dais.Engine.Modelling;
using Dais.Engine.Quantities;

namespace Dais.Engine.Valuing;

/// <summary>Finds the paths by which today's value comes to a product or capability, largest first.</summary>
/// <remarks>
/// <para>
/// Credit is a sum over ways: b_i = keep_i · Σ over ways w from a product p to i of v_p · Π shares on w. Ways are searched
/// backwards from i, best first (A*): the bound of a half-found way is its shares so far times the most that can come to
/// where it stands, found beforehand by Dijkstra on products of shares. The bound is exact but for loops, so the n
/// largest paths cost about n times their length however many there are. Bounds that agree to nine digits count as
/// equal, and of equals the furthest way goes on first: else a graph of equal shares would be searched in its breadth.
/// </para>
/// <para>
/// Paths are simple: no thing twice. Without loops behind i, what is not shown is the credit less what is. With loops the
/// search goes on until every simple path is counted, and the difference is what went round; it gives up after
/// <see cref="MostTries"/>, and then says the two as one number.
/// </para>
/// </remarks>
internal sealed class PathSearch
{
    private const int MostTries = 20_000;
    private static readonly Comparer<ValuePath> ByThings = Comparer<ValuePath>.Create((a, b) =>
        a.Steps.Zip(b.Steps, (s, t) => s.Thing.CompareTo(t.Thing)).FirstOrDefault(c => c != 0, a.Steps.Length - b.Steps.Length));

    private readonly UsageGraph _graph;
    private readonly ValueFlow _flow;
    private readonly int _target;
    private readonly double[] _most;   // the largest value that comes to a node by one way
    private readonly List<(int User, double Share)>[] _users;
    private readonly PriorityQueue<Way, (long Bound, int Turn)> _open = new();
    private int _turn;

    private PathSearch(ValueFlow flow, int target)
    {
        (_flow, _graph, _target) = (flow, flow.Graph, target);
        _users = new List<(int, double)>[_graph.Count];
        for (var i = 0; i < _users.Length; i++) _users[i] = [];
        for (var i = 0; i < _users.Length; i++)
        {
            for (var e = _graph.First[i]; e < _graph.First[i + 1]; e++) _users[_graph.Target[e]].Add((i, _graph.Share[e]));
        }

        _most = Most();
    }

    /// <summary>A way being searched, from the target backwards: where it stands, how it goes on, and the shares from here on.</summary>
    private sealed record Way(int Node, double Shares, double Step, Way? On)
    {
        public bool Passes(int node)
        {
            for (var way = this; way is not null; way = way.On)
            {
                if (way.Node == node) return true;
            }

            return false;
        }
    }

    /// <summary>The paths to that node, at most <paramref name="limit"/> of them in full.</summary>
    public static PathSum To(ValueFlow flow, int target, int limit) => new PathSearch(flow, target).Run(limit);

    private PathSum Run(int limit)
    {
        var paths = new List<ValuePath>();
        var total = _flow.GrossFlows[_target] * _graph.Keep[_target];
        var (behind, unknown) = Behind();
        var loops = behind.Exists(n => _flow.Components.GoesRound(_flow.Components.Of[n]));
        double shown = 0, simple = 0;
        var found = 0;
        Push(new Way(_target, 1, 0, null));
        var tries = MostTries + ((long)limit * _graph.Count);   // so many are never needed without loops
        while ((found < limit || loops) && tries-- > 0 && _open.TryDequeue(out var way, out _))
        {
            if (way.Node >= _graph.ProductCount)
            {
                foreach (var (user, share) in _users[way.Node])
                {
                    if (!way.Passes(user)) Push(new Way(user, way.Shares * share, share, way));
                }

                continue;
            }

            var carries = _graph.EndValues[way.Node]!.Value.Value * way.Shares * _graph.Keep[_target];
            simple += carries;
            if (found++ >= limit) continue;
            shown += carries;
            paths.Add(new ValuePath(_graph.Segments[way.Node], [.. Steps(way)], Share.Of(way.Shares), Money.Of(carries)));
        }

        ImmutableArray<ValuePath> largest = [.. paths.OrderByDescending(p => Digits(Math.Abs(p.Carries!.Value.Value))).ThenBy(p => p, ByThings)];
        Money? known = _flow.Things[_target].Credited is null ? null : Money.Of(total);
        if (!loops) return new PathSum(largest, PathSum.Difference(total, shown), Money.Zero, known, unknown);
        return _open.Count > 0
            ? new PathSum(largest, PathSum.Difference(total, shown), null, known, unknown)
            : new PathSum(largest, PathSum.Difference(simple, shown), PathSum.Difference(total, simple), known, unknown);
    }

    private void Push(Way way)
    {
        if (double.IsNegativeInfinity(_most[way.Node])) return;   // no product of known value leads here
        _open.Enqueue(way, (-Digits(way.Shares * _most[way.Node]), -_turn++));
    }

    /// <summary>The first nine digits of a number of at least 0, as bits, which are in the same order.</summary>
    private static long Digits(double number) => BitConverter.DoubleToInt64Bits(number) >> 20;

    private IEnumerable<PathStep> Steps(Way way)
    {
        yield return new PathStep(_graph.Things[way.Node], null);
        for (; way.On is not null; way = way.On) yield return new PathStep(_graph.Things[way.On.Node], Share.Of(way.Step));
    }

    private double[] Most()
    {
        var most = new double[_graph.Count];
        Array.Fill(most, double.NegativeInfinity);
        var open = new PriorityQueue<int, double>();
        for (var p = 0; p < _graph.ProductCount; p++)
        {
            if (_graph.EndValues[p] is { } value) open.Enqueue(p, -(most[p] = Math.Abs(value.Value)));
        }

        while (open.TryDequeue(out var node, out var worth))
        {
            if (-worth < most[node]) continue;
            for (var e = _graph.First[node]; e < _graph.First[node + 1]; e++)
            {
                var through = most[node] * _graph.Share[e];
                if (through <= most[_graph.Target[e]]) continue;
                open.Enqueue(_graph.Target[e], -(most[_graph.Target[e]] = through));
            }
        }

        return most;
    }

    /// <summary>All nodes that value comes through on its way to the target, and the products among them of unknown value.</summary>
    private (List<int> Behind, ImmutableArray<Thing> Unknown) Behind()
    {
        var behind = new List<int> { _target };
        var seen = new HashSet<int> { _target };
        for (var i = 0; i < behind.Count; i++) behind.AddRange(_users[behind[i]].Select(u => u.User).Where(seen.Add));
        return (behind, [.. behind.Where(n => n < _graph.ProductCount && _graph.EndValues[n] is null).Order().Select(n => _graph.Things[n])]);
    }
}
