using System.Diagnostics;
using System.Text.Json.Nodes;
using Dais.Engine.Solving;

namespace Dais.Bench;

/// <summary>
/// Finds every plan of a Next Release instance of which none brings more profit without costing more: by the Engine's
/// search for closures, and by the same ε-constraint loop over HiGHS, and prints one line of JSON.
/// </summary>
/// <remarks>
/// From the whole cost down: the most profit within the budget, of equals the cheapest; then with one less than that
/// costs. As profit and cost are whole numbers, both are asked for at once: profit times more than all can cost, less
/// the cost. Ours does the lower half of the budgets on a second thread.
/// </remarks>
internal static class FrontBench
{
    internal static int Run(string[] args)
    {
        var arguments = new Arguments(args, ["--seconds"], "--alone");
        var file = arguments.Files.Count == 1 ? arguments.Files[0] : throw new FormatException("One file with an instance is needed. Maybe see bench without arguments.");
        Console.WriteLine(Line(file, arguments.Number("--seconds", 600.0), arguments.Flag("--alone")).ToJsonString());
        return 0;
    }

    internal static JsonObject Line(string file, double seconds, bool alone)
    {
        var instance = NextRelease.Read(File.ReadAllText(file));
        var total = instance.Costs.Sum();
        MixedInteger.Solve(Model(instance, total / 2).Model, Options(seconds));   // not counted: it warms up
        var watch = Stopwatch.StartNew();
        var halves = new[] { (total, total / 2), (total / 2, -1) };
        var ours = Whole(halves.AsParallel().WithDegreeOfParallelism(2).SelectMany(h => Walk(instance, h.Item1, h.Item2, MixedInteger.Solve, seconds)));
        var oursSeconds = watch.Elapsed.TotalSeconds;
        var line = new JsonObject { ["instance"] = Path.GetFileNameWithoutExtension(file), ["points"] = ours.Count, ["seconds"] = Math.Round(oursSeconds, 2) };
        if (alone) return line;
        watch.Restart();
        var loop = Whole(Walk(instance, total, -1, Highs.Solve, seconds));
        line["loopPoints"] = loop.Count;
        line["loopSeconds"] = Math.Round(watch.Elapsed.TotalSeconds, 2);
        line["same"] = ours.SequenceEqual(loop);
        line["ratio"] = Math.Round(oursSeconds / watch.Elapsed.TotalSeconds, 3);
        return line;
    }

    /// <summary>Without those that cost more than another and bring no more.</summary>
    private static List<(int Cost, int Profit)> Whole(IEnumerable<(int Cost, int Profit)> found)
    {
        var points = new List<(int Cost, int Profit)>();
        foreach (var point in found.Distinct().OrderBy(p => p.Cost).ThenByDescending(p => p.Profit))
        {
            if (points.Count == 0 || point.Profit > points[^1].Profit) points.Add(point);
        }

        return points;
    }

    private static List<(int Cost, int Profit)> Walk(NextRelease instance, int from, int downTo, Func<LinearModel, SolveOptions, Solution> solve, double seconds)
    {
        var (points, watch) = (new List<(int, int)>(), Stopwatch.StartNew());
        for (var budget = from; budget > downTo;)
        {
            var (model, chosen) = Model(instance, budget);
            var solution = solve(model, Options(seconds - watch.Elapsed.TotalSeconds));
            if (solution.Status != SolveStatus.Optimal) throw new FormatException($"With a budget of {budget} it was not solved within the time. Maybe more --seconds.");
            var cost = chosen.Select((c, r) => solution.Point[c.Index] > 0.5 ? instance.Costs[r] : 0).Sum();
            points.Add((cost, (int)Math.Round((solution.Objective + cost) / Scale(instance))));
            budget = cost - 1;
        }

        return points;
    }

    private static SolveOptions Options(double seconds) => new() { Seconds = Math.Max(1, seconds), AbsoluteGap = 0.999 };

    private static double Scale(NextRelease instance) => instance.Costs.Sum() + 1;

    private static (LinearModel Model, Column[] Chosen) Model(NextRelease instance, int budget)
    {
        var model = new LinearModel();
        var chosen = instance.Costs.Select(cost => model.Binary(-cost)).ToArray();
        foreach (var (first, then) in instance.Dependencies.Distinct().Where(d => d.Before != d.After)) model.Below(chosen[then], chosen[first]);
        foreach (var (profit, requests) in instance.Customers)
        {
            var served = model.Binary(profit * Scale(instance));
            foreach (var r in requests.Distinct()) model.Below(served, chosen[r]);
        }

        model.AtMost(budget, [.. chosen.Select((c, r) => (c, (double)instance.Costs[r]))]);
        return (model, chosen);
    }
}
