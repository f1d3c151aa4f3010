using System.Collections.Immutable;
using System.Text.Json;
using Dais.Engine.Modelling;
using Dais.Engine.Planning;
using Dais.Engine.Planning.Allocation;
using Dais.Engine.Quantities;

namespace Dais.Engine.Tests.Planning.Allocation;

/// <summary>The golden numbers of M-06 a, b, and of M-11 b as far as the glide path goes by it.</summary>
public sealed class GoldenAllocation
{
    private static readonly JsonElement Input = Golden("M-06", "input.json");
    private static readonly JsonElement Expected = Golden("M-06", "expected.json");

    private static readonly ExponentialResponses Curves = new([.. Numbers(Input, "A").Zip(Numbers(Input, "k"), (a, k) => new ExponentialResponse(Money.Of(a), k))]);

    private static readonly ImmutableArray<Share> Split = [.. Numbers(Input, "split").Select(x => Share.Of(x / 100))];

    private static readonly int[] Shown = [0, 4, 8, 12, 20];

    [Fact]
    public void The_split_as_it_is_brings_15_857_and_its_marginals_are_054_090_and_101()
    {
        Assert.Equal(Number(Expected, "value"), Curves.Value(Split).Value, 3);
        Assert.Equal(Numbers(Expected, "marginals"), Curves.Marginals(Split).Select(m => Math.Round(m.Value, 3)));
    }

    [Fact]
    public void The_optimum_is_22_5_20_1_57_5_and_a_point_more_is_worth_0895()
    {
        var optimum = Curves.Optimum;
        Assert.Equal(Numbers(Expected, "optimum"), optimum.Shares.Select(s => Math.Round(s.Value * 100, 1)));
        Assert.Equal(Number(Expected, "shadowPrice"), optimum.PerPoint.Value, 4);
        Assert.Equal(Number(Expected, "optimumValue"), optimum.Value.Value, 3);
        Assert.Equal(1, optimum.Shares.Sum(s => s.Value), 9);
        Assert.All(Curves.Marginals(optimum.Shares), m => Assert.Equal(optimum.PerPoint.Value, m.Value, 6));
    }

    [Fact]
    public void Five_points_from_the_first_to_the_third_bring_165_and_an_equal_split_14_999()
    {
        ImmutableArray<Share> moved = [Share.Of(Split[0].Value - 0.05), Split[1], Share.Of(Split[2].Value + 0.05)];
        Assert.Equal(Number(Expected, "moveFivePointsFromBu1ToGeneralized"), Curves.Value(moved).Value - Curves.Value(Split).Value, 3);
        Assert.Equal(Number(Expected, "equalSplitValue"), Curves.Value(Curves.EqualSplit).Value, 3);
    }

    [Theory]
    [InlineData("band98", 0.98)]
    [InlineData("band99", 0.99)]
    public void The_bands_are_those_of_the_method(string name, double part)
    {
        for (var b = 0; b < 3; b++)
        {
            var (low, high) = Curves.Band(b, part);
            Assert.Equal(Expected.GetProperty(name)[b].EnumerateArray().Select(e => e.GetDouble()), [Math.Round(low.Value * 100), Math.Round(high.Value * 100)]);
        }
    }

    /// <summary>The same curves as initiatives of one point each, so that the planner finds what the formula gives: at whole points both are exact.</summary>
    [Fact]
    public void The_planner_finds_the_same_on_the_same_curves_made_of_initiatives()
    {
        var study = AllocationSearch.Solve(Pieces(), new Policy { Timing = Timing.Once }, new SolveLimits(), TimeProvider.System, cancel: TestContext.Current.CancellationToken);
        Assert.Equal(15.857, study.Splits.Single(s => s.Kind == SplitKind.Target).Plan.Value!.Value.Value, 3);
        Assert.InRange(study.Policy.Objective.Value, 16.043, 16.0455);
        Assert.All(study.Policy.Buckets.Zip([22.5, 20.1, 57.5]), x => Assert.InRange(x.First.Share * 100, x.Second - 1, x.Second + 1));
        Assert.InRange(study.Shadow!.More.Value!.Value.Value - study.Policy.Objective.Value, 0.088, 0.091);
        Assert.InRange(study.Shadow.PerPoint!.Value.Value, 0.088, 0.091);
        Assert.True(study.Shadow.Exact);
        foreach (var band in study.Bands)
        {
            var (low, high) = Curves.Band(study.Policy.Buckets.Select(x => x.Id).ToList().IndexOf(band.Bucket), band.Part);
            Assert.InRange(band.Low.Found, low.Value - 0.005, low.Value + 0.015);
            Assert.InRange(band.High.Found, high.Value - 0.015, high.Value + 0.005);
        }
    }

    [Theory]
    [InlineData(0.01, 0)]
    [InlineData(0.03, 1)]
    public void Keeping_the_lights_on_grows_as_M_11_b_has_it(double retired, int at)
    {
        var expected = Golden("M-11", "expected.json").GetProperty("ktlo")[at];
        var (growth, capacity) = (new KtloGrowth(0.05, retired), EngineerWeeks.Of(100));
        var path = new List<double> { 30 };
        for (var t = 1; t <= 20; t++) path.Add(growth.Next(EngineerWeeks.Of(path[^1]), capacity).Value);
        Assert.Equal(Numbers(expected, "path"), Shown.Select(t => Math.Round(path[t], 1)));
        Assert.Equal(Number(expected, "limit"), growth.Limit(capacity)!.Value.Value, 1);
        if (at == 0) Assert.Equal(Number(expected, "halfLifeQuarters"), growth.HalfLife!.Value, 1);
    }

    [Fact]
    public void Growth_is_read_back_from_a_log_that_it_made()
    {
        var growth = new KtloGrowth(0.05, 0.02);
        var log = new List<(EngineerWeeks, EngineerWeeks)>();
        var (ktlo, capacity) = (20.0, 100.0);
        for (var t = 0; t < KtloGrowth.FewestPeriods; t++)
        {
            log.Add((EngineerWeeks.Of(ktlo), EngineerWeeks.Of(capacity)));
            (ktlo, capacity) = (growth.Next(EngineerWeeks.Of(ktlo), EngineerWeeks.Of(capacity)).Value, capacity + (t * 3));
        }

        var read = KtloGrowth.From(log)!;
        Assert.Equal(0.05, read.Built, 9);
        Assert.Equal(0.02, read.Retired, 9);
        Assert.Null(KtloGrowth.From([.. log.Skip(1)]));
    }

    private static Portfolio Pieces()
    {
        string[] names = [.. Input.GetProperty("buckets").EnumerateArray().Select(b => b.GetString()!)];
        return A.Portfolio() with
        {
            Teams = A.Teams(("t", 100)),
            Buckets = Catalog<Bucket>.Of(names.Select((n, b) => new Bucket(Id<Bucket>.Of(n), n, Share: Split[b]))),
            Initiatives = A.Initiatives([.. names.SelectMany((n, b) => Enumerable.Range(0, 75).Select(x =>
                A.Initiative($"{n}-{x:00}", 1, Curves.Curves[b].At(x + 1) - Curves.Curves[b].At(x)) with { Bucket = Id<Bucket>.Of(n) }))]),
        };
    }

    private static JsonElement Golden(string method, string file)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Root, "samples", "golden", method, file)));
        return document.RootElement.Clone();
    }

    private static double Number(JsonElement of, string name) => of.GetProperty(name).GetDouble();

    private static IEnumerable<double> Numbers(JsonElement of, string name) => of.GetProperty(name).EnumerateArray().Select(e => e.GetDouble());
}
