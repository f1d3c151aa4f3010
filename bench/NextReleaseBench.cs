using System.Diagnostics;
using System.Text.Json.Nodes;
using Dais.Engine.Planning;

namespace Dais.Bench;

/// <summary>Plans one instance of the Next Release Problem by the planner and prints one line of JSON.</summary>
internal static class NextReleaseBench
{
    internal static int Run(string[] args)
    {
        var arguments = new Arguments(args, ["--ratio", "--seconds", "--work"]);
        if (arguments.Files is not [var file]) throw new FormatException("Name one file. Maybe: bench next-release FILE --ratio 0.3");
        var ratio = arguments.Number("--ratio", 0.3m);
        var watch = Stopwatch.StartNew();
        var plan = Solve(NextRelease.Read(File.ReadAllText(file)), ratio, arguments.Number("--seconds", 60.0), arguments.Text("--work") is null ? null : arguments.Number("--work", 0L));
        Console.WriteLine(Line(file, ratio, plan, watch.Elapsed.TotalSeconds).ToJsonString());
        return 0;
    }

    internal static Plan Solve(NextRelease instance, decimal ratio, double seconds, long? work = null) => Planner.Solve(
        instance.Portfolio(ratio), NextRelease.Policy, new SolveLimits { Seconds = seconds, Work = work, BreakTies = false }, TimeProvider.System);

    private static JsonObject Line(string file, decimal ratio, Plan plan, double seconds) => new()
    {
        ["file"] = file,
        ["ratio"] = ratio,
        ["value"] = plan.Objective.Value,
        ["bound"] = plan.Bound?.Value,
        ["proven"] = plan.Status == PlanStatus.Optimal,
        ["seconds"] = Math.Round(seconds, 3),
    };
}
