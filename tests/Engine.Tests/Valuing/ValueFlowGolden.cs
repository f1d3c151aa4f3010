using Dais.Engine.Quantities;
using Dais.Engine.Valuing;
using static Dais.Engine.Tests.Valuing.UsageWorlds;

namespace Dais.Engine.Tests.Valuing;

/// <summary>The worked example of M-01, to the digits shown there.</summary>
public class ValueFlowGolden
{
    private static readonly ValueFlow Golden = Flow(Golden());

    [Theory]
    [InlineData("ledger", 5.400, 3.780, 3.6, 18)]
    [InlineData("events", 4.980, 3.735, 5.0, 24)]
    [InlineData("identity", 3.940, 3.152, 5.0, 24)]
    [InlineData("data-platform", 1.000, 0.600, 0.4, 2)]
    [InlineData("runtime", 2.133, 2.133, 5.0, 24)]
    public void Each_capability_has_the_values_of_the_table(string capability, double gross, double credited, double shapley, double atStake)
    {
        var value = Golden.Of(capability);
        Assert.Equal(gross, value.Gross!.Value.Value, 3);
        Assert.Equal(credited, value.Credited!.Value.Value, 3);
        Assert.Equal(shapley, value.Shapley!.Value.Value, 9);
        Assert.Equal(atStake, value.AtStake!.Value.Value, 9);
        Assert.Null(value.EndValue);
        Assert.True(value.Complete);
    }

    [Fact]
    public void Products_keep_the_rest()
    {
        var products = Golden.Things.Where(t => t.Thing.Kind == ThingKind.Product).ToList();
        Assert.Equal(24, products.Sum(p => p.Gross!.Value.Value), 9);
        Assert.Equal(10.60, products.Sum(p => p.Credited!.Value.Value), 9);
        Assert.Equal(5.0, products.Sum(p => p.Shapley!.Value.Value), 9);
    }

    [Fact]
    public void The_sums_are_those_of_the_table()
    {
        Assert.Equal(41.45, Golden.Things.Sum(t => t.Gross!.Value.Value), 2);
        Assert.Equal(24.00, Golden.Things.Sum(t => t.Credited!.Value.Value), 9);
        Assert.Equal(24.00, Golden.Things.Sum(t => t.Shapley!.Value.Value), 9);
        Assert.Equal(24.00, Golden.EndValue.Value);
    }

    [Fact]
    public void The_methods_agree_at_tau_b_0_12()
    {
        var comparison = MethodComparison.Of(Golden);
        Assert.Equal(0.12, Assert.Single(comparison.Agreements).TauB!.Value, 2);
        Assert.Equal(1 / Math.Sqrt(70), comparison.Agreements[0].TauB!.Value, 12);   // 4 pairs concordant, 3 discordant, 3 tied: by hand
    }

    [Theory]
    [InlineData("ledger", "1", "4", "1–4")]
    [InlineData("events", "2", "1–3", "1–3")]
    [InlineData("identity", "3", "1–3", "1–3")]
    [InlineData("runtime", "4", "1–3", "1–4")]
    [InlineData("data-platform", "5", "5", "5")]
    public void Ranks_range_over_the_methods(string capability, string credited, string shapley, string range)
    {
        var ranked = MethodComparison.Of(Golden).Things.Single(t => t.Thing.Id == capability);
        Assert.Equal([credited, shapley], ranked.Ranks.Select(r => r.ToString()));
        Assert.Equal(range, ranked.Range.ToString());
    }

    [Fact]
    public void Only_what_is_first_under_all_methods_is_robust()
    {
        var things = MethodComparison.Of(Golden).Things;
        Assert.Empty(things.Where(t => t.IsRobust(2)));
        Assert.Equal(["events", "identity"], things.Where(t => t.IsRobust(3)).Select(t => t.Thing.Id));
        Assert.Equal(["events", "identity", "ledger", "runtime"], things.Where(t => t.IsRobust(4)).Select(t => t.Thing.Id));
    }

    [Fact]
    public void What_people_state_is_a_third_method_and_its_silence_is_no_support()
    {
        var stated = new Dictionary<Thing, Money> { [TheCapability("runtime")] = Money.Of(9), [TheCapability("events")] = Money.Of(5), [TheCapability("ledger")] = Money.Of(1) };
        var comparison = MethodComparison.Of(Golden, stated);
        Assert.Equal(["credited", "Shapley", "stated"], comparison.Methods);
        Assert.Equal(3, comparison.Agreements.Length);
        Assert.Equal(-1.0, comparison.Agreements.Single(a => a is { A: "credited", B: "stated" }).TauB);
        Assert.False(comparison.Things.Single(t => t.Thing.Id == "identity").IsRobust(5));
        Assert.True(comparison.Things.Single(t => t.Thing.Id == "events").IsRobust(3));
    }

    [Fact]
    public void Six_paths_lead_to_the_events()
    {
        var paths = PathSearch.To(Golden, Golden.Graph.NodeOf(TheCapability("events")), 10);
        Assert.Equal(
            [
                "users-of-checkout: checkout → 10 % events carries 0.9",
                "users-of-partner-api: partner-api → 30 % events carries 0.9",
                "users-of-subscriptions: subscriptions → 20 % events carries 0.9",
                "users-of-checkout: checkout → 30 % ledger → 20 % events carries 0.54",
                "users-of-subscriptions: subscriptions → 30 % ledger → 20 % events carries 0.27",
                "users-of-ops-console: ops-console → 50 % data-platform → 30 % events carries 0.23",
            ],
            paths.Paths.Select(TraceLaws.Text));
        Assert.Equal(Money.Zero, paths.Rest);
        Assert.Equal(3.735, paths.Total!.Value.Value, 9);
    }
}
