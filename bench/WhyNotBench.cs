using System.Globalization;
using System.Text;
using Dais.Engine.Modelling;
using Dais.Engine.Planning;
using Dais.Engine.Planning.Flipping;
using Dais.Engine.Quantities;
using Dais.Engine.Solving;

namespace Dais.Bench;

/// <summary>
/// After a solved plan: how soon is known what it would be with something else in it, as seconds and as parts of what
/// solving cold takes.
/// </summary>
/// <remarks>
/// The things are left out by the plan, evenly spread over those that could be in it. <em>Why not</em> asks for the thing
/// whenever that is best, <em>what if</em> for it pinned to the first quarter in which it could be finished, beside the
/// plan's own work. The bound is that of the relaxation with the thing in, from the basis of the plan's own; cold is the
/// same relaxation solved from nothing. The answer is the best plan of the neighbourhood; cold is the planner itself, with
/// the thing a must, until its plan is as good or its seconds are over. First changes are all five kinds, near the plan.
/// </remarks>
internal static class WhyNotBench
{
    private const int Most = 10;

    private sealed record Asked(double Bound, double ColdBound, double Answer, double Cold, bool Reached, bool Found, double Changes, int Kinds);

    internal static int Run(string[] args)
    {
        var arguments = new Arguments(args, ["--initiatives", "--periods", "--teams", "--seed", "--plan-seconds", "--cold-seconds", "--things", "--sizes", "--write"], "--quiet-clock");
        var sizes = arguments.Text("--sizes") ?? $"{arguments.Number("--initiatives", 200)}x{arguments.Number("--periods", 8)}x{arguments.Number("--teams", 8)}";
        var table = new StringBuilder("""
            | initiatives × periods × teams | asked | bound, median (worst) | ÷ cold | answer, median (worst) | ÷ cold | first changes of all kinds, median (worst) |
            |---|---|---|---|---|---|---|

            """);
        TimeProvider clock = arguments.Flag("--quiet-clock") ? QuietClock.Start() : TimeProvider.System;
        foreach (var size in sizes.Split(','))
        {
            if (size.Split('x') is not [var i, var p, var t]) throw new FormatException($"--sizes {size} is no size. Maybe 200x8x8.");
            foreach (var row in Rows(arguments, size.Replace("x", " × ", StringComparison.Ordinal), int.Parse(i, CultureInfo.InvariantCulture), int.Parse(p, CultureInfo.InvariantCulture), int.Parse(t, CultureInfo.InvariantCulture), clock)) table.AppendLine(row);
        }

        Console.WriteLine(table);
        if (arguments.Text("--write") is { } file) Compare.Write(file, "why-not", table.ToString());
        return 0;
    }

    private static IEnumerable<string> Rows(Arguments arguments, string size, int initiatives, int periods, int teams, TimeProvider clock)
    {
        var portfolio = PortfolioBenchWorld.Make(initiatives, periods, teams, arguments.Number("--seed", 1));
        Planner.Solve(PortfolioBenchWorld.Make(40, 4, 3, 1), new(), new SolveLimits { Seconds = 2, BreakTies = false }, TimeProvider.System);
        var plan = Planner.Solve(portfolio, new(), new SolveLimits { Seconds = arguments.Number("--plan-seconds", 20.0), BreakTies = false }, clock);
        var problem = Compile.From(portfolio, plan.Policy);
        var finishes = problem.FinishesOf(plan);
        var budget = new Budget(new SolveLimits { Seconds = 1e6 }, clock, CancellationToken.None);
        var began = clock.GetTimestamp();
        using var relaxation = ForcedBound.Of(problem, Evaluation.Shortfall(problem, finishes), budget) ?? throw new FormatException("The relaxation was not solved.");
        Console.Error.WriteLine($"{size}: plan {plan.Objective.Value:F0} of {plan.Bound?.Value:F0}; its relaxation {relaxation.Bound:F0} in {clock.GetElapsedTime(began).TotalSeconds:F2} s");
        var left = Enumerable.Range(0, finishes.Length).Where(i => finishes[i] < 0 && problem.Candidates[i].Possible).ToList();
        var things = Enumerable.Range(0, Math.Min(arguments.Number("--things", Most), left.Count)).Select(n => left[n * left.Count / Math.Min(arguments.Number("--things", Most), left.Count)]).ToList();
        foreach (var pinned in new[] { false, true })
        {
            var asked = things.Select(i => Ask(arguments, portfolio, problem, plan, finishes, relaxation, i, pinned, clock)).ToList();
            yield return Row(size, pinned ? "what if: pin it in" : "why not", asked, pinned);
        }
    }

    private static Asked Ask(Arguments arguments, Portfolio portfolio, Problem problem, Plan plan, int[] finishes, ForcedBound relaxation, int thing, bool pinned, TimeProvider clock)
    {
        var target = new Target([thing], []);
        int? finish = pinned ? problem.Candidates[thing].MinFinish : null;
        Budget Fresh(double seconds = 1e6) => new(new SolveLimits { Seconds = seconds }, clock, CancellationToken.None);
        var (bound, boundSeconds) = Timed(clock, () => relaxation.With(target, Fresh(), finish));
        var (_, coldBound) = Timed(clock, () => Cold(problem, finishes, thing, finish));
        var trial = new Trial(Fresh(), null);
        var (near, seconds) = Timed(clock, () => new Standpoint(problem, finishes, trial).Near(target, finish).Best);
        var (changes, changesSeconds) = pinned ? (0, 0) : Timed(clock, () => FirstChanges(portfolio, plan, problem, thing, Fresh()));
        var (cold, reached) = near is null ? (0, false) : ColdPlan(portfolio, plan.Policy, problem, thing, finish, near.Rank.Objective, arguments.Number("--cold-seconds", 20.0), clock);
        Console.Error.WriteLine($"  {problem.Candidates[thing].Id}{(pinned ? " pinned" : "")}: bound {bound:F0} in {boundSeconds * 1000:F1} ms (cold {coldBound:F2} s), answer {near?.Rank.Objective:F0} in {seconds:F2} s (cold {(reached ? "" : "> ")}{cold:F2} s), {changes} kinds in {changesSeconds:F2} s");
        return new(boundSeconds, coldBound, seconds, cold, reached, near is not null, changesSeconds, changes);
    }

    /// <summary>How many kinds have a change at once.</summary>
    private static int FirstChanges(Portfolio portfolio, Plan plan, Problem problem, int thing, Budget budget) =>
        new FlipSearch(new(portfolio, plan.Policy), plan, new Wanted.OfInitiative(problem.Candidates[thing].Id), null, budget, null).FirstOnly().Count(o => o.Flip is not null);

    /// <summary>The relaxation with the thing in, solved from nothing.</summary>
    private static double Cold(Problem problem, int[] finishes, int thing, int? finish)
    {
        var formulation = Formulation.Build(problem, []);
        Trial.Within(formulation, Evaluation.Shortfall(problem, finishes));
        formulation.MaximiseValue(problem.Weights);
        if (finish is { } f) formulation.HoldFinish(thing, f);
        else formulation.Model.Fix(formulation.Chosen(thing)!.Value, 1);
        return Highs.Solve(formulation.Model, new() { Relax = true }).Bound;
    }

    /// <summary>How long the planner takes, from nothing, until its plan with the thing is as good.</summary>
    private static (double Seconds, bool Reached) ColdPlan(Portfolio portfolio, Policy policy, Problem problem, int thing, int? finish, double asGood, double most, TimeProvider clock)
    {
        var id = problem.Candidates[thing].Id;
        var changed = finish is null ? portfolio.With(portfolio.Initiatives[id] with { Must = true }) : portfolio;
        var ordered = finish is { } f ? policy with { Pins = policy.Pins.Add(new(id, new(f))) } : policy;
        using var stop = new CancellationTokenSource();
        double? reached = null;
        var began = clock.GetTimestamp();
        Planner.Solve(changed, ordered, new SolveLimits { Seconds = most, BreakTies = false }, clock, p =>
        {
            if (reached is not null || !(p.Incumbent?.Value >= asGood - (1e-6 * Math.Abs(asGood)))) return;
            reached = clock.GetElapsedTime(began).TotalSeconds;
            stop.Cancel();
        }, stop.Token);
        return (reached ?? most, reached is not null);
    }

    private static string Row(string size, string what, List<Asked> asked, bool pinned)
    {
        var found = asked.Where(a => a.Found).ToList();
        string Both(Func<Asked, double> of, IEnumerable<Asked> among) => among.Any() ? $"{Shown(Median(among.Select(of)))} ({Shown(among.Max(of))})" : "none";
        var unreached = found.Any(a => !a.Reached);
        var (median, cold) = (Median(asked.Select(a => a.Bound / a.ColdBound)), found.Count == 0 ? double.NaN : Median(found.Select(a => a.Answer / a.Cold)));
        return string.Create(CultureInfo.InvariantCulture, $"| {size} | {what}, {found.Count} of {asked.Count} found | {Both(a => a.Bound, asked)} | {median:0.000} | {Both(a => a.Answer, found)} | {(unreached ? "< " : "")}{cold:0.000} | {(pinned ? "" : $"{Both(a => a.Changes, asked)}, {asked.Average(a => a.Kinds):0.0} kinds")} |");
    }

    private static string Shown(double seconds) => seconds < 0.1 ? string.Create(CultureInfo.InvariantCulture, $"{seconds * 1000:0} ms") : string.Create(CultureInfo.InvariantCulture, $"{seconds:0.00} s");

    private static double Median(IEnumerable<double> numbers)
    {
        var sorted = numbers.Order().ToList();
        return sorted.Count == 0 ? double.NaN : (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }

    private static (T Result, double Seconds) Timed<T>(TimeProvider clock, Func<T> work)
    {
        var began = clock.GetTimestamp();
        var result = work();
        return (result, clock.GetElapsedTime(began).TotalSeconds);
    }
}
