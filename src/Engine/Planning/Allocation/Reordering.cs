using System.Collections.Immutable;
using Dais.Engine.Modelling;
using Dais.Engine.Planning.Groups;
using Dais.Engine.Quantities;

namespace Dais.Engine.Planning.Allocation;

/// <summary>A plan in which one bucket's initiatives stand in another order, and nothing else has moved.</summary>
/// <param name="Bucket">The bucket.</param>
/// <param name="Order">The order that was asked for: each is finished as soon as those before it allow.</param>
/// <param name="Ordered">Whether somebody gave that order; else it is by value for effort.</param>
/// <param name="Before">The plan before.</param>
/// <param name="After">The plan after; the other buckets' finishes and work are the same, team by team and period by period.</param>
/// <param name="Impossible">Those of the order for which what the others leave is not enough, once those before them are planned.</param>
/// <param name="OwnBefore">What the owner of the bucket got; absent where nobody owns it.</param>
/// <param name="OwnAfter">What it gets.</param>
public sealed record Reordered(
    Id<Bucket> Bucket,
    ImmutableArray<Id<Initiative>> Order,
    bool Ordered,
    Plan Before,
    Plan After,
    ImmutableArray<Id<Initiative>> Impossible,
    Money? OwnBefore,
    Money? OwnAfter);

/// <summary>
/// Puts one bucket's initiatives in an order of its owner's choice, within what every other bucket's plan leaves (M-06 c, R-44).
/// </summary>
/// <remarks>
/// The others' finishes and work are held as they are (<see cref="OneBucket"/>). Then, item by item in the order asked
/// for, the earliest finish is found that those before it allow, each by the planner's own formulation; what the order
/// does not name is chosen for the most value within the rest. Ceilings hold.
/// </remarks>
public static class Reordering
{
    /// <summary>The plan with that bucket in that order; an empty order is by value for effort.</summary>
    /// <param name="portfolio">The facts; it breaks no rule of the model.</param>
    /// <param name="plan">The plan to change, with its policy.</param>
    /// <param name="bucket">Whose order.</param>
    /// <param name="order">Initiatives of that bucket.</param>
    /// <param name="limits">How long to look.</param>
    /// <param name="clock">The time.</param>
    /// <param name="cancel">Stops the search; what comes after is as it was.</param>
    /// <exception cref="ArgumentException">An initiative of the order is not in the bucket, or there is no plan to change.</exception>
    public static Reordered Solve(Portfolio portfolio, Plan plan, Id<Bucket> bucket, ImmutableArray<Id<Initiative>> order, SolveLimits limits, TimeProvider clock, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(portfolio);
        ArgumentNullException.ThrowIfNull(plan);
        if (plan.Status is not (PlanStatus.Optimal or PlanStatus.Feasible)) throw new ArgumentException("There is no plan to change.", nameof(plan));
        var problem = Compile.From(portfolio, plan.Policy);
        var (budget, b) = (new Budget(limits, clock, cancel), portfolio.Buckets.PlaceOf(bucket));
        foreach (var stranger in order.Where(i => portfolio.Initiatives.Find(i)?.Bucket != bucket)) throw new ArgumentException($"{stranger} is not in {bucket}.", nameof(order));
        var finishes = problem.FinishesOf(plan);
        var inside = new OneBucket(problem, b, finishes, OneBucket.WorkOf(problem, plan));
        var ordered = !order.IsEmpty;
        if (!ordered) order = [.. ListSchedule.ByValueForEffort(problem).Where(i => problem.Candidates[i].Bucket == b).Select(i => problem.Candidates[i].Id)];
        var (reached, impossible) = new Run(inside.Problem, finishes, budget).InOrder([.. order.Select(problem.PlaceOf).Where(i => i >= 0)]);
        var found = new Found(PlanStatus.Feasible, reached, problem.Judge(reached), double.PositiveInfinity, 0);
        var after = Draft.LaidOut(problem, found, inside.Together(reached, budget)) with { Seconds = budget.Elapsed, Work = budget.Spent, Stability = Promises.Unpriced(problem, reached) };
        var (own, now) = OwnValue(problem, bucket, finishes, reached);
        return new(bucket, order, ordered, plan, after, [.. impossible.Select(i => problem.Candidates[i].Id)], own, now);
    }

    private static (Money?, Money?) OwnValue(Problem problem, Id<Bucket> bucket, int[] before, int[] after)
    {
        if (problem.Portfolio.Buckets[bucket].Owner is not { } owner) return (null, null);
        var stakes = Stakes.Of(problem);
        var place = Array.IndexOf(stakes.Groups, owner);
        return place < 0 ? (Money.Zero, Money.Zero) : (Money.Of(stakes.Yardsticks[place].Of(problem, before)), Money.Of(stakes.Yardsticks[place].Of(problem, after)));
    }

    private sealed class Run(Problem problem, int[] before, Budget budget)
    {
        private readonly List<(int Candidate, int Finish)> _held = [];
        private readonly Search _search = new(problem, budget, null);

        internal (int[] Finishes, List<int> Impossible) InOrder(int[] order)
        {
            var (at, impossible) = (before, new List<int>());
            foreach (var i in order)
            {
                if (budget.Over) break;
                var found = _search.Maximise(Earliest(i), _held.Count == 0 ? before : at);
                if (found.Finishes is not { } finishes) break;
                at = finishes;
                if (at[i] >= 0) _held.Add((i, at[i]));
                else impossible.Add(i);
            }

            var rest = _search.Maximise(new("reorder", f =>
            {
                Hold(f);
                f.MaximiseValue(problem.Weights);
            }, problem.Judge) { AskAgain = true }, at);
            return (rest.Finishes ?? at, impossible);
        }

        /// <summary>Chosen before not chosen, then the earliest finish, in what those before leave.</summary>
        private Aim Earliest(int i) => new("reorder", f =>
        {
            Hold(f);
            f.ClearObjective();
            foreach (var column in f.FinishColumns(i)) f.Model.SetWorth(column, 1);
        }, finishes => finishes[i] < 0 ? 0 : problem.Candidates[i].MaxFinish - finishes[i] + 1) { Tolerance = 1e-7 };

        private void Hold(Formulation f)
        {
            foreach (var (i, finish) in _held) f.Model.AtLeast(1, (f.FinishedBy(i, finish)!.Value, 1));
        }
    }
}
