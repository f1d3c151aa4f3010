using System.Text.Json.Nodes;
using Dais.Engine.Modelling;
using Dais.Engine.Planning;
using Dais.Engine.Planning.Lenses;

namespace Dais.Bench;

/// <summary>
/// Finds the plans between the two lenses of a generated portfolio, and prints one line of JSON: how many, and how far
/// each may be from the best; beside the same number of plans each found cold in its part of the same time, and beside
/// a plain ε-constraint loop.
/// </summary>
internal static class FrontierBench
{
    private const double SecondsToWarmUp = 2;
    private const int Usual = 25;
    private const double Enough = 0.01;

    internal static int Run(string[] args)
    {
        Console.WriteLine(Line(Read(args)).ToJsonString());
        return 0;
    }

    internal static Arguments Read(string[] args) => new(args, ["--initiatives", "--periods", "--teams", "--seed", "--seconds", "--search-seed"], "--quiet-clock", "--verbose", "--alone");

    internal static JsonObject Line(Arguments arguments)
    {
        var (initiatives, periods, teams, seed) = (arguments.Number("--initiatives", 200), arguments.Number("--periods", 8), arguments.Number("--teams", 8), arguments.Number("--seed", 1));
        if (initiatives < 1 || periods < 1 || teams < 1) throw new FormatException($"A portfolio of {initiatives} initiatives, {periods} periods and {teams} teams cannot be. Maybe each is at least 1.");
        var portfolio = PortfolioBenchWorld.Make(initiatives, periods, teams, seed);
        var limits = new SolveLimits { Seconds = arguments.Number("--seconds", 30.0), Seed = arguments.Number("--search-seed", 1) };
        TwoLenses.Solve(PortfolioBenchWorld.Make(12, 4, 3, 1), new(), limits with { Seconds = SecondsToWarmUp }, TimeProvider.System);
        TimeProvider clock = arguments.Flag("--quiet-clock") ? QuietClock.Start() : TimeProvider.System;
        var searching = clock.GetTimestamp();
        var searched = 0.0;
        var study = TwoLenses.Solve(portfolio, new(), limits, clock, report =>
        {
            searched = clock.GetElapsedTime(searching).TotalSeconds;
            if (arguments.Flag("--verbose")) Console.Error.WriteLine($"{report.Seconds,8:F2} {report.Phase} {report.Note} {report.Incumbent?.Value:F0} {report.Bound?.Value:F0}");
        });
        if (FrontierCheck.Doubt(portfolio, new(), study) is { } doubt) throw new FormatException(doubt);
        var frontier = study.Frontier;
        foreach (var p in frontier.Points)
        {
            if (arguments.Flag("--verbose")) Console.Error.WriteLine($"{p.Value.Customer.Value,12:F0} {p.Value.Platform.Value,12:F0} {p.Gap:P2} {p.Supported}");
        }

        var line = new JsonObject
        {
            ["initiatives"] = initiatives, ["periods"] = periods, ["teams"] = teams, ["seed"] = seed,
            ["points"] = frontier.Points.Length, ["found"] = frontier.Found, ["exact"] = frontier.Exact && study.IdealsProven,
            ["within1"] = frontier.Points.Count(p => p.Gap <= Enough),
            ["largestGap"] = Rounded(frontier.LargestGap), ["medianGap"] = Rounded(frontier.MedianGap), ["frontierGap"] = Rounded(frontier.Gap),
            ["searchSeconds"] = Math.Round(searched, 1), ["seconds"] = Math.Round(study.Seconds, 1),
        };
        if (arguments.Flag("--alone")) return line;
        line["cold"] = Cold(portfolio, limits, clock, Usual, frontier);
        line["loop"] = Loop(portfolio, limits, clock);
        return line;
    }

    /// <summary>As many weighted sums, evenly turned from one lens to the other, each planned from nothing in its part of the time.</summary>
    private static JsonObject Cold(Portfolio portfolio, SolveLimits limits, TimeProvider clock, int count, Frontier frontier)
    {
        var (customer, platform) = (frontier.Points[^1].Value.Customer.Value, frontier.Points[0].Value.Platform.Value);
        var plans = Enumerable.Range(0, count).Select(k =>
        {
            var angle = Math.PI / 2 * k / (count - 1);
            var (c, p) = (Math.Cos(angle) / customer, Math.Sin(angle) / platform);
            var weights = new Weights(c / Math.Max(c, p), p / Math.Max(c, p));
            return Planner.Solve(portfolio, new() { Weights = weights }, limits with { Seconds = limits.Seconds / count, BreakTies = false }, clock);
        }).ToList();
        var gaps = plans.Select(p => p.Gap ?? 1).Order().ToList();
        return new()
        {
            ["points"] = plans.Select(p => (Math.Round(p.Value.Customer.Value, 3), Math.Round(p.Value.Platform.Value, 3))).Distinct().Count(),
            ["within1"] = gaps.Count(g => g <= Enough), ["largestGap"] = Rounded(gaps[^1]), ["medianGap"] = Rounded(gaps[gaps.Count / 2]),
        };
    }

    /// <summary>The most customer value where platform value is at least ε, then the most platform value with that; again with a larger ε, each to its proof and from nothing.</summary>
    private static JsonObject Loop(Portfolio portfolio, SolveLimits limits, TimeProvider clock)
    {
        var problem = Compile.From(portfolio, new());
        var budget = new Budget(limits, clock, CancellationToken.None);
        Yardstick[] sides = [Yardstick.Of(problem, new(1, 0)), Yardstick.Of(problem, new(0, 1))];
        var shortfall = new Search(problem, budget, null).LeastShortfall() ?? 0;
        var (points, least, ended) = (0, double.NegativeInfinity, false);
        while (!budget.Over && !ended)
        {
            var best = Most(0, 1, least);
            if (best.Status != PlanStatus.Optimal)
            {
                ended = best.Status == PlanStatus.Infeasible;
                break;
            }

            var other = Most(1, 0, best.Objective - (1e-6 * Math.Max(1, best.Objective)));
            if (other.Status != PlanStatus.Optimal) break;
            points++;
            least = other.Objective + (2e-6 * Math.Max(1, Math.Abs(other.Objective)));
        }

        return new() { ["points"] = points, ["exact"] = ended, ["seconds"] = Math.Round(budget.Elapsed, 1) };

        Found Most(int along, int across, double held) => new Search(problem, budget, null).Maximise(
            new Aim("loop", f =>
            {
                if (double.IsFinite(held)) f.Model.AtLeast(held, f.ValueTerms(sides[across]));
                f.MaximiseValue(sides[along]);
            }, finishes => sides[along].Of(problem, finishes)) { Shortfall = shortfall },
            null);
    }

    private static double Rounded(double number) => double.IsFinite(number) ? Math.Round(number, 5) : -1;
}
