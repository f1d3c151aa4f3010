using Dais.Engine.Modelling;
using Dais.Engine.Planning;
using Dais.Engine.Planning.Flipping;
using Dais.Engine.Planning.Scenarios;
using static Dais.Engine.Tests.Planning.HandWorld;

namespace Dais.Engine.Tests.Planning.Flipping;

/// <summary>Changes that can be worked out on paper; flows have a tail of 4 periods and no discount.</summary>
public sealed class FlipStories
{
    private static readonly SolveLimits Limits = new() { Seconds = 60 };

    /// <summary>One team of 2 ew a period for one period; a takes it all and is worth 8, b takes 1 and is worth 2 a year.</summary>
    private static SmallWorld Full => Of(1).Team("t", 2).Doing("a", "t=2", 8).Doing("b", "t=1", 2);

    [Fact]
    public void One_engineer_week_more_is_lent_and_half_is_not_enough() =>
        Assert.Equal((1.0, true, true, true, 0), Numbers(Answer(Full, FlipKind.Capacity), gains: 2));

    [Fact]
    public void The_one_in_its_place_is_dropped_at_the_difference()
    {
        var answer = Answer(Full, FlipKind.Drop);
        Assert.Equal([new ScenarioChange.Forbid(A.Id("a"))], answer.Flip!.Changes);
        Assert.Equal(6, answer.Flip.Size, 6);
        Assert.True(answer.Flip is { Smallest: true, Decides: true, SmallerFails: true });
    }

    [Fact]
    public void It_is_done_without_effort_or_not_at_all() => Assert.Equal(NoFlip.None, Answer(Full, FlipKind.Scope).Without);

    [Fact]
    public void Half_of_it_fits_beside_the_other()
    {
        var answer = Answer(Of(1).Team("t", 2.5).Doing("a", "t=2", 8).Doing("b", "t=1", 2), FlipKind.Scope);
        Assert.Equal(0.5, answer.Flip!.Size, 5);
        Assert.True(answer.Flip is { Smallest: true, Decides: true, SmallerFails: true });
    }

    [Fact]
    public void It_has_to_be_worth_as_much_as_what_it_displaces()
    {
        var answer = Answer(Full, FlipKind.Value);
        Assert.Equal(6, answer.Flip!.Size, 4);
        Assert.True(answer.Flip.Size > 6);
        Assert.True(answer.Flip is { Smallest: true, Decides: true, SmallerFails: true });
    }

    [Fact]
    public void Nothing_can_be_delayed_within_one_period() => Assert.Equal(NoFlip.None, Answer(Full, FlipKind.Delay).Without);

    [Fact]
    public void Another_waits_a_quarter_and_nothing_is_lost()
    {
        // b has to be done at once; a is worth more then, and loses a quarter of 2 when it waits, b gains 5 quarters of a quarter.
        var world = Of(2).Team("t", 1).Doing("a", "t=1", 8).Doing("b", "t=1", 1, i => i with { Latest = new(0) });
        var answer = Answer(world, FlipKind.Delay);
        Assert.Equal([new ScenarioChange.Pin(A.Id("a"), new(1))], answer.Flip!.Changes.OfType<ScenarioChange.Pin>());
        Assert.Equal((1.0, 2 - (1 / 4.0 * 5)), (answer.Flip.Size, Math.Round(answer.Flip.Cost.Value, 6)));
        Assert.True(answer.Flip is { Smallest: true, Decides: true, SmallerFails: true });
    }

    [Fact]
    public void A_use_case_is_asked_for_with_all_that_it_needs()
    {
        var world = Of(1).Team("t", 2).Doing("a", "t=2", 8).Doing("b", "t=1").Capability("c", 0).Doing("d", "t=1", but: i => i with { Raises = [new(Id<Capability>.Of("c"), Dais.Engine.Quantities.Level.Of(2))] }).UseCase("u", "b c@1", growth: 4);
        var report = Find(world, new Wanted.OfUseCase(Id<UseCase>.Of("u")));
        Assert.Equal(2, report.Answers.Single(a => a.Kind == FlipKind.Capacity).Flip!.Size, 3);
        Assert.Equal(4, report.Answers.Single(a => a.Kind == FlipKind.Value).Flip!.Size, 4);
    }

    [Fact]
    public void What_is_as_good_takes_no_change()
    {
        var report = Find(Of(1).Team("t", 1).Doing("a", "t=1", 4).Doing("b", "t=1", 4), new Wanted.OfInitiative(A.Id("b")));
        Assert.True(report is { In: false, AsGood: true, Answers.IsEmpty: true });
    }

    [Fact]
    public void A_base_that_is_not_best_is_polished_first()
    {
        var (world, limits) = (Full, Limits with { BreakTies = false });
        var poor = Planner.Solve(world.Portfolio, world.Policy with { Bans = [A.Id("a"), A.Id("b")] }, limits, TimeProvider.System) with { Status = PlanStatus.Feasible, Policy = world.Policy };
        var report = Flips.Find(world.Portfolio, poor, new Wanted.OfInitiative(A.Id("b")), null, limits, TimeProvider.System);
        Assert.Equal(8 / 4.0 * 4, report.Base.Objective.Value, 6);
        Assert.All(report.Answers.Where(a => a is { Flip: not null, Kind: FlipKind.Drop or FlipKind.Delay or FlipKind.Value }), a => Assert.True(a.Flip!.Cost.Value >= 0));
    }

    private static FlipAnswer Answer(SmallWorld world, FlipKind kind) => Find(world, new Wanted.OfInitiative(A.Id("b"))).Answers.Single(a => a.Kind == kind);

    private static FlipReport Find(SmallWorld world, Wanted wanted)
    {
        var plan = Planner.Solve(world.Portfolio, world.Policy, Limits, TimeProvider.System);
        return Flips.Find(world.Portfolio, plan, wanted, null, Limits, TimeProvider.System);
    }

    private static (double Size, bool Smallest, bool Decides, bool SmallerFails, int Off) Numbers(FlipAnswer answer, double gains) =>
        (Math.Round(answer.Flip!.Size, 3), answer.Flip.Smallest, answer.Flip.Decides, answer.Flip.SmallerFails, (int)Math.Round(gains + answer.Flip.Cost.Value));
}
