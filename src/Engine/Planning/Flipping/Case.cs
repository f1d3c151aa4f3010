using System.Collections.Immutable;
using Dais.Engine.Planning.Scenarios;
using Dais.Engine.Quantities;
using Dais.Engine.Solving;

namespace Dais.Engine.Planning.Flipping;

/// <summary>What every kind of change starts from: the base, the thing, and the plans with and without it.</summary>
/// <param name="Setup">The base's portfolio and policy.</param>
/// <param name="Problem">The same, as arrays.</param>
/// <param name="Wanted">The thing.</param>
/// <param name="Target">The thing, as candidates; they stand in the same places in every changed problem.</param>
/// <param name="Base">The polished base plan; it does not choose the thing.</param>
/// <param name="Trial">Who answers questions.</param>
internal sealed record Case(Setup Setup, Problem Problem, Wanted Wanted, Target Target, Best Base, Trial Trial)
{
    private static readonly bool[] BothWays = [false, true];

    /// <summary>The best plan found with the thing and nothing changed; none where there is none, or none was found.</summary>
    internal Best? Forced { get; init; }

    /// <summary>Whether it is known that there is no such plan.</summary>
    internal bool NoneForced { get; init; }

    /// <summary>What is free around the base; none where everything is.</summary>
    internal Around? Around { get; init; }

    /// <summary>A change of the kind that is looked for, and what it may be checked against; none where none was found yet.</summary>
    internal FlipFound? Known { get; init; }

    /// <summary>Where every plan of the base's own problem that turns up is kept, if it is better than the base.</summary>
    internal Finds Finds { get; init; } = new();

    /// <summary>What counts as equal to the base's objective, halved so that the solver's own tolerance has room.</summary>
    internal static double AsGood(double objective) => objective - (Rank.Same / 2 * Math.Max(1, Math.Abs(objective)));

    /// <summary>Whether plans without the thing cannot be touched by a change of the thing itself.</summary>
    internal bool IsOneInitiative => Target.All.Length == 1 && Target.OneOfEach.IsEmpty;

    /// <summary>By its worth, with no more lacking to the floors than in the base; where something lacks there, also by lacking less (true).</summary>
    internal IReadOnlyList<bool> WaysToBeAsGood => Base.Rank.Shortfall > Rank.Slack ? BothWays : BothWays[..1];

    internal Problem After(params ImmutableArray<ScenarioChange> changes)
    {
        var setup = new Scenario("", changes).Apply(Setup);
        return Compile.From(setup.Portfolio, setup.Policy);
    }

    /// <summary>The plans of a problem, perhaps changed, that are looked at.</summary>
    internal Part View(Problem problem) => Around is { } around
        ? Part.Near(problem, Target, Base.Finishes, around.Free, around.Work)
        : Part.All(problem, Target);

    /// <summary>The best plan with the thing in a changed problem, beginning from one that may do.</summary>
    internal (Best? Best, bool Known) With(Problem problem, int[]? start) => Best(problem, start, isIn: true);

    /// <summary>The best plan without the thing in a changed problem.</summary>
    internal (Best? Best, bool Known) Without(Problem problem, int[]? start) => Best(problem, start, isIn: false);

    private (Best? Best, bool Known) Best(Problem problem, int[]? start, bool isIn)
    {
        var part = View(problem);
        var found = Trial.BestOf(part, isIn ? part.Target.Require : part.Target.Exclude, Sound(problem, start, isIn));
        if (found.Best is { } best) Finds.Offer(Problem, Base.Rank, best.Finishes);
        return found;
    }

    /// <summary>Holds a change against the definition: solves it with and without the thing.</summary>
    internal Judgement Judge(ImmutableArray<ScenarioChange> changes, int[]? start, bool strictly = false, Best? without = null)
    {
        var problem = After(changes);
        var (with, known) = With(problem, start);
        if (with is null) return new(null, false, known && Around is null, false);
        if (without is null)
        {
            (without, known) = Without(problem, Base.Finishes);
            if (without is null) return new(with, known && Around is null, false, known || Around is null);
        }

        var most = without.Rank with { Objective = Math.Max(without.Bound, without.Rank.Objective) };
        var best = with.Rank with { Objective = Math.Max(with.Bound, with.Rank.Objective) };
        var (gets, fails, seems) = strictly
            ? (!most.AsGoodAs(with.Rank), without.Rank.AsGoodAs(best), !without.Rank.AsGoodAs(with.Rank))
            : (with.Rank.AsGoodAs(most), !best.AsGoodAs(without.Rank), with.Rank.AsGoodAs(without.Rank));
        return new(with, gets && Around is null, fails && Around is null, seems);
    }

    /// <summary>What a plan costs against the base, by the base's values.</summary>
    internal Money Cost(int[] finishes) => Money.Of(Base.Rank.Objective - Evaluation.Objective(Problem, finishes, Problem.Weights));

    /// <summary>What was found written out.</summary>
    internal FlipAnswer Drawn(FlipOutcome outcome) => outcome.Flip is { } flip
        ? new(outcome.Kind, new(outcome.Kind, flip.Changes, flip.Size, outcome.Bound, Cost(flip.With.Finishes), Drawn(After(flip.Changes), flip.With, Trial.Budget), flip.Smallest, flip.Decides, flip.SmallerFails))
        : new(outcome.Kind, null, outcome.Without, outcome.Bound);

    internal static Plan Drawn(Problem problem, Best best, Budget budget) =>
        Draft.Of(problem, new(best.Proven ? PlanStatus.Optimal : PlanStatus.Feasible, best.Finishes, best.Rank.Objective, best.Bound, best.Rank.Shortfall), budget) with { Stability = Promises.Unpriced(problem, best.Finishes) };

    /// <summary>The objective as a row of the model: terms, and the least they can sum to.</summary>
    internal static ((Column Column, double Factor)[] Terms, double Least) Worth(Formulation f)
    {
        var terms = f.ValueTerms(f.Problem.Weights);
        return (terms, terms.Sum(t => Math.Min(0, t.Factor)));
    }

    private int[]? Sound(Problem problem, int[]? start, bool isIn) =>
        start is not null && Target.In(start) == isIn && Pruned(problem, start) is var pruned && Target.In(pruned) == isIn && Searching.Soundness.Holds(problem, pruned) ? pruned : null;

    /// <summary>The finishes without what the problem does not allow, and without what stands on that.</summary>
    private static int[] Pruned(Problem problem, int[] finishes)
    {
        var pruned = (int[])finishes.Clone();
        for (var changed = true; changed;)
        {
            changed = false;
            for (var i = 0; i < pruned.Length; i++)
            {
                var candidate = problem.Candidates[i];
                if (pruned[i] < 0 || (candidate.Possible && candidate.After.Concat(candidate.Requires).All(j => pruned[j] >= 0))) continue;
                (pruned[i], changed) = (-1, true);
            }
        }

        return pruned;
    }
}
