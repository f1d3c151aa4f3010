using System.Collections.Immutable;
using Dais.Engine.Modelling;
using Dais.Engine.Quantities;

namespace Dais.Engine.Tests.Modelling;

public sealed class YearlyWorthTests
{
    private static readonly Platform Base = new(
        Id<Platform>.Of("p"), "P", "USD", "k", DiscountRate.Of(0), new Calendar("2027-Q1", 2), [new ExchangeRate("EUR", 1.5, AsOf: null)]);

    private static readonly Portfolio World = new(Base)
    {
        Teams = Catalog<Team>.Of([Crew("a", new Amount(2)), Crew("b", new Amount(4, "EUR")), Crew("c", new Amount(4, "JPY"))]),
    };

    [Fact]
    public void Avoided_work_is_priced_at_the_loaded_cost_of_the_teams_weighted_by_effort()
    {
        var initiative = Doing(("a", 3), ("b", 1)) with { Value = new(Platform: new(KtloAvoided: EngineerWeeks.Of(5))) };
        Assert.Equal(5 * 4 * ((0.75 * 2) + (0.25 * 6)), World.PlatformWorth(initiative)!.Value.Value, 1e-9);
    }

    [Fact]
    public void A_team_without_a_known_cost_leaves_its_part_out()
    {
        var half = Doing(("a", 1), ("c", 1)) with { Value = new(Platform: new(KtloAvoided: EngineerWeeks.Of(5))) };
        Assert.Equal(5 * 4 * 0.5 * 2, World.PlatformWorth(half)!.Value.Value, 1e-9);
        Assert.Null(World.PlatformWorth(Doing(("c", 1)) with { Value = half.Value }));
        Assert.Null(World.PlatformWorth(Doing(("a", 0)) with { Value = half.Value }));
    }

    [Fact]
    public void The_parts_of_platform_value_add_up_and_unknown_ones_are_left_out()
    {
        var value = new PlatformValue(new Amount(1), EngineerWeeks.Of(1), new Amount(2, "EUR"), new Amount(7, "JPY"));
        Assert.Equal(1 + 8 + 3, World.PlatformWorth(Doing(("a", 1)) with { Value = new(Platform: value) })!.Value.Value, 1e-9);
        Assert.Null(World.PlatformWorth(Doing(("a", 1))));
    }

    [Fact]
    public void Customer_worth_is_in_the_base_currency_or_unknown()
    {
        Assert.Equal(3, World.CustomerWorth(Doing() with { Value = new(Customer: new Amount(2, "EUR")) })!.Value.Value);
        Assert.Null(World.CustomerWorth(Doing() with { Value = new(Customer: new Amount(2, "JPY")) }));
    }

    private static Team Crew(string id, Amount cost) =>
        new(Id<Team>.Of(id), id, PerPeriod<EngineerWeeks>.Always(EngineerWeeks.Of(1)), Reserve.Unstated, cost);

    private static Initiative Doing(params (string Team, double Effort)[] work) => new(Id<Initiative>.Of("i"), "I")
    {
        Effort = work.ToImmutableSortedDictionary(w => Id<Team>.Of(w.Team), w => Estimate.Of(EngineerWeeks.Of(w.Effort))),
    };
}
