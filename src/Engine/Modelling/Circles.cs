namespace Dais.Engine.Modelling;

/// <summary>Circles and ways in a directed graph whose nodes are numbered from 0.</summary>
/// <remarks>
/// Strongly connected components after R. Tarjan, "Depth-first search and linear graph algorithms" (1972), without
/// recursion, so that a chain of ten thousand is no deeper than one of ten. Time is linear in nodes and edges.
/// </remarks>
internal static class Circles
{
    /// <summary>The sets of nodes that can all reach each other: those of two or more, and single nodes with an edge to themselves.</summary>
    /// <returns>Each set in order of number, the sets in order of their first.</returns>
    public static List<int[]> Of(int[][] next)
    {
        var (order, low, onStack, done) = (new int[next.Length], new int[next.Length], new bool[next.Length], new int[next.Length]);
        var (stack, way, count, found) = (new Stack<int>(), new Stack<int>(), 0, new List<int[]>());
        for (var root = 0; root < next.Length; root++)
        {
            if (order[root] == 0) Enter(root);
            while (way.Count > 0)
            {
                var node = way.Peek();
                if (done[node] < next[node].Length)
                {
                    var other = next[node][done[node]++];
                    if (order[other] == 0) Enter(other);
                    else if (onStack[other]) low[node] = Math.Min(low[node], order[other]);
                    continue;
                }

                way.Pop();
                if (way.Count > 0) low[way.Peek()] = Math.Min(low[way.Peek()], low[node]);
                if (low[node] == order[node]) Leave(node);
            }
        }

        found.Sort((a, b) => a[0].CompareTo(b[0]));
        return found;

        void Enter(int node)
        {
            order[node] = low[node] = ++count;
            stack.Push(node);
            onStack[node] = true;
            way.Push(node);
        }

        void Leave(int node)
        {
            var members = new List<int>();
            int member;
            do
            {
                member = stack.Pop();
                onStack[member] = false;
                members.Add(member);
            }
            while (member != node);
            members.Sort();
            if (members.Count > 1 || next[node].Contains(node)) found.Add([.. members]);
        }
    }

    /// <summary>A shortest way from one node to another over some of the nodes, both included; empty where there is none.</summary>
    public static List<int> Path(int from, int to, int[][] next, HashSet<int> over)
    {
        var cameFrom = new Dictionary<int, int> { [from] = from };
        var waiting = new Queue<int>([from]);
        while (waiting.TryDequeue(out var node) && node != to)
        {
            foreach (var other in next[node])
            {
                if (over.Contains(other) && cameFrom.TryAdd(other, node)) waiting.Enqueue(other);
            }
        }

        if (!cameFrom.ContainsKey(to)) return [];
        var path = new List<int> { to };
        while (path[^1] != from) path.Add(cameFrom[path[^1]]);
        path.Reverse();
        return path;
    }

    /// <summary>Every node that can be reached from that one in one step or more.</summary>
    public static bool[] Reach(int from, int[][] next)
    {
        var reached = new bool[next.Length];
        var waiting = new Stack<int>([from]);
        while (waiting.TryPop(out var node))
        {
            foreach (var other in next[node])
            {
                if (reached[other]) continue;
                reached[other] = true;
                waiting.Push(other);
            }
        }

        return reached;
    }
}
