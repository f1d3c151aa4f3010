using Dais.Engine.Modelling;

namespace Dais.Engine.Valuing;

/// <summary>The nodes of a usage graph in groups that reach each other by shares above 0, givers before receivers.</summary>
/// <remarks>Tarjan's strongly connected components (1972), with a stack of its own so that a long chain is no trouble.</remarks>
internal sealed class Components
{
    private readonly UsageGraph _graph;
    private readonly int[] _order;
    private readonly List<int> _start = [];

    private Components(UsageGraph graph)
    {
        _graph = graph;
        Of = new int[graph.Count];
        _order = new int[graph.Count];
    }

    /// <summary>The group of each node.</summary>
    public int[] Of { get; }

    public int Count => _start.Count - 1;

    /// <summary>The nodes of a group.</summary>
    public ReadOnlySpan<int> Nodes(int group) => _order.AsSpan(_start[group].._start[group + 1]);

    /// <summary>Whether value can come back to where it was: several nodes, or one that uses itself.</summary>
    public bool GoesRound(int group) => Nodes(group).Length > 1 || Next(Nodes(group)[0], group).Any();

    public static Components In(UsageGraph graph)
    {
        var components = new Components(graph);
        new Search(components).Run();
        return components;
    }

    /// <summary>
    /// Every group that passes on all it receives, in which value would go round for ever: D has spectral radius 1
    /// exactly when there is one.
    /// </summary>
    /// <remarks>
    /// No eigenvalue is computed: rows of D are not negative and add up to at most 1, so the radius is at most 1, and it
    /// is 1 only where a group of nodes gives nothing to the outside and keeps nothing.
    /// </remarks>
    public IEnumerable<Finding> Closed()
    {
        for (var group = 0; group < Count; group++)
        {
            var nodes = Nodes(group).ToArray();
            var leaks = nodes.Any(n => _graph.Keep[n] > 0 || Uses(n).Any(e => Of[_graph.Target[e]] != group));
            if (leaks || !GoesRound(group)) continue;
            var loop = ShortestLoop(nodes.Min(), group);
            var words = string.Join(" → ", loop.Append(loop[0]).Select(n => $"\"{_graph.Names[n]}\""));
            var more = nodes.Length == loop.Count ? "" : $" (with {nodes.Length - loop.Count} more)";
            yield return Finding.Error(
                Rule.CapabilityCycle,
                _graph.Places[loop[0]] + ".uses",
                $"The loop {words}{more} passes on all the value that it receives and keeps nothing, so value would go round in it for ever.",
                "Maybe one of the shares is too large: a thing keeps 1 − the sum of its shares, and one of these has to keep something.");
        }
    }

    /// <summary>The uses of a node whose share is above 0.</summary>
    private IEnumerable<int> Uses(int node)
    {
        for (var e = _graph.First[node]; e < _graph.First[node + 1]; e++)
        {
            if (_graph.Share[e] > 0) yield return e;
        }
    }

    private IEnumerable<int> Next(int node, int group) => Uses(node).Select(e => _graph.Target[e]).Where(t => Of[t] == group);

    private List<int> ShortestLoop(int from, int group)
    {
        var before = new Dictionary<int, int>();
        var queue = new Queue<int>([from]);
        while (queue.TryDequeue(out var node))
        {
            foreach (var next in Next(node, group))
            {
                if (before.TryAdd(next, node)) queue.Enqueue(next);
            }

            if (before.ContainsKey(from)) break;
        }

        var loop = new List<int> { from };
        for (var node = before[from]; node != from; node = before[node]) loop.Insert(1, node);
        return loop;
    }

    /// <summary>Fills the groups: they come out receivers first, so the order is written from its end.</summary>
    private sealed class Search(Components found)
    {
        private readonly UsageGraph _graph = found._graph;
        private readonly int[] _number = new int[found._graph.Count];   // 0: not seen
        private readonly int[] _low = new int[found._graph.Count];
        private readonly int[] _at = new int[found._graph.Count];
        private readonly Stack<int> _open = new();
        private readonly Stack<int> _path = new();
        private int _seen;
        private int _unfilled = found._graph.Count;

        public void Run()
        {
            Array.Fill(found.Of, -1);
            found._start.Add(_unfilled);
            for (var root = 0; root < _graph.Count; root++)
            {
                if (_number[root] == 0) From(root);
            }

            found._start.Reverse();
            for (var group = 0; group < found.Count; group++)
            {
                foreach (var node in found.Nodes(group)) found.Of[node] = group;
            }
        }

        private void From(int root)
        {
            Enter(root);
            while (_path.TryPeek(out var node))
            {
                if (Descend(node)) continue;
                _path.Pop();
                if (_path.TryPeek(out var parent)) _low[parent] = Math.Min(_low[parent], _low[node]);
                if (_low[node] == _number[node]) Close(node);
            }
        }

        private void Enter(int node)
        {
            _number[node] = _low[node] = ++_seen;
            _at[node] = _graph.First[node];
            _open.Push(node);
            _path.Push(node);
        }

        private bool Descend(int node)
        {
            for (; _at[node] < _graph.First[node + 1]; _at[node]++)
            {
                var target = _graph.Target[_at[node]];
                if (_graph.Share[_at[node]] <= 0) continue;
                if (_number[target] == 0)
                {
                    Enter(target);
                    return true;
                }

                if (found.Of[target] < 0) _low[node] = Math.Min(_low[node], _number[target]);
            }

            return false;
        }

        private void Close(int node)
        {
            int member;
            do
            {
                member = _open.Pop();
                found.Of[member] = 0;
                found._order[--_unfilled] = member;
            }
            while (member != node);
            found._start.Add(_unfilled);
        }
    }
}
