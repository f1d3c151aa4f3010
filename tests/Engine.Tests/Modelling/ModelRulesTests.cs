using System.Collections.Immutable;
using Dais.Engine.Modelling;
using Dais.Engine.Quantities;

namespace Dais.Engine.Tests.Modelling;

public sealed class ModelRulesTests
{
    private static readonly Platform Meridian = new(Id<Platform>.Of("p"), "P", "USD", "k", DiscountRate.Of(0), new Calendar("2027-Q1", 4), []);

    private static Portfolio World(params Initiative[] initiatives) => new(Meridian)
    {
        Teams = Catalog<Team>.Of([Team("t", 10)]),
        Initiatives = Catalog<Initiative>.Of(initiatives),
    };

    private static Team Team(string id, double capacity) =>
        new(Id<Team>.Of(id), id, PerPeriod<EngineerWeeks>.Always(EngineerWeeks.Of(capacity)), new Reserve(PerPeriod<Share>.Always(Share.Of(0.2))));

    private static Initiative Thing(string id, double effort = 1, string team = "t") => new(Id<Initiative>.Of(id), id)
    {
        Effort = ImmutableSortedDictionary<Id<Team>, Estimate>.Empty.Add(Id<Team>.Of(team), Estimate.Of(EngineerWeeks.Of(effort))),
    };

    private static ImmutableArray<Id<Initiative>> Ids(params string[] ids) => [.. ids.Select(Id<Initiative>.Of)];

    private static void Only(Portfolio world, Severity severity, string rule, string at, string words)
    {
        var finding = Assert.Single(ModelRules.Check(world));
        Assert.Equal((severity, rule, at), (finding.Severity, finding.Rule, finding.At));
        Assert.Contains(words, finding.Sentence, StringComparison.Ordinal);
        Assert.StartsWith("Maybe ", finding.Maybe, StringComparison.Ordinal);
    }

    [Fact]
    public void A_sound_world_has_no_finding() => Assert.Empty(ModelRules.Check(World(Thing("a"), Thing("b") with { After = Ids("a") })));

    [Fact]
    public void An_id_stands_once() => Only(World(Thing("a"), Thing("a")), Severity.Error, Rule.Once, "initiatives[1].id", "also at initiatives[0]");

    [Fact]
    public void What_is_referred_to_exists() =>
        Only(World(Thing("sso"), Thing("b") with { Requires = Ids("ss0") }), Severity.Error, Rule.Reference, "initiatives[1].requires[0]", "\"ss0\"");

    [Fact]
    public void A_circle_of_afters_is_named_in_order() =>
        Only(
            World(Thing("a") with { After = Ids("b") }, Thing("b") with { After = Ids("c") }, Thing("c") with { After = Ids("a") }),
            Severity.Error, Rule.Cycle, "initiatives[0].after[0]", "a after b after c after a.");

    [Fact]
    public void A_circle_with_one_after_in_it_is_an_error() =>
        Only(
            World(Thing("a") with { Requires = Ids("b") }, Thing("b") with { After = Ids("c") }, Thing("c") with { Requires = Ids("a") }),
            Severity.Error, Rule.Cycle, "initiatives[1].after[0]", "b after c requires a requires b.");

    [Fact]
    public void A_circle_of_requires_alone_may_ship_together() =>
        Assert.Empty(ModelRules.Check(World(Thing("a") with { Requires = Ids("b") }, Thing("b") with { Requires = Ids("a") })));

    [Fact]
    public void Nothing_is_after_itself() => Only(World(Thing("a") with { After = Ids("a") }), Severity.Error, Rule.Cycle, "initiatives[0].after[0]", "a after a.");

    [Fact]
    public void A_chain_of_ten_thousand_is_checked() =>
        Assert.DoesNotContain(
            ModelRules.Check(World([.. Enumerable.Range(0, 10_000).Select(i => Thing("i" + i, 0.001) with { After = i == 0 ? [] : Ids("i" + (i - 1)), Excludes = Ids("x") }), Thing("x")])),
            f => f.IsError);

    [Fact]
    public void Nothing_excludes_what_it_needs() =>
        Only(
            World(Thing("a") with { Requires = Ids("b"), Excludes = Ids("c") }, Thing("b") with { After = Ids("c") }, Thing("c")),
            Severity.Error, Rule.ExcludesNeeded, "initiatives[0].excludes[0]", "which it needs");

    [Fact]
    public void Nothing_needs_what_was_dropped() =>
        Only(
            World(Thing("a") with { Requires = Ids("b") }, Thing("b") with { Status = InitiativeStatus.Dropped }),
            Severity.Warning, Rule.NeedsDropped, "initiatives[0].requires[0]", "dropped");

    [Theory]
    [InlineData(5, null, null, "initiatives[0].earliest", "after the horizon")]
    [InlineData(null, -1, null, "initiatives[0].latest", "before the horizon")]
    [InlineData(2, 1, null, "initiatives[0].latest", "before earliest")]
    [InlineData(null, null, 5, "initiatives[0].periods", "5 periods, and there are 4")]
    [InlineData(1, 2, 3, "initiatives[0].periods", "3 periods, and there are 2")]
    public void An_initiative_outside_its_window_cannot_be_chosen(int? earliest, int? latest, int? periods, string at, string words) =>
        Only(
            World(Thing("a") with { Earliest = earliest is { } e ? new Period(e) : null, Latest = latest is { } l ? new Period(l) : null, Periods = periods }),
            Severity.Warning, Rule.Window, at, words);

    [Theory]
    [InlineData(0, 1, null, "no capacity")]
    [InlineData(10, 33, null, "which has 32 ew")]
    [InlineData(10, 20, 4.0, "at a pace of 4 ew")]
    public void An_initiative_that_its_team_cannot_do_cannot_be_chosen(double capacity, double effort, double? pace, string words) =>
        Only(
            World(Thing("a", effort) with { Pace = pace is { } p ? EngineerWeeks.Of(p) : null }) with { Teams = Catalog<Team>.Of([Team("t", capacity)]) },
            Severity.Warning, Rule.Feasible, "initiatives[0].effort.t", words);

    [Fact]
    public void Effort_is_stated() => Only(World(new Initiative(Id<Initiative>.Of("a"), "a")), Severity.Warning, Rule.Effort, "initiatives[0]", "no effort");

    [Fact]
    public void A_promise_has_a_period() =>
        Only(World(Thing("a") with { Status = InitiativeStatus.Committed }), Severity.Warning, Rule.Commitment, "initiatives[0]", "no period");

    [Fact]
    public void A_promise_lies_in_the_horizon() =>
        Only(
            World(Thing("a") with { Status = InitiativeStatus.Committed, CommittedFinish = new Period(4) }),
            Severity.Error, Rule.Commitment, "initiatives[0].committedFinish", "2028-Q1");

    [Fact]
    public void Started_work_says_what_remains() =>
        Only(World(Thing("a") with { Status = InitiativeStatus.Started }), Severity.Warning, Rule.Remaining, "initiatives[0]", "whole effort");

    [Fact]
    public void A_list_has_one_value_for_each_period()
    {
        var team = Team("t", 1) with { Capacity = PerPeriod<EngineerWeeks>.Each([EngineerWeeks.Of(1), EngineerWeeks.Of(2)]) };
        Only(World() with { Teams = Catalog<Team>.Of([team]) }, Severity.Error, Rule.PerPeriodLength, "teams[0].capacity", "2 values");
    }

    [Fact]
    public void Reserves_leave_something()
    {
        var team = Team("t", 1) with { Reserve = new(PerPeriod<Share>.Always(Share.Of(0.8)), PerPeriod<Share>.Always(Share.Of(0.3))) };
        Only(World() with { Teams = Catalog<Team>.Of([team]) }, Severity.Error, Rule.ReserveSum, "teams[0].reserve", "1.1");
    }

    [Fact]
    public void A_team_without_a_reserve_is_told_what_its_work_log_shows()
    {
        var (id, past) = (Id<Team>.Of("t"), new Period(-1));
        var world = World() with
        {
            Teams = Catalog<Team>.Of([Team("t", 1) with { Reserve = Reserve.Unstated }]),
            Worklog =
            [
                new(past, id, EngineerWeeks.Of(3), Kind: InitiativeKind.Ktlo), new(past, id, EngineerWeeks.Of(1), Planned: false),
                new(past, id, EngineerWeeks.Of(6), Planned: true),
            ],
        };
        Only(world, Severity.Warning, Rule.ReserveStated, "teams[0]", "1 periods shows 30 % KTLO and 10 % unplanned");
    }

    [Theory]
    [InlineData(0.5, null, 0.4, "buckets[0]", "above its ceiling")]
    [InlineData(0.3, 0.2, null, "buckets[0].share", "below its floor")]
    [InlineData(null, 0.5, 0.4, "buckets[0].share", "above its ceiling")]
    public void A_share_lies_between_floor_and_ceiling(double? min, double? share, double? max, string at, string words) =>
        Only(
            World() with { Buckets = Catalog<Bucket>.Of([new(Id<Bucket>.Of("b"), "b", null, Part(share), Part(min), Part(max))]) },
            Severity.Error, Rule.BucketOrder, at, words);

    private static Share? Part(double? fraction) => fraction is { } f ? Share.Of(f) : null;

    [Fact]
    public void Floors_can_all_be_met() =>
        Only(
            World() with { Buckets = Catalog<Bucket>.Of([new(Id<Bucket>.Of("b"), "b", Min: Share.Of(0.6)), new(Id<Bucket>.Of("c"), "c", Min: Share.Of(0.5))]) },
            Severity.Warning, Rule.Floors, "buckets", "1.1");

    private static Capability Block(string id, params (string, double?)[] uses) =>
        new(Id<Capability>.Of(id), id, null, null, Level.Of(1), [.. uses.Select(u => new Usage(Id<Capability>.Of(u.Item1), Part(u.Item2)))]);

    [Fact]
    public void Dependency_shares_leave_something() =>
        Only(
            World() with { Capabilities = Catalog<Capability>.Of([Block("a", ("b", 0.6), ("c", 0.5)), Block("b"), Block("c")]) },
            Severity.Error, Rule.UsageSum, "capabilities[0].uses", "1.1");

    [Fact]
    public void A_circle_of_capabilities_is_named() =>
        Only(
            World() with { Capabilities = Catalog<Capability>.Of([Block("a", ("b", 0.6)), Block("b", ("a", null))]) },
            Severity.Warning, Rule.CapabilityCycle, "capabilities[0].uses", "a uses b uses a.");

    private static UseCase Case(params Need[] needs) => new(Id<UseCase>.Of("u"), "u", null, [], null, [.. needs], EndValue.Unknown);

    [Fact]
    public void A_level_that_nothing_reaches_is_never_available() =>
        Only(
            World() with { Capabilities = Catalog<Capability>.Of([Block("a")]), UseCases = Catalog<UseCase>.Of([Case(new Need.OfCapability(Id<Capability>.Of("a"), Level.Of(2)))]) },
            Severity.Warning, Rule.Levels, "useCases[0].needs[0].level", "never available");

    [Fact]
    public void A_raise_raises() =>
        Only(
            World(Thing("i") with { Raises = [new(Id<Capability>.Of("a"), Level.Of(1))] }) with { Capabilities = Catalog<Capability>.Of([Block("a")]) },
            Severity.Warning, Rule.Levels, "initiatives[0].raises[0].to", "already");

    [Fact]
    public void Value_is_counted_once() =>
        Only(
            World(Thing("i") with { Value = new(new Amount(5)) }) with { UseCases = Catalog<UseCase>.Of([Case(new Need.OfInitiative(Id<Initiative>.Of("i")))]) },
            Severity.Warning, Rule.CountedTwice, "initiatives[0].value.customer", "may be counted twice");

    [Fact]
    public void An_amount_without_a_rate_is_unknown_and_listed() =>
        Only(World(Thing("i") with { Value = new(new Amount(5, "EUR")) }), Severity.Warning, Rule.Currency, "initiatives[0].value.customer", "no rate for EUR");

    [Fact]
    public void Bare_platform_values_are_one_warning() =>
        Only(
            World(Thing("a") with { Value = new(null, new(new Amount(5))) }, Thing("b") with { Value = new(null, new(new Amount(5))) }),
            Severity.Warning, Rule.BareValue, "initiatives", "2 initiatives state their platform value as a bare number");

    [Fact]
    public void A_use_case_adds_value() =>
        Only(
            World() with { UseCases = Catalog<UseCase>.Of([Case() with { Value = new(new Amount(5), Margin: new Amount(-6)) }]) },
            Severity.Error, Rule.UseCaseValue, "useCases[0].value", "-1");

    [Fact]
    public void A_distribution_goes_through_three_points()
    {
        var thing = Thing("i");
        Only(
            World(thing with { Effort = thing.Effort.SetItem(thing.Effort.Keys.First(), Estimate.Of(EngineerWeeks.Of(1), EngineerWeeks.Of(1.1), EngineerWeeks.Of(3))) }),
            Severity.Warning, Rule.Spread, $"initiatives[0].effort.{thing.Effort.Keys.First()}", "1, 1.1 and 3: p50 lies too near to one end");
        Only(World(thing with { Value = new(Amount.Of(10, 99, 100)) }), Severity.Warning, Rule.Spread, "initiatives[0].value.customer", "10, 99 and 100");
        Assert.DoesNotContain(ModelRules.Check(World(thing with { Value = new(Amount.Of(10, 40, 100)) })), f => f.Rule == Rule.Spread);
    }

    [Fact]
    public void Value_shares_leave_something() =>
        Only(
            World(Thing("a") with { ValueTo = ImmutableSortedDictionary<Id<StakeholderGroup>, Share>.Empty.Add(Id<StakeholderGroup>.Of("g"), Share.Of(0.7)).Add(Id<StakeholderGroup>.Of("h"), Share.Of(0.7)) }) with
            {
                Groups = Catalog<StakeholderGroup>.Of([new(Id<StakeholderGroup>.Of("g"), "g"), new(Id<StakeholderGroup>.Of("h"), "h")]),
            },
            Severity.Error, Rule.ValueTo, "initiatives[0].valueTo", "1.4");
}
