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
        var (badge, sentence) = PlanWords.Verdict(plan, platform);
        var colon = plan.Status is PlanStatus.Optimal or PlanStatus.Feasible ? ":" : plan.Status == PlanStatus.Infeasible ? "." : "";
        to.MarkupLine($"[bold {Colour(plan)}]{Show.Safe(badge)}[/]{colon} {Show.Safe(sentence)}");
        foreach (var conflict in plan.Conflicts) Conflicting(to, conflict);
        to.MarkupLine(Show.Safe(PlanWords.Judged(plan.Policy) + " " + PlanWords.Search(plan)));
        if (plan.Status is PlanStatus.Optimal or PlanStatus.Feasible) to.MarkupLine(Show.Safe(Size(document)));
    }

    private static string Colour(Plan plan) => plan.Status switch
    {
        PlanStatus.Optimal => "green",
        PlanStatus.Feasible => "yellow",
        _ => "red",
    };

    private static string Size(PlanDocument document)
    {
        var plan = document.Plan;
        var planned = PlanWords.Planned(plan);
        var load = plan.Capacity.Value > 0 ? $" ({Show.Percent(planned / plan.Capacity.Value)})" : "";
        var tail = plan.TailShare is { } share ? $" {Show.Percent(share.Value)} of the value lies after the horizon." : "";
        return $"{Show.Count(plan.Initiatives.Length, "initiative")} of {PlanWords.Open(document.Portfolio)}; {Show.Weeks(planned)} of {Show.Weeks(plan.Capacity)} ew planned{load}.{tail}";
    }

    private static void Conflicting(IAnsiConsole to, Conflict conflict)
    {
        var relaxation = conflict.Relaxation is { } relax ? $" [green]To relax it: {Show.Safe(Show.Ended(relax))}[/]" : "";
        PlanText.Bullet(to, $"[bold]{Show.Safe(conflict.Rule)}[/]: {Show.Safe(Show.Ended(conflict.Sentence))}{relaxation}");
    }
}
