using Dais.Engine.Explaining;
using Dais.Engine.Modelling;
using Dais.Engine.Planning;
using Dais.Engine.Planning.Scenarios;

namespace Dais.Engine.Tests.Planning.Scenarios;

public sealed class ScenarioLaws
{
    private const double Same = 1e-6;

    private static readonly SolveLimits Limits = new() { Seconds = 60 };

    [Fact]
    public void A_scenario_never_edits_its_base() => Each(everyday: 400, atLength: 10_000, (world, scenario) =>
    {
        var before = SmallWorldText.Of(world);
        scenario.Apply(new(world.Portfolio, world.Policy));
        return SmallWorldText.Of(world) == before ? null : "The base differs after the scenario was made on it.";
    });

    [Fact]
    public void Changes_compose_in_order() => Each(everyday: 400, atLength: 10_000, (world, scenario) =>
    {
        var setup = new Setup(world.Portfolio, world.Policy);
        var one = scenario.Apply(setup);
        var half = new Scenario("half", [.. scenario.Changes.Take(1)]).Apply(setup);
        var other = new Scenario("rest", [.. scenario.Changes.Skip(1)]).Apply(half);
        return Text(one) == Text(other) ? null : $"At once: {Text(one)}\nOne after the other: {Text(other)}";
    });

    [Fact]
    public void Trying_from_the_base_plan_and_planning_the_changed_world_afresh_find_the_same() => Planned(everyday: 100, atLength: 3_000, (world, plan, result) =>
    {
        var fresh = Planner.Solve(result.Setup.Portfolio, result.Setup.Policy, Limits, TimeProvider.System);
        if (fresh.Status != result.Plan.Status) return $"{result.Plan.Status} from the base plan, {fresh.Status} afresh.";
        if (fresh.Status != PlanStatus.Optimal) return null;
        if (Math.Abs(fresh.Shortfall.Value - result.Plan.Shortfall.Value) > 1e-4) return $"The shortfalls are {result.Plan.Shortfall} and {fresh.Shortfall}.";
        return Near(fresh.Objective.Value, result.Plan.Objective.Value) ? null : $"{result.Plan.Objective} from the base plan, {fresh.Objective} afresh.";
    });

    [Fact]
    public void What_a_scenario_is_worth_adds_up_from_its_reasons_and_from_its_two_parts() => Planned(everyday: 100, atLength: 3_000, (world, plan, result) =>
    {
        if (result.Comparison is not { } comparison) return null;
        if (!Near(comparison.Differences.Sum(d => d.Amount.Value), result.Plan.Objective.Value - plan.Objective.Value)) return $"The reasons add up to {comparison.Differences.Sum(d => d.Amount.Value)}, the plans differ by {comparison.Amount}.";
        if (result.AsItStands is { } stands && stands.Value > result.Plan.Objective.Value + (Same * Math.Max(1, Math.Abs(stands.Value)))) return $"As it stands the base plan is worth {stands}, more than the best plan of the scenario, {result.Plan.Objective}.";
        return result.Missed is null ? null : $"A proven base plan cannot have missed {result.Missed}.";
    });

    [Fact]
    public void Every_move_has_a_reason_and_answers_only_to_other_moves() => Planned(everyday: 100, atLength: 3_000, (world, plan, result) =>
    {
        var moved = result.Moves.Select(m => m.Change.Id).ToHashSet();
        if (!moved.SetEquals(result.Comparison?.Changes.Select(c => c.Id) ?? [])) return "The moves are not those by which the plans differ.";
        foreach (var move in result.Moves)
        {
            if (string.IsNullOrWhiteSpace(move.Why)) return $"{move.Change.Id} moves without a word.";
            if (move.Because.Contains(move.Change.Id) || !move.Because.All(moved.Contains)) return $"{move.Change.Id} moves because of {string.Join(", ", move.Because)}.";
            if (move.Cause is MoveCause.Capacity or MoveCause.Bucket && move.Subject is null) return $"{move.Change.Id} moves by {move.Cause} of nobody.";
        }

        return null;
    });

    [Fact]
    public void What_the_scenario_orders_is_so_in_its_plan() => Planned(everyday: 150, atLength: 3_000, (world, plan, result) =>
    {
        if (result.Comparison is null || result.Scenario.Changes.Length != 1) return null;
        return result.Scenario.Changes[0] switch
        {
            ScenarioChange.Pin pin when result.Plan.Find(pin.Initiative)?.Finish != pin.Finish => $"{pin} is not kept.",
            ScenarioChange.Forbid ban when result.Plan.Find(ban.Initiative) is not null => $"{ban} is not kept.",
            ScenarioChange.Drop drop when result.Plan.Find(drop.Initiative) is not null => $"{drop} is not kept.",
            ScenarioChange.Force force when result.Plan.Find(force.Initiative) is null => $"{force} is not kept.",
            _ => null,
        };
    });

    [Fact]
    public void Taking_what_was_added_leaves_the_team_as_it_was() => Each(everyday: 300, atLength: 5_000, (world, scenario) =>
    {
        foreach (var add in scenario.Changes.OfType<ScenarioChange.AddCapacity>().Where(a => !a.BandsKeepEffort))
        {
            var setup = new Setup(world.Portfolio, world.Policy);
            var (before, after) = (setup.Portfolio.Teams[add.Team], new ScenarioChange.TakeCapacity(add.Team, add.More).Apply(add.Apply(setup)).Portfolio.Teams[add.Team]);
            foreach (var period in world.Portfolio.Platform.Calendar.Periods)
            {
                if (!Near(before.Net(period).Value, after.Net(period).Value) || !Near(before.Capacity[period].Value, after.Capacity[period].Value)) return $"{add.Team} had {before.Net(period)} and has {after.Net(period)}.";
            }
        }

        return null;
    });

    private static void Each(int everyday, int atLength, Func<SmallWorld, Scenario, string?> law) => SmallWorldLaw.Holds(everyday, atLength, world =>
    {
        var scenario = ScenarioWorlds.Of(world, (uint)world.Portfolio.Initiatives.Count + (uint)SmallWorldText.Of(world).Length);
        return scenario.Changes.IsEmpty ? null : law(world, scenario) is { } wrong ? $"{string.Join("; ", scenario.Changes)}: {wrong}" : null;
    });

    private static void Planned(int everyday, int atLength, Func<SmallWorld, Plan, WhatIf, string?> law) => Each(everyday, atLength, (world, scenario) =>
    {
        var plan = PlannerLawTests.Solve(world);
        if (plan.Status != PlanStatus.Optimal) return null;
        var setup = scenario.Apply(new(world.Portfolio, world.Policy));
        if (ModelRules.Check(setup.Portfolio).Any(f => f.IsError)) return null;
        return law(world, plan, WhatIf.Of(world.Portfolio, plan, scenario, Limits, TimeProvider.System));
    });

    private static string Text(Setup setup) => SmallWorldText.Of(new(setup.Portfolio, setup.Policy));

    private static bool Near(double a, double b) => Math.Abs(a - b) <= Same * Math.Max(1, Math.Max(Math.Abs(a), Math.Abs(b)));
}
