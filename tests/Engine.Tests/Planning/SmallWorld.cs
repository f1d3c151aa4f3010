using System.Collections.Immutable;
using CsCheck;
using Dais.Engine.Modelling;
using Dais.Engine.Planning;
using Dais.Engine.Quantities;

namespace Dais.Engine.Tests.Planning;

/// <summary>A portfolio so small that every plan for it can be tried, and what is asked of the plan.</summary>
internal sealed record SmallWorld(Portfolio Portfolio, Policy Policy)
{
    /// <summary>Small worlds with every rule in play; most have a plan, some have none. In two of five nothing is ordered, so that
    /// more is to be chosen.</summary>
    /// <remarks>
    /// At most five initiatives, four periods and three teams. Amounts are small whole and half numbers, so that equal
    /// plans happen. What an initiative is after comes earlier in the list, so that there are no cycles; the ids are
    /// in no order, and requirements may go round in a ring.
    /// </remarks>
    internal static readonly Gen<SmallWorld> Any =
        from periods in Gen.Frequency((1, 1), (2, 2), (4, 3), (4, 4))
        from count in Gen.Frequency((1, 1), (2, 2), (4, 3), (6, 4), (6, 5))
        from ids in Gen.Shuffle(new[] { "a", "b", "c", "d", "e" }, count)
        from platform in Platforms(periods)
        from teams in Several(1, 3, k => Teams(k, periods))
        from buckets in Several(0, 2, Buckets)
        from capabilities in Several(0, 2, Capabilities)
        from ordered in Chance(0.6)
        from drawn in Each([.. ids.Select((_, i) => Initiatives(i, ids, periods, teams, buckets, capabilities))])
        let initiatives = ordered ? drawn : [.. drawn.Select(WithoutOrders)]
        from useCases in Several(0, 4, u => UseCases(u, ids, capabilities))
        from policy in Policies(periods, initiatives)
        let free = ordered ? policy : policy with { Pins = [], Bans = [] }
        select new SmallWorld(
            new Portfolio(platform)
            {
                Teams = Catalog<Team>.Of(teams),
                Buckets = Catalog<Bucket>.Of(buckets),
                Capabilities = Catalog<Capability>.Of(capabilities),
                Initiatives = Catalog<Initiative>.Of(initiatives),
                UseCases = Catalog<UseCase>.Of(useCases),
            },
            free);

    /// <summary>Free to be chosen or not.</summary>
    private static Initiative WithoutOrders(Initiative initiative) =>
        initiative with { Must = false, Status = null, Remaining = null, CommittedFinish = null };

    private static Gen<Platform> Platforms(int periods) =>
        from rate in Gen.Frequency((1, 0.0), (3, 0.1), (1, 1.0))
        select new Platform(Id<Platform>.Of("p"), "P", "USD", "k", DiscountRate.Of(rate), new Calendar("2027-Q1", periods), [new ExchangeRate("EUR", 2, AsOf: null)]);

    private static Gen<Team> Teams(int k, int periods) =>
        from capacity in PerPeriodOf(Gen.Frequency((1, 0.0), (2, 1.0), (2, 1.5), (5, 2.0), (6, 3.0), (5, 4.0)).Select(EngineerWeeks.Of), periods)
        from ktlo in Maybe(0.3, PerPeriodOf(Gen.OneOf(0, 0.25, 0.5).Select(Share.Of), periods))
        from unplanned in Maybe(0.2, PerPeriodOf(Gen.OneOf(0.1, 0.25, 0.75).Select(Share.Of), periods))
        from cost in Maybe(0.6, Gen.OneOf(new Amount(1), new Amount(0.5, "EUR"), new Amount(3, "JPY")))
        select new Team(Id<Team>.Of("t" + (k + 1)), "T", capacity, new Reserve(ktlo?.Value, unplanned?.Value), cost.AsValue());

    private static Gen<Bucket> Buckets(int b) =>
        from one in Maybe(0.6, Gen.OneOf(0, 0.1, 0.25, 0.5, 0.9))
        from other in Maybe(0.5, Gen.OneOf(0.1, 0.25, 0.5, 0.5, 0.75, 0.75, 1))
        let swap = one?.Value > other?.Value
        select new Bucket(Id<Bucket>.Of("b" + (b + 1)), "B")
        {
            Min = (swap ? other : one)?.Value is { } min ? Share.Of(min) : null,
            Max = (swap ? one : other)?.Value is { } max ? Share.Of(max) : null,
        };

    private static Gen<Capability> Capabilities(int c) =>
        from level in Gen.Frequency((4, 0), (2, 1), (1, 2))
        select new Capability(Id<Capability>.Of("c" + (c + 1)), "C", Domain: null, Owner: null, Level.Of(level), []);

    private static Gen<Initiative> Initiatives(
        int place, string[] ids, int periods, ImmutableArray<Team> teams, ImmutableArray<Bucket> buckets, ImmutableArray<Capability> capabilities) =>
        from effort in Efforts(teams)
        from bucket in Maybe(0.6, AnyOf(buckets.Select(b => b.Id)))
        from shape in Shapes(periods)
        from after in Subset(0.15, ids.Take(place))
        from requires in Subset(0.06, ids.Where((_, i) => i != place))
        from excludes in Subset(0.04, ids.Where((_, i) => i != place))
        from must in Chance(0.03)
        from status in Statuses(periods, teams)
        from raises in Subset(0.4, capabilities.Select(c => c.Id.Value))
        from to in Gen.Int[1, 3].Array[raises.Length]
        from value in Values
        select new Initiative(Id<Initiative>.Of(ids[place]), ids[place].ToUpperInvariant())
        {
            Effort = effort,
            Bucket = bucket?.Value,
            Periods = shape.Periods,
            Pace = shape.Pace is { } pace ? EngineerWeeks.Of(pace) : null,
            Earliest = shape.Earliest is { } earliest ? new Period(earliest) : null,
            Latest = shape.Latest is { } latest ? new Period(latest) : null,
            After = [.. after.Select(Id<Initiative>.Of)],
            Requires = [.. requires.Select(Id<Initiative>.Of)],
            Excludes = [.. excludes.Select(Id<Initiative>.Of)],
            Must = must,
            Status = status.Status,
            Remaining = status.Remaining,
            CommittedFinish = status.Finish is { } finish ? new Period(finish) : null,
            Raises = [.. raises.Zip(to, (c, level) => new Raise(Id<Capability>.Of(c), Level.Of(level)))],
            Value = value,
        };

    private static Gen<ImmutableSortedDictionary<Id<Team>, Estimate>> Efforts(ImmutableArray<Team> teams) =>
        from of in Subset(0.5, teams.Select(t => t.Id.Value))
        from work in Gen.Frequency((2, 0.0), (4, 0.5), (8, 1.0), (4, 1.5), (5, 2.0), (3, 3.0), (1, 5.0)).Array[of.Length]
        select of.Zip(work).ToImmutableSortedDictionary(w => Id<Team>.Of(w.First), w => Estimate.Of(EngineerWeeks.Of(w.Second)));

    private static Gen<(int? Periods, double? Pace, int? Earliest, int? Latest)> Shapes(int periods) =>
        from least in Maybe(0.4, Gen.OneOf(1, 2, 2, 3))
        from pace in Maybe(0.3, Gen.OneOf(0, 0.5, 1, 1, 1.5, 2))
        from earliest in Maybe(0.25, Gen.Frequency((2, -1), (2, 0), (6, 1), (2, 2), (1, periods)))
        from latest in Maybe(0.3, Gen.Frequency((1, -1), (6, periods - 1), (4, periods - 2), (3, periods), (2, 0), (3, 1)))
        select (least.AsValue(), pace.AsValue(), earliest.AsValue(), latest.AsValue());

    private static Gen<(InitiativeStatus? Status, ImmutableSortedDictionary<Id<Team>, Estimate>? Remaining, int? Finish)> Statuses(int periods, ImmutableArray<Team> teams) =>
        from status in Gen.Frequency<InitiativeStatus?>(
            (12, null),
            (6, InitiativeStatus.Proposed),
            (2, InitiativeStatus.Committed),
            (1, InitiativeStatus.Started),
            (1, InitiativeStatus.Done),
            (1, InitiativeStatus.Dropped))
        from remaining in Maybe(0.5, Efforts(teams))
        from finish in Maybe(0.8, Gen.Frequency((1, -1), (4, 0), (8, 1), (8, 2), (4, 3)).Select(f => Math.Min(f, periods)))
        select (status, status == InitiativeStatus.Started ? remaining?.Value : null, status == InitiativeStatus.Committed ? finish.AsValue() : null);

    private static Gen<InitiativeValue> Values =>
        from customer in Maybe(0.75, Amounts)
        from stated in Maybe(0.5, Amounts)
        from avoided in Maybe(0.15, Gen.OneOf(0.25, 0.5, 1))
        from risk in Maybe(0.1, Amounts)
        let platform = stated is null && avoided is null && risk is null
            ? null
            : new PlatformValue(stated.AsValue(), avoided is null ? null : EngineerWeeks.Of(avoided.Value), risk.AsValue())
        select new InitiativeValue(customer.AsValue(), platform);

    private static Gen<Amount> Amounts =>
        from value in Gen.Frequency((2, 0), (6, 1), (6, 2), (6, 3), (4, 5), (2, 10), (1, -1), (1, -6))
        from currency in Gen.Frequency<string?>((20, null), (1, "USD"), (1, "EUR"), (1, "JPY"))
        select new Amount(value, currency);

    private static Gen<UseCase> UseCases(int u, string[] ids, ImmutableArray<Capability> capabilities) =>
        from initiatives in Subset(0.35, ids)
        from levels in Subset(0.4, capabilities.Select(c => c.Id.Value))
        from level in Gen.Frequency((1, 0), (4, 1), (3, 2), (1, 3)).Array[levels.Length]
        from growth in Maybe(0.7, Amounts)
        from retention in Maybe(0.3, Amounts)
        from margin in Maybe(0.2, Amounts)
        from ramp in Maybe(0.4, Gen.OneOf(0, 0.5, 1, 2, 3))
        select new UseCase(
            Id<UseCase>.Of("u" + (u + 1)),
            "U",
            Product: null,
            [],
            Group: null,
            [
                .. initiatives.Select(i => new Need.OfInitiative(Id<Initiative>.Of(i))),
                .. levels.Zip(level, (c, l) => new Need.OfCapability(Id<Capability>.Of(c), Level.Of(l))),
            ],
            new EndValue(growth.AsValue(), retention.AsValue(), margin.AsValue()),
            ramp.AsValue());

    private static Gen<Policy> Policies(int periods, ImmutableArray<Initiative> initiatives) =>
        from lens in Gen.Frequency((3, Lens.Both), (1, Lens.Customer), (1, Lens.Platform))
        from weights in Gen.OneOf(new Weights(1, 1), new Weights(1, 1), new Weights(2, 1), new Weights(0.5, 1), new Weights(1, 0), new Weights(0, 3))
        from timing in Gen.Frequency((3, Timing.Flow), (1, Timing.Once))
        from tail in Gen.Frequency((3, 4), (1, 0), (1, 1), (1, 2))
        from allocation in Chance(0.8)
        from pinned in Subset(0.04, initiatives.Where(i => i.Status != InitiativeStatus.Done).Select(i => i.Id.Value))
        from finishes in Gen.Frequency((1, -1), (8, periods - 1), (8, periods / 2), (1, periods)).Array[pinned.Length]
        from bans in Subset(0.04, initiatives.Select(i => i.Id.Value))
        from release in Chance(0.7)
        from moves in Maybe(0.5, Gen.OneOf(0, 1, 2))
        select new Policy
        {
            Lens = lens,
            Weights = weights,
            Timing = timing,
            Tail = tail,
            Allocation = allocation,
            Pins = [.. pinned.Zip(finishes, (i, f) => new Pin(Id<Initiative>.Of(i), new Period(f)))],
            Bans = [.. bans.Select(Id<Initiative>.Of)],
            Release = release,
            MaxMoves = moves.AsValue(),
        };

    private static Gen<PerPeriod<T>> PerPeriodOf<T>(Gen<T> gen, int periods)
        where T : struct =>
        Gen.Select(Chance(0.5), gen, gen.Array[periods], (always, one, each) => always ? PerPeriod<T>.Always(one) : PerPeriod<T>.Each(each));

    private static Gen<bool> Chance(double chance) => Gen.Double.Unit.Select(x => x < chance);

    /// <summary>Something, with that chance, or nothing.</summary>
    private static Gen<Found<T>?> Maybe<T>(double chance, Gen<T> gen) =>
        Gen.Select(Chance(chance), gen, (has, value) => has ? new Found<T>(value) : null);

    private static Gen<Found<T>?> Maybe<T>(double chance, Gen<Found<T>?> gen) => Gen.Select(Chance(chance), gen, (has, value) => has ? value : null);

    private static Gen<Found<T>?> AnyOf<T>(IEnumerable<T> items)
    {
        Found<T>?[] list = [.. items.Select(i => new Found<T>(i))];
        return list.Length == 0 ? Gen.Const((Found<T>?)null) : Gen.OneOf(list);
    }

    private static Gen<T[]> Subset<T>(double chance, IEnumerable<T> items)
    {
        T[] list = [.. items];
        return Chance(chance).Array[list.Length].Select(chosen => list.Where((_, i) => chosen[i]).ToArray());
    }

    private static Gen<ImmutableArray<T>> Several<T>(int least, int most, Func<int, Gen<T>> gen) =>
        Gen.Int[least, most].SelectMany(count => Each([.. Enumerable.Range(0, count).Select(gen)]));

    private static Gen<ImmutableArray<T>> Each<T>(IReadOnlyList<Gen<T>> gens) =>
        gens.Aggregate(Gen.Const(ImmutableArray<T>.Empty), (all, gen) => Gen.Select(all, gen, (list, item) => list.Add(item)));
}

/// <summary>A value that is there, of any type; nothing is a missing one.</summary>
internal sealed record Found<T>(T Value);

internal static class FoundValues
{
    internal static T? AsValue<T>(this Found<T>? found)
        where T : struct => found?.Value;
}
