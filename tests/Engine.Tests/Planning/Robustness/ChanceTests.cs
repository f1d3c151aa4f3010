using System.Text.Json.Nodes;
using Dais.Engine.Modelling;
using Dais.Engine.Planning;
using Dais.Engine.Planning.Robustness;
using Dais.Engine.Quantities;

namespace Dais.Engine.Tests.Planning.Robustness;

/// <summary>The golden numbers of M-07 b and c, and what knowing is worth where it can be worked out.</summary>
public sealed class ChanceTests
{
    private static JsonNode Golden(string file) => JsonNode.Parse(File.ReadAllText(Path.Combine(Repository.Root, "samples", "golden", "M-07", file)))!;

    private static double[] Numbers(JsonNode node) => [.. node.AsArray().Select(n => n!.GetValue<double>())];

    [Fact]
    public void Of_the_golden_scores_the_first_is_really_the_best_in_three_cases_of_ten()
    {
        var (rice, expected) = (Golden("input.json")["rice"]!, Golden("expected.json"));
        var doubts = Numbers(rice["factorLogSd"]!);
        Assert.Equal(doubts, ScoreRanking.AssumedDoubts(ScoreMethod.Rice));
        Assert.Equal(0.985, ScoreRanking.Together(doubts), 0.0005);
        var medians = Numbers(rice["medians"]!);
        var ranking = ScoreRanking.Of(ScoreMethod.Rice, [.. medians.Select((m, i) => (A.Id("a" + i), m))], [.. medians.Select(_ => ScoreRanking.Together(doubts))], 1);
        Assert.Equal(expected["nominalBestIsBest"]!.GetValue<double>(), ranking.FirstIsFirst.Value, 0.01);
        Assert.Equal(expected["exactOrder"]!.GetValue<double>(), ranking.WholeOrder.Value, 0.005);
        Assert.All(ranking.Items, i => Assert.InRange(i.Rank.Nominal, i.Rank.Low, i.Rank.High));
        Assert.Equal(ranking.Top, ranking.Items.Sum(i => i.InTop.Value), 1e-9);
    }

    [Fact]
    public void The_golden_pick_of_eight_in_forty_looks_like_19_2_and_is_11_8_before_and_after_shrinkage()
    {
        var (curse, expected) = (Golden("input.json")["curse"]!, Golden("expected.json"));
        double Of(string name) => curse[name]!.GetValue<double>();
        Assert.Equal(expected["shrinkage"]!.GetValue<double>(), Shrinkage.Left(Of("priorSd"), Of("noiseSd")), 1e-12);
        var chance = Chance.From(11);
        var (estimated, real, shrunk, times) = (0.0, 0.0, 0.0, 20_000);
        for (var n = 0; n < times; n++)
        {
            var drawn = Enumerable.Range(0, (int)Of("candidates")).Select(_ => Of("priorMean") + (Of("priorSd") * chance.Normal())).Select(v => (True: v, Estimate: v + (Of("noiseSd") * chance.Normal())))
                .OrderByDescending(x => x.Estimate).Take((int)Of("pick")).ToList();
            estimated += drawn.Average(x => x.Estimate) / times;
            real += drawn.Average(x => x.True) / times;
            shrunk += drawn.Average(x => Shrinkage.Of(x.Estimate, Of("priorMean"), Of("priorSd"), Of("noiseSd"))) / times;
        }

        Assert.Equal(expected["estimated"]!.GetValue<double>(), estimated, 0.06);
        Assert.Equal(expected["true"]!.GetValue<double>(), real, 0.06);
        Assert.Equal(expected["true"]!.GetValue<double>(), shrunk, 0.06);
    }

    /// <summary>One of two can be done: a is worth 10 for sure, b 8 in the middle (4 to 20). Knowing b is worth E max(10, b) − max(10, E b), and above 10 it is better.</summary>
    [Fact]
    public void What_it_is_worth_to_know_a_value_is_what_the_definition_says_and_it_switches_where_it_is_worth_as_much()
    {
        var b = Amount.Of(4, 8, 20);
        var portfolio = A.Portfolio() with
        {
            Teams = A.Teams(("t", 1)),
            Initiatives = A.Initiatives(Sure("a", Amount.Of(10, 10, 10)), Sure("b", b)),
        };
        var study = RobustnessSearch.Solve(portfolio, new Policy { Timing = Timing.Once }, new() { Draws = 40 }, TimeProvider.System, cancel: TestContext.Current.CancellationToken);
        Assert.Equal(["a"], A.Chosen(study.Plan));
        var doubt = Assert.Single(study.Doubts.Doubts);
        var spread = Spread.Of(b);
        var quantiles = Enumerable.Range(0, 100_000).Select(i => spread.Quantile((i + 0.5) / 100_000)).ToList();
        var expected = quantiles.Average(x => Math.Max(10, x)) - Math.Max(10, quantiles.Average());
        Assert.Equal(expected, doubt.Worth.Value, 0.1 * expected);
        Assert.True(doubt.Worth > study.Doubts.Noise);
        Assert.Equal(10, doubt.Above!.At, 0.01);
        Assert.Equal((A.Id("b"), A.Id("a")), (doubt.Above.In[0], doubt.Above.Out[0]));
        Assert.Null(doubt.Below);
        var share = study.Find(A.Id("b"))!.InOptimal!.Value.Value;
        Assert.Equal(quantiles.Count(x => x > 10) / 100_000.0, share, 0.2);
        Assert.Equal(1, share + study.Find(A.Id("a"))!.InOptimal!.Value.Value, 1e-9);
    }

    /// <summary>Two of three fit. At 8 the order of a and b turns, at 5 c takes a's place; both are below the middle.</summary>
    [Fact]
    public void A_switching_value_is_where_the_choice_changes_even_where_dates_move_sooner()
    {
        var portfolio = A.Portfolio(periods: 2, rate: 0.1) with
        {
            Teams = A.Teams(("t", 1)),
            Initiatives = A.Initiatives(Sure("a", Amount.Of(4, 10, 20)), Sure("b", Amount.Of(8, 8, 8)), Sure("c", Amount.Of(5, 5, 5))),
        };
        var study = RobustnessSearch.Solve(portfolio, new Policy(), new() { Draws = 40 }, TimeProvider.System, cancel: TestContext.Current.CancellationToken);
        Assert.Equal(["a", "b"], A.Chosen(study.Plan));
        var doubt = Assert.Single(study.Doubts.Doubts);
        Assert.Equal(5, doubt.Below!.At, 0.01);
        Assert.Equal((A.Id("c"), A.Id("a")), (Assert.Single(doubt.Below.In), Assert.Single(doubt.Below.Out)));
        Assert.Null(doubt.Above);
    }

    [Fact]
    public void A_horizon_that_flips_a_choice_is_told()
    {
        var portfolio = A.Portfolio(periods: 3, rate: 0.1) with
        {
            Teams = A.Teams(("t", 2)),
            Initiatives = A.Initiatives(
                A.Initiative("soon", 6, 100) with { Latest = new Period(2) },
                A.Initiative("late", 6, 0) with { Latest = new Period(2) }),
            UseCases = Catalog<UseCase>.Of([new UseCase(Id<UseCase>.Of("u"), "U", null, [], null, [new Need.OfInitiative(A.Id("late"))], new EndValue(new Amount(300)), Ramp: 8)]),
        };
        var study = RobustnessSearch.Solve(portfolio, new Policy(), new() { Draws = 2 }, TimeProvider.System, cancel: TestContext.Current.CancellationToken);
        Assert.Equal(["soon"], A.Chosen(study.Plan).Except(["x"]));
        var longer = study.Horizons.Single(h => h.Tail == 12);
        Assert.True(longer.Proven);
        Assert.Equal((A.Id("late"), A.Id("soon")), (Assert.Single(longer.In), Assert.Single(longer.Out)));
        Assert.Equal([0, 12, 4, 4], study.Horizons.Select(h => h.Tail));
        Assert.Equal([0.05, 0.15], study.Horizons.Where(h => h.Tail == 4).Select(h => h.Rate.Yearly));
    }

    private static Initiative Sure(string id, Amount value) => A.Initiative(id, 1) with
    {
        Effort = A.Initiative(id, 1).Effort.SetItem(Id<Team>.Of("t"), Estimate.Of(EngineerWeeks.Of(1), EngineerWeeks.Of(1), EngineerWeeks.Of(1))),
        Value = new(value),
    };
}
