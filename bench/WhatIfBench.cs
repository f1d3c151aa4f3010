using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Dais.Engine.Explaining;
using Dais.Engine.Modelling;
using Dais.Engine.Planning;
using Dais.Engine.Planning.Scenarios;
using Dais.Engine.Quantities;
using Dais.Workspace;

namespace Dais.Bench;

/// <summary>
/// Tries scenarios on a base plan, beginning from it and afresh, and prints a line of JSON for each and a table: how soon
/// each search has a plan and a bound, how soon the one is as good as the other in the end, and which is better then.
/// </summary>
/// <remarks>
/// A ratio is that of seconds, from the base plan ÷ afresh; below 1 the start saves time. Where neither is proven
/// within the limit, <c>toReach</c> is the time until a search has a plan as good as the worse of the two last ones.
/// </remarks>
internal static class WhatIfBench
{
    private const double Same = 1e-6;

    internal static int Run(string[] args)
    {
        var arguments = new Arguments(args, ["--initiatives", "--periods", "--teams", "--seeds", "--seconds", "--base-seconds", "--scenarios", "--write"], "--quiet-clock");
        var limits = new SolveLimits { Seconds = arguments.Number("--seconds", 10.0), BreakTies = false };
        TimeProvider clock = arguments.Flag("--quiet-clock") ? QuietClock.Start() : TimeProvider.System;
        Planner.Solve(PortfolioBenchWorld.Make(40, 4, 3, 1), new(), new SolveLimits { Seconds = 2, BreakTies = false }, TimeProvider.System);
        var table = new StringBuilder("""
            | initiatives × periods × teams | scenarios | plan and bound after, median (worst) | time until as good ÷ afresh's, median | worth over afresh's, median (worst, best) | worse than afresh | worth more than the base plan, where that still keeps the rules |
            |---|---|---|---|---|---|---|

            """);
        foreach (var (name, portfolio) in Worlds(arguments))
        {
            var plan = Planner.Solve(portfolio, new(), limits with { Seconds = arguments.Number("--base-seconds", 60.0) }, clock);
            var tried = Scenarios(portfolio, plan).Take(arguments.Number("--scenarios", 7)).Select(s => Try(portfolio, plan, s, limits, clock)).ToList();
            table.AppendLine(Row(name, tried));
        }

        table.AppendLine().Append(CultureInfo.InvariantCulture, $"Base plans had {arguments.Number("--base-seconds", 60.0):0.#} s, each scenario {limits.Seconds:0.#} s from the base plan on and {limits.Seconds:0.#} s afresh; ").Append(arguments.Flag("--quiet-clock") ? "seconds are those of the busiest thread on a processor (`--quiet-clock`)." : "seconds are by the clock.");
        Console.WriteLine(table);
        if (arguments.Text("--write") is { } target) Compare.Write(target, "what-if", table.ToString());
        return 0;
    }

    private static IEnumerable<(string Name, Portfolio Portfolio)> Worlds(Arguments arguments)
    {
        if (arguments.Files is [var file])
        {
            yield return (Path.GetFileName(file), OpenWorkspace.From(file).Portfolio ?? throw new FormatException($"{file} is no workspace. Maybe the path is mistyped."));
            yield break;
        }

        var (initiatives, periods, teams) = (arguments.Number("--initiatives", 200), arguments.Number("--periods", 8), arguments.Number("--teams", 8));
        foreach (var seed in arguments.Numbers<int>("--seeds", "1")) yield return (string.Create(CultureInfo.InvariantCulture, $"{initiatives} × {periods} × {teams}, seed {seed}"), PortfolioBenchWorld.Make(initiatives, periods, teams, seed));
    }

    private static string Row(string name, List<JsonObject> tried)
    {
        double[] Numbers(string of) => [.. tried.Select(t => t[of]?.GetValue<double>()).OfType<double>().Order()];
        string Of(string of, string format) => Numbers(of) is { Length: > 0 } n ? ((n[(n.Length - 1) / 2] + n[n.Length / 2]) / 2).ToString(format, CultureInfo.InvariantCulture) : "–";
        var over = Numbers("overAfresh");
        return string.Create(CultureInfo.InvariantCulture, $"| {name} | {tried.Count} | {Of("firstSeconds", "0.00")} s ({Numbers("firstSeconds")[^1]:0.00} s) | {Of("ratioToReach", "0.00")} | {Of("overAfresh", Percent)} ({over[0].ToString(Percent, CultureInfo.InvariantCulture)}, {over[^1].ToString(Percent, CultureInfo.InvariantCulture)}) | {over.Count(o => o < -1e-4)} | {Numbers("overBase").Count(o => o > 1e-6)} of {Numbers("overBase").Length} |");
    }

    private const string Percent = "+0.00 %;−0.00 %;0.00 %";

    /// <summary>Questions people ask, about the largest things: what if it were out, in, later, or a team larger or smaller.</summary>
    private static IEnumerable<Scenario> Scenarios(Portfolio portfolio, Plan plan)
    {
        var chosen = plan.Initiatives.OrderByDescending(i => portfolio.Initiatives[i.Id].EffortAhead.Sum(e => e.Value.P50.Value)).ToList();
        var left = Explanation.Of(portfolio, plan).LeftOut.OrderByDescending(l => l.Gain).ToList();
        var periods = portfolio.Platform.Calendar.Count;
        if (chosen.Count > 0) yield return new("without the largest", [new ScenarioChange.Forbid(chosen[0].Id)]);
        if (left.Count > 0) yield return new("with the most valuable left out", [new ScenarioChange.Force(left[0].Id)]);
        yield return new("a team with 2 ew more", [new ScenarioChange.AddCapacity(portfolio.Teams[0].Id, [.. Enumerable.Repeat(EngineerWeeks.Of(2), periods)])]);
        if (chosen.Count > 1 && chosen[1].Finish.Index < periods - 1) yield return new("the second largest a quarter later", [new ScenarioChange.Pin(chosen[1].Id, chosen[1].Finish.Plus(1))]);
        if (left.Count > 1) yield return new("one that is left out worth twice", [new ScenarioChange.AddValue(left[1].Id, left[1].Gain)]);
        if (chosen.Count > 2) yield return new("the third largest at 130 %", [new ScenarioChange.ScaleEffort(chosen[2].Id, 1.3)]);
        if (portfolio.Teams[^1].Net(new(0)).Value >= 1) yield return new("a team with 1 ew less", [new ScenarioChange.TakeCapacity(portfolio.Teams[^1].Id, [.. portfolio.Platform.Calendar.Periods.Select(p => EngineerWeeks.Of(Math.Min(1, portfolio.Teams[^1].Net(p).Value)))])]);
    }

    private static JsonObject Try(Portfolio portfolio, Plan plan, Scenario scenario, SolveLimits limits, TimeProvider clock)
    {
        var setup = scenario.Apply(new(portfolio, plan.Policy));
        var problem = Compile.From(setup.Portfolio, setup.Policy);
        var stands = problem.FinishesOf(plan);
        double? asItStands = Evaluation.Shortfall(problem, stands) < 1e-6 && Dais.Engine.Planning.Searching.Soundness.Holds(problem, stands) ? problem.Judge(stands) : null;
        var (from, afresh) = (new Searched(setup, Beginning.Between(new(portfolio, plan.Policy), plan, setup), limits, clock), new Searched(setup, null, limits, clock));
        foreach (var wrong in PlanChecker.Check(setup.Portfolio, from.Plan)) throw new FormatException(wrong.ToString());
        var reach = Math.Min(from.Plan.Objective.Value, afresh.Plan.Objective.Value) * (1 - Same);
        var line = new JsonObject
        {
            ["scenario"] = scenario.Name,
            ["firstSeconds"] = Rounded(from.First, 3),
            ["objective"] = Rounded(from.Plan.Objective.Value, 1),
            ["overAfresh"] = Rounded((from.Plan.Objective.Value / afresh.Plan.Objective.Value) - 1, 5),
            ["overBase"] = Rounded((from.Plan.Objective.Value / asItStands) - 1, 6),
            ["lacks"] = Rounded(from.Plan.Shortfall.Value, 3),
            ["lacksAfresh"] = Rounded(afresh.Plan.Shortfall.Value, 3),
            ["gap"] = Rounded(from.Plan.Gap, 5),
            ["toReach"] = Rounded(from.Reaches(reach), 3),
            ["ratioToReach"] = Rounded(from.Reaches(reach) / afresh.Reaches(reach), 3),
            ["ratioToProof"] = from.Plan.Status == PlanStatus.Optimal && afresh.Plan.Status == PlanStatus.Optimal ? Rounded(from.Plan.Seconds / afresh.Plan.Seconds, 3) : null,
        };
        Console.WriteLine(line.ToJsonString());
        return line;
    }

    /// <summary>A search with what it told on its way.</summary>
    private sealed class Searched
    {
        private readonly List<Progress> _reports = [];

        internal Searched(Setup setup, Beginning? from, SolveLimits limits, TimeProvider clock) => Plan = Planner.From(from, setup.Portfolio, setup.Policy, limits, clock, report =>
        {
            lock (_reports) _reports.Add(report);
        });

        internal Plan Plan { get; }

        /// <summary>Seconds until there was a plan and a bound.</summary>
        internal double? First => _reports.FirstOrDefault(r => r is { Incumbent: not null, Bound: not null })?.Seconds ?? (Plan.Bound is null ? null : Plan.Seconds);

        /// <summary>Seconds until there was a plan worth that much.</summary>
        internal double Reaches(double objective) => Math.Max(0.001, _reports.FirstOrDefault(r => r.Incumbent?.Value >= objective)?.Seconds ?? Plan.Seconds);
    }

    private static JsonValue? Rounded(double? number, int digits) => number is { } n && double.IsFinite(n) ? JsonValue.Create(Math.Round(n, digits)) : null;
}
