using System.Runtime.CompilerServices;
using Dais.Engine.Modelling;
using Dais.Engine.Planning;
using Dais.Engine.Quantities;

namespace Dais.Engine.Tests.Planning;

/// <summary>The laws that every plan of the planner keeps, on small worlds with every rule in play.</summary>
public sealed class PlannerLawTests
{
    private const double Same = 2e-6;

    private const double WorkTolerance = 1e-4;

    /// <summary>Far more than any of these worlds takes.</summary>
    private const double Seconds = 10;

    private static readonly ConditionalWeakTable<SmallWorld, Plan> Plans = [];

    [Fact]
    public void The_planner_agrees_with_brute_force_on_small_worlds() => SmallWorldLaw.Holds(everyday: 200, atLength: 5_000, world => Disagreement(world, Solve(world)));

    [Fact]
    public void A_plan_always_passes_the_checker() => SmallWorldLaw.Holds(everyday: 200, atLength: 5_000, world =>
        PlanChecker.Check(world.Portfolio, Solve(world)) is { Length: > 0 } wrong ? string.Join(' ', wrong) : null);

    [Fact]
    public void A_plan_stopped_early_passes_the_checker_too_and_comes_again() => SmallWorldLaw.Holds(everyday: 60, atLength: 2_000, world =>
    {
        Plan Stopped() => Planner.Solve(world.Portfolio, world.Policy, new SolveLimits { Seconds = Seconds, Work = 1 }, TimeProvider.System);
        var (one, again) = (Stopped(), Stopped());
        if (PlanChecker.Check(world.Portfolio, one) is { Length: > 0 } wrong) return string.Join(' ', wrong);
        return Text(one) == Text(again) ? null : $"{Text(one)}, and with the same work {Text(again)}.";
    });

    [Fact]
    public void More_capacity_never_lowers_the_objective() => SmallWorldLaw.Holds(everyday: 60, atLength: 2_000, any =>
    {
        var world = any.Under(p => p with { Allocation = false });
        var (less, more) = (Solve(world), Solve(world with { Portfolio = WithMoreCapacity(world.Portfolio) }));
        if (less.Status == PlanStatus.Infeasible) return null;
        return more.Status == less.Status && more.Objective.Value >= less.Objective.Value - Near(less.Objective)
            ? null
            : $"{less.Status} {less.Objective}, but {more.Status} {more.Objective} with more capacity.";
    });

    [Fact]
    public void Relabelling_changes_nothing() => SmallWorldLaw.Holds(everyday: 60, atLength: 2_000, world =>
    {
        var (one, kept, turned) = (Solve(world), Solve(Relabelled(world, "abcde", "klmno")), Solve(Relabelled(world, "abcde", "zyxwv")));
        if (!Alike(one, kept) || !Alike(one, turned)) return $"{Text(one)}, but under other names {Text(kept)} and {Text(turned)}.";
        var same = one.Initiatives.Select(i => (i.Start, i.Finish)).SequenceEqual(kept.Initiatives.Select(i => (i.Start, i.Finish)));
        return same || one.Ties != TieBreak.Complete ? null : $"{Text(one)}, but under names in the same order {Text(kept)}.";
    });

    [Fact]
    public void An_irrelevant_thing_changes_nothing() => SmallWorldLaw.Holds(everyday: 60, atLength: 2_000, world =>
    {
        var (one, other) = (Solve(world), Solve(world with { Portfolio = WithIrrelevantThings(world.Portfolio) }));
        var same = Alike(one, other) && (one.Ties != TieBreak.Complete || one.Initiatives.Select(i => (i.Id, i.Finish)).SequenceEqual(other.Initiatives.Select(i => (i.Id, i.Finish))));
        return same ? null : $"{Text(one)}, but beside irrelevant things {Text(other)}.";
    });

    [Fact]
    public void The_layout_has_the_fewest_gaps_and_initiative_periods() => SmallWorldLaw.Holds(everyday: 150, atLength: 5_000, any =>
    {
        if (Ordered(any) is not var (world, finishes)) return null;
        var plan = Solve(world);
        if (plan.Status != PlanStatus.Optimal) return $"The finishes fit, but the plan is {plan.Status}.";
        var best = new OracleLayout(new OracleRules(world), finishes).FewestGaps;
        var shown = plan.Initiatives.Select(Worked).ToList();
        return Cost(shown) == Cost(best) ? null : $"The layout {Masks(shown)} has {Cost(shown)}, but {Masks(best)} has {Cost(best)}.";
    });

    private static (int Gaps, int Cells, int Starts) Cost(IReadOnlyCollection<int> masks) =>
        (masks.Sum(OracleLayout.Holes), masks.Sum(OracleLayout.Size), masks.Sum(OracleLayout.First));

    /// <summary>What planner and brute force do not agree on; nothing where they do.</summary>
    internal static string? Disagreement(SmallWorld world, Plan plan)
    {
        var best = Oracle.Solve(world);
        if (best is null) return plan.Status == PlanStatus.Infeasible ? null : $"The planner says {Text(plan)}, but there is no plan.";
        var rules = new OracleRules(world);
        var right = $"The planner says {Text(plan)}, but the best is {Text(rules, best)}.";
        if (plan.Status != PlanStatus.Optimal) return right;
        if (Math.Abs(plan.Shortfall.Value - best.Shortfall) > WorkTolerance) return right;
        if (Math.Abs(plan.Objective.Value - best.Objective) > Near(plan.Objective)) return right;
        if (plan.Ties != TieBreak.Complete) return world.Policy.Timing == Timing.Once ? null : $"Ties are broken only to {plan.Ties}.";
        return plan.Initiatives.Select(i => (i.Id, i.Finish.Index)).Order().SequenceEqual(Oracle.List(rules, best.Finishes)) ? null : right;
    }

    /// <summary>The planner's plan; each world is planned once, whichever laws look at it.</summary>
    internal static Plan Solve(SmallWorld world) => Plans.GetValue(
        world,
        w => Planner.Solve(w.Portfolio, w.Policy, new SolveLimits { Seconds = Seconds }, TimeProvider.System));

    private static double Near(Money objective) => Same * Math.Max(1, Math.Abs(objective.Value));

    private static bool Alike(Plan a, Plan b) =>
        a.Status == b.Status && Math.Abs(a.Objective.Value - b.Objective.Value) <= Near(a.Objective) && Math.Abs(a.Shortfall.Value - b.Shortfall.Value) <= WorkTolerance;

    /// <summary>
    /// The world with one of its feasible lists of finishes ordered by pins and bans: as many and as late as can be; in
    /// every other world with nobody there in the second period, so that there have to be gaps.
    /// </summary>
    internal static (SmallWorld World, int[] Finishes)? Ordered(SmallWorld any)
    {
        var world = any.Under(p => p with { Allocation = false, Release = true, MaxMoves = null, Pins = [], Bans = [] });
        if (world.Portfolio.UseCases.Count % 2 == 0) world = world with { Portfolio = world.Portfolio.Teams.Aggregate(world.Portfolio, WithAPause) };
        var rules = new OracleRules(world);
        var finishes = Oracle.Plans(rules).MaxBy(f => f.Where(Oracle.IsPeriod).Sum(at => at + 2));
        if (finishes is null) return null;
        var places = Enumerable.Range(0, rules.Count).Where(i => !rules.IsDone(i)).ToLookup(i => Oracle.IsPeriod(finishes[i]));
        var ordered = world.Under(p => p with
        {
            Pins = [.. places[true].Select(i => new Pin(rules.IdOf(i), new Period(finishes[i])))],
            Bans = [.. places[false].Select(rules.IdOf)],
        });
        return (ordered, finishes);
    }

    private static int Worked(PlannedInitiative planned) => Enumerable.Range(0, planned.Work.Values.Select(w => w.Length).DefaultIfEmpty(0).Max())
        .Where(t => planned.Work.Values.Any(w => w[t].Value > WorkTolerance))
        .Sum(t => 1 << t);

    private static Portfolio WithAPause(Portfolio portfolio, Team team) => portfolio.With(team with
    {
        Capacity = PerPeriod<EngineerWeeks>.Each(portfolio.Platform.Calendar.Periods.Select(t => t.Index == 1 ? EngineerWeeks.Zero : team.Capacity[t])),
    });

    private static Portfolio WithMoreCapacity(Portfolio portfolio)
    {
        var team = portfolio.Teams[0];
        return portfolio.With(team with { Capacity = PerPeriod<EngineerWeeks>.Each(portfolio.Platform.Calendar.Periods.Select(t => team.Capacity[t] + EngineerWeeks.Of(1))) });
    }

    private static Portfolio WithIrrelevantThings(Portfolio portfolio)
    {
        var first = portfolio.Initiatives[0];
        return portfolio
            .With(new Team(Id<Team>.Of("idle"), "Idle", PerPeriod<EngineerWeeks>.Always(EngineerWeeks.Zero), Reserve.Unstated))
            .With(new Bucket(Id<Bucket>.Of("open"), "Open"))
            .With(first with { Id = Id<Initiative>.Of("aa"), Status = InitiativeStatus.Dropped, Must = false, CommittedFinish = null, Remaining = null })
            .With(new UseCase(Id<UseCase>.Of("never"), "Never", null, [], null, [new Need.OfInitiative(Id<Initiative>.Of("aa"))], new EndValue(new Amount(50))))
            .With(new UseCase(Id<UseCase>.Of("already"), "Already", null, [], null, [], new EndValue(new Amount(50))));
    }

    private static SmallWorld Relabelled(SmallWorld world, string from, string to)
    {
        Id<Initiative> Name(Id<Initiative> id) => Id<Initiative>.Of(to[from.IndexOf(id.Value[0])].ToString());
        Need Renamed(Need need) => need is Need.OfInitiative of ? new Need.OfInitiative(Name(of.Initiative)) : need;
        return new(
            world.Portfolio with
            {
                Initiatives = Catalog<Initiative>.Of(world.Portfolio.Initiatives.Select(i => i with
                {
                    Id = Name(i.Id),
                    After = [.. i.After.Select(Name)],
                    Requires = [.. i.Requires.Select(Name)],
                    Excludes = [.. i.Excludes.Select(Name)],
                })),
                UseCases = Catalog<UseCase>.Of(world.Portfolio.UseCases.Select(u => u with { Needs = [.. u.Needs.Select(Renamed)] })),
            },
            world.Policy with { Pins = [.. world.Policy.Pins.Select(p => p with { Initiative = Name(p.Initiative) })], Bans = [.. world.Policy.Bans.Select(Name)] });
    }

    private static string Text(Plan plan) =>
        $"{plan.Status} {plan.Objective.Value} short of {plan.Shortfall.Value} with {string.Join(' ', plan.Initiatives.Select(i => $"{i.Id}@{i.Finish.Index}"))} (ties: {plan.Ties})";

    private static string Text(OracleRules rules, OracleAnswer best) =>
        $"{best.Objective} short of {best.Shortfall} with {string.Join(' ', Oracle.List(rules, best.Finishes).Select(x => $"{x.Id}@{x.Finish}"))} (one of {best.Ties})";

    private static string Masks(IEnumerable<int> masks) => string.Join(' ', masks.Select(m => Convert.ToString(m, 2)));
}
