using System.Collections.Immutable;
using Dais.Engine.Modelling;
using Dais.Engine.Planning;
using Dais.Engine.Quantities;

namespace Dais.Engine.Tests.Planning;

/// <summary>Small worlds put together by hand, for results that can be worked out on paper.</summary>
internal static class HandWorld
{
    /// <summary>Nothing but a horizon, without discounting.</summary>
    internal static SmallWorld Of(int periods, double rate = 0) => new(
        new Portfolio(new Platform(Id<Platform>.Of("p"), "P", "USD", "", DiscountRate.Of(rate), new Calendar("2027-Q1", periods), [])),
        new Policy());

    internal static SmallWorld Team(this SmallWorld world, string id, params double[] capacity) => world with
    {
        Portfolio = world.Portfolio.With(new Team(
            Id<Team>.Of(id),
            id,
            capacity.Length == 1 ? PerPeriod<EngineerWeeks>.Always(EngineerWeeks.Of(capacity[0])) : PerPeriod<EngineerWeeks>.Each(capacity.Select(EngineerWeeks.Of)),
            Reserve.Unstated)),
    };

    /// <summary>With an initiative that takes that much of each team: <c>"t=1 u=2"</c>.</summary>
    internal static SmallWorld Doing(this SmallWorld world, string id, string effort, double? customer = null, Func<Initiative, Initiative>? but = null)
    {
        var initiative = new Initiative(Id<Initiative>.Of(id), id)
        {
            Effort = Efforts(effort),
            Value = new InitiativeValue(customer is { } value ? new Amount(value) : null),
        };
        return world with { Portfolio = world.Portfolio.With(but is null ? initiative : but(initiative)) };
    }

    internal static SmallWorld Bucket(this SmallWorld world, string id, double? min = null, double? max = null) => world with
    {
        Portfolio = world.Portfolio.With(new Bucket(Id<Bucket>.Of(id), id) { Min = min is { } a ? Share.Of(a) : null, Max = max is { } b ? Share.Of(b) : null }),
    };

    internal static SmallWorld Capability(this SmallWorld world, string id, int level) => world with
    {
        Portfolio = world.Portfolio with
        {
            Capabilities = world.Portfolio.Capabilities.With(new Capability(Id<Capability>.Of(id), id, Domain: null, Owner: null, Level.Of(level), [])),
        },
    };

    /// <summary>With a use case that needs initiatives and levels: <c>"a b c1@2"</c>.</summary>
    internal static SmallWorld UseCase(this SmallWorld world, string id, string needs, double growth, double? ramp = null) => world with
    {
        Portfolio = world.Portfolio.With(new UseCase(Id<UseCase>.Of(id), id, Product: null, [], Group: null, Needs(needs), new EndValue(new Amount(growth)), ramp)),
    };

    internal static SmallWorld Under(this SmallWorld world, Func<Policy, Policy> policy) => world with { Policy = policy(world.Policy) };

    internal static ImmutableSortedDictionary<Id<Team>, Estimate> Efforts(string effort) =>
        Words(effort).Select(w => w.Split('=')).ToImmutableSortedDictionary(w => Id<Team>.Of(w[0]), w => Estimate.Of(EngineerWeeks.Of(double.Parse(w[1]))));

    internal static ImmutableArray<Id<Initiative>> Ids(string ids) => [.. Words(ids).Select(Id<Initiative>.Of)];

    /// <summary>The chosen initiatives and their finishes in the best plan, such as <c>a@0 b@1</c>; <c>none</c> where no plan keeps the rules.</summary>
    internal static string Best(SmallWorld world) => Oracle.Solve(world) is { } answer
        ? string.Join(' ', Oracle.List(new OracleRules(world), answer.Finishes).Select(x => $"{x.Id}@{x.Finish}"))
        : "none";

    private static ImmutableArray<Need> Needs(string needs) =>
        [.. Words(needs).Select(n => n.Split('@') is [var c, var level]
            ? (Need)new Need.OfCapability(Id<Capability>.Of(c), Level.Of(int.Parse(level)))
            : new Need.OfInitiative(Id<Initiative>.Of(n)))];

    private static string[] Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
