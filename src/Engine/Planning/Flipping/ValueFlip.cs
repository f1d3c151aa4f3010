using Dais.Engine.Planning.Scenarios;
using Dais.Engine.Quantities;

namespace Dais.Engine.Planning.Flipping;

/// <summary>
/// The smallest increase of the thing's yearly value with which choosing it is strictly better than not.
/// </summary>
/// <remarks>
/// Guarantee: smallest where it is said to be. A plan with the thing is worth V + δ·g, with g the flow of one unit a year
/// from when it is there; plans without it do not change. So δ* is the root of max_y (V_y + δ·g_y) − base, convex and
/// rising, and Dinkelbach's steps (1967) come down to it: solve at δ, then take the δ at which the plan found just
/// reaches the base. The size is δ* and four times the tolerance of equality, because at δ* itself both are as good.
/// </remarks>
internal static class ValueFlip
{
    private const int MostRounds = 20;

    internal static FlipOutcome Find(Case c)
    {
        var (unit, scale) = (c.After(More(c, 1)), Math.Max(1, Math.Abs(c.Base.Rank.Objective)));
        double Slope(int[] finishes) => Evaluation.Objective(unit, finishes, unit.Weights) - Evaluation.Objective(c.Problem, finishes, c.Problem.Weights);
        double Root(int[] finishes) => (c.Base.Rank.Objective - Evaluation.Objective(c.Problem, finishes, c.Problem.Weights)) / Slope(finishes);
        if ((c.Known?.With is { } known ? known with { Rank = Rank.Of(c.Problem, known.Finishes), Proven = false } : c.Forced) is not { } forced) return new(FlipKind.Value, null, c.NoneForced ? NoFlip.None : NoFlip.NotFound);
        if (forced.Rank.Shortfall > c.Base.Rank.Shortfall + Rank.Slack) return new(FlipKind.Value, null, forced.Proven ? NoFlip.None : NoFlip.NotFound);
        var (best, proven) = (forced, false);
        if (Slope(best.Finishes) < 1e-9)
        {
            if (c.With(c.After(More(c, 1000 * scale)), forced.Finishes).Best is not { } steep || Slope(steep.Finishes) < 1e-9) return new(FlipKind.Value, null, NoFlip.Senseless);
            best = steep;
        }

        var more = Math.Max(0, Root(best.Finishes));
        for (var round = 0; round < MostRounds && !c.Trial.Budget.Over; round++)
        {
            var (found, _) = c.With(c.After(More(c, more)), best.Finishes);
            if (found is null) break;
            proven = found.Proven;
            if (found.Rank.Objective - c.Base.Rank.Objective <= Rank.Same / 2 * scale) break;
            (best, proven) = (found, false);
            more = Math.Max(0, Root(found.Finishes));
        }

        var margin = 4 * Rank.Same * scale / Slope(best.Finishes);
        var size = more + margin;
        var judged = c.Judge([More(c, size)], best.Finishes, strictly: true, without: c.Base);
        if (judged is not { With: { } with, Seems: true }) return new(FlipKind.Value, null, NoFlip.NotFound);
        var lower = Math.Max(0, more - Math.Max(margin, 0.001 * more));
        var smallerFails = proven && c.Judge([More(c, lower)], best.Finishes, strictly: true, without: c.Base).Fails;
        var bound = proven && c.Base.Proven ? more : (double?)null;
        return new(FlipKind.Value, new([More(c, size)], size, with, proven && c.Base.Proven, judged.Gets, smallerFails), Bound: bound);
    }

    private static ScenarioChange More(Case c, double yearly) => c.Wanted switch
    {
        Wanted.OfUseCase use => new ScenarioChange.AddGrowth(use.UseCase, Money.Of(yearly)),
        Wanted.OfInitiative one => new ScenarioChange.AddValue(one.Initiative, Money.Of(yearly), ToPlatform: c.Problem.Weights.Customer == 0),
        _ => throw new InvalidOperationException("There is no other kind of thing."),
    };
}
