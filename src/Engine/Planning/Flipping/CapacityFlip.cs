using System.Collections.Immutable;
using Dais.Engine.Planning.Scenarios;
using Dais.Engine.Quantities;
using Dais.Engine.Solving;

namespace Dais.Engine.Planning.Flipping;

/// <summary>
/// The fewest engineer-weeks lent to one team, in whatever periods, with which the thing is chosen.
/// </summary>
/// <remarks>
/// Guarantee: the size is the smallest where it is said to be. One model: the thing is in, lent work is a column for
/// each team and period of one team that may borrow, the objective reaches the base's, and the sum lent is made as small
/// as it can be. Any loan that gets the thing in reaches that, because more work makes no plan worse; so the sum is a
/// bound. Where the same loan makes a plan without the thing better still, that plan becomes what the team has to reach,
/// and the model is solved again; what it gives then gets the thing in, and the first sum stays the bound.
/// </remarks>
internal static class CapacityFlip
{
    private const int MostRounds = 8;
    private const double Grain = 1e-4;
    private const double Step = 0.01;

    internal static FlipOutcome Find(Case c)
    {
        var problem = c.Problem;
        var teams = Enumerable.Range(0, problem.Capacity.Length).Where(k => problem.Candidates.Any(x => x.Effort.Any(e => e.Team == k))).ToList();
        var open = c.View(Compile.From(c.Setup.Portfolio, c.Setup.Policy, teams.Select(k => c.Setup.Portfolio.Teams[k].Id).ToHashSet()));
        teams.RemoveAll(k => !open.Problem.Candidates.Any(x => x.Effort.Any(e => e.Team == k)));
        var reach = teams.ToDictionary(k => k, _ => c.Base.Rank.Objective);
        double? bound = null;
        for (var round = 0; round < MostRounds && teams.Count > 0 && !c.Trial.Budget.Over; round++)
        {
            var reply = Least(c, open, reach);
            if (reply.Status == SolveStatus.Infeasible) return new(FlipKind.Capacity, null, open.IsWhole && reach.Count == teams.Count ? NoFlip.None : NoFlip.NotFound, bound);
            if (open.IsWhole) bound ??= double.IsFinite(reply.Bound) ? Math.Max(0, -reply.Bound) : 0;
            if (reply.Loan is not { } loan) break;
            var changed = c.After(loan);
            var (without, known) = c.Without(changed, c.Base.Finishes);
            var (with, _) = c.With(changed, reply.Finishes);
            if (with is null) break;
            var most = without is null ? new Rank(double.PositiveInfinity, 0) : without.Rank with { Objective = Math.Max(without.Rank.Objective, without.Bound) };
            if (without is not null && !with.Rank.AsGoodAs(without.Rank))
            {
                var team = problem.Portfolio.Teams.PlaceOf(loan.Team);
                if (without.Rank.Shortfall < c.Base.Rank.Shortfall - Rank.Slack) reach.Remove(team);
                else reach[team] = Math.Max(reach[team] + Rank.Same, without.Rank.Objective);
                if (reach.Count == 0) break;
                continue;
            }

            var size = loan.More.Sum(m => m.Value);
            var smallest = reply.Proven && size - bound <= 10 * Grain;
            var fails = open.IsWhole && size > 0 && Fails(c, open, reach, size - Math.Min(Step, size / 2));
            return new(FlipKind.Capacity, new([loan], size, with, smallest, open.IsWhole && known && with.Rank.AsGoodAs(most), fails), Bound: bound);
        }

        return new(FlipKind.Capacity, null, NoFlip.NotFound, bound);
    }

    private static (SolveStatus Status, double Bound, ScenarioChange.AddCapacity? Loan, int[]? Finishes, bool Proven) Least(Case c, Part open, Dictionary<int, double> reach)
    {
        var replies = new List<(Reply Reply, ScenarioChange.AddCapacity? Loan)>();
        foreach (var byFloors in c.WaysToBeAsGood)
        {
            ScenarioChange.AddCapacity? loan = null;
            Dictionary<int, Column> borrows = [];
            var reply = c.Trial.Ask(open, new(f =>
            {
                borrows = Prepare(c, open, f, reach, byFloors);
                foreach (var (_, lent) in AllLent(f, reach.Keys)) f.Model.SetWorth(lent, -1);
            })
            {
                Leeway = () => Leeway.Lending(open.Left(c.Problem.Capacity), reach.Keys),
                Changed = (f, point) => c.After(loan = Loan(c, f, point, reach.Keys)),
                Start = f => Start(c, open, f, borrows),
            });
            replies.Add((reply, reply.Finishes is null ? null : loan));
        }

        if (replies.All(r => r.Reply.Status == SolveStatus.Infeasible)) return (SolveStatus.Infeasible, double.NegativeInfinity, null, null, true);
        var best = replies.Where(r => r.Loan is not null).OrderByDescending(r => r.Reply.Objective).FirstOrDefault();
        return (SolveStatus.Feasible, replies.Max(r => r.Reply.Bound), best.Loan, best.Reply?.Finishes, replies.All(r => r.Reply.Proven));
    }

    /// <summary>The thing is in, one team borrows, and the plan is as good as it has to be: by its worth, or by lacking less to the floors.</summary>
    private static Dictionary<int, Column> Prepare(Case c, Part open, Formulation f, Dictionary<int, double> reach, bool byFloors)
    {
        open.Target.Require(f);
        var (terms, _) = Case.Worth(f);
        f.ClearObjective();
        var borrows = reach.Keys.Order().ToDictionary(k => k, _ => f.Model.Binary());
        f.Model.AtMost(1, [.. borrows.Values.Select(b => (b, 1.0))]);
        foreach (var (team, borrow) in borrows)
        {
            var most = open.Problem.Candidates.Sum(x => x.Effort.Where(e => e.Team == team).Sum(e => e.Ew));
            f.Model.AtMost(0, [.. AllLent(f, [team]).Select(l => (l.Lent, 1.0)), (borrow, -most)]);
        }

        Trial.Within(f, byFloors ? c.Base.Rank.Shortfall - (5 * Rank.Slack) : c.Base.Rank.Shortfall);
        if (byFloors) return borrows;
        var least = Case.AsGood(c.Base.Rank.Objective) - open.Offset;
        f.Model.AtLeast(least, [.. terms, .. borrows.Select(b => (b.Value, c.Base.Rank.Objective - reach[b.Key]))]);
        return borrows;
    }

    /// <summary>The plan of a loan that is known already.</summary>
    private static double[]? Start(Case c, Part open, Formulation f, Dictionary<int, Column> borrows)
    {
        if (c.Known is not { } known || Trial.PointOf(open, f, known.With.Finishes) is not { } point) return null;
        var lender = c.Setup.Portfolio.Teams.PlaceOf(known.Changes.OfType<ScenarioChange.AddCapacity>().First().Team);
        foreach (var (team, borrow) in borrows) point[borrow.Index] = team == lender ? 1 : 0;
        return point;
    }

    private static bool Fails(Case c, Part open, Dictionary<int, double> reach, double size) => c.WaysToBeAsGood.All(byFloors => c.Trial.Ask(open, new(f =>
    {
        Prepare(c, open, f, reach, byFloors);
        f.Model.AtMost(size, [.. AllLent(f, reach.Keys).Select(l => (l.Lent, 1.0))]);
    })
    {
        Leeway = () => Leeway.Lending(open.Left(c.Problem.Capacity), reach.Keys),
        Changed = (f, point) => c.After(Loan(c, f, point, reach.Keys)),
    }).Status == SolveStatus.Infeasible);

    private static IEnumerable<(int Period, Column Lent)> AllLent(Formulation f, IEnumerable<int> teams) =>
        teams.Order().SelectMany(k => Enumerable.Range(0, f.Problem.Periods).Select(t => (t, f.Leeway!.Lent(k, t)!.Value)));

    /// <summary>What is lent at that point, rounded up to a ten-thousandth.</summary>
    private static ScenarioChange.AddCapacity Loan(Case c, Formulation f, double[] point, IEnumerable<int> teams)
    {
        var team = teams.OrderByDescending(k => AllLent(f, [k]).Sum(l => point[l.Lent.Index])).ThenBy(k => k).First();
        ImmutableArray<EngineerWeeks> more = [.. AllLent(f, [team]).Select(l => EngineerWeeks.Of(point[l.Lent.Index] < 1e-7 ? 0 : Math.Ceiling((point[l.Lent.Index] / Grain) - 0.01) * Grain))];
        return new(c.Setup.Portfolio.Teams[team].Id, more, BandsKeepEffort: true);
    }
}
