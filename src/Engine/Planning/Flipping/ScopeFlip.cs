using System.Collections.Immutable;
using Dais.Engine.Planning.Scenarios;
using Dais.Engine.Solving;

namespace Dais.Engine.Planning.Flipping;

/// <summary>
/// The largest share of the thing's effort with which it is chosen.
/// </summary>
/// <remarks>
/// Guarantee: the share is the largest where it is said to be. The share φ is a column of the model: the thing is in, the
/// objective reaches the base's, and φ is made as large as it can be. For an initiative that is exact, because no plan
/// without it changes. Where several are cut together, a plan with only some of them may gain too: then it becomes
/// what has to be reached, and φ falls until none is better; no larger φ can do, as both sides only gain when it falls.
/// </remarks>
internal static class ScopeFlip
{
    private const int MostRounds = 8;
    private const double Grain = 1e-6;
    private const double Step = 0.001;

    internal static FlipOutcome Find(Case c)
    {
        ImmutableArray<int> cut = [.. c.Target.Candidates.Where(i => c.Base.Finishes[i] < 0 && c.Problem.Candidates[i].Total > 0).Order()];
        if (cut.IsEmpty) return new(FlipKind.Scope, null, NoFlip.Senseless);
        var open = c.View(WithWindowsFor(c, cut));
        var reach = c.Base.Rank.Objective;
        double? bound = null;
        for (var round = 0; round < MostRounds && !c.Trial.Budget.Over; round++)
        {
            var replies = c.WaysToBeAsGood.Select(byFloors => Largest(c, open, cut, reach, byFloors)).ToList();
            if (replies.TrueForAll(r => r.Status == SolveStatus.Infeasible)) return new(FlipKind.Scope, null, open.IsWhole ? NoFlip.None : NoFlip.NotFound);
            if (open.IsWhole) bound = Math.Min(1, replies.Max(r => r.Bound));
            var best = replies.Where(r => r.Finishes is not null).MaxBy(r => r.Objective);
            if (best is null) break;
            var share = Math.Max(0, best.Objective - Grain);
            if (share <= Grain) return new(FlipKind.Scope, null, open.IsWhole && replies.TrueForAll(r => r.Proven) ? NoFlip.None : NoFlip.NotFound);
            var changes = Cut(c, cut, share);
            var judged = c.Judge(changes, best.Finishes, without: c.IsOneInitiative ? c.Base : null);
            if (!judged.Seems && !c.IsOneInitiative && c.Without(c.After(changes), c.Base.Finishes).Best is { } rival && rival.Rank.Objective > reach)
            {
                reach = rival.Rank.Objective;
                continue;
            }

            if (judged.With is not { } with || !judged.Seems) break;
            var smallest = replies.TrueForAll(r => r.Proven) && bound - share <= 100 * Grain;
            var larger = Math.Min(1, share + Step);
            var largerFails = open.IsWhole && larger > share && c.Judge(Cut(c, cut, larger), null, without: c.IsOneInitiative ? c.Base : null).Fails;
            return new(FlipKind.Scope, new(changes, share, with, smallest, judged.Gets, largerFails), Bound: bound);
        }

        return new(FlipKind.Scope, null, NoFlip.NotFound, bound);
    }

    private static Reply Largest(Case c, Part open, ImmutableArray<int> cut, double reach, bool byFloors) => c.Trial.Ask(open, new(f =>
    {
        open.Target.Require(f);
        var (terms, _) = Case.Worth(f);
        f.ClearObjective();
        f.Model.SetWorth(f.Leeway!.Share, 1);
        Trial.Within(f, byFloors ? c.Base.Rank.Shortfall - (5 * Rank.Slack) : c.Base.Rank.Shortfall);
        if (!byFloors) f.Model.AtLeast(Case.AsGood(reach) - open.Offset, terms);
    })
    {
        Gap = Grain / 10,
        Leeway = () => Leeway.Cutting(cut.Select(open.PlaceOf)),
        WithColumns = cut.Select(open.PlaceOf),
        Start = f => Trial.PointOf(open, f, c.Known?.With.Finishes),
        Changed = (f, point) => c.After(Cut(c, cut, Math.Max(0, point[f.Leeway!.Share.Index] - Grain))),
    });

    private static ImmutableArray<ScenarioChange> Cut(Case c, ImmutableArray<int> cut, double share) =>
        [.. cut.Select(i => new ScenarioChange.ScaleEffort(c.Problem.Candidates[i].Id, share))];

    /// <summary>The problem with the windows that there are when nothing of the effort is left.</summary>
    private static Problem WithWindowsFor(Case c, ImmutableArray<int> cut)
    {
        var (open, free) = (Compile.From(c.Setup.Portfolio, c.Setup.Policy), c.After(Cut(c, cut, 0)));
        for (var i = 0; i < open.Candidates.Length; i++) (open.Candidates[i].MinFinish, open.Candidates[i].MaxFinish) = (free.Candidates[i].MinFinish, free.Candidates[i].MaxFinish);
        return open;
    }
}
