using System.Runtime.CompilerServices;

namespace Dais.Engine.Solving.Closures;

/// <summary>
/// The closure of largest weight in a graph of items and needs, kept as a flow that can be taken up again after any
/// change.
/// </summary>
/// <remarks>
/// <para>
/// Weight is shifted along the needs: Excess(v) = weight(v) − sent + received, flow ≥ 0. For every closure C, no need
/// leads out of C, so weight(C) = Σ_C Excess − (flow into C from outside) ≤ Σ max(0, Excess). When no surplus can reach
/// a shortage any more, by needs or against flow, what the surplus does reach is a closure with no flow into it, and
/// the bound is met: it is the best closure.
/// </para>
/// <para>
/// The state is valid whatever the weights are, so a new weight or a decided item costs only the flow that it displaces.
/// Weighing closures by flow: Picard (1976), Maximal closure of a graph. The pseudoflow, which may leave surplus and
/// shortage standing and so starts from anywhere: Hochbaum (2008), The pseudoflow algorithm. Surplus is sent along
/// shortest paths, a level graph at a time: Dinic (1970).
/// </para>
/// </remarks>
internal sealed class Pseudoflow
{
    private const int Unseen = int.MaxValue;
    private const int Absent = -1;

    private readonly int[] _inArc;
    private readonly int[] _distance;
    private readonly int[] _queue;
    private readonly int[] _cursor;
    private readonly int[] _path;
    private readonly int[] _via;
    private readonly Meter _meter;

    /// <summary>Item v needs <c>head[outStart[v] .. outStart[v + 1]]</c>. All weights are 0, nothing flows.</summary>
    /// <param name="outStart">Where each item's needs begin, and where the last ones end.</param>
    /// <param name="head">The items needed.</param>
    /// <param name="meter">Counts how often the whole graph is looked at.</param>
    internal Pseudoflow(int[] outStart, int[] head, Meter meter)
    {
        (OutStart, Head, _meter) = (outStart, head, meter);
        var count = outStart.Length - 1;
        InStart = new int[count + 1];
        Tail = new int[head.Length];
        _inArc = new int[head.Length];
        foreach (var h in head) InStart[h + 1]++;
        for (var v = 0; v < count; v++) InStart[v + 1] += InStart[v];
        var next = InStart[..count];
        for (var v = 0; v < count; v++)
        {
            for (var k = outStart[v]; k < outStart[v + 1]; k++)
            {
                var place = next[head[k]]++;
                (Tail[place], _inArc[place]) = (v, k);
            }
        }

        (Excess, Flow, Gone) = (new long[count], new long[head.Length], new bool[count]);
        (_distance, _queue, _cursor) = (new int[count], new int[count], new int[count]);
        (_path, _via) = (new int[count + 1], new int[count + 1]);
    }

    internal int[] OutStart { get; }

    internal int[] Head { get; }

    /// <summary>Item v is needed by <c>Tail[InStart[v] .. InStart[v + 1]]</c>.</summary>
    internal int[] InStart { get; }

    internal int[] Tail { get; }

    /// <summary>Surplus of each item, or shortage below 0.</summary>
    internal long[] Excess { get; }

    internal long[] Flow { get; }

    /// <summary>The items already decided; they take no part.</summary>
    internal bool[] Gone { get; }

    /// <summary>Moves surplus to shortages until none can be reached.</summary>
    internal void Balance()
    {
        while (MeasureDistances()) SendAlongShortestPaths();
    }

    /// <summary>Once balanced: whether the item is in the largest of the best closures.</summary>
    internal bool InLargest(int v) => _distance[v] == Unseen;

    /// <summary>Once balanced: the weight of the best closure.</summary>
    internal long Surplus()
    {
        var sum = 0L;
        for (var v = 0; v < Excess.Length; v++)
        {
            if (!Gone[v] && Excess[v] > 0) sum += Excess[v];
        }

        return sum;
    }

    /// <summary>Once balanced: marks the smallest of the best closures.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal void MarkSmallest(bool[] member)
    {
        Array.Clear(member);
        var size = 0;
        for (var v = 0; v < member.Length; v++)
        {
            if (!Gone[v] && Excess[v] > 0) Mark(v, member, ref size);
        }

        for (var q = 0; q < size; q++)
        {
            var v = _queue[q];
            for (var k = OutStart[v]; k < OutStart[v + 1]; k++)
            {
                if (!Gone[Head[k]] && !member[Head[k]]) Mark(Head[k], member, ref size);
            }

            for (var k = InStart[v]; k < InStart[v + 1]; k++)
            {
                if (!Gone[Tail[k]] && !member[Tail[k]] && Flow[_inArc[k]] > 0) Mark(Tail[k], member, ref size);
            }
        }
    }

    /// <summary>Decides an item in, with all it needs; adds them to <paramref name="decided"/>.</summary>
    internal void Take(int item, List<int> decided)
    {
        var first = Leave(item, decided, OutStart, Head);
        for (var q = first; q < decided.Count; q++)
        {
            var v = decided[q];
            for (var k = InStart[v]; k < InStart[v + 1]; k++)
            {
                if (Gone[Tail[k]]) continue;
                Excess[Tail[k]] += Flow[_inArc[k]];
                Flow[_inArc[k]] = 0;
            }
        }
    }

    /// <summary>Decides an item out, with all that need it; adds them to <paramref name="decided"/>.</summary>
    internal void LeaveOut(int item, List<int> decided)
    {
        var first = Leave(item, decided, InStart, Tail);
        for (var q = first; q < decided.Count; q++)
        {
            var v = decided[q];
            for (var k = OutStart[v]; k < OutStart[v + 1]; k++)
            {
                if (Gone[Head[k]]) continue;
                Excess[Head[k]] -= Flow[k];
                Flow[k] = 0;
            }
        }
    }

    private int Leave(int item, List<int> decided, int[] start, int[] neighbour)
    {
        var first = decided.Count;
        Gone[item] = true;
        decided.Add(item);
        for (var q = first; q < decided.Count; q++)
        {
            for (var k = start[decided[q]]; k < start[decided[q] + 1]; k++)
            {
                if (Gone[neighbour[k]]) continue;
                Gone[neighbour[k]] = true;
                decided.Add(neighbour[k]);
            }
        }

        return first;
    }

    private void Mark(int v, bool[] member, ref int size)
    {
        member[v] = true;
        _queue[size++] = v;
    }

    /// <summary>How far each item is from the nearest shortage; whether a surplus can reach one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool MeasureDistances()
    {
        _meter.Count++;
        var size = 0;
        for (var v = 0; v < Excess.Length; v++)
        {
            _distance[v] = Gone[v] ? Absent : Excess[v] < 0 ? 0 : Unseen;
            if (_distance[v] == 0) _queue[size++] = v;
        }

        var reached = false;
        for (var q = 0; q < size; q++)
        {
            var v = _queue[q];
            reached |= Excess[v] > 0;
            var d = _distance[v] + 1;
            for (var k = InStart[v]; k < InStart[v + 1]; k++)
            {
                if (_distance[Tail[k]] != Unseen) continue;
                _distance[Tail[k]] = d;
                _queue[size++] = Tail[k];
            }

            for (var k = OutStart[v]; k < OutStart[v + 1]; k++)
            {
                if (_distance[Head[k]] != Unseen || Flow[k] <= 0) continue;
                _distance[Head[k]] = d;
                _queue[size++] = Head[k];
            }
        }

        return reached;
    }

    private void SendAlongShortestPaths()
    {
        Array.Clear(_cursor);
        for (var s = 0; s < Excess.Length; s++)
        {
            if (Gone[s] || _distance[s] == Unseen) continue;
            while (Excess[s] > 0 && SendOne(s))
            {
            }
        }
    }

    /// <summary>Sends along one shortest path from a surplus; false when none is left among the present distances.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool SendOne(int s)
    {
        var depth = 0;
        _path[0] = s;
        while (true)
        {
            var v = _path[depth];
            if (_distance[v] == 0 && Excess[v] < 0)
            {
                Send(s, v, depth);
                return true;
            }

            if (_distance[v] > 0 && Next(v, _distance[v] - 1) is >= 0 and var next)
            {
                var outs = OutStart[v + 1] - OutStart[v];
                _via[depth++] = _cursor[v] < outs ? OutStart[v] + _cursor[v] : ~_inArc[InStart[v] + _cursor[v] - outs];
                _path[depth] = next;
                continue;
            }

            if (depth == 0) return false;
            _cursor[_path[--depth]]++;
        }
    }

    /// <summary>The next item from v, going on from its cursor, at that distance: by a need, or against flow; −1 for none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int Next(int v, int distance)
    {
        var outs = OutStart[v + 1] - OutStart[v];
        var all = outs + InStart[v + 1] - InStart[v];
        for (ref var c = ref _cursor[v]; c < all; c++)
        {
            if (c < outs)
            {
                var head = Head[OutStart[v] + c];
                if (_distance[head] == distance) return head;
            }
            else
            {
                var place = InStart[v] + c - outs;
                if (_distance[Tail[place]] == distance && Flow[_inArc[place]] > 0) return Tail[place];
            }
        }

        return -1;
    }

    private void Send(int from, int to, int depth)
    {
        var amount = Math.Min(Excess[from], -Excess[to]);
        for (var i = 0; i < depth; i++)
        {
            if (_via[i] < 0) amount = Math.Min(amount, Flow[~_via[i]]);
        }

        for (var i = 0; i < depth; i++)
        {
            if (_via[i] < 0) Flow[~_via[i]] -= amount;
            else Flow[_via[i]] += amount;
        }

        Excess[from] -= amount;
        Excess[to] += amount;
    }
}
