using Dais.Engine.Modelling;
using Dais.Engine.Planning;
using Dais.Engine.Planning.Scenarios;
using Dais.Engine.Planning.Searching;
using Dais.Engine.Quantities;

namespace Dais.Engine.Tests.Planning.Scenarios;

public sealed class BeginningLaws
{
    private static readonly SolveLimits Limits = new() { Seconds = 60 };

    [Fact]
    public void However_little_may_be_searched_the_plan_is_never_worse_than_the_base_plan_where_that_keeps_the_rules() => Begun(everyday: 200, atLength: 5_000, (before, plan, setup) =>
    {
        var problem = Compile.From(setup.Portfolio, setup.Policy);
        var stands = problem.FinishesOf(plan);
        if (!Soundness.Holds(problem, stands)) return null;
        var found = Planner.From(Beginning.Between(before, plan, setup), setup.Portfolio, setup.Policy, new() { Seconds = 60, Work = 1 }, TimeProvider.System);
        if (found.Status is PlanStatus.Infeasible or PlanStatus.Unknown) return $"{found.Status}, and the base plan keeps the rules.";
        var (lacks, lacked) = (found.Shortfall.Value, Evaluation.Shortfall(problem, stands));
        if (lacks > lacked + 1e-5) return $"It lacks {lacks}, the base plan {lacked}.";
        var least = problem.Judge(stands);
        return lacks < lacked - 1e-5 || found.Objective.Value >= least - (1e-6 * Math.Max(1, Math.Abs(least))) ? null : $"It is worth {found.Objective}, the base plan {least}.";
    });

    [Fact]
    public void What_is_found_near_a_change_keeps_the_rules_and_is_worth_no_more_than_the_optimum() => Begun(everyday: 100, atLength: 3_000, (before, plan, setup) =>
    {
        var best = Planner.Solve(setup.Portfolio, setup.Policy, Limits, TimeProvider.System);
        if (best.Status != PlanStatus.Optimal || best.Shortfall.Value > 1e-6) return null;
        var problem = Compile.From(setup.Portfolio, setup.Policy);
        var budget = new Budget(Limits with { Work = 100_000 }, TimeProvider.System, TestContext.Current.CancellationToken);
        var incumbent = new Incumbent(problem, budget, null);
        var stands = problem.FinishesOf(plan);
        if (Soundness.Holds(problem, stands)) incumbent.Take(stands);
        var (improvement, first) = (new Improvement(problem, incumbent, null, budget, 1), incumbent.Objective);
        improvement.From(stands, Changed.Of(problem, Beginning.Between(before, plan, setup)));
        if (incumbent.Finishes is not { } found) return null;
        improvement.Cross(found, problem.FinishesOf(best));
        found = incumbent.Finishes!;
        if (!Soundness.Holds(problem, found)) return "It breaks a rule.";
        if (incumbent.OnTarget && incumbent.Objective > best.Objective.Value + (1e-6 * Math.Max(1, Math.Abs(best.Objective.Value)))) return $"It is worth {incumbent.Objective}, the optimum {best.Objective}.";
        return incumbent.OnTarget && incumbent.Objective < first && double.IsFinite(first) ? $"It is worth {incumbent.Objective} after {first}." : null;
    });

    [Fact]
    public void What_differs_is_named_and_nothing_else_is()
    {
        var before = new Setup(
            A.Portfolio(periods: 2) with
            {
                Teams = A.Teams(("s", 5), ("t", 10)),
                Buckets = Catalog<Bucket>.Of([new Bucket(Id<Bucket>.Of("b"), "B", Min: Share.Of(0.1), Max: Share.Of(0.8))]),
                Initiatives = A.Initiatives(A.Initiative("a", 10, customer: 8), A.Initiative("b", 10, customer: 4)),
            },
            new Policy());
        var plan = A.Plan(before.Portfolio);
        Beginning After(ScenarioChange change) => Beginning.Between(before, plan, change.Apply(before));
        Assert.Equal([A.Id("b")], After(new ScenarioChange.Forbid(A.Id("b"))).Initiatives);
        Assert.Equal([A.Id("a")], After(new ScenarioChange.AddValue(A.Id("a"), Money.Of(1))).Initiatives);
        Assert.Equal([A.Id("a")], After(new ScenarioChange.ScaleEffort(A.Id("a"), 0.5)).Initiatives);
        Assert.Equal([Id<Team>.Of("s")], After(new ScenarioChange.AddCapacity(Id<Team>.Of("s"), [EngineerWeeks.Of(1), EngineerWeeks.Zero], BandsKeepEffort: true)).Teams);
        Assert.Equal([Id<Bucket>.Of("b")], After(new ScenarioChange.ChangeShare(Id<Bucket>.Of("b"), null, null, Share.Of(0.5))).Buckets);
        var none = Beginning.Between(before, plan, before);
        Assert.Equal((0, 0, 0), (none.Initiatives.Length, none.Teams.Length, none.Buckets.Length));
    }

    private static void Begun(int everyday, int atLength, Func<Setup, Plan, Setup, string?> law) => SmallWorldLaw.Holds(everyday, atLength, world =>
    {
        var scenario = ScenarioWorlds.Of(world, (uint)world.Portfolio.Initiatives.Count + (uint)SmallWorldText.Of(world).Length);
        if (scenario.Changes.IsEmpty) return null;
        var plan = PlannerLawTests.Solve(world);
        if (plan.Status != PlanStatus.Optimal) return null;
        var before = new Setup(world.Portfolio, world.Policy);
        var setup = scenario.Apply(before);
        if (ModelRules.Check(setup.Portfolio).Any(f => f.IsError)) return null;
        return law(before, plan, setup) is { } wrong ? $"{string.Join("; ", scenario.Changes)}: {wrong}" : null;
    });
}
