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
/// <param name="Forced">The best plan that does, with nothing changed; none where there is none, or none was found.</param>
/// <param name="NoneForced">Whether it is known that there is no such plan.</param>
/// <param name="Trial">Who answers questions.</param>
internal sealed record Case(Setup Setup, Problem Problem, Wanted Wanted, Target Target, Best Base, Best? Forced, bool NoneForced, Trial Trial)
{
    private static readonly bool[] BothWays = [false, true];

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

    /// <summary>The best plan with the thing in a changed problem, beginning from one that may do.</summary>
    internal (Best? Best, bool Known) With(Problem problem, string phase, int[]? start) =>
        Trial.BestOf(problem, phase, Target.Require, Sound(problem, start, isIn: true));

    /// <summary>The best plan without the thing in a changed problem.</summary>
    internal (Best? Best, bool Known) Without(Problem problem, string phase, int[]? start) =>
        Trial.BestOf(problem, phase, Target.Exclude, Sound(problem, start, isIn: false));

    /// <summary>Holds a change against the definition: solves it with and without the thing.</summary>
    /// <returns>The best plan with the thing; whether it is proven to be as good as any without (or strictly better); whether proven not to be.</returns>
    internal (Best? With, bool Gets, bool Fails) Judge(ImmutableArray<ScenarioChange> changes, string phase, int[]? start, bool strictly = false, Best? without = null)
    {
        var problem = After(changes);
        var (with, known) = With(problem, phase, start);
        if (with is null) return (null, false, known);
        if (without is null)
        {
            (without, known) = Without(problem, phase, Base.Finishes);
            if (without is null) return (with, known, false);
        }

        var most = without.Rank with { Objective = Math.Max(without.Bound, without.Rank.Objective) };
        var best = with.Rank with { Objective = Math.Max(with.Bound, with.Rank.Objective) };
        return strictly
            ? (with, !most.AsGoodAs(with.Rank), without.Rank.AsGoodAs(best))
            : (with, with.Rank.AsGoodAs(most), !best.AsGoodAs(without.Rank));
    }

    /// <summary>What a plan costs against the base, by the base's values.</summary>
    internal Money Cost(int[] finishes) => Money.Of(Base.Rank.Objective - Evaluation.Objective(Problem, finishes, Problem.Weights));

    /// <summary>The found plan written out, in the changed problem.</summary>
    internal Plan Drawn(ImmutableArray<ScenarioChange> changes, Best best) => Drawn(After(changes), best, Trial.Budget);

    internal static Plan Drawn(Problem problem, Best best, Budget budget) =>
        Draft.Of(problem, new(best.Proven ? PlanStatus.Optimal : PlanStatus.Feasible, best.Finishes, best.Rank.Objective, best.Bound, best.Rank.Shortfall), budget) with { Stability = Promises.Unpriced(problem, best.Finishes) };

    /// <summary>The objective as a row of the model: terms, and the least they can sum to.</summary>
    internal static ((Column Column, double Factor)[] Terms, double Least) Worth(Formulation f)
    {
        var terms = f.ValueTerms(f.Problem.Weights);
        return (terms, terms.Sum(t => Math.Min(0, t.Factor)));
    }

    private int[]? Sound(Problem problem, int[]? start, bool isIn) =>
        start is not null && Target.In(start) == isIn && Searching.Soundness.Holds(problem, start) ? start : null;
}
