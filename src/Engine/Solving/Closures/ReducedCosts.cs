namespace Dais.Engine.Solving.Closures;

/// <summary>Decides items whose other decision cannot beat the best choice known, without solving anything.</summary>
/// <remarks>
/// With the flow balanced at prices λ, a closure C weighs at most Σ_C Excess, and the bound L(λ) counts every surplus
/// and no shortage. To take v is to take all it needs: their shortages come off the bound. To leave v out is to leave
/// out all that need it: their surpluses come off. What takes at least bound − enough off is settled, and so is what
/// breaks a budget with its own needs.
/// </remarks>
internal sealed class ReducedCosts(PricedClosure state, Decisions fix)
{
    private readonly Reach _reach = new(state.Item.Length);
    private readonly long[] _cost = new long[state.Left.Length];

    /// <summary>The number of items decided; none where the decisions contradict each other: then no choice beats enough.</summary>
    internal int? Decide(long enough)
    {
        var slack = state.Value - enough;
        var decided = 0;
        for (var v = 0; v < state.Item.Length; v++)
        {
            if (fix[state.Item[v]] != 0) continue;
            var leaveOut = LossOfTaking(v, slack) is not { } loss || loss >= slack;
            if (!leaveOut && LossOfLeaving(v, slack) < slack) continue;
            if (!fix.Decide(state.Item[v], !leaveOut)) return null;
            decided++;
        }

        return decided;
    }

    /// <summary>The shortages among all that v needs, up to <paramref name="slack"/>; none where their costs break a budget.</summary>
    private long? LossOfTaking(int v, long slack)
    {
        var flow = state.Flow;
        Array.Clear(_cost);
        var loss = 0L;
        _reach.From(v);
        for (var q = 0; q < _reach.Count && loss < slack; q++)
        {
            var u = _reach[q];
            loss += Math.Max(0, -flow.Excess[u]);
            for (var b = 0; b < _cost.Length; b++)
            {
                if ((_cost[b] += state.Cost[b][u]) > state.Left[b]) return null;
            }

            for (var k = flow.OutStart[u]; k < flow.OutStart[u + 1]; k++) _reach.See(flow.Head[k]);
        }

        return loss;
    }

    /// <summary>The surpluses among all that need v, up to <paramref name="slack"/>.</summary>
    private long LossOfLeaving(int v, long slack)
    {
        var flow = state.Flow;
        var loss = 0L;
        _reach.From(v);
        for (var q = 0; q < _reach.Count && loss < slack; q++)
        {
            var u = _reach[q];
            loss += Math.Max(0, flow.Excess[u]);
            for (var k = flow.InStart[u]; k < flow.InStart[u + 1]; k++) _reach.See(flow.Tail[k]);
        }

        return loss;
    }
}
