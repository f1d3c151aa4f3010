namespace Dais.Engine.Solving.Closures;

/// <summary>
/// Branch and bound for the best closure within a few budgets.
/// </summary>
/// <remarks>
/// <para>
/// Guarantee: when <see cref="Finished"/>, no choice is worth more than <see cref="Bound"/>, which is within the gap
/// asked for of <see cref="BestWorth"/>. The same problem, gap and offers take the same steps; nothing here looks at a
/// clock, and the search can be stopped at any node and taken up again.
/// </para>
/// <para>
/// A node is a set of decisions. Its bound comes from prices (<see cref="PricedClosure"/>): as strong as the linear
/// relaxation, at a fraction of its cost. As worth is whole, a bound below best + 1 settles a node. From the closure
/// just under the budget a choice is completed (<see cref="Filling"/>); items are decided by what the other decision
/// would cost (<see cref="ReducedCosts"/>); what is left is split on an item tried both ways (<see cref="Branching"/>).
/// The better half is looked at next, as deep as it goes; then the node with the largest bound.
/// </para>
/// </remarks>
internal sealed class ClosureSearch
{
    private const int MostBalances = 50;
    private const int WorthAFreshStart = 5;

    private readonly ClosureProblem _problem;
    private readonly double _absoluteGap;
    private readonly double _relativeGap;
    private readonly PriorityQueue<Node, long> _open = new();
    private readonly Meter _meter = new();
    private Func<bool> _stop = () => false;
    private long _cutAt = long.MinValue;
    private long _rootBound = long.MaxValue;
    private Node? _current;
    private bool[]? _offered;

    /// <summary>A search not yet begun. Only choices worth more than <paramref name="cutoff"/>, in the model's units, are of interest.</summary>
    internal ClosureSearch(ClosureProblem problem, double absoluteGap, double relativeGap, double cutoff)
    {
        (_problem, _absoluteGap, _relativeGap) = (problem, absoluteGap, relativeGap);
        Experience = new(problem.Count, problem.Shift);
        BestWorth = long.MinValue / 4 >> problem.Shift;
        if (double.IsFinite(cutoff)) BestWorth = (long)Math.Clamp(Math.Floor((cutoff - problem.Rounding) / problem.Unit), BestWorth, -(double)BestWorth);
        if (!problem.Contradiction) _open.Enqueue(new(new(problem), new long[problem.Budget.Length], long.MaxValue), 0);
        if (!problem.Contradiction) Accept(new bool[problem.Count]);
    }

    /// <summary>Told each better choice.</summary>
    internal Action<bool[]>? Improved { get; set; }

    /// <summary>Called after each node.</summary>
    internal Action? Looked { get; set; }

    /// <summary>The best choice so far.</summary>
    internal bool[]? Best { get; private set; }

    internal long BestWorth { get; private set; }

    /// <summary>Sweeps over the graph so far: the same for the same search.</summary>
    internal long Work => _meter.Count;

    /// <summary>Whether nothing is left to look at.</summary>
    internal bool Finished => _open.Count == 0;

    internal bool Stopped => _stop();

    internal Experience Experience { get; }

    /// <summary>The bound, in units of 2^−Shift, that is of no interest any more.</summary>
    internal long Enough => ((BestWorth + 1 + Slack) << _problem.Shift) - 1;

    /// <summary>No choice is worth more; in whole units of worth.</summary>
    internal long BoundWorth
    {
        get
        {
            var most = Math.Max(BestWorth, _cutAt);
            if (_current is { } current) most = Math.Max(most, Whole(current.Bound));
            if (_open.TryPeek(out var next, out _)) most = Math.Max(most, Whole(next.Bound));
            return Math.Min(Whole(_rootBound), most);
        }
    }

    /// <summary>The bound in the model's units; infinite while nothing is known.</summary>
    internal double Bound => BoundWorth == Whole(long.MaxValue) ? double.PositiveInfinity : (BoundWorth * _problem.Unit) + _problem.Rounding;

    /// <summary>Goes on until nothing is left or <paramref name="stop"/> says so; it is asked often.</summary>
    internal void Run(Func<bool> stop)
    {
        _stop = stop;
        while (_open.TryDequeue(out var node, out _))
        {
            if (IsEnough(node.Bound)) continue;
            for (_current = node; _current is not null; Looked?.Invoke())
            {
                if (Interlocked.Exchange(ref _offered, null) is { } offered) Accept(offered);
                _current = Process(_current);
            }

            if (stop()) break;
        }
    }

    /// <summary>A choice found elsewhere; from any thread. It is looked at before the next node.</summary>
    internal void Offer(bool[] chosen) => Volatile.Write(ref _offered, chosen);

    /// <summary>Whether a bound in the model's units, found elsewhere, is within the gap asked for of the best.</summary>
    internal bool IsWithin(double bound) => Best is not null && double.IsFinite(bound) && _problem.Tightened(bound) <= ((BestWorth + Slack) * _problem.Unit) - _problem.Rounding + (1e-9 * Math.Abs(bound));

    /// <summary>Whether the bound is of no interest any more; it is remembered then.</summary>
    internal bool IsEnough(long bound)
    {
        if (bound > Enough) return false;
        _cutAt = Math.Max(_cutAt, Whole(bound));
        return true;
    }

    /// <summary>Completes what is decided to a whole choice, and takes it where it is the best yet.</summary>
    internal void Complete(PricedClosure state, Decisions fix)
    {
        _meter.Count++;
        var filled = state.Filling.Fill();
        var chosen = Array.ConvertAll(fix.All, f => f > 0);
        foreach (var v in state.LastTaken ? state.LastDecided : []) chosen[state.Item[v]] = true;
        for (var v = 0; v < filled.Length; v++)
        {
            if (filled[v]) chosen[state.Item[v]] = true;
        }

        Accept(chosen);
    }

    /// <summary>The worth within the gap that need not be looked for.</summary>
    private long Slack => Best is null ? 0 : (long)Math.Clamp((Math.Max(_absoluteGap, _relativeGap * Math.Abs(BestWorth * _problem.Unit)) - (2 * _problem.Rounding)) / _problem.Unit, 0, 1L << (58 - _problem.Shift));

    private long Whole(long bound) => bound >> _problem.Shift;

    /// <summary>Settles a node, or splits it: the better half is returned, the other kept for later.</summary>
    private Node? Process(Node node)
    {
        var fix = node.Fix.Copy();
        while (true)
        {
            if (Bounded(fix, node) is not { } state) return null;
            if (new ReducedCosts(state, fix).Decide(Enough) is not { } decided) return null;
            if (decided > 0 && Slack > 0) _cutAt = Math.Max(_cutAt, Whole(Enough));
            node = Lowered(node, state);
            if (decided * WorthAFreshStart > state.Item.Length) continue;
            if (decided > 0)
            {
                if (Bounded(fix, node) is not { } smaller) return null;
                node = Lowered(node, state = smaller);
            }

            var branch = new Branching(this, state, fix).Choose();
            if (branch.Result == Branched.Split) return Split(node, fix, branch);
            if (branch.Result == Branched.Settled) return null;
            if (branch.Result == Branched.Smaller && !_stop()) continue;
            Keep(node with { Fix = fix });
            return null;
        }
    }

    private Node Lowered(Node node, PricedClosure state)
    {
        var bound = Math.Min(node.Bound, state.Bound);
        if (_rootBound == long.MaxValue) _rootBound = bound;
        return node with { Price = (long[])state.Price.Clone(), Bound = bound };
    }

    /// <summary>The state of the undecided items at their best prices, a choice completed from it; none where that settles them.</summary>
    private PricedClosure? Bounded(Decisions fix, Node node)
    {
        var state = new PricedClosure(_problem, fix.All, node.Price, _meter) { Stop = _stop };
        if (state.Overspent) return null;
        state.Lower(Enough, MostBalances, warm: false, stay: false);
        if (IsEnough(state.Bound)) return null;
        Complete(state, fix);
        return IsEnough(state.Bound) ? null : state;
    }

    private Node? Split(Node node, Decisions fix, Branch branch)
    {
        var taken = new Node(fix.With(branch.Item, true), node.Price, Math.Min(node.Bound, branch.BoundIn));
        var left = new Node(fix.With(branch.Item, false), node.Price, Math.Min(node.Bound, branch.BoundOut));
        var (first, second) = taken.Bound >= left.Bound ? (taken, left) : (left, taken);
        if (!IsEnough(second.Bound)) Keep(second);
        if (IsEnough(first.Bound)) return null;
        if (!_stop()) return first;
        Keep(first);
        return null;
    }

    private void Keep(Node node) => _open.Enqueue(node, -node.Bound);

    private void Accept(bool[] chosen)
    {
        var worth = _problem.Already;
        for (var v = 0; v < chosen.Length; v++)
        {
            if (chosen[v]) worth += _problem.Worth[v];
        }

        if (worth <= BestWorth || !_problem.Keeps(chosen)) return;
        (Best, BestWorth) = (chosen, worth);
        Improved?.Invoke(chosen);
    }

    private sealed record Node(Decisions Fix, long[] Price, long Bound);
}
