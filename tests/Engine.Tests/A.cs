using System.Collections.Immutable;
using Dais.Engine.Modelling;
using Dais.Engine.Planning;
using Dais.Engine.Quantities;

namespace Dais.Engine.Tests;

/// <summary>Builds small portfolios in tests: <c>A.Portfolio(periods: 4) with { Teams = A.Teams(("t", 10)) }</c>.</summary>
internal static class A
{
    internal static Portfolio Portfolio(int periods = 1, double rate = 0) =>
        new(new Platform(Id<Platform>.Of("p"), "Platform", "USD", "k", DiscountRate.Of(rate), new Calendar("2027-Q1", periods), []));

    internal static Catalog<Team> Teams(params (string Id, double Capacity)[] teams) =>
        Catalog<Team>.Of(teams.Select(t => new Team(Id<Team>.Of(t.Id), t.Id, PerPeriod<EngineerWeeks>.Always(EngineerWeeks.Of(t.Capacity)), Reserve.Unstated)));

    internal static Catalog<Initiative> Initiatives(params Initiative[] initiatives) => Catalog<Initiative>.Of(initiatives);

    internal static Initiative Initiative(string id, double ew, double customer = 0, double platform = 0, string team = "t") => new(Id<Initiative>.Of(id), id.ToUpperInvariant())
    {
        Effort = Effort((team, ew)),
        Value = new(customer == 0 ? null : new Amount(customer), platform == 0 ? null : new PlatformValue(new Amount(platform))),
    };

    internal static ImmutableSortedDictionary<Id<Team>, Estimate> Effort(params (string Team, double Ew)[] efforts) =>
        efforts.ToImmutableSortedDictionary(e => Id<Team>.Of(e.Team), e => Estimate.Of(EngineerWeeks.Of(e.Ew)));

    internal static Id<Initiative> Id(string id) => Engine.Modelling.Id<Initiative>.Of(id);

    internal static Plan Plan(Portfolio portfolio, Policy? policy = null, double seconds = 60) =>
        Planner.Solve(portfolio, policy ?? new Policy(), new SolveLimits { Seconds = seconds }, TimeProvider.System, cancel: TestContext.Current.CancellationToken);

    internal static string[] Chosen(Plan plan) => [.. plan.Initiatives.Select(i => i.Id.Value).Order(StringComparer.Ordinal)];
}
