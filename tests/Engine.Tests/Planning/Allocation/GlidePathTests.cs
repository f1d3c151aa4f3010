using System.Collections.Immutable;
using CsCheck;
using Dais.Engine.Modelling;
using Dais.Engine.Planning;
using Dais.Engine.Planning.Allocation;
using Dais.Engine.Quantities;

namespace Dais.Engine.Tests.Planning.Allocation;

/// <summary>What holds of the way from today's shares to those that are meant, and of what the work log says.</summary>
public sealed class GlidePathTests
{
    private static readonly Gen<(double[] Shares, double Ktlo, double Unplanned, double[] Log, int Logged, int Periods, double Limit)> Worlds =
        from shares in Gen.Double[0, 1].Array[3]
        from ktlo in Gen.Double[0, 0.4]
        from unplanned in Gen.Double[0, 0.3]
        from log in Gen.Double[0, 1].Array[5]
        from logged in Gen.Int[0, 12]
        from periods in Gen.Int[1, 24]
        from limit in Gen.Double[0.01, 0.2]
        select (shares, ktlo, unplanned, log, logged, periods, limit);

    private static readonly string[] Asking = ["g0", "other"];

    [Fact]
    public void No_share_that_is_decided_changes_by_more_than_the_limit_or_what_KTLO_forces_and_all_sum_to_the_whole() => Worlds.Sample(w =>
    {
        var glide = Glide(w.Shares, w.Ktlo, w.Unplanned, w.Log, w.Logged, w.Periods, w.Limit);
        var ktlo = glide.Lines.Single(l => l.Kind == CapacityKind.Ktlo);
        for (var t = 0; t < w.Periods; t++)
        {
            double Before(GlideLine line) => t == 0 ? line.Today : line.Shares[t - 1];
            Assert.Equal(1, glide.Lines.Sum(l => l.Shares[t]), 6);
            var taken = glide.Ktlo is null ? 0 : Math.Abs(ktlo.Shares[t] - Before(ktlo));
            foreach (var line in glide.Lines.Where(l => l.Kind != CapacityKind.Ktlo || glide.Ktlo is null))
            {
                var forced = taken == 0 ? 0 : taken * Before(line) / (1 - Before(ktlo));
                Assert.True(Math.Abs(line.Shares[t] - Before(line)) <= Math.Max(w.Limit, forced) + 1e-9, $"{line.Kind} {line.Bucket} changes too much in {t}.");
            }
        }
    });

    [Fact]
    public void The_path_ends_where_it_is_meant_to_where_the_horizon_allows() => Worlds.Sample(w =>
    {
        var glide = Glide(w.Shares, w.Ktlo, w.Unplanned, w.Log, Math.Min(w.Logged, 7), w.Periods, w.Limit);
        Assert.Null(glide.Ktlo);
        var steps = (int)Math.Ceiling((glide.Lines.Max(l => Math.Abs(l.Target - l.Today)) / w.Limit) - 1e-9);
        Assert.Equal(steps <= w.Periods, glide.Arrival is not null);
        if (glide.Arrival is null) return;
        Assert.Equal(Math.Max(0, steps - 1), glide.Arrival.Value.Index);
        Assert.All(glide.Lines, l => Assert.Equal(l.Target, l.Shares[^1], 2e-6)); // Arrived is nearer than 1e-6.
    });

    [Fact]
    public void Where_the_log_tells_how_KTLO_grows_it_goes_by_that_and_leaves_less_to_the_others()
    {
        var worklog = new List<WorkLogEntry>();
        for (var (k, t) = (30.0, -12); t < 0; (k, t) = ((k * 0.99) + (0.05 * (100 - k)), t + 1))
        {
            worklog.Add(new(new(t), Id<Team>.Of("t"), EngineerWeeks.Of(k), Kind: InitiativeKind.Ktlo));
            worklog.Add(new(new(t), Id<Team>.Of("t"), EngineerWeeks.Of(100 - k), Initiative: A.Id("i0")));
        }

        var portfolio = Portfolio([0.5, 0.5, 0], 0.25, 0, 8) with { Worklog = [.. worklog] };
        var glide = GlidePath.Of(portfolio, new Plan { Status = PlanStatus.Feasible, Policy = new(), Capacity = EngineerWeeks.Of(600) })!;
        var (ktlo, expected) = (glide.Lines.Single(l => l.Kind == CapacityKind.Ktlo), 30.0);
        for (var t = -12; t < -1; t++) expected = (expected * 0.99) + (0.05 * (100 - expected));
        Assert.Equal(expected / 100, ktlo.Today, 6);
        for (var t = 0; t < 8; t++)
        {
            expected = (expected * 0.99) + (0.05 * (100 - expected));
            Assert.Equal(expected / 100, ktlo.Shares[t], 6);
        }

        Assert.Equal((1 - ktlo.Shares[^1]) / 2, glide.Lines[0].Target, 6);
    }

    /// <summary>By the rules of the docstring, an entry each.</summary>
    [Fact]
    public void Work_counts_to_its_initiatives_bucket_then_by_what_is_assumed_and_the_rest_to_none()
    {
        var (team, one) = (Id<Team>.Of("t"), EngineerWeeks.Of(1));
        var portfolio = Portfolio([0.3, 0.3, 0.3], 0.1, 0.1, 4) with
        {
            Groups = Catalog<StakeholderGroup>.Of(Asking.Select(g => new StakeholderGroup(Id<StakeholderGroup>.Of(g), g))),
            Worklog =
            [
                new(new(-1), team, one, Initiative: A.Id("i1")),
                new(new(-1), team, one, Kind: InitiativeKind.Ktlo),
                new(new(-1), team, one, Kind: InitiativeKind.Ask, Group: Id<StakeholderGroup>.Of("g0"), Planned: false),
                new(new(-1), team, one, Kind: InitiativeKind.Ask, Group: Id<StakeholderGroup>.Of("g0"), Planned: true),
                new(new(-1), team, one, Kind: InitiativeKind.Ask, Group: Id<StakeholderGroup>.Of("other"), Planned: true),
                new(new(-1), team, one, Kind: InitiativeKind.Foundation),
                new(new(-6), team, one, Initiative: A.Id("i2")),
                new(new(-7), team, one, Initiative: A.Id("i2")), new(new(-8), team, one, Initiative: A.Id("i2")), new(new(-9), team, one, Initiative: A.Id("i2")),
            ],
        };
        var done = WorkDone.Of(portfolio)!;
        Assert.Equal((-8, -1), (done.First.Index, done.Last.Index));
        Assert.Equal([1.0, 1, 4, 1, 1, 1], done.Lines.Select(l => l.Effort.Value));
        Assert.Equal([1.0, 0, 1, 0, 0, 0], done.Lines.Select(l => l.Assumed.Value));
    }

    private static GlidePath Glide(double[] shares, double ktlo, double unplanned, double[] log, int logged, int periods, double limit)
    {
        var portfolio = Portfolio(shares, ktlo, unplanned, periods);
        var entries = Enumerable.Range(0, logged).SelectMany(k => log.Select((ew, i) => new WorkLogEntry(
            new(k - logged), Id<Team>.Of("t"), EngineerWeeks.Of(0.1 + ew + (i == 4 ? k * 0.02 : 0)), i < 3 ? A.Id("i" + i) : null, i == 4 ? InitiativeKind.Ktlo : null, null, i == 3 ? false : null)));
        return GlidePath.Of(portfolio with { Worklog = [.. entries] }, new Plan { Status = PlanStatus.Feasible, Policy = new(), Capacity = EngineerWeeks.Of(100) }, limit)!;
    }

    private static Portfolio Portfolio(double[] shares, double ktlo, double unplanned, int periods)
    {
        var sum = Math.Max(1, shares.Sum());
        return A.Portfolio(periods) with
        {
            Teams = Catalog<Team>.Of([new Team(Id<Team>.Of("t"), "T", PerPeriod<EngineerWeeks>.Always(EngineerWeeks.Of(100)), new Reserve(PerPeriod<Share>.Always(Share.Of(ktlo)), PerPeriod<Share>.Always(Share.Of(unplanned))))]),
            Buckets = Catalog<Bucket>.Of(shares.Select((s, b) => new Bucket(Id<Bucket>.Of("b" + b), "B", Id<StakeholderGroup>.Of("g" + b), Share: Share.Of(s / sum)))),
            Initiatives = A.Initiatives([.. shares.Select((_, b) => A.Initiative("i" + b, 1) with { Bucket = Id<Bucket>.Of("b" + b), Kind = b == 2 ? InitiativeKind.Foundation : InitiativeKind.Ask })]),
        };
    }
}
