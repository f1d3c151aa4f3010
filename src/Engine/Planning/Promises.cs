using Dais.Engine.Modelling;
using Dais.Engine.Quantities;

namespace Dais.Engine.Planning;

/// <summary>
/// What promised finishes cost (R8): which of them the plan moves, what moving them gains, what is lost because only so
/// many may move. Each price is the difference of two proven plans; where one is not proven, it is not stated.
/// </summary>
internal static class Promises
{
    internal static Stability? Of(Problem problem, Found found, Budget budget)
    {
        if (found.Finishes is not { } finishes || Unpriced(problem, finishes) is not { } unpriced) return null;
        if (!problem.Policy.Release) return unpriced;
        var kept = Price(problem, problem.Policy with { Release = false, MaxMoves = null }, budget);
        var free = problem.Policy.MaxMoves is null ? null : Price(problem, problem.Policy with { MaxMoves = null }, budget);
        var known = found.Status == PlanStatus.Optimal;
        return new(
            unpriced.Moves,
            known && kept is { } k ? Money.Of(found.Objective - k) : null,
            known && free is { } f ? Money.Of(Math.Max(0, f - found.Objective)) : null);
    }

    /// <summary>Which promised finishes these finishes move, without a price; nothing where nothing was promised.</summary>
    internal static Stability? Unpriced(Problem problem, int[] finishes)
    {
        var promised = problem.Portfolio.Initiatives.Where(i => i is { Status: InitiativeStatus.Committed, CommittedFinish: not null }).ToList();
        if (promised.Count == 0) return null;
        if (!problem.Policy.Release) return new([], null, null);
        var places = problem.Candidates.Select((c, i) => (c.Id, i)).ToDictionary(x => x.Id, x => x.i);
        var moves = promised
            .Select(i => (i.Id, Promised: i.CommittedFinish!.Value, Now: finishes[places[i.Id]]))
            .Where(m => m.Now < 0 || m.Now != m.Promised.Index)
            .Select(m => new Move(m.Id, m.Promised, m.Now < 0 ? null : new Period(m.Now)));
        return new([.. moves], null, null);
    }

    /// <summary>The objective of the best plan under another policy; none where there is none or it is not proven.</summary>
    private static double? Price(Problem problem, Policy policy, Budget budget)
    {
        if (budget.Over) return null;
        var other = new Search(Compile.From(problem.Portfolio, policy), budget, null).Run();
        return other.Status == PlanStatus.Optimal ? other.Objective : null;
    }
}
