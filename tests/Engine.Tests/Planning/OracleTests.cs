using Dais.Engine.Planning;

namespace Dais.Engine.Tests.Planning;

public sealed class OracleTests
{
    [Fact]
    public void The_oracles_plan_passes_the_checker() => SmallWorldLaw.Holds(
        everyday: 300,
        atLength: 20_000,
        world => OraclePlan.Best(world) is { } plan && PlanChecker.Check(world.Portfolio, plan) is { Length: > 0 } wrong ? string.Join(' ', wrong) : null);

    [Fact]
    public void Stats()
    {
        var none = 0; var empty = 0; var ties = 0; var sh = 0; var n = 0; var gaps = 0;
        var sizes = new int[6];
        for (var k = 0; k < 1000; k++)
        {
            var w = SmallWorldLaw.World(k); n += w.Portfolio.Initiatives.Count;
            var a = Oracle.Solve(w);
            if (a is null) { none++; continue; }
            sizes[a.Finishes.Count(Oracle.IsPeriod)]++;
            if (a.Ties > 1) ties++;
            if (a.Shortfall > 0) sh++;
            if (new OracleLayout(new OracleRules(w), a.Finishes).FewestGaps.Any(m => OracleLayout.Holes(m) > 0)) gaps++;
            _ = empty;
        }
        Console.WriteLine($"none {none} sizes {string.Join(',', sizes)} ties {ties} short {sh} mean n {n / 1000.0} gaps {gaps}");
    }
}
