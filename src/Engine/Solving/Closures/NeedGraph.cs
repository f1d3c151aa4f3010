namespace Dais.Engine.Solving.Closures;

/// <summary>Which item needs which, while items leave and merge.</summary>
internal sealed class NeedGraph
{
    /// <summary>Looking all the way down is given up after so many looks.</summary>
    private const long MostLooks = 20_000_000;

    private readonly int[] _seen;
    private readonly Stack<int> _open = new();
    private int _stamp;
    private long _looks;

    internal NeedGraph(int count)
    {
        Needs = [.. Enumerable.Range(0, count).Select(_ => new HashSet<int>())];
        Users = [.. Enumerable.Range(0, count).Select(_ => new HashSet<int>())];
        _seen = new int[count];
    }

    /// <summary>What each item needs.</summary>
    internal HashSet<int>[] Needs { get; }

    /// <summary>What each item is needed by.</summary>
    internal HashSet<int>[] Users { get; }

    internal void Add(int from, int to)
    {
        if (from == to) return;
        Needs[from].Add(to);
        Users[to].Add(from);
    }

    /// <summary>An item that is needed by nothing and needs nothing any more.</summary>
    internal void Detach(int v)
    {
        foreach (var u in Needs[v]) Users[u].Remove(v);
        foreach (var u in Users[v]) Needs[u].Remove(v);
        Needs[v].Clear();
        Users[v].Clear();
    }

    /// <summary>Needs and users of one item become those of another.</summary>
    internal void Merge(int gone, int into)
    {
        var (needs, users) = (Needs[gone].ToArray(), Users[gone].ToArray());
        Detach(gone);
        foreach (var u in needs) Add(into, u);
        foreach (var u in users) Add(u, into);
    }

    /// <summary>An item and all it needs; not all of it, once there were too many looks.</summary>
    internal IEnumerable<int> AllThat(int item)
    {
        _stamp++;
        _seen[item] = _stamp;
        _open.Clear();
        _open.Push(item);
        while (_open.TryPop(out var v))
        {
            yield return v;
            if ((_looks += 1 + Needs[v].Count) > MostLooks) yield break;
            foreach (var u in Needs[v])
            {
                if (_seen[u] == _stamp) continue;
                _seen[u] = _stamp;
                _open.Push(u);
            }
        }
    }

    /// <summary>For each item one that stands for its circle of needs: itself where it is in none (Kosaraju's two passes).</summary>
    internal int[] Circles()
    {
        var circle = Enumerable.Repeat(-1, Needs.Length).ToArray();
        foreach (var root in LastFinishedFirst())
        {
            if (circle[root] >= 0) continue;
            circle[root] = root;
            _open.Push(root);
            while (_open.TryPop(out var v))
            {
                foreach (var u in Users[v])
                {
                    if (circle[u] >= 0) continue;
                    circle[u] = root;
                    _open.Push(u);
                }
            }
        }

        return circle;
    }

    private List<int> LastFinishedFirst()
    {
        var order = new List<int>();
        var seen = new bool[Needs.Length];
        var open = new Stack<(int Item, IEnumerator<int> Needs)>();
        for (var root = 0; root < seen.Length; root++)
        {
            if (seen[root]) continue;
            seen[root] = true;
            open.Push((root, Needs[root].GetEnumerator()));
            while (open.TryPeek(out var top))
            {
                if (!top.Needs.MoveNext())
                {
                    order.Add(top.Item);
                    open.Pop();
                }
                else if (!seen[top.Needs.Current])
                {
                    seen[top.Needs.Current] = true;
                    open.Push((top.Needs.Current, Needs[top.Needs.Current].GetEnumerator()));
                }
            }
        }

        order.Reverse();
        return order;
    }

    /// <summary>Forgets each need that another need brings with it. There are no circles any more.</summary>
    internal void DropImplied()
    {
        var (order, depth) = Depths();
        var implied = new List<int>();
        foreach (var v in order)
        {
            if (Needs[v].Count < 2 || _looks > MostLooks) continue;
            implied.Clear();
            GatherImplied(v, depth, implied);
            foreach (var u in implied)
            {
                Needs[v].Remove(u);
                Users[u].Remove(v);
            }
        }
    }

    private void GatherImplied(int v, int[] depth, List<int> implied)
    {
        _stamp++;
        var lowest = Needs[v].Min(u => depth[u]);
        foreach (var u in Needs[v]) _open.Push(u);
        while (_open.TryPop(out var u))
        {
            _looks += 1 + Needs[u].Count;
            foreach (var w in Needs[u])
            {
                if (_seen[w] == _stamp || depth[w] < lowest) continue;
                _seen[w] = _stamp;
                _open.Push(w);
                if (Needs[v].Contains(w)) implied.Add(w);
            }
        }
    }

    /// <summary>The items, each after all it needs, and the length of the longest chain of needs below each.</summary>
    private (List<int> Order, int[] Depth) Depths()
    {
        var depth = new int[Needs.Length];
        var missing = Needs.Select(n => n.Count).ToArray();
        var order = Enumerable.Range(0, missing.Length).Where(v => missing[v] == 0).ToList();
        for (var q = 0; q < order.Count; q++)
        {
            foreach (var u in Users[order[q]])
            {
                depth[u] = Math.Max(depth[u], depth[order[q]] + 1);
                if (--missing[u] == 0) order.Add(u);
            }
        }

        return (order, depth);
    }
}
