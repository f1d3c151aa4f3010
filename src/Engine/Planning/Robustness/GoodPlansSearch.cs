using System.Collections.Immutable;
using Dais.Engine.Modelling;
using Dais.Engine.Quantities;
using Dais.Engine.Solving;

namespace Dais.Engine.Planning.Robustness;

/// <summary>
/// Looks for plans that are nearly as good as the best one and as different as can be, and for what they all share.
/// </summary>
/// <remarks>
/// On the planner's own formulation, with the objective held at no less than 99 % of the best: the next plan is the one
/// whose distance to the nearest of those so far is largest. The distance of two plans is the work of everything that
/// one chooses and the other does not. Then, for each thing that all of them choose, the best plan without it is asked
/// for: where it falls short of the 99 %, no good plan can do without that thing.
/// </remarks>
internal sealed class GoodPlansSearch(Problem problem, Search search, Found best, Budget budget, PlansMet met)
{
    private const double Near = 0.01;
    private const int Most = 3;
    private static readonly double[] Lures = [10, 30];

    private readonly double _least = best.Objective - (Near * Math.Abs(best.Objective));

    internal GoodPlans Run(Action<string> tell)
    {
        List<int[]> found = [best.Finishes!];
        var plans = ImmutableArray.CreateBuilder<GoodPlan>();
        for (var k = 0; k < Most && !budget.Over; k++)
        {
            tell($"a plan as good and different, {k + 1} of {Most}");
            if (best.Status != PlanStatus.Optimal) budget.Within(0.5 / (Most - k), () => Lure(found));
            if (budget.Within(0.6 / (Most - k), () => Next(found)) is not { } next) break;
            found.Add(next.Finishes);
            plans.Add(Shown(next.Finishes, next.Distance, next.Proven));
            met.Take(next.Finishes);
        }

        ImmutableArray<int> shared = [.. Enumerable.Range(0, best.Finishes!.Length).Where(i => found.TrueForAll(p => p[i] >= 0))];
        var (needed, stillShared, known) = Needed(shared, tell);
        return new(Share.Of(Near), plans.ToImmutable(), Ids(stillShared), Ids(needed), known);
    }

    private (int[] Finishes, double Distance, bool Proven)? Next(List<int[]> found)
    {
        double Distance(int[] plan) => found.Min(other => Between(plan, other));
        var start = met.Plans.Where(p => problem.Judge(p) >= _least).MaxBy(Distance);
        var aim = new Aim("different plans", f => Prepare(f, found), Distance) { Shortfall = best.Shortfall };
        var reply = search.Maximise(aim, start ?? best.Finishes);
        if (reply.Finishes is not { } finishes || Distance(finishes) <= Search.Tolerance) return null;
        return (finishes, Distance(finishes), reply.Status == PlanStatus.Optimal);
    }

    /// <summary>
    /// Where there is no time for proofs: looks for the best plan of the same problem with a bonus for everything that few of
    /// those so far choose and a malus for what many do, by its work; the more of it, the farther away and the less good.
    /// </summary>
    private int Lure(List<int[]> found)
    {
        var worth = Yardstick.Of(problem, problem.Weights);
        for (var k = 0; k < Lures.Length && !budget.Over; k++)
        {
            var bonus = Lures[k] * Near * Math.Abs(best.Objective) / problem.Total / found.Count;
            var lured = Rejudged.Of(problem, worth, i => bonus * problem.Candidates[i].Total * found.Sum(p => p[i] < 0 ? 1 : -1));
            if (budget.Within(1.0 / (Lures.Length - k), () => new Search(lured, budget, null, best.Finishes).Sketch()).Finishes is { } finishes) met.Take(finishes);
        }

        return met.Plans.Count;
    }

    private void Prepare(Formulation f, List<int[]> found)
    {
        AsGood(f);
        var distance = f.Model.Continuous(0, problem.Candidates.Sum(c => c.Total), 1);
        foreach (var plan in found)
        {
            var (constant, terms) = (0.0, new List<(Column, double)> { (distance, 1) });
            for (var i = 0; i < plan.Length; i++)
            {
                if (f.Chosen(i) is not { } chosen) continue;
                if (plan[i] >= 0) constant += problem.Candidates[i].Total;
                terms.Add((chosen, plan[i] >= 0 ? problem.Candidates[i].Total : -problem.Candidates[i].Total));
            }

            f.Model.AtMost(constant, [.. terms]);
        }
    }

    private void AsGood(Formulation f)
    {
        var terms = f.MaximiseValue(problem.Weights);
        f.ClearObjective();
        f.Model.AtLeast(_least, terms);
    }

    /// <summary>Of what all plans share: what none so good can do without, what is still shared after looking for one without, and whether all of it was settled.</summary>
    private (List<int> Needed, List<int> Shared, bool Known) Needed(ImmutableArray<int> shared, Action<string> tell)
    {
        var (needed, left, known) = (new List<int>(), new List<int>(), true);
        for (var k = 0; k < shared.Length; k++)
        {
            var i = shared[k];
            if (problem.Candidates[i].Forced)
            {
                needed.Add(i);
                left.Add(i);
                continue;
            }

            tell($"good plans without {problem.Candidates[i].Id}");
            if (met.Plans.Any(p => p[i] < 0 && problem.Judge(p) >= _least)) continue;
            var without = budget.Over ? null : budget.Within(1.0 / (shared.Length - k), () => Without(i));
            if (without is { } one && one.Objective >= _least)
            {
                met.Take(one.Finishes!);
                continue;
            }

            left.Add(i);
            if (without is { } settled && settled.Bound < _least) needed.Add(i);
            else known = false;
        }

        return (needed, left, known);
    }

    /// <summary>The best plan without it; its bound where there is none that is good enough.</summary>
    private Found? Without(int i)
    {
        var aim = new Aim("good plans", f =>
        {
            f.MaximiseValue(problem.Weights);
            if (f.Chosen(i) is { } chosen) f.Model.Fix(chosen, 0);
        }, problem.Judge) { Shortfall = best.Shortfall };
        var found = search.Maximise(aim, null);
        return found.Status == PlanStatus.Infeasible ? found with { Bound = double.NegativeInfinity } : found.Finishes is null ? found with { Objective = double.NegativeInfinity } : found;
    }

    private GoodPlan Shown(int[] finishes, double distance, bool proven) => new(
        Enumerable.Range(0, finishes.Length).Where(i => finishes[i] >= 0).ToImmutableSortedDictionary(i => problem.Candidates[i].Id, i => new Period(finishes[i])),
        Money.Of(problem.Judge(finishes)),
        Ids(Enumerable.Range(0, finishes.Length).Where(i => finishes[i] >= 0 && best.Finishes![i] < 0)),
        Ids(Enumerable.Range(0, finishes.Length).Where(i => finishes[i] < 0 && best.Finishes![i] >= 0)),
        EngineerWeeks.Of(distance),
        proven);

    private double Between(int[] one, int[] other)
    {
        var work = 0.0;
        for (var i = 0; i < one.Length; i++) work += one[i] >= 0 != other[i] >= 0 ? problem.Candidates[i].Total : 0;
        return work;
    }

    private ImmutableArray<Id<Initiative>> Ids(IEnumerable<int> places) => [.. places.Select(i => problem.Candidates[i].Id)];
}
