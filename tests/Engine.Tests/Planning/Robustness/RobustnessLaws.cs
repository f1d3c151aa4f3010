using System.Runtime.CompilerServices;
using Dais.Engine.Modelling;
using Dais.Engine.Planning;
using Dais.Engine.Planning.Robustness;
using Dais.Engine.Quantities;

namespace Dais.Engine.Tests.Planning.Robustness;

/// <summary>What holds of every study of how sure a plan is, on small worlds with every rule in play.</summary>
public sealed class RobustnessLaws
{
    private const double Near = 1e-4;

    private static readonly ConditionalWeakTable<SmallWorld, RobustnessStudy> Studies = [];

    [Fact]
    public void The_plan_is_the_one_that_brute_force_finds() => Holds((world, study) =>
    {
        var best = Oracle.Solve(world)!;
        return Same(study.Plan.Objective.Value, best.Objective) ? null : $"{study.Plan.Objective}, but the best is {best.Objective}";
    });

    [Fact]
    public void Knowing_is_never_worth_less_than_nothing_and_the_most_comes_first() => Holds((_, study) =>
    {
        if (study.Doubts.Doubts.Any(d => d.Worth.Value < 0) || study.Doubts.Noise.Value < 0) return "something is worth less than nothing";
        if (study.Doubts.Better is { Gain.Value: <= 0 }) return "a sturdier plan is not worth more";
        return study.Doubts.Doubts.Zip(study.Doubts.Doubts.Skip(1)).All(pair => pair.First.Worth >= pair.Second.Worth) ? null : "they are not in order";
    });

    [Fact]
    public void The_first_plan_as_good_is_the_farthest_that_brute_force_finds() => Holds((world, study) =>
    {
        var (rules, good) = Good(world, study);
        var own = Finishes(rules, study.Plan.Initiatives.ToDictionary(i => i.Id, i => i.Finish.Index));
        var farthest = good.Max(f => Distance(rules, f, own));
        var first = study.Good.Plans.FirstOrDefault();
        if (first is null) return farthest <= Near ? null : $"one is {farthest} ew away, and none is shown";
        if (!first.Proven) return "not proven";
        return Same(first.Distance.Value, farthest) ? null : $"{first.Distance}, but one is {farthest} ew away";
    });

    [Fact]
    public void Every_plan_shown_as_good_keeps_the_rules_and_is_worth_what_it_says() => Holds((world, study) =>
    {
        var rules = new OracleRules(world);
        var weights = world.Policy.EffectiveWeights;
        foreach (var plan in study.Good.Plans)
        {
            var f = Finishes(rules, plan.Finishes.ToDictionary(x => x.Key, x => x.Value.Index));
            if (!rules.Allows(f) || !new OracleLayout(rules, f).Fits) return "a plan breaks a rule";
            var (customer, platform, _, _) = rules.Values(f);
            var worth = (weights.Customer * customer) + (weights.Platform * platform);
            if (!Same(worth, plan.Objective.Value)) return $"it is worth {worth}, not {plan.Objective}";
            if (worth < Least(study) - Near) return $"{worth} is not nearly as good as {study.Plan.Objective}";
        }

        return null;
    });

    [Fact]
    public void What_no_good_plan_can_do_without_is_what_brute_force_finds() => Holds((world, study) =>
    {
        if (!study.Good.NeededKnown) return "not settled";
        var (rules, good) = Good(world, study);
        var needed = Enumerable.Range(0, rules.Count).Where(i => good.TrueForAll(f => Oracle.IsPeriod(f[i]))).Select(rules.IdOf).Order().ToList();
        return needed.SequenceEqual(study.Good.Needed.Order()) ? null : $"{string.Join(' ', needed)}, not {string.Join(' ', study.Good.Needed)}";
    });

    [Fact]
    public void Without_doubt_every_draw_has_use_for_the_same() => SmallWorldLaw.Holds(25, 400, any =>
    {
        var world = any with { Portfolio = Sure(any.Portfolio) };
        var study = Solve(world);
        if (!study.Found) return null;
        if (study.Sample.Hopeless > 0) return "a draw has no plan";
        if (study.Doubts.Doubts.Length > 0) return "something is in doubt";
        return study.Initiatives.All(i => i.InOptimal is { Value: 0 or 1 }) ? null : "the draws differ";
    });

    [Fact]
    public void What_is_forced_is_in_every_best_plan() => Holds((_, study) =>
        study.Initiatives.Where(i => i.Forced).All(i => i.InPlan && i.InOptimal is null or { Value: 1 } && i.Core is null or { Value: 1 }) ? null : "something forced is missing");

    [Fact]
    public void The_same_seed_gives_the_same_study() => SmallWorldLaw.Holds(15, 150, world => Text(Solve(world)) == Text(Solve(world)) ? null : "they differ");

    [Fact]
    public void What_a_plan_has_no_use_for_is_worth_nothing_to_it() => Holds((world, study) =>
    {
        var problem = Compile.From(world.Portfolio, world.Policy);
        var finishes = problem.FinishesOf(study.Plan);
        var use = Use.Of(problem, finishes, problem.Judge);
        int[] left = [.. finishes.Select((f, i) => use[i] ? f : -1)];
        if (problem.Judge(left) < problem.Judge(finishes) - 1e-6) return "it was of use";
        return Evaluation.Shortfall(problem, left) <= Evaluation.Shortfall(problem, finishes) + 1e-6 ? null : "a floor needed it";
    });

    [Fact]
    public void A_plan_that_is_altered_on_its_way_is_noticed() => Holds((world, study) =>
    {
        if (GoodPlansCheck.Doubt(world.Portfolio, world.Policy, study) is { } doubt) return doubt;
        if (study.Good.Plans.IsEmpty) return null;
        var plan = study.Good.Plans[0];
        foreach (var wrong in new[] { plan with { Objective = plan.Objective + Money.Of(1) }, plan with { Finishes = plan.Finishes.Add(Id<Initiative>.Of("nobody"), new Period(0)) } })
        {
            if (GoodPlansCheck.Doubt(world.Portfolio, world.Policy, study with { Good = study.Good with { Plans = [wrong] } }) is null) return "it is not noticed";
        }

        return null;
    });

    private static (OracleRules Rules, List<int[]> Good) Good(SmallWorld world, RobustnessStudy study)
    {
        var rules = new OracleRules(world);
        var weights = world.Policy.EffectiveWeights;
        var plans = Oracle.Plans(rules).ToList();
        var least = plans.Min(rules.Shortfall);
        return (rules, plans.FindAll(f =>
        {
            var (customer, platform, _, _) = rules.Values(f);
            return rules.Shortfall(f) <= least + 1e-6 && (weights.Customer * customer) + (weights.Platform * platform) >= Least(study) - 1e-7;
        }));
    }

    private static double Least(RobustnessStudy study) => study.Plan.Objective.Value - (0.01 * Math.Abs(study.Plan.Objective.Value));

    private static int[] Finishes(OracleRules rules, Dictionary<Id<Initiative>, int> finishes) =>
        [.. Enumerable.Range(0, rules.Count).Select(i => rules.IsDone(i) ? -1 : finishes.TryGetValue(rules.IdOf(i), out var f) ? f : OracleRules.Out)];

    private static double Distance(OracleRules rules, int[] a, int[] b) =>
        Enumerable.Range(0, rules.Count).Where(i => Oracle.IsPeriod(a[i]) != Oracle.IsPeriod(b[i])).Sum(i => rules.Effort[i].Sum());

    private static bool Same(double a, double b) => Math.Abs(a - b) <= Near * Math.Max(1, Math.Abs(b));

    private static Portfolio Sure(Portfolio portfolio) => Doubts(portfolio).With(d => d.Nominal) is var flat
        ? flat with
        {
            Initiatives = Catalog<Initiative>.Of(flat.Initiatives.Select(i => i with
            {
                Effort = i.Effort.ToDictionary(e => e.Key, e => Estimate.Of(e.Value.P50, e.Value.P50, e.Value.P50)).ToImmutable(),
                Remaining = i.Remaining?.ToDictionary(e => e.Key, e => Estimate.Of(e.Value.P50, e.Value.P50, e.Value.P50)).ToImmutable(),
                Value = new(Sure(i.Value.Customer), i.Value.Platform is { Stated: { } stated } ? new PlatformValue(Sure(stated)) : null),
            })),
            UseCases = Catalog<UseCase>.Of(flat.UseCases.Select(u => u with { Value = new EndValue(Growth: Sure(u.Value.Growth)) })),
        }
        : portfolio;

    private static Dais.Engine.Planning.Forecasting.Doubts Doubts(Portfolio portfolio) => Dais.Engine.Planning.Forecasting.Doubts.Of(Compile.From(portfolio, new Policy()));

    private static Amount? Sure(Amount? amount) => amount is { } a ? Amount.Of(a.Value, a.Value, a.Value, a.Currency) : null;

    private static string Text(RobustnessStudy study) => string.Join('\n', study.Initiatives.Select(i => i.ToString())
        .Concat(study.Doubts.Doubts.Select(d => $"{d.Kind} {d.Id} {d.Team} {d.Worth} {d.Below?.At} {d.Above?.At}"))
        .Append($"{study.Sample} {study.Curse} {study.Doubts.Noise} {study.Doubts.Better?.Gain} {string.Join(' ', study.Good.Needed)}"));

    private static RobustnessStudy Solve(SmallWorld world) =>
        RobustnessSearch.Solve(world.Portfolio, world.Policy, new() { Draws = 4, Solve = new() { Work = 2_000_000 } }, TimeProvider.System, cancel: TestContext.Current.CancellationToken);

    private static void Holds(Func<SmallWorld, RobustnessStudy, string?> law) => SmallWorldLaw.Holds(40, 600, world =>
        Studies.GetValue(world, Solve) is { Found: true } study ? law(world, study) : null);
}

file static class Dictionaries
{
    internal static System.Collections.Immutable.ImmutableSortedDictionary<Id<Team>, Estimate> ToImmutable(this Dictionary<Id<Team>, Estimate> efforts) =>
        System.Collections.Immutable.ImmutableSortedDictionary.CreateRange(efforts);
}
