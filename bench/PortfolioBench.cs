using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Dais.Engine.Planning;

namespace Dais.Bench;

/// <summary>
/// Plans a generated portfolio and prints one line of JSON: how good the plan is, how good it is known to be, and how
/// soon it was.
/// </summary>
internal static class PortfolioBench
{
    private static readonly double[] Marks = [2, 10, 30, 60];

    internal static int Run(string[] args)
    {
        int Number(string name, int otherwise) =>
            Array.IndexOf(args, name) is >= 0 and var at ? int.Parse(args[at + 1], CultureInfo.InvariantCulture) : otherwise;
        var (initiatives, periods, teams, seed) = (Number("--initiatives", 200), Number("--periods", 8), Number("--teams", 8), Number("--seed", 1));
        var seconds = Number("--seconds", 60);
        var portfolio = PortfolioBenchWorld.Make(initiatives, periods, teams, seed);
        TimeProvider clock = args.Contains("--quiet-clock") ? QuietClock.Start() : TimeProvider.System;
        var reports = new List<Progress>();
        var verbose = args.Contains("--verbose");
        var plan = Planner.Solve(portfolio, new(), new SolveLimits { Seconds = seconds, Seed = Number("--search-seed", 1) }, clock, report =>
        {
            lock (reports) reports.Add(report);
            if (verbose) Console.Error.WriteLine($"{report.Seconds,8:F2} {report.Incumbent?.Value,14:F1} {report.Bound?.Value,14:F1} {report.Gap,8:P2} {report.Phase}");
        });
        foreach (var wrong in PlanChecker.Check(portfolio, plan)) Console.Error.WriteLine(wrong);
        Console.WriteLine(Line(initiatives, periods, teams, seed, plan, reports).ToJsonString());
        return 0;
    }

    private static JsonObject Line(int initiatives, int periods, int teams, int seed, Plan plan, List<Progress> reports)
    {
        using var process = Process.GetCurrentProcess();
        return new()
        {
            ["initiatives"] = initiatives,
            ["periods"] = periods,
            ["teams"] = teams,
            ["seed"] = seed,
            ["objective"] = Rounded(plan.Objective.Value, 1),
            ["bound"] = Rounded(plan.Bound?.Value, 1),
            ["gap"] = Rounded(plan.Gap, 5),
            ["proven"] = plan.Status == PlanStatus.Optimal,
            ["status"] = plan.Status.ToString(),
            ["firstSeconds"] = Rounded(reports.FirstOrDefault(r => r is { Incumbent: not null, Bound: not null })?.Seconds, 2),
            ["lpSeconds"] = Rounded(reports.FirstOrDefault(r => r.Bound is not null)?.Seconds, 2),
            ["seconds"] = Rounded(plan.Seconds, 2),
            ["cpuSeconds"] = Rounded(process.TotalProcessorTime.TotalSeconds, 1),
            ["peakMb"] = Math.Round(process.PeakWorkingSet64 / 1048576.0),
            ["gapAt"] = new JsonObject(Marks.Where(m => m <= plan.Seconds + 0.5).Select(m => KeyValuePair.Create<string, JsonNode?>(
                m.ToString(CultureInfo.InvariantCulture), Rounded(GapAt(reports, m), 5)))),
        };
    }

    private static double? GapAt(List<Progress> reports, double seconds)
    {
        var before = reports.Where(r => r.Seconds <= seconds).ToList();
        var (objective, bound) = (before.Max(r => r.Incumbent?.Value), before.Min(r => r.Bound?.Value));
        return objective is null || bound is null ? null : Math.Max(0, (bound.Value - objective.Value) / bound.Value);
    }

    private static JsonValue? Rounded(double? number, int digits) => number is { } n && double.IsFinite(n) ? JsonValue.Create(Math.Round(n, digits)) : null;
}
