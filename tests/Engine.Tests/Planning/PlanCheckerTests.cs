using Dais.Engine.Modelling;
using Dais.Engine.Planning;

namespace Dais.Engine.Tests.Planning;

public sealed class PlanCheckerTests
{
    private const int Worlds = 300;

    private static readonly Lazy<List<(SmallWorld World, Plan Plan)>> Good = new(() =>
        [.. from number in Enumerable.Range(0, Worlds)
            let world = SmallWorldLaw.World(number)
            let plan = OraclePlan.Best(world)
            where plan is not null
            select (world, plan)]);

    public static TheoryData<string> Mutations => [.. PlanMutations.All.Keys];

    [Fact]
    public void The_best_plan_by_brute_force_passes() => SmallWorldLaw.Holds(
        everyday: Worlds,
        atLength: 20_000,
        world => OraclePlan.Best(world) is { } plan ? Says(world.Portfolio, plan) : null);

    [Fact]
    public void Every_plan_that_brute_force_allows_passes() => SmallWorldLaw.Holds(
        everyday: 20,
        atLength: 2_000,
        world => Oracle.Plans(new OracleRules(world)).Select(f => Says(world.Portfolio, OraclePlan.Of(world, f))).FirstOrDefault(s => s is not null));

    [Theory]
    [MemberData(nameof(Mutations))]
    public void What_is_wrong_with_a_plan_is_found_by_its_rule(string mutation)
    {
        var (rule, breakIt) = PlanMutations.All[mutation];
        var broken = 0;
        foreach (var (world, plan) in Good.Value)
        {
            if (breakIt(world.Portfolio, plan) is not var (portfolio, wrong)) continue;
            broken++;
            var found = PlanChecker.Check(portfolio, wrong);
            if (!found.Any(v => v.Rule == rule)) Assert.Fail($"{mutation}: {string.Join(' ', found)}\n{SmallWorldText.Of(world)}");
        }
        Assert.True(broken >= 3, $"{mutation}: only {broken} plans offer a place for it.");
    }

    [Fact]
    public void A_plan_that_is_none_and_lists_nothing_passes()
    {
        var world = SmallWorldLaw.World(0);
        Assert.Empty(PlanChecker.Check(world.Portfolio, new Plan { Status = PlanStatus.Infeasible, Policy = world.Policy }));
        Assert.Empty(PlanChecker.Check(world.Portfolio, new Plan { Status = PlanStatus.Unknown, Policy = world.Policy }));
    }

    [Fact]
    public void A_violation_is_a_sentence_with_the_rule_the_thing_and_the_values()
    {
        var (world, plan) = Good.Value.First(g => PlanMutations.All["less work than the effort"].Break(g.World.Portfolio, g.Plan) is not null);
        var (portfolio, wrong) = PlanMutations.All["less work than the effort"].Break(world.Portfolio, plan)!.Value;
        var violation = PlanChecker.Check(portfolio, wrong).First(v => v.Rule == "R1");
        Assert.Matches("^R1: The work of initiative \"[a-e]\" on team \"t[1-3]\" adds up to [0-9.]+ ew, but its effort there is [0-9.]+ ew[.]$", violation.ToString());
    }

    private static string? Says(Portfolio portfolio, Plan plan) =>
        PlanChecker.Check(portfolio, plan) is { Length: > 0 } wrong ? string.Join(' ', wrong) : null;
}
