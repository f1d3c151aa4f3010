using System.Text.Json.Nodes;
using Dais.Engine.Explaining;
using Dais.Engine.Modelling;
using Dais.Engine.Planning;
using Dais.Engine.Planning.Scenarios;
using Dais.Engine.Quantities;
using Dais.Workspace;

namespace Dais.Bench;

/// <summary>
/// Tries scenarios on a base plan, beginning from it and afresh, and prints a line of JSON for each and one for all: how
/// soon each search has a plan and a bound, and how soon the one is as good as the other in the end.
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
        var arguments = new Arguments(args, ["--initiatives", "--periods", "--teams", "--seed", "--seconds", "--base-seconds", "--scenarios"], "--quiet-clock");
        var portfolio = arguments.Files is [var file] ? OpenWorkspace.From(file).Portfolio ?? throw new FormatException($"{file} is no workspace. Maybe the path is mistyped.")
            : PortfolioBenchWorld.Make(arguments.Number("--initiatives", 200), arguments.Number("--periods", 8), arguments.Number("--teams", 8), arguments.Number("--seed", 1));
        var limits = new SolveLimits { Seconds = arguments.Number("--seconds", 10.0), BreakTies = false };
        TimeProvider clock = arguments.Flag("--quiet-clock") ? QuietClock.Start() : TimeProvider.System;
        Planner.Solve(PortfolioBenchWorld.Make(40, 4, 3, 1), new(), new SolveLimits { Seconds = 2, BreakTies = false }, TimeProvider.System);
        var plan = Planner.Solve(portfolio, new(), limits with { Seconds = arguments.Number("--base-seconds", 60.0) }, clock);
        var tried = Scenarios(portfolio, plan).Take(arguments.Number("--scenarios", 6)).Select(s => Try(portfolio, plan, s, limits, clock)).ToList();
        Console.WriteLine(new JsonObject
        {
            ["initiatives"] = portfolio.Initiatives.Count,
            ["baseProven"] = plan.Status == PlanStatus.Optimal,
            ["scenarios"] = tried.Count,
            ["medianFirst"] = Median(tried, "firstSeconds"),
            ["worstFirst"] = tried.Max(t => t["firstSeconds"]?.GetValue<double>()),
            ["medianRatioToReach"] = Median(tried, "ratioToReach"),
            ["medianRatioToProof"] = Median(tried, "ratioToProof"),
            ["worseThanAfresh"] = tried.Count(t => t["overAfresh"]?.GetValue<double>() < -1e-4),
        }.ToJsonString());
        return 0;
    }

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
        var (from, afresh) = (new Searched(setup, plan, limits, clock), new Searched(setup, null, limits, clock));
        foreach (var wrong in PlanChecker.Check(setup.Portfolio, from.Plan)) throw new FormatException(wrong.ToString());
        var reach = Math.Min(from.Plan.Objective.Value, afresh.Plan.Objective.Value) * (1 - Same);
        var line = new JsonObject
        {
            ["scenario"] = scenario.Name,
            ["firstSeconds"] = Rounded(from.First, 3),
            ["objective"] = Rounded(from.Plan.Objective.Value, 1),
            ["overAfresh"] = Rounded((from.Plan.Objective.Value / afresh.Plan.Objective.Value) - 1, 5),
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

        internal Searched(Setup setup, Plan? from, SolveLimits limits, TimeProvider clock) => Plan = Planner.From(from, setup.Portfolio, setup.Policy, limits, clock, report =>
        {
            lock (_reports) _reports.Add(report);
        });

        internal Plan Plan { get; }

        /// <summary>Seconds until there was a plan and a bound.</summary>
        internal double? First => _reports.FirstOrDefault(r => r is { Incumbent: not null, Bound: not null })?.Seconds ?? (Plan.Bound is null ? null : Plan.Seconds);

        /// <summary>Seconds until there was a plan worth that much.</summary>
        internal double Reaches(double objective) => Math.Max(0.001, _reports.FirstOrDefault(r => r.Incumbent?.Value >= objective)?.Seconds ?? Plan.Seconds);
    }

    private static double? Median(List<JsonObject> lines, string name)
    {
        var numbers = lines.Select(l => l[name]?.GetValue<double>()).OfType<double>().Order().ToList();
        return numbers.Count == 0 ? null : Math.Round((numbers[(numbers.Count - 1) / 2] + numbers[numbers.Count / 2]) / 2, 3);
    }

    private static JsonValue? Rounded(double? number, int digits) => number is { } n && double.IsFinite(n) ? JsonValue.Create(Math.Round(n, digits)) : null;
}
