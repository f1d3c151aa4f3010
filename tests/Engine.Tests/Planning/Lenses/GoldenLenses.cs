using Dais.Engine.Modelling;
using Dais.Engine.Planning;
using Dais.Engine.Planning.Lenses;
using Dais.Engine.Tests.Planning;

namespace Dais.Engine.Tests.Planning.Lenses;

/// <summary>The golden numbers of M-04 a and b: eight initiatives on 40 ew.</summary>
public sealed class GoldenLenses
{
    private static readonly Portfolio Eight = GoldenPlans.Eight;

    private static readonly LensStudy Study = TwoLenses.Solve(Eight, new Policy { Timing = Timing.Once }, new SolveLimits(), TimeProvider.System);

    [Fact]
    public void The_ideals_disagree_on_60_per_cent_of_the_capacity_and_share_a_quarter_of_the_work()
    {
        Assert.True(Study.IdealsProven);
        var tension = Tension.Of(Eight, Study);
        Assert.Equal(0.60, tension.CapacityConflict!.Value, 9);
        Assert.Equal(0.25, tension.WeightedJaccard!.Value, 9);
        Assert.Equal(0.491, tension.CustomerLoss!.Value, 3);
        Assert.Equal(0.614, tension.PlatformLoss!.Value, 3);
        Assert.Equal(0, tension.TimeTension);
        Assert.Equal(["isolation"], tension.InNone.Select(i => i.Value));
    }

    /// <summary>By hand: SSO 18/57 − 2/44 = .270, AI 16/57 − 1/44 = .258, event bus 14/44 − 6/57 = .213.</summary>
    [Fact]
    public void The_widest_apart_are_SSO_AI_and_the_event_bus()
    {
        var items = Tension.Of(Eight, Study).Items;
        Assert.Equal(["sso", "ai", "event-bus"], items.Take(3).Select(i => i.Id.Value));
        Assert.Equal((18 / 57.0) - (2 / 44.0), items[0].Size, 9);
        Assert.Equal([Lens.Customer, Lens.Customer, Lens.Platform], items.Take(3).Select(i => i.Pull));
    }

    [Fact]
    public void Six_plans_are_on_the_frontier_and_it_is_exact()
    {
        Assert.True(Study.Frontier.Exact);
        Assert.Equal(0, Study.Frontier.Gap);
        Assert.Equal(6, Study.Frontier.Points.Length);
        Assert.Equal(BestInBoth(), Study.Frontier.Points.Select(p => (p.Value.Customer.Value, p.Value.Platform.Value)));
    }

    [Fact]
    public void The_Nash_compromise_is_SSO_webhooks_ledger_and_event_bus_and_keeps_80_7_and_81_8_per_cent()
    {
        var nash = Study.Compromises.Single(c => c.Kind == CompromiseKind.Nash);
        Assert.True(nash.Proven);
        Assert.Equal(["event-bus", "ledger", "sso", "webhooks"], A.Chosen(nash.Plan));
        Assert.Equal(0.807, 1 - Concession.Of(Eight, Lens.Customer, Study.Customer, nash.Plan).Part!.Value, 3);
        Assert.Equal(0.818, 1 - Concession.Of(Eight, Lens.Platform, Study.Platform, nash.Plan).Part!.Value, 3);
        Assert.Equal(["ai", "export", "runtime"], Concession.Of(Eight, Lens.Customer, Study.Customer, nash.Plan).Dropped.Select(i => i.Value).Order(StringComparer.Ordinal));
        Assert.Equal(11, Concession.Of(Eight, Lens.Customer, Study.Customer, nash.Plan).Value.Value, 9);
    }

    /// <summary>Every set of the eight within 40 ew, by hand.</summary>
    private static IEnumerable<(double, double)> BestInBoth()
    {
        var items = Eight.Initiatives.Select(i => (Ew: i.Effort.Single().Value.P50.Value, C: i.Value.Customer?.Value ?? 0, P: i.Value.Platform?.Stated?.Value ?? 0)).ToList();
        var sets = Enumerable.Range(0, 256).Select(m => items.Where((_, i) => (m >> i & 1) == 1).ToList()).Where(s => s.Sum(i => i.Ew) <= 40).Select(s => (C: s.Sum(i => i.C), P: s.Sum(i => i.P))).Distinct().ToList();
        return sets.Where(s => !sets.Any(o => o != s && o.C >= s.C && o.P >= s.P)).Order();
    }
}
