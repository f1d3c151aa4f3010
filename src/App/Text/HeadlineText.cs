using System.Globalization;
using Dais.Engine.Modelling;
using Dais.Engine.Planning;
using Dais.Workspace.Planning;
using Spectre.Console;

namespace Dais.App.Text;

/// <summary>The first lines of a plan: what it is about, what it is worth, how sure it is that nothing is better.</summary>
internal static class HeadlineText
{
    /// <summary>Writes them.</summary>
    public static void Write(IAnsiConsole to, PlanDocument document)
    {
        var (plan, platform) = (document.Plan, document.Portfolio.Platform);
        var calendar = platform.Calendar;
        to.MarkupLine($"[bold]{Show.Safe(platform.Name)}[/], {calendar.First} to {calendar.Label(calendar.Last)}");
        to.MarkupLine(Verdict(plan, platform));
        foreach (var line in Lines(document)) to.MarkupLine(Show.Safe(line));
        foreach (var conflict in plan.Conflicts) Conflicting(to, conflict);
    }

    /// <summary>The sentence that says how good the plan is, as a markup.</summary>
    public static string Verdict(Plan plan, Platform platform) => plan.Status switch
    {
        PlanStatus.Optimal => $"[bold green]Proven best[/]: {Worth(plan, platform)}",
        PlanStatus.Feasible when plan.Gap is { } gap => $"[bold yellow]Within {Show.Gap(gap)} of the best[/]: {Worth(plan, platform)}",
        PlanStatus.Feasible => $"[bold yellow]A plan, how near to the best is not known[/]: {Worth(plan, platform)}",
        PlanStatus.Infeasible => "[bold red]There is no plan[/]: these rules cannot hold together.",
        _ => "[bold red]No plan was found[/] before the search stopped, and no proof that there is none. Maybe more --seconds.",
    };

    private static string Worth(Plan plan, Platform platform) =>
        $"[bold]{Show.Safe(Show.Money(plan.Objective, platform.Money))}[/] at present value (customer {Show.Money(plan.Value.Customer)}, platform {Show.Money(plan.Value.Platform)}).";

    private static IEnumerable<string> Lines(PlanDocument document)
    {
        var plan = document.Plan;
        yield return Judged(plan.Policy) + " " + Search(plan);
        if (plan.Status is not (PlanStatus.Optimal or PlanStatus.Feasible)) yield break;
        var planned = plan.Initiatives.Sum(i => i.Work.Values.Sum(w => w.Sum(e => e.Value)));
        yield return $"{Show.Count(plan.Initiatives.Length, "initiative")} of {Open(document.Portfolio)}; {Show.Weeks(planned)} of {Show.Weeks(plan.Capacity)} ew planned"
            + (plan.Capacity.Value > 0 ? $" ({Show.Percent(planned / plan.Capacity.Value)})." : ".")
            + (plan.TailShare is { } tail ? $" {Show.Percent(tail.Value)} of the value lies after the horizon." : "");
    }

    private static string Judged(Policy policy)
    {
        var lens = policy.Lens switch
        {
            Lens.Customer => "Judged by customer value",
            Lens.Platform => "Judged by platform value",
            _ when policy.Weights is { Customer: 1, Platform: 1 } => "Judged by customer and platform value",
            _ => string.Create(CultureInfo.InvariantCulture, $"Judged by {policy.Weights.Customer} × customer and {policy.Weights.Platform} × platform value"),
        };
        var timing = policy.Timing == Timing.Once ? "counted once" : $"flowing until {Show.Count(policy.Tail, "quarter")} after the horizon";
        return $"{lens}, {timing}{(policy.Allocation ? "" : "; floors and ceilings off")}.";
    }

    private static string Search(Plan plan) => plan.Status switch
    {
        PlanStatus.Optimal => $"Solved in {Show.Seconds(plan.Seconds)}.",
        _ when plan.Bound is { } bound => $"Stopped after {Show.Seconds(plan.Seconds)}; no plan is worth more than {Show.Money(bound)}.",
        _ => $"Stopped after {Show.Seconds(plan.Seconds)}.",
    };

    private static int Open(Portfolio portfolio) =>
        portfolio.Initiatives.Count(i => i.Status is not (InitiativeStatus.Done or InitiativeStatus.Dropped));

    private static void Conflicting(IAnsiConsole to, Conflict conflict)
    {
        var relaxation = conflict.Relaxation is { } relax ? $" [green]{Show.Safe(relax)}[/]" : "";
        PlanText.Bullet(to, $"[bold]{Show.Safe(conflict.Rule)}[/] {Show.Safe(conflict.Sentence)}{relaxation}");
    }
}
