using System.Collections.Immutable;
using Dais.Engine.Modelling;
using Dais.Engine.Quantities;

namespace Dais.Engine.Tests.Modelling;

public sealed class QuarterClosingTests
{
    private static Id<Team> Team { get; } = Id<Team>.Of("t");

    [Fact]
    public void The_horizon_moves_by_one_quarter_and_lists_repeat_their_last()
    {
        var closed = QuarterClosing.Close(World(), new()).Portfolio;
        Assert.Equal(("2027-Q2", 3), (closed.Platform.Calendar.First, closed.Platform.Calendar.Count));
        Assert.Equal([2, 3, 3], closed.Teams[0].Capacity.List.Select(c => c.Value));
    }

    [Fact]
    public void What_was_promised_and_not_done_is_promised_no_more()
    {
        var world = World(
            New("committed") with { Status = InitiativeStatus.Committed, CommittedFinish = new(0) },
            New("worked") with { Status = InitiativeStatus.Committed, CommittedFinish = new(0), Periods = 2 },
            New("started") with { Status = InitiativeStatus.Started, CommittedFinish = new(0), Latest = new(0) },
            New("later") with { Status = InitiativeStatus.Committed, CommittedFinish = new(2) },
            New("finished") with { Status = InitiativeStatus.Committed, CommittedFinish = new(0) },
            New("missed") with { Latest = new(0) });
        var closed = QuarterClosing.Close(world, new() { Work = [new(new(0), Team, EngineerWeeks.Of(3), Id<Initiative>.Of("worked"))], Finished = [Id<Initiative>.Of("finished")] });
        Assert.Equal(["committed", "worked", "started"], closed.Slipped.Select(s => s.Value));
        Assert.Equal(["started"], closed.Late.Select(s => s.Value));
        Assert.Equal(
            ["Proposed -", "Started -", "Started -", "Committed 1", "Done -1", " -"],
            closed.Portfolio.Initiatives.Select(i => $"{i.Status} {i.CommittedFinish?.Index.ToString() ?? "-"}"));
        Assert.Equal((1, 1), (closed.Portfolio.Initiatives[1].Periods, closed.Portfolio.Initiatives[1].Remaining![Team].P50.Value));
        Assert.DoesNotContain(ModelRules.Check(closed.Portfolio), f => f.IsError);
    }

    [Fact]
    public void What_does_not_go_together_is_said()
    {
        var some = Id<Initiative>.Of("some");
        var left = new QuarterActuals().Remaining.Add(some, ImmutableSortedDictionary<Id<Team>, Estimate>.Empty.Add(Team, Estimate.Of(EngineerWeeks.Of(1))));
        Assert.Throws<ArgumentException>(() => QuarterClosing.Close(World(New("some")), new() { Remaining = left }));
        Assert.Throws<ArgumentException>(() => QuarterClosing.Close(World(New("some")), new() { Remaining = left, Finished = [some] }));
        Assert.Throws<ArgumentException>(() => QuarterClosing.Close(World(New("some") with { Status = InitiativeStatus.Dropped }), new() { Finished = [some] }));
    }

    private static Portfolio World(params Initiative[] initiatives) => A.Portfolio(3) with
    {
        Teams = Catalog<Team>.Of([new(Team, "T", PerPeriod<EngineerWeeks>.Each([EngineerWeeks.Of(1), EngineerWeeks.Of(2), EngineerWeeks.Of(3)]), Reserve.Unstated)]),
        Initiatives = Catalog<Initiative>.Of(initiatives),
    };

    private static Initiative New(string id) => new(Id<Initiative>.Of(id), id) { Effort = ImmutableSortedDictionary<Id<Team>, Estimate>.Empty.Add(Team, Estimate.Of(EngineerWeeks.Of(4))) };
}
