using System.Text.Json.Nodes;
using CsCheck;
using Dais.Engine.Quantities;

namespace Dais.Engine.Tests.Quantities;

public sealed class SpreadTests
{
    /// <summary>Points that rise and through which a distribution goes, on either side of 0 or on both.</summary>
    private static readonly Gen<Spread> Spreads =
        from low in Gen.Double[-50, 50]
        from width in Gen.Double[0.01, 80]
        from at in Gen.Double[0.01, 0.99]
        let high = low + width
        let middles = Spread.Middles(low, high)
        let middle = Math.Clamp(middles.Least + (at * (middles.Most - middles.Least)), low, high)
        where Spread.Rises(low, middle, high)
        select Spread.Of(low, middle, high);

    private static JsonNode Golden(string file) => JsonNode.Parse(File.ReadAllText(Path.Combine(Repository.Root, "samples", "golden", "M-08", file)))!;

    private static double[] Numbers(JsonNode node) => [.. node.AsArray().Select(n => n!.GetValue<double>())];

    [Fact]
    public void The_golden_estimate_has_the_quantiles_and_the_mean_of_the_method()
    {
        var points = Numbers(Golden("input.json")["estimate"]!);
        var expected = Golden("expected.json");
        var spread = Spread.Of(points[0], points[1], points[2]);
        var a = Numbers(expected["a"]!);
        Assert.Equal(a[0], Math.Round(Math.Log(spread.At(0)), 4));
        Assert.Equal(expected["p5"]!.GetValue<double>(), Math.Round(spread.Quantile(0.05), 2));
        Assert.Equal(expected["p95"]!.GetValue<double>(), Math.Round(spread.Quantile(0.95), 1));
        Assert.Equal(expected["mean"]!.GetValue<double>(), Math.Round(spread.Mean!.Value, 1));
        foreach (var y in new[] { 0.03, 0.3, 0.77, 0.99 })
        {
            var logit = Math.Log(y / (1 - y));
            Assert.Equal(a[0] + (a[1] * logit) + (a[2] * (y - 0.5) * logit), Math.Log(spread.Quantile(y)), 0.0005);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.5)]
    public void The_golden_sum_of_three_tasks_has_the_chances_of_the_method(double correlation)
    {
        const int draws = 400_000;
        var tasks = Golden("input.json")["tasks"]!.AsArray().Select(t => Numbers(t!)).Select(t => Spread.Of(t[0], t[1], t[2])).ToList();
        var expected = Golden("expected.json");
        var (team, own) = (Chance.From(7, "team"), tasks.Select((_, i) => Chance.From(7, "task " + i)).ToList());
        var sums = new double[draws];
        for (var n = 0; n < draws; n++)
        {
            var together = Math.Sqrt(correlation) * team.Normal();
            for (var i = 0; i < tasks.Count; i++) sums[n] += tasks[i].At(together + (Math.Sqrt(1 - correlation) * own[i].Normal()));
        }

        Array.Sort(sums);
        var sum = expected["sumOfP50"]!.GetValue<double>();
        Assert.Equal(sum, tasks.Sum(t => t.P50));
        var which = correlation == 0 ? "independent" : "correlated";
        Assert.Equal(expected[correlation == 0 ? "medianIndependent" : "medianCorrelated"]!.GetValue<double>(), sums[draws / 2], 0.1);
        Assert.Equal(expected["probabilityUpTo27"]![which]!.GetValue<double>(), sums.Count(s => s <= sum) / (double)draws, 0.005);
        Assert.Equal(expected["p90"]![which]!.GetValue<double>(), sums[(int)(0.9 * draws)], 0.6);
    }

    [Fact]
    public void A_metalog_goes_through_its_points_and_a_lognormal_through_its_middle() => Spreads.Sample(s =>
    {
        var near = 1e-6 * Math.Max(1, Math.Max(Math.Abs(s.P10), Math.Abs(s.P90)));
        Assert.Equal(s.P50, s.Quantile(0.5), near);
        var lognormal = s.P10 * s.P90 > 0 && Math.Abs(Math.Log(Math.Abs(s.P50) / Math.Sqrt(s.P10 * s.P90))) <= 0.02;
        if (lognormal)
        {
            Assert.Equal(s.P90 / s.P10, s.Quantile(0.9) / s.Quantile(0.1), 1e-6);
            return;
        }

        Assert.Equal(s.P10, s.Quantile(0.1), near);
        Assert.Equal(s.P90, s.Quantile(0.9), near);
    });

    [Fact]
    public void A_higher_part_is_never_a_lower_number() => Spreads.Sample(s =>
    {
        var before = double.NegativeInfinity;
        for (var z = -6.0; z <= 6; z += 0.05)
        {
            var now = s.At(z);
            Assert.True(now >= before - (1e-9 * Math.Abs(now)), $"{s}: at {z}");
            before = now;
        }
    });

    [Fact]
    public void What_is_refused_falls_somewhere()
    {
        Gen.Select(Gen.Double[1, 10], Gen.Double[1.5, 40], Gen.Double[0.001, 0.14]).Sample((low, times, at) =>
        {
            var high = low * times;
            var middle = low * Math.Pow(times, at);
            Assert.False(Spread.Rises(low, middle, high));
            Assert.Throws<ArgumentException>(() => Spread.Of(low, middle, high));
            var near = Spread.Of(Amount.Of(low, middle, high));
            Assert.True(near.IsAssumed);
            Assert.Equal((low, Spread.Middles(low, high).Least, high), (near.P10, near.P50, near.P90));
            var (g10, g50, g90) = (Math.Log(low), Math.Log(middle), Math.Log(high));
            var (a2, a3) = ((g90 - g10) / (2 * Math.Log(9)), (1 - (2 * (g50 - g10) / (g90 - g10))) * (g90 - g10) / (0.8 * Math.Log(9)));
            var levels = Enumerable.Range(1, 9_999).Select(i => i / 10_000.0).Select(y => (a2 + (a3 * (y - 0.5))) * Math.Log(y / (1 - y))).ToList();
            Assert.Contains(levels.Zip(levels.Skip(1)), pair => pair.Second < pair.First);
        });
    }

    [Fact]
    public void The_mean_is_that_of_many_quantiles() => Spreads.Sample(
        s =>
        {
            if (s.Mean is not { } mean || Math.Max(Math.Abs(s.P10), Math.Abs(s.P90)) > 8 * Math.Min(Math.Abs(s.P10), Math.Abs(s.P90))) return;   // lighter tails only: far ones need too many quantiles
            const int steps = 20_000;
            var sum = Enumerable.Range(0, steps).Sum(i => s.Quantile((i + 0.5) / steps));
            Assert.Equal(sum / steps, mean, 0.01 * Math.Max(1, Math.Abs(mean)));
        },
        iter: 60);

    [Fact]
    public void Equal_points_are_a_certainty()
    {
        foreach (var point in new[] { -3.0, 0, 0.1, 7 })
        {
            var spread = Spread.Of(point, point, point);
            Assert.True(spread.IsCertain);
            Assert.All(new[] { -5.0, 0, 5 }, z => Assert.Equal(point, spread.At(z)));
            Assert.Equal(point, spread.Mean);
        }
    }

    [Fact]
    public void What_is_missing_is_assumed_in_the_proportions_of_the_reference_class_and_says_so()
    {
        var bare = Spread.Of(Estimate.Of(EngineerWeeks.Of(10)));
        Assert.True(bare.IsAssumed);
        Assert.Equal(6.2, bare.P10, 0.01);
        Assert.Equal(18.55, bare.P90, 0.01);
        Gen.Double[0.05, 0.999].Sample(part =>
        {
            var below = Spread.Of(10 * part, 10, null);
            Assert.True(below.IsAssumed);
            Assert.Equal(Math.Log(Spread.AssumedHigh) / Math.Log(Spread.AssumedLow), Math.Log(below.P90 / 10) / Math.Log(part), 1e-6);
            var back = Spread.Of(null, 10, below.P90);
            Assert.Equal(10 * part, back.P10, 1e-6);
        });
        Assert.False(Spread.Of(Estimate.Of(EngineerWeeks.Of(6), EngineerWeeks.Of(10), EngineerWeeks.Of(24))).IsAssumed);
        Assert.True(Spread.Of(new Amount(0)).IsCertain);
        var loss = Spread.Of(new Amount(-10));
        Assert.Equal((-18.55, -6.2), (Math.Round(loss.P10, 2), Math.Round(loss.P90, 1)));
    }

    [Fact]
    public void Points_of_any_size_have_a_spread_or_are_named()
    {
        var sizes = new[] { -1e15, -3, -5e-324, 0, 5e-324, 1e-7, 1, 1 + 2.3e-16, 1e15 };
        foreach (var low in sizes)
        {
            foreach (var middle in sizes.Where(m => m >= low))
            {
                foreach (var high in sizes.Where(h => h >= middle))
                {
                    var spread = Spread.Of(Amount.Of(low, middle, high));
                    Assert.InRange(spread.P50, low, high);
                    Assert.Equal(Spread.Rises(low, middle, high), !spread.IsAssumed);
                    Assert.All(new[] { -3.0, -1, 0, 1, 3 }, z => Assert.False(double.IsNaN(spread.At(z))));
                }
            }
        }
    }

    [Fact]
    public void In_another_unit_it_is_the_same_spread() => Gen.Select(Spreads, Gen.Double[0.1, 9], Gen.Double[-3, 3]).Sample((s, factor, z) =>
        Assert.Equal(s.At(z) * factor, s.Times(factor).At(z), 1e-6 * Math.Max(1, Math.Abs(s.At(z) * factor))));

    [Fact]
    public void The_normal_distribution_and_its_quantiles_undo_each_other()
    {
        Assert.Equal(0.9, Normal.Cdf(Normal.Z90), 1e-14);
        Assert.Equal(0.975, Normal.Cdf(1.959963984540054), 1e-14);
        Gen.Double[-8, 5].Sample(z => Assert.Equal(z, Normal.Quantile(Normal.Cdf(z)), 1e-9 * Math.Max(1, Math.Abs(z))));
        Gen.Double[0, 8].Sample(z => Assert.Equal(1, Normal.Cdf(z) + Normal.Cdf(-z), 1e-14));
    }
}
