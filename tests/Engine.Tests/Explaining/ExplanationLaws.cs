using Dais.Engine.Explaining;
using Dais.Engine.Modelling;
using Dais.Engine.Planning;
using Dais.Engine.Tests.Planning;

namespace Dais.Engine.Tests.Explaining;

/// <summary>The laws that every explanation keeps, on small worlds with every rule in play.</summary>
public sealed class ExplanationLaws
{
    private const double Same = 1e-9;

    [Fact]
    public void The_reasons_of_a_plan_add_up_to_its_objective() => SmallWorldLaw.Holds(everyday: 200, atLength: 5_000, world =>
    {
        var plan = PlannerLawTests.Solve(world);
        var sum = Explanation.Of(world.Portfolio, plan).Reasons.Sum(r => r.Amount.Value);
        return Near(sum, plan.Objective.Value) ? null : $"The reasons add up to {sum}, and the plan is worth {plan.Objective}.";
    });

    [Fact]
    public void What_is_open_is_either_planned_or_left_out_with_a_reason() => SmallWorldLaw.Holds(everyday: 200, atLength: 5_000, world =>
    {
        var plan = PlannerLawTests.Solve(world);
        if (plan.Status is not (PlanStatus.Optimal or PlanStatus.Feasible)) return null;
        var left = Explanation.Of(world.Portfolio, plan).LeftOut;
        var open = world.Portfolio.Initiatives.Where(i => i.Status is not (InitiativeStatus.Done or InitiativeStatus.Dropped)).Select(i => i.Id).ToHashSet();
        var told = left.Where(l => open.Contains(l.Id)).Select(l => l.Id).Concat(plan.Initiatives.Select(i => i.Id)).ToList();
        if (left.FirstOrDefault(l => string.IsNullOrWhiteSpace(l.Sentence)) is { } silent) return $"{silent.Id} is left out without a word.";
        return told.Count == open.Count && open.SetEquals(told) ? null : $"Open are {string.Join(", ", open)}, and told of are {string.Join(", ", told)}.";
    });

    [Fact]
    public void The_differences_of_two_plans_add_up_to_the_difference_of_their_objectives() => SmallWorldLaw.Holds(everyday: 100, atLength: 2_000, world =>
    {
        var (one, other) = (PlannerLawTests.Solve(world), PlannerLawTests.Solve(world.Under(p => p with { Allocation = !p.Allocation, Lens = Lens.Customer })));
        if (one.Status != PlanStatus.Optimal || other.Status != PlanStatus.Optimal) return null;
        var comparison = Comparison.Of(world.Portfolio, one, other);
        var sum = comparison.Differences.Sum(d => d.Amount.Value);
        return Near(sum, other.Objective.Value - one.Objective.Value) ? null : $"The differences add up to {sum}, and the plans are worth {one.Objective} and {other.Objective}.";
    });

    private static bool Near(double a, double b) => Math.Abs(a - b) <= Same * Math.Max(1, Math.Max(Math.Abs(a), Math.Abs(b)));
}
