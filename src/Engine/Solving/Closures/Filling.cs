namespace Dais.Engine.Solving.Closures;

/// <summary>
/// Makes a choice larger while the budgets last: adds the item that is worth most for what it and all it still needs
/// cost, and so on.
/// </summary>
/// <remarks>
/// A greedy completion of the closure that the prices leave just under the budget. Ratios change as needs get shared,
/// so items are sorted anew for a few rounds, and one whose ratio has fallen far behind the next waits for its round.
/// </remarks>
internal sealed class Filling(PricedClosure state)
{
    private const int Rounds = 3;
    private const double FarBehind = 0.3;

    /// <summary>Looks at needs after which a choice is left as it is.</summary>
    private const int MostLooks = 2_000_000;

    private readonly int[] _mark = new int[state.Item.Length];
    private readonly int[] _added = new int[state.Item.Length];
    private readonly double[] _ratio = new double[state.Item.Length];
    private readonly int[] _order = new int[state.Item.Length];
    private readonly bool[] _chosen = new bool[state.Item.Length];
    private readonly long[] _left = new long[state.Left.Length];
    private int _stamp;
    private int _size;
    private int _looks;

    /// <summary>The undecided items chosen: those of <see cref="PricedClosure.Under"/> where it fits, and more.</summary>
    internal bool[] Fill()
    {
        Begin();
        for (var round = 0; round < Rounds && _looks < MostLooks; round++)
        {
            var count = SortByRatio();
            if (!AddInOrder(count)) break;
        }

        return _chosen;
    }

    private void Begin()
    {
        _looks = 0;
        state.Left.CopyTo(_left, 0);
        Array.Clear(_chosen);
        if (!state.UnderFits) return;
        for (var v = 0; v < _chosen.Length; v++)
        {
            if (state.Under[v] && !state.Flow.Gone[v]) Add(v);
        }
    }

    private void Add(int v)
    {
        _chosen[v] = true;
        for (var b = 0; b < _left.Length; b++) _left[b] -= state.Cost[b][v];
    }

    private int SortByRatio()
    {
        var count = 0;
        for (var v = 0; v < _chosen.Length && _looks < MostLooks; v++)
        {
            if (_chosen[v] || state.Worth[v] <= 0 || state.Flow.Gone[v] || Ratio(v) is not { } ratio) continue;
            _ratio[count] = -ratio;
            _order[count++] = v;
        }

        Array.Sort(_ratio, _order, 0, count);
        return count;
    }

    private bool AddInOrder(int count)
    {
        var any = false;
        for (var i = 0; i < count && _looks < MostLooks; i++)
        {
            if (_chosen[_order[i]] || Ratio(_order[i]) is not { } ratio) continue;
            if (i + 1 < count && -ratio > _ratio[i] + (Math.Abs(_ratio[i]) * FarBehind) + 1e-9) continue;
            for (var q = 0; q < _size; q++) Add(_added[q]);
            any = true;
        }

        return any;
    }

    /// <summary>Worth for cost, as a part of what is left of each budget, of an item with all it still needs; none where it does not fit or is worth nothing.</summary>
    private double? Ratio(int item)
    {
        Gather(item);
        var worth = 0L;
        for (var q = 0; q < _size; q++) worth += state.Worth[_added[q]];
        if (worth <= 0) return null;
        var load = 1e-9;
        for (var b = 0; b < _left.Length; b++)
        {
            var cost = 0L;
            for (var q = 0; q < _size; q++) cost += state.Cost[b][_added[q]];
            if (cost > _left[b]) return null;
            load += (double)cost / Math.Max(1, state.Left[b]);
        }

        return worth / load;
    }

    private void Gather(int item)
    {
        var flow = state.Flow;
        _stamp++;
        _size = 0;
        _mark[item] = _stamp;
        _added[_size++] = item;
        for (var q = 0; q < _size; q++)
        {
            _looks += 1 + flow.OutStart[_added[q] + 1] - flow.OutStart[_added[q]];
            for (var k = flow.OutStart[_added[q]]; k < flow.OutStart[_added[q] + 1]; k++)
            {
                var u = flow.Head[k];
                if (_chosen[u] || flow.Gone[u] || _mark[u] == _stamp) continue;
                _mark[u] = _stamp;
                _added[_size++] = u;
            }
        }
    }
}
