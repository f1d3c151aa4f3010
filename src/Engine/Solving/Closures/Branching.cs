namespace Dais.Engine.Solving.Closures;

/// <summary>What became of a node.</summary>
internal enum Branched
{
    /// <summary>No choice in it beats what is known.</summary>
    Settled,

    /// <summary>Some items turned out to be decided; it is worth a new bound.</summary>
    Smaller,

    /// <summary>It has to be split on an item.</summary>
    Split,

    /// <summary>There was no time to find one.</summary>
    Stopped,
}

/// <summary>How a node is to be split.</summary>
/// <param name="Result">Whether it is.</param>
/// <param name="Item">On which item of the problem.</param>
/// <param name="BoundIn">The bound with the item in.</param>
/// <param name="BoundOut">The bound with it out.</param>
internal readonly record struct Branch(Branched Result, int Item, long BoundIn, long BoundOut);

/// <summary>Chooses the item to split a node on, by trying both decisions on the few most promising ones.</summary>
/// <remarks>
/// Promising are items between the two best closures (<see cref="PricedClosure.Under"/> and <see cref="PricedClosure.Over"/>)
/// where a guess at the loss of bound on both sides is large; once an item has been tried a few times, its record is
/// the guess. A trial balances the flow at most twice and takes it back; one that cannot beat the best choice known
/// decides the item for good, and each trial may find a better choice. Strong branching: Applegate, Bixby, Chvátal and
/// Cook (1995); the product of the two losses and the reliable record: Achterberg, Koch and Martin (2005).
/// </remarks>
internal sealed class Branching(ClosureSearch search, PricedClosure state, Decisions fix)
{
    private const int Trials = 4;
    private const int TrialsWithoutGain = 3;
    private const int BalancesInTrial = 2;
    private const int Reliable = 4;
    private const long WorthANewBound = 8;

    private readonly Reach _reach = new(state.Item.Length);

    internal Branch Choose()
    {
        if (state.Item.Length == 0) return new(Branched.Settled, -1, 0, 0);
        var candidates = Candidates();
        state.Save();
        var (best, bestScore, smaller, unhelpful) = (default(Branch), -1.0, false, 0);
        foreach (var v in candidates.Take(Trials))
        {
            var item = state.Item[v];
            if (fix[item] != 0) continue;
            if (search.Stopped || unhelpful >= TrialsWithoutGain) break;
            var (boundIn, boundOut) = (Try(v, true), Try(v, false));
            search.Experience.Add(item, Loss(boundIn), Loss(boundOut));
            var (noIn, noOut) = (search.IsEnough(boundIn), search.IsEnough(boundOut));
            if ((noIn && noOut) || ((noIn || noOut) && !fix.Decide(item, noOut))) return new(Branched.Settled, -1, 0, 0);
            smaller |= noIn || noOut;
            if (noIn && Helps(boundOut) || noOut && Helps(boundIn)) break;
            if (noIn || noOut) continue;
            var score = search.Experience.Score(Loss(boundIn), Loss(boundOut));
            unhelpful++;
            if (score <= bestScore) continue;
            (best, bestScore, unhelpful) = (new(Branched.Split, item, boundIn, boundOut), score, 0);
        }

        if (smaller) return new(Branched.Smaller, -1, 0, 0);
        return bestScore < 0 ? new(Branched.Stopped, -1, 0, 0) : best;
    }

    /// <summary>What a decision takes off the bound; what falls below enough does not count.</summary>
    private long Loss(long bound) => state.Bound - Math.Max(bound, search.Enough);

    private bool Helps(long bound) => Loss(bound) > Loss(search.Enough) / WorthANewBound;

    /// <summary>The bound with one item decided; a choice found on the way is offered.</summary>
    private long Try(int v, bool take)
    {
        state.Decide(v, take);
        var bound = long.MinValue / 4;
        if (!state.Overspent)
        {
            state.Lower(search.Enough, BalancesInTrial, warm: true, stay: true);
            bound = state.Bound;
            if (bound > search.Enough) search.Complete(state, fix);
        }

        state.Restore();
        return bound;
    }

    /// <summary>The undecided items, most promising first.</summary>
    private List<int> Candidates()
    {
        var between = Enumerable.Range(0, state.Item.Length).Where(v => state.Under[v] != state.Over[v]).ToList();
        if (between.Count == 0) return [.. Enumerable.Range(0, state.Item.Length)];
        var score = between.ToDictionary(v => v, Promise);
        return [.. between.OrderByDescending(v => score[v])];
    }

    private double Promise(int v)
    {
        var (lossIn, lossOut) = search.Experience.Of(state.Item[v], Reliable);
        return search.Experience.Score(lossIn ?? Math.Max(0, -GuessIn(v)), lossOut ?? Math.Max(0, GuessOut(v)));
    }

    /// <summary>The weight of all that v needs and that is not in the closure that fits.</summary>
    private double GuessIn(int v)
    {
        var flow = state.Flow;
        var weight = 0.0;
        _reach.From(v);
        for (var q = 0; q < _reach.Count; q++)
        {
            var u = _reach[q];
            weight += state.Weight(u);
            for (var k = flow.OutStart[u]; k < flow.OutStart[u + 1]; k++)
            {
                if (!state.Under[flow.Head[k]]) _reach.See(flow.Head[k]);
            }
        }

        return weight;
    }

    /// <summary>The weight of all that needs v and that is in the closure that does not fit.</summary>
    private double GuessOut(int v)
    {
        var flow = state.Flow;
        var weight = 0.0;
        _reach.From(v);
        for (var q = 0; q < _reach.Count; q++)
        {
            var u = _reach[q];
            weight += state.Weight(u);
            for (var k = flow.InStart[u]; k < flow.InStart[u + 1]; k++)
            {
                if (state.Over[flow.Tail[k]]) _reach.See(flow.Tail[k]);
            }
        }

        return weight;
    }
}
