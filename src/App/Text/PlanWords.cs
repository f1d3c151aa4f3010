using System.Globalization;
using Dais.Engine.Modelling;
using Dais.Engine.Planning;

namespace Dais.App.Text;

/// <summary>The sentences about a plan that terminal and page share.</summary>
internal static class PlanWords
{
    /// <summary>How good the plan is: two or three words, and the sentence that goes on from them.</summary>
    public static (string Badge, string Sentence) Verdict(Plan plan, Platform platform) => plan.Status switch
    {
        PlanStatus.Optimal => ("Proven best", Worth(plan, platform)),
        PlanStatus.Feasible when plan.Gap is { } gap => ($"Within {Show.Gap(gap)} of the best", Worth(plan, platform)),
        PlanStatus.Feasible => ("A plan; how near to the best is not known", Worth(plan, platform)),
        PlanStatus.Infeasible => ("There is no plan", "These rules cannot hold together:"),
        _ => ("No plan was found", "before the search stopped, and no proof that there is none. Maybe more --seconds."),
    };

    /// <summary>The tone of that word on a page: good, fair or bad.</summary>
    public static string Tone(Plan plan) => plan.Status switch
    {
        PlanStatus.Optimal => "good",
        PlanStatus.Feasible => "fair",
        _ => "bad",
    };

    /// <summary>What the plan was asked to be best at.</summary>
    public static string Judged(Policy policy)
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

    /// <summary>How the search ended.</summary>
    public static string Search(Plan plan) => plan.Status switch
    {
        PlanStatus.Optimal or PlanStatus.Infeasible => $"Solved in {Show.Seconds(plan.Seconds)}.",
        _ when plan.Bound is { } bound => $"Stopped after {Show.Seconds(plan.Seconds)}; no plan is worth more than {Show.Money(bound)}.",
        _ => $"Stopped after {Show.Seconds(plan.Seconds)}.",
    };

    /// <summary>Engineer-weeks that are planned, in all.</summary>
    public static double Planned(Plan plan) => plan.Initiatives.Sum(i => i.Work.Values.Sum(w => w.Sum(e => e.Value)));

    /// <summary>Initiatives that are neither done nor dropped.</summary>
    public static int Open(Portfolio portfolio) => portfolio.Initiatives.Count(i => i.Status is not (InitiativeStatus.Done or InitiativeStatus.Dropped));

    private static string Worth(Plan plan, Platform platform) =>
        $"{Show.Money(plan.Objective, platform.Money)} at present value (customer {Show.Money(plan.Value.Customer)}, platform {Show.Money(plan.Value.Platform)}).";
}
