using System.Collections.Immutable;
using Dais.Engine.Modelling;
using Dais.Engine.Planning.Checking;

namespace Dais.Engine.Planning;

/// <summary>A rule that a plan breaks, in words.</summary>
/// <param name="Rule">
/// R1 … R11; or what the plan says wrongly about itself: List, Start, Teams, Value, Tail, Bound, Status or Stability.
/// </param>
/// <param name="Subject">The id of the thing it is about; empty where it is the whole plan.</param>
/// <param name="Sentence">The thing, what it has and what the rule wants.</param>
public sealed record Violation(string Rule, string Subject, string Sentence)
{
    public override string ToString() => $"{Rule}: {Sentence}";
}

/// <summary>Checks a finished plan against the rules, without the solver and without the planner's own model.</summary>
/// <remarks>
/// Everything that a plan states is worked out again from its finishes and its work. Two things cannot be checked so:
/// that a smaller shortfall is impossible (R9), and that no plan is worth more than the bound. Work and capacity are
/// compared within 1e-4 ew, values within 1e-4 · max(1, |objective|), and a proof within 1e-6 of the same.
/// </remarks>
public static class PlanChecker
{
    private static readonly ImmutableArray<Func<PlanFacts, IEnumerable<Violation>>> Rules =
    [
        ListRules.EveryListIsInOrder,
        ListRules.EveryAmountOfWorkHasItsPeriod,
        WorkRules.WorkAddsUpToTheEffort,
        WorkRules.WorkKeepsThePace,
        WorkRules.WorkLiesInTheWindow,
        WorkRules.TheWindowIsLongEnough,
        WorkRules.TeamsKeepTheirCapacity,
        ChoiceRules.WhatComesFirstIsFinishedFirst,
        ChoiceRules.WhatIsRequiredIsFinishedToo,
        ChoiceRules.WhatExcludesEachOtherIsNotChosenTogether,
        ChoiceRules.MustsPinsAndBansAreObeyed,
        ChoiceRules.StatusIsObeyed,
        ChoiceRules.PromisesAreKept,
        AllocationRules.CeilingsHold,
        AllocationRules.BucketsAreStatedRightly,
        AllocationRules.TheShortfallIsStatedRightly,
        ValueRules.UseCasesAreStatedRightly,
        ValueRules.ValuesAreStatedRightly,
        ValueRules.TheTailIsStatedRightly,
        ReportRules.StartsAreTheFirstPeriodsWithWork,
        ReportRules.TeamsAreStatedRightly,
        ReportRules.TheBoundHolds,
        ReportRules.AProofIsOne,
        ReportRules.MovedPromisesAreNamed,
    ];

    /// <summary>Every rule that <paramref name="plan"/> breaks; none where it says that there is no plan, and lists none.</summary>
    /// <param name="portfolio">The facts; it breaks no rule of the model.</param>
    /// <param name="plan">The plan, of whatever origin.</param>
    public static ImmutableArray<Violation> Check(Portfolio portfolio, Plan plan)
    {
        ArgumentNullException.ThrowIfNull(portfolio);
        ArgumentNullException.ThrowIfNull(plan);
        var facts = new PlanFacts(portfolio, plan);
        return plan.Status is PlanStatus.Infeasible or PlanStatus.Unknown
            ? [.. ListRules.APlanThatIsNoneListsNothing(facts)]
            : [.. Rules.SelectMany(rule => rule(facts))];
    }
}
