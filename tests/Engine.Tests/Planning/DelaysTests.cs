using System.Text.Json.Nodes;
using CsCheck;
using Dais.Engine.Planning;
using Dais.Engine.Quantities;

namespace Dais.Engine.Tests.Planning;

public sealed class DelaysTests
{
    private static JsonNode Golden(string file) => JsonNode.Parse(File.ReadAllText(Path.Combine(Repository.Root, "samples", "golden", "M-07", file)))!;

    private static List<DelayedJob> Jobs()
    {
        var sequencing = Golden("input.json")["sequencing"]!;
        return [.. sequencing["costOfDelay"]!.AsObject().Select(j => new DelayedJob(j.Key, Money.Of(j.Value!.GetValue<double>()), sequencing["weeks"]![j.Key]!.GetValue<double>()))];
    }

    [Fact]
    public void The_golden_jobs_have_the_ratios_order_and_costs_of_the_method()
    {
        var (jobs, expected) = (Jobs(), Golden("expected.json"));
        Assert.All(jobs, j => Assert.Equal(expected["cd3"]![j.Name]!.GetValue<double>(), j.Cd3));
        Assert.Equal(expected["order"]!.AsArray().Select(o => o!.GetValue<string>()), Delays.Cheapest(jobs).Select(j => j.Name));
        Assert.Equal(expected["delayCost"]!.GetValue<double>(), Delays.CostOf(Delays.Cheapest(jobs)).Value);
        foreach (var order in new[] { jobs.OrderByDescending(j => j.CostOfDelay), jobs.OrderByDescending(j => j.Weeks) })
            Assert.Equal(expected["costFirstAndLongestFirst"]!["delayCost"]!.GetValue<double>(), Delays.CostOf(order).Value);
        Assert.Equal(expected["cba"]!.GetValue<double>(), Delays.CostOf(jobs.OrderByDescending(j => j.Name, StringComparer.Ordinal)).Value);
    }

    [Fact]
    public void No_order_costs_less() => Gen.Select(Gen.Double[0, 50], Gen.Double[0.5, 20]).Array[1, 6].Sample(drawn =>
    {
        var jobs = drawn.Select((d, i) => new DelayedJob("j" + i, Money.Of(d.Item1), d.Item2)).ToList();
        var least = Orders(jobs).Min(o => Delays.CostOf(o).Value);
        Assert.Equal(least, Delays.CostOf(Delays.Cheapest(jobs)).Value, 1e-9 * Math.Max(1, least));
    });

    private static IEnumerable<List<DelayedJob>> Orders(List<DelayedJob> jobs) =>
        jobs.Count <= 1 ? [jobs] : jobs.SelectMany(first => Orders([.. jobs.Where(j => j != first)]).Select(rest => (List<DelayedJob>)[first, .. rest]));
}
