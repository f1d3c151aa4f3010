using Dais.Engine.Modelling;
using Dais.Engine.Planning;
using Dais.Engine.Planning.Flipping;
using Dais.Engine.Planning.Searching;
using Dais.Engine.Quantities;

namespace Dais.Engine.Tests.Planning.Flipping;

/// <summary>What is said when there was hardly time to look: nothing is claimed that trying every plan refutes.</summary>
public sealed class FirstAnswerLaws
{
    private static readonly SolveLimits Ample = new() { Seconds = 120 };

    [Fact]
    public void Whatever_the_limit_no_claim_of_a_card_is_false() => SmallWorldLaw.Holds(everyday: 60, atLength: 1_000, world =>
    {
        var plan = Planner.Solve(world.Portfolio, world.Policy, Ample, TimeProvider.System);
        if (plan.Status != PlanStatus.Optimal || LeftOut(world, plan) is not { } wanted) return null;
        var oracle = new FlipOracle(world, wanted);
        foreach (var work in (ReadOnlySpan<long>)[1, 20, 100, 400])
        {
            var report = Flips.Find(world.Portfolio, plan, wanted, null, Ample with { Work = work }, TimeProvider.System);
            if (report.Answers.Select(a => Wrong(oracle, report, a)).FirstOrDefault(w => w is not null) is { } wrong) return $"{wanted}, {work} of work: {wrong}";
            if (Forced(oracle, report) is { } price) return $"{wanted}, {work} of work: {price}";
        }

        return null;
    });

    [Fact]
    public void A_plan_that_is_not_the_best_costs_nothing_less_than_nothing() => SmallWorldLaw.Holds(everyday: 40, atLength: 1_000, world =>
    {
        var plan = Planner.Solve(world.Portfolio, world.Policy, Ample, TimeProvider.System);
        if (plan.Status != PlanStatus.Optimal || LeftOut(world, plan) is not { } wanted) return null;
        var poor = Planner.Solve(world.Portfolio, world.Policy with { Bans = [.. world.Policy.Bans, .. plan.Initiatives.Select(i => i.Id).Take(1)] }, Ample, TimeProvider.System);
        if (poor.Status != PlanStatus.Optimal) return null;
        var report = Flips.Find(world.Portfolio, poor with { Status = PlanStatus.Feasible, Bound = null, Policy = world.Policy }, wanted, null, Ample, TimeProvider.System, polish: false);
        var loss = report.Answers.Where(a => a.Kind is FlipKind.Drop or FlipKind.Delay or FlipKind.Value && a.Flip is not null).Select(a => (double?)a.Flip!.Cost.Value).Min();
        if (loss < -1e-5) return $"A plan of the same world gains {-loss}.";
        return report is { Forced: { } forced, In: false } && forced.Shortfall.Value <= report.Base.Shortfall.Value + 1e-6 && forced.Objective.Value > report.Base.Objective.Value + 1e-4 ? "The plan with the thing is better, and is not the base." : null;
    });

    [Theory]
    [InlineData(1)]
    [InlineData(500)]
    [InlineData(200_000)]
    public void However_little_may_be_searched_a_first_answer_keeps_the_rules_and_is_no_worse_than_a_list_that_has_the_thing_first(long work)
    {
        var problem = Compile.From(Bench.PortfolioBenchWorld.Make(80, 8, 8, 1), new());
        var finishes = ListSchedule.Build(problem, ListSchedule.ByValueForEffort(problem))!;
        var left = Enumerable.Range(0, finishes.Length).Where(i => finishes[i] < 0 && problem.Candidates[i].Possible).Take(8).ToList();
        Assert.Equal(8, left.Count);
        foreach (var thing in left)
        {
            int[] order = [thing, .. Enumerable.Range(0, finishes.Length).Where(i => finishes[i] >= 0).OrderBy(i => finishes[i]), .. ListSchedule.ByValueForEffort(problem)];
            var trial = new Trial(new(Ample with { Work = work }, TimeProvider.System, TestContext.Current.CancellationToken), null);
            var (near, _) = new Standpoint(problem, finishes, trial).Near(new([thing], []));
            if (near is not null) Assert.True(near.Finishes[thing] >= 0 && Soundness.Holds(problem, near.Finishes), $"{problem.Candidates[thing].Id}");
            if (ListSchedule.Build(problem, order) is not { } listed || listed[thing] < 0 || !Soundness.Holds(problem, listed)) continue;
            Assert.True(near is not null && near.Rank.AsGoodAs(Rank.Of(problem, listed)), $"{problem.Candidates[thing].Id}: {near?.Rank} and by a list {Rank.Of(problem, listed)}.");
        }
    }

    private static string? Wrong(FlipOracle oracle, FlipReport report, FlipAnswer answer)
    {
        var strictly = answer.Kind == FlipKind.Value;
        if (answer.Flip is not { } flip) return answer.Without == NoFlip.None && answer.Kind != FlipKind.Capacity && report.Forced is { } forced && answer.Kind == FlipKind.Value && forced.Shortfall.Value <= report.Base.Shortfall.Value ? "No value is enough, and there is a plan with it." : null;
        if (flip.Decides && !oracle.Gets(flip.Changes, strictly)) return $"{answer.Kind} of {flip.Size} is proven to do, and does not.";
        if (answer.Kind == FlipKind.Capacity && flip.Bound is { } bound && oracle.LeastLoan((report.Base.Shortfall.Value, report.Base.Objective.Value)) is { } least && bound > least + 1e-3) return $"None is said to be below {bound}, and {least} is.";
        if (answer.Kind == FlipKind.Capacity && flip is { Smallest: true, Decides: true } && oracle.LeastLoan((report.Base.Shortfall.Value, report.Base.Objective.Value)) is { } smallest && flip.Size > smallest + 2e-3) return $"{flip.Size} is called smallest, and {smallest} is a bound that it does not meet.";
        return null;
    }

    /// <summary>The bound on plans with the thing holds, and the plan shown is one.</summary>
    private static string? Forced(FlipOracle oracle, FlipReport report)
    {
        if (report.ForcedBound is not { } bound) return null;
        var least = report.Base.Shortfall.Value + 2e-6;
        var best = FlipOracle.Best(oracle.Plans(oracle.Rules).Where(p => p.In && p.Rank.Shortfall <= least));
        return best is { } b && b.Objective > bound.Value + (1e-6 * Math.Max(1, Math.Abs(b.Objective))) ? $"No plan with it is said to be worth more than {bound.Value}, and one is worth {b.Objective}." : null;
    }

    private static Wanted.OfInitiative? LeftOut(SmallWorld world, Plan plan)
    {
        var chosen = plan.Initiatives.Select(i => i.Id).ToHashSet();
        return world.Portfolio.Initiatives.FirstOrDefault(i => !chosen.Contains(i.Id) && i.Status != InitiativeStatus.Done) is { } initiative ? new Wanted.OfInitiative(initiative.Id) : null;
    }
}
