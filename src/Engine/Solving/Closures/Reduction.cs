namespace Dais.Engine.Solving.Closures;

/// <summary>
/// Makes a closure problem smaller without losing its best choices' worth: decides items, merges items, forgets needs
/// that follow from others, until nothing changes.
/// </summary>
/// <remarks>
/// Each step keeps at least one best choice: items that need each other stand or fall together; what is worth nothing
/// and nobody needs is left out; what costs nothing, is worth something and needs nothing is taken; what only one item
/// needs, and is worth nothing by itself, comes with that item; what costs nothing and needs only one item comes with
/// it; of such items, those with the same needs (or the same users) stand or fall together; what breaks a budget with
/// its own needs alone is left out.
/// </remarks>
internal sealed class Reduction
{
    private const int MostRounds = 20;

    /// <summary>Looking at what an item stands on, all the way down, is given up after so many looks.</summary>
    private const long MostLooks = 20_000_000;

    private readonly long[] _limits;
    private readonly sbyte[] _decided;
    private readonly bool[] _merged;
    private long _looks;

    internal Reduction(long[] worth, long[][] cost, long[] limits)
    {
        var n = worth.Length;
        Worth = (long[])worth.Clone();
        Cost = cost;
        _limits = limits;
        Needs = [.. Enumerable.Range(0, n).Select(_ => new HashSet<int>())];
        Users = [.. Enumerable.Range(0, n).Select(_ => new HashSet<int>())];
        Members = [.. Enumerable.Range(0, n).Select(v => new List<int> { v })];
        _decided = new sbyte[n];
        _merged = new bool[n];
    }

    internal long[] Worth { get; }

    internal long[][] Cost { get; }

    internal HashSet<int>[] Needs { get; }

    internal HashSet<int>[] Users { get; }

    /// <summary>The columns that an item stands for.</summary>
    internal List<int>[] Members { get; }

    /// <summary>The columns that every choice holds.</summary>
    internal List<int> Always { get; } = [];

    /// <summary>What they are worth.</summary>
    internal long AlreadyWorth { get; private set; }

    /// <summary>Whether some item would have to be both taken and left out.</summary>
    internal bool Contradiction { get; private set; }

    /// <summary>Whether the item is still to be decided.</summary>
    internal bool IsLive(int v) => _decided[v] == 0 && !_merged[v];

    internal void AddNeed(int from, int to)
    {
        if (from == to) return;
        Needs[from].Add(to);
        Users[to].Add(from);
    }

    /// <summary>Decides what is held at 1 (above 0) or at 0 (below 0), then reduces. The limits given shrink by what is taken.</summary>
    internal void Reduce(sbyte[] held)
    {
        for (var v = 0; v < held.Length; v++)
        {
            if (held[v] > 0) Take(v);
            else if (held[v] < 0) LeaveOut(v);
        }

        MergeCircles();
        for (var (round, changed) = (0, true); changed && round < MostRounds && !Contradiction; round++)
        {
            DropImpliedNeeds();
            changed = DecideAndMergeByWorth();
            changed |= MergeAlike(OnlyPays, Needs);
            changed |= MergeAlike(OnlyCosts, Users);
            changed |= LeaveOutUnaffordable();
        }
    }

    private bool OnlyCosts(int v) => Worth[v] <= 0;

    private bool OnlyPays(int v) => Worth[v] >= 0 && Array.TrueForAll(Cost, c => c[v] == 0);

    private void Take(int item)
    {
        var open = new Stack<int>([item]);
        while (open.TryPop(out var v))
        {
            Contradiction |= _decided[v] < 0;
            if (!IsLive(v)) continue;
            _decided[v] = 1;
            AlreadyWorth += Worth[v];
            for (var b = 0; b < _limits.Length; b++) _limits[b] -= Cost[b][v];
            Always.AddRange(Members[v]);
            foreach (var u in Needs[v]) open.Push(u);
            Detach(v);
        }
    }

    private void LeaveOut(int item)
    {
        var open = new Stack<int>([item]);
        while (open.TryPop(out var v))
        {
            Contradiction |= _decided[v] > 0;
            if (!IsLive(v)) continue;
            _decided[v] = -1;
            foreach (var u in Users[v]) open.Push(u);
            Detach(v);
        }
    }

    private void Detach(int v)
    {
        foreach (var u in Needs[v]) Users[u].Remove(v);
        foreach (var u in Users[v]) Needs[u].Remove(v);
        Needs[v].Clear();
        Users[v].Clear();
    }

    private void Merge(int gone, int into)
    {
        Worth[into] += Worth[gone];
        foreach (var cost in Cost) cost[into] += cost[gone];
        Members[into].AddRange(Members[gone]);
        var (needs, users) = (Needs[gone].ToArray(), Users[gone].ToArray());
        _merged[gone] = true;
        Detach(gone);
        foreach (var u in needs) AddNeed(into, u);
        foreach (var u in users) AddNeed(u, into);
    }

    private bool DecideAndMergeByWorth()
    {
        var changed = false;
        for (var v = 0; v < Worth.Length; v++)
        {
            if (!IsLive(v)) continue;
            if (OnlyCosts(v) && Users[v].Count == 0) LeaveOut(v);
            else if (OnlyPays(v) && Needs[v].Count == 0) Take(v);
            else if (OnlyCosts(v) && Users[v].Count == 1) Merge(v, Users[v].First());
            else if (OnlyPays(v) && Needs[v].Count == 1) Merge(v, Needs[v].First());
            else continue;
            changed = true;
        }

        return changed;
    }

    /// <summary>Merges items of a kind that have the same neighbours on one side.</summary>
    private bool MergeAlike(Func<int, bool> kind, HashSet<int>[] side)
    {
        var alike = new Dictionary<long, List<int>>();
        var changed = false;
        for (var v = 0; v < Worth.Length; v++)
        {
            if (!IsLive(v) || !kind(v)) continue;
            var key = side[v].Sum(u => (u + 1L) * (u + 1L));
            if (!alike.TryGetValue(key, out var list)) alike[key] = list = [];
            var twin = list.FindIndex(u => side[u].SetEquals(side[v]));
            if (twin < 0)
            {
                list.Add(v);
                continue;
            }

            Merge(v, list[twin]);
            changed = true;
        }

        return changed;
    }

    private bool LeaveOutUnaffordable()
    {
        var changed = false;
        var seen = Enumerable.Repeat(-1, Worth.Length).ToArray();
        var sum = new long[_limits.Length];
        var open = new Stack<int>();
        for (var v = 0; v < Worth.Length && _looks < MostLooks; v++)
        {
            if (!IsLive(v)) continue;
            Array.Clear(sum);
            seen[v] = v;
            open.Push(v);
            while (open.TryPop(out var u))
            {
                for (var b = 0; b < sum.Length; b++) sum[b] += Cost[b][u];
                _looks += 1 + Needs[u].Count;
                foreach (var w in Needs[u])
                {
                    if (seen[w] == v) continue;
                    seen[w] = v;
                    open.Push(w);
                }
            }

            if (!sum.Where((cost, b) => cost > _limits[b]).Any()) continue;
            LeaveOut(v);
            changed = true;
        }

        return changed;
    }

    /// <summary>Items that need each other, in a circle, become one (Kosaraju's two passes).</summary>
    private void MergeCircles()
    {
        var component = Enumerable.Repeat(-1, Worth.Length).ToArray();
        var open = new Stack<int>();
        foreach (var root in LastFinishedFirst())
        {
            if (component[root] >= 0) continue;
            component[root] = root;
            open.Push(root);
            while (open.TryPop(out var v))
            {
                foreach (var u in Users[v])
                {
                    if (component[u] >= 0) continue;
                    component[u] = root;
                    open.Push(u);
                }
            }
        }

        for (var v = 0; v < component.Length; v++)
        {
            if (IsLive(v) && component[v] != v) Merge(v, component[v]);
        }
    }

    private List<int> LastFinishedFirst()
    {
        var order = new List<int>();
        var seen = new bool[Worth.Length];
        var open = new Stack<(int Item, IEnumerator<int> Needs)>();
        for (var root = 0; root < seen.Length; root++)
        {
            if (seen[root] || !IsLive(root)) continue;
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

    /// <summary>Forgets a need that another need brings with it.</summary>
    private void DropImpliedNeeds()
    {
        var (order, depth) = Depths();
        var seen = Enumerable.Repeat(-1, Worth.Length).ToArray();
        var open = new Stack<int>();
        var implied = new List<int>();
        foreach (var v in order)
        {
            if (Needs[v].Count < 2 || _looks >= MostLooks) continue;
            var lowest = Needs[v].Min(u => depth[u]);
            foreach (var u in Needs[v]) open.Push(u);
            implied.Clear();
            while (open.TryPop(out var u))
            {
                _looks += 1 + Needs[u].Count;
                foreach (var w in Needs[u])
                {
                    if (seen[w] == v || depth[w] < lowest) continue;
                    seen[w] = v;
                    open.Push(w);
                    if (Needs[v].Contains(w)) implied.Add(w);
                }
            }

            foreach (var w in implied)
            {
                Needs[v].Remove(w);
                Users[w].Remove(v);
            }
        }
    }

    /// <summary>The live items, each after all it needs, and the length of the longest chain of needs below each.</summary>
    private (List<int> Order, int[] Depth) Depths()
    {
        var depth = new int[Worth.Length];
        var missing = new int[Worth.Length];
        var order = new List<int>();
        for (var v = 0; v < missing.Length; v++)
        {
            if (IsLive(v) && (missing[v] = Needs[v].Count) == 0) order.Add(v);
        }

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
