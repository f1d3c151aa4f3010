using System.Collections.Immutable;
using Dais.Engine.Modelling;
using Dais.Engine.Planning;
using Dais.Engine.Quantities;

namespace Dais.Engine.Tests.Planning;

/// <summary>Takes things out of a small world as long as what is wrong with it stays wrong.</summary>
internal static class SmallWorldShrinking
{
    /// <summary>A world that fails and of which nothing can be taken away any more.</summary>
    internal static SmallWorld Simplest(SmallWorld world, Func<SmallWorld, bool> fails)
    {
        while (Simpler(world).FirstOrDefault(w => w != world && fails(w)) is { } simpler) world = simpler;
        return world;
    }

    private static IEnumerable<SmallWorld> Simpler(SmallWorld world) =>
    [
        .. world.Portfolio.Initiatives.Select(i => Without(world, i.Id)),
        .. world.Portfolio.UseCases.Select(u => world with { Portfolio = world.Portfolio with { UseCases = world.Portfolio.UseCases.Without(u.Id) } }),
        .. world.Portfolio.Buckets.Select(b => Without(world, b.Id)),
        .. world.Portfolio.Capabilities.Select(c => Without(world, c.Id)),
        .. world.Portfolio.Teams.Select(t => Without(world, t.Id)),
        .. world.Portfolio.Initiatives.SelectMany(Simpler).Select(i => world with { Portfolio = world.Portfolio.With(i) }),
        .. world.Portfolio.UseCases.SelectMany(Simpler).Select(u => world with { Portfolio = world.Portfolio.With(u) }),
        .. world.Portfolio.Buckets.SelectMany(Simpler).Select(b => world with { Portfolio = world.Portfolio.With(b) }),
        .. world.Portfolio.Teams.SelectMany(Simpler).Select(t => world with { Portfolio = world.Portfolio.With(t) }),
        .. Simpler(world.Policy).Select(p => world with { Policy = p }),
        world with { Portfolio = world.Portfolio with { Platform = world.Portfolio.Platform with { DiscountRate = DiscountRate.Of(0) } } },
    ];

    private static IEnumerable<Initiative> Simpler(Initiative i) =>
    [
        .. i.Effort.Keys.Select(k => i with { Effort = i.Effort.Remove(k) }),
        .. i.After.Select(j => i with { After = i.After.Remove(j) }),
        .. i.Requires.Select(j => i with { Requires = i.Requires.Remove(j) }),
        .. i.Excludes.Select(j => i with { Excludes = i.Excludes.Remove(j) }),
        .. i.Raises.Select(r => i with { Raises = i.Raises.Remove(r) }),
        i with { Bucket = null },
        i with { Periods = null },
        i with { Pace = null },
        i with { Earliest = null },
        i with { Latest = null },
        i with { Must = false },
        i with { Status = null, Remaining = null, CommittedFinish = null },
        i with { Remaining = null },
        i with { CommittedFinish = null },
        i with { Value = i.Value with { Customer = null } },
        i with { Value = i.Value with { Platform = null } },
        i with { Value = i.Value with { Customer = Plain(i.Value.Customer) } },
        .. i.Value.Platform is { } p
            ? new[] { p with { KtloAvoided = null }, p with { RiskRetired = null }, p with { Stated = Plain(p.Stated) } }.Select(v => i with { Value = i.Value with { Platform = v } })
            : [],
    ];

    private static IEnumerable<UseCase> Simpler(UseCase u) =>
    [
        .. u.Needs.Select(n => u with { Needs = u.Needs.Remove(n) }),
        u with { Ramp = null },
        u with { Value = u.Value with { Growth = null } },
        u with { Value = u.Value with { Retention = null } },
        u with { Value = u.Value with { Margin = null } },
        u with { Value = new EndValue(Growth: new Amount(1)) },
    ];

    private static IEnumerable<Bucket> Simpler(Bucket b) => [b with { Min = null }, b with { Max = null }];

    private static IEnumerable<Team> Simpler(Team t) =>
        [t with { Reserve = Reserve.Unstated }, t with { LoadedCost = null }, t with { Capacity = PerPeriod<EngineerWeeks>.Always(t.Capacity[new(0)]) }];

    private static IEnumerable<Policy> Simpler(Policy p) =>
    [
        p with { Lens = Lens.Both },
        p with { Weights = new(1, 1) },
        p with { Timing = Timing.Flow },
        p with { Tail = 4 },
        p with { Allocation = false },
        p with { Release = false, MaxMoves = null },
        p with { MaxMoves = null },
        .. p.Pins.Select(x => p with { Pins = p.Pins.Remove(x) }),
        .. p.Bans.Select(x => p with { Bans = p.Bans.Remove(x) }),
    ];

    private static Amount? Plain(Amount? amount) => amount is null ? null : new Amount(1);

    private static SmallWorld Without(SmallWorld world, Id<Initiative> id) => new(
        world.Portfolio with
        {
            Initiatives = Catalog<Initiative>.Of(world.Portfolio.Initiatives.Where(i => i.Id != id).Select(i => i with
            {
                After = i.After.Remove(id),
                Requires = i.Requires.Remove(id),
                Excludes = i.Excludes.Remove(id),
            })),
            UseCases = Catalog<UseCase>.Of(world.Portfolio.UseCases.Select(u => u with { Needs = u.Needs.RemoveAll(n => n is Need.OfInitiative of && of.Initiative == id) })),
        },
        world.Policy with { Pins = world.Policy.Pins.RemoveAll(p => p.Initiative == id), Bans = world.Policy.Bans.Remove(id) });

    private static SmallWorld Without(SmallWorld world, Id<Bucket> id) => world with
    {
        Portfolio = world.Portfolio with
        {
            Buckets = world.Portfolio.Buckets.Without(id),
            Initiatives = Catalog<Initiative>.Of(world.Portfolio.Initiatives.Select(i => i.Bucket == id ? i with { Bucket = null } : i)),
        },
    };

    private static SmallWorld Without(SmallWorld world, Id<Capability> id) => world with
    {
        Portfolio = world.Portfolio with
        {
            Capabilities = world.Portfolio.Capabilities.Without(id),
            Initiatives = Catalog<Initiative>.Of(world.Portfolio.Initiatives.Select(i => i with { Raises = i.Raises.RemoveAll(r => r.Capability == id) })),
            UseCases = Catalog<UseCase>.Of(world.Portfolio.UseCases.Select(u => u with { Needs = u.Needs.RemoveAll(n => n is Need.OfCapability of && of.Capability == id) })),
        },
    };

    private static SmallWorld Without(SmallWorld world, Id<Team> id) => world with
    {
        Portfolio = world.Portfolio with
        {
            Teams = world.Portfolio.Teams.Without(id),
            Initiatives = Catalog<Initiative>.Of(world.Portfolio.Initiatives.Select(i => i with { Effort = i.Effort.Remove(id), Remaining = i.Remaining?.Remove(id) })),
        },
    };
}
