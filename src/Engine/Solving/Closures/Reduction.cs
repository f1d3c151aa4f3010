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

    private readonly long[] _limits;
    private readonly sbyte[] _decided;
    private readonly bool[] _merged;

    internal Reduction(long[] worth, long[][] cost, long[] limits)
    {
        var n = worth.Length;
        Worth = (long[])worth.Clone();
        Cost = cost;
        _limits = limits;
        Graph = new(n);
        Members = [.. Enumerable.Range(0, n).Select(v => new List<int> { v })];
        _decided = new sbyte[n];
        _merged = new bool[n];
    }

    internal long[] Worth { get; }

    internal long[][] Cost { get; }

    /// <summary>Who needs whom, among the items still to be decided.</summary>
    internal NeedGraph Graph { get; }

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
            Graph.DropImplied();
            changed = DecideAndMergeByWorth();
            changed |= MergeAlike(OnlyPays, Graph.Needs);
            changed |= MergeAlike(OnlyCosts, Graph.Users);
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
            foreach (var u in Graph.Needs[v]) open.Push(u);
            Graph.Detach(v);
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
            foreach (var u in Graph.Users[v]) open.Push(u);
            Graph.Detach(v);
        }
    }

    private void Merge(int gone, int into)
    {
        Worth[into] += Worth[gone];
        foreach (var cost in Cost) cost[into] += cost[gone];
        Members[into].AddRange(Members[gone]);
        _merged[gone] = true;
        Graph.Merge(gone, into);
    }

    private bool DecideAndMergeByWorth()
    {
        var changed = false;
        for (var v = 0; v < Worth.Length; v++)
        {
            if (!IsLive(v)) continue;
            if (OnlyCosts(v) && Graph.Users[v].Count == 0) LeaveOut(v);
            else if (OnlyPays(v) && Graph.Needs[v].Count == 0) Take(v);
            else if (OnlyCosts(v) && Graph.Users[v].Count == 1) Merge(v, Graph.Users[v].First());
            else if (OnlyPays(v) && Graph.Needs[v].Count == 1) Merge(v, Graph.Needs[v].First());
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
        var sum = new long[_limits.Length];
        for (var v = 0; v < Worth.Length; v++)
        {
            if (!IsLive(v)) continue;
            Array.Clear(sum);
            foreach (var u in Graph.AllThat(v))
            {
                for (var b = 0; b < sum.Length; b++) sum[b] += Cost[b][u];
            }

            if (!sum.Where((cost, b) => cost > _limits[b]).Any()) continue;
            LeaveOut(v);
            changed = true;
        }

        return changed;
    }

    /// <summary>Items that need each other, in a circle, become one.</summary>
    private void MergeCircles()
    {
        var circle = Graph.Circles();
        for (var v = 0; v < circle.Length; v++)
        {
            if (IsLive(v) && circle[v] != v) Merge(v, circle[v]);
        }
    }
}
