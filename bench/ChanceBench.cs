using System.Diagnostics;
using System.Text.Json.Nodes;
using Dais.Engine.Planning;
using Dais.Engine.Planning.Forecasting;
using Dais.Engine.Planning.Robustness;
using Dais.Workspace;

namespace Dais.Bench;

/// <summary>How long chance takes: a forecast of a generated plan, and the study of how sure a plan is. Each prints one line of JSON.</summary>
internal static class ChanceBench
{
    private const int Times = 5;

    /// <summary>Seconds of processor for a forecast, the least of five, after one that is not counted.</summary>
    internal static int Forecast(string[] args)
    {
        var arguments = new Arguments(args, ["--initiatives", "--periods", "--teams", "--seed", "--draws", "--seconds"]);
        var portfolio = PortfolioBenchWorld.Make(arguments.Number("--initiatives", 200), arguments.Number("--periods", 8), arguments.Number("--teams", 8), arguments.Number("--seed", 1));
        var plan = Planner.Solve(portfolio, new(), new SolveLimits { Seconds = arguments.Number("--seconds", 5.0), BreakTies = false }, TimeProvider.System);
        var limits = new ForecastLimits { Draws = arguments.Number("--draws", 1000) };
        using var process = Process.GetCurrentProcess();
        var least = double.PositiveInfinity;
        for (var n = 0; n <= Times; n++)
        {
            process.Refresh();
            var before = process.TotalProcessorTime;
            _ = Engine.Planning.Forecasting.Forecast.Of(portfolio, plan, limits);
            process.Refresh();
            if (n > 0) least = Math.Min(least, (process.TotalProcessorTime - before).TotalSeconds);
        }

        Console.WriteLine(new JsonObject { ["initiatives"] = portfolio.Initiatives.Count, ["chosen"] = plan.Initiatives.Length, ["draws"] = limits.Draws, ["cpuSeconds"] = Math.Round(least, 3) }.ToJsonString());
        return 0;
    }

    /// <summary>How far the study of a workspace comes in its seconds.</summary>
    internal static int Robustness(string[] args)
    {
        var arguments = new Arguments(args, ["--seconds", "--draws", "--seed"], "--quiet-clock");
        if (arguments.Files is not [var file]) throw new FormatException("One workspace is needed. Maybe samples/meridian.");
        var opened = OpenWorkspace.From(file);
        if (!opened.Sound) throw new FormatException($"{file} has errors. Maybe dais check says which.");
        var limits = new RobustnessLimits { Draws = arguments.Number("--draws", 100), Solve = new() { Seconds = arguments.Number("--seconds", 60.0), Seed = arguments.Number("--seed", 1) } };
        TimeProvider clock = arguments.Flag("--quiet-clock") ? QuietClock.Start() : TimeProvider.System;
        var study = RobustnessSearch.Solve(opened.Portfolio!, new(), limits, clock);
        Console.WriteLine(new JsonObject
        {
            ["plan"] = study.Plan.Status.ToString(),
            ["gap"] = study.Plan.Gap,
            ["draws"] = study.Sample.Solved,
            ["proven"] = study.Sample.Proven,
            ["missed"] = study.Sample.Missed?.Value,
            ["always"] = study.Initiatives.Count(i => i.InOptimal is { Value: 1 }),
            ["never"] = study.Initiatives.Count(i => i.InOptimal is { Value: 0 }),
            ["coreSolved"] = study.Core?.Solved,
            ["coreOptima"] = study.Core?.Optima.Length,
            ["plansCompared"] = study.Doubts.Plans,
            ["horizonsProven"] = study.Horizons.Count(h => h.Proven),
            ["goodPlans"] = study.Good.Plans.Length,
            ["farthest"] = study.Good.Plans.Select(p => p.Distance.Value).DefaultIfEmpty(0).Max(),
            ["needed"] = study.Good.Needed.Length,
            ["shared"] = study.Good.Shared.Length,
            ["seconds"] = Math.Round(study.Seconds, 1),
        }.ToJsonString());
        return 0;
    }
}
