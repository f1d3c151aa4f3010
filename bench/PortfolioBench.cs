using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Dais.Engine.Modelling;
using Dais.Engine.Planning;
using Dais.Workspace;
using Dais.Workspace.Wire;

namespace Dais.Bench;

/// <summary>
/// Plans a generated portfolio and prints one line of JSON: how good the plan is, how good it is known to be, and how
/// soon it was.
/// </summary>
/// <remarks>A small portfolio, not counted, is planned before, as the product's solver process warms up before its request comes.</remarks>
internal static class PortfolioBench
{
    private const double SecondsToWarmUp = 2;

    private static readonly double[] Marks = [2, 10, 30, 60];

    internal static int Run(string[] args)
    {
        var arguments = new Arguments(args, ["--initiatives", "--periods", "--teams", "--seed", "--seconds", "--search-seed", "--save"], "--quiet-clock", "--verbose");
        var (initiatives, periods, teams, seed) = (arguments.Number("--initiatives", 200), arguments.Number("--periods", 8), arguments.Number("--teams", 8), arguments.Number("--seed", 1));
        if (initiatives < 1 || periods < 1 || teams < 1) throw new FormatException($"A portfolio of {initiatives} initiatives, {periods} periods and {teams} teams cannot be. Maybe each is at least 1.");
        var portfolio = PortfolioBenchWorld.Make(initiatives, periods, teams, seed);
        if (arguments.Text("--save") is { } file) return Save(portfolio, file);
        Planner.Solve(PortfolioBenchWorld.Make(40, 4, 3, 1), new(), new SolveLimits { Seconds = SecondsToWarmUp, BreakTies = false }, TimeProvider.System);
        var reports = new List<Progress>();
        var limits = new SolveLimits { Seconds = arguments.Number("--seconds", 60.0), Seed = arguments.Number("--search-seed", 1), BreakTies = false };
        TimeProvider clock = arguments.Flag("--quiet-clock") ? QuietClock.Start() : TimeProvider.System;
        var plan = Planner.Solve(portfolio, new(), limits, clock, report =>
        {
            lock (reports) reports.Add(report);
            if (arguments.Flag("--verbose")) Console.Error.WriteLine($"{report.Seconds,8:F2} {report.Incumbent?.Value,14:F1} {report.Bound?.Value,14:F1} {report.Gap,8:P2} {report.Phase}");
        });
        var line = new JsonObject { ["initiatives"] = initiatives, ["periods"] = periods, ["teams"] = teams, ["seed"] = seed };
        Describe(line, plan, reports);
        Weigh(line, portfolio, plan);
        foreach (var wrong in PlanChecker.Check(portfolio, plan)) throw new FormatException(wrong.ToString());
        Console.WriteLine(line.ToJsonString());
        return 0;
    }

    private static int Save(Portfolio portfolio, string file)
    {
        var hindrances = SaveWorkspace.To(Document.Of(portfolio), file);
        foreach (var hindrance in hindrances) Console.Error.WriteLine(hindrance);
        return hindrances.IsEmpty ? 0 : 2;
    }

    private static void Describe(JsonObject line, Plan plan, List<Progress> reports)
    {
        using var process = Process.GetCurrentProcess();
        var relaxed = reports.FirstOrDefault(r => r.Bound is not null);
        line["objective"] = Rounded(plan.Objective.Value, 1);
        line["bound"] = Rounded(plan.Bound?.Value, 1);
        line["gap"] = Rounded(plan.Gap, 5);
        line["proven"] = plan.Status == PlanStatus.Optimal;
        line["status"] = plan.Status.ToString();
        line["firstSeconds"] = Rounded(reports.FirstOrDefault(r => r is { Incumbent: not null, Bound: not null })?.Seconds, 2);
        line["lpBound"] = Rounded(relaxed?.Bound?.Value, 1);
        line["lpSeconds"] = Rounded(relaxed?.Seconds, 2);
        line["seconds"] = Rounded(plan.Seconds, 2);
        line["cpuSeconds"] = Rounded(process.TotalProcessorTime.TotalSeconds, 1);
        line["peakMb"] = Math.Round(process.PeakWorkingSet64 / 1048576.0);
        line["gapAt"] = new JsonObject(Marks.Where(m => m <= plan.Seconds + 0.5).Select(m => KeyValuePair.Create<string, JsonNode?>(
            m.ToString(CultureInfo.InvariantCulture), Rounded(GapAt(reports, m), 5))));
        line["gap10AfterLp"] = Rounded(GapAt(reports, (relaxed?.Seconds ?? 0) + 10), 5);
    }

    /// <summary>The plan beside the best plain list, and how finely its work can be cut.</summary>
    private static void Weigh(JsonObject line, Portfolio portfolio, Plan plan)
    {
        var problem = Compile.From(portfolio, plan.Policy);
        var greedy = GreedyLists.Best(problem);
        line["greedy"] = Rounded(greedy?.Value, 1);
        line["greedyOrder"] = greedy?.Order;
        line["overGreedy"] = Rounded(plan.Objective.Value / greedy?.Value, 4);
        line["piecesPerTeamAndPeriod"] = Rounded(plan.Initiatives.Sum(i => i.Work.Count) / (double)(problem.Capacity.Length * problem.Periods), 1);
    }

    private static double? GapAt(List<Progress> reports, double seconds)
    {
        var before = reports.Where(r => r.Seconds <= seconds).ToList();
        var (objective, bound) = (before.Max(r => r.Incumbent?.Value), before.Min(r => r.Bound?.Value));
        return objective is null || bound is null ? null : Math.Max(0, (bound.Value - objective.Value) / bound.Value);
    }

    private static JsonValue? Rounded(double? number, int digits) => number is { } n && double.IsFinite(n) ? JsonValue.Create(Math.Round(n, digits)) : null;
}
