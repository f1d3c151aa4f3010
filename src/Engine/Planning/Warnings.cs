using System.Collections.Immutable;
using Dais.Engine.Modelling;
using Dais.Engine.Quantities;

namespace Dais.Engine.Planning;

/// <summary>What a reader of a plan should know, each in a sentence.</summary>
internal static class Warnings
{
    private const double Crumb = 0.5;
    private const double MuchTail = 0.15;

    internal static ImmutableArray<string> Of(Problem problem, Plan plan, Budget budget) =>
    [
        .. Shortfalls(problem, plan, budget),
        .. Tail(plan),
        .. OrdersAboutDoneWork(problem),
        .. UnknownValues(problem),
        .. Crumbs(problem, plan),
        .. Ties(plan),
    ];

    /// <summary>R9: what lacks to a floor, and why.</summary>
    private static IEnumerable<string> Shortfalls(Problem problem, Plan plan, Budget budget)
    {
        var lacking = plan.Buckets.Where(b => b.Shortfall.Value > 1e-6).ToList();
        if (lacking.Count == 0) yield break;
        var everyTeam = problem.Portfolio.Teams.Select(t => t.Id).ToHashSet();
        var unlimited = new Search(Compile.From(problem.Portfolio, problem.Policy, everyTeam), budget, null).LeastShortfall();
        foreach (var bucket in lacking)
        {
            var b = problem.Portfolio.Buckets.PlaceOf(bucket.Id);
            var asked = problem.Candidates.Where(c => c.Bucket == b && c.Possible).Sum(c => c.Total);
            var why = asked < problem.Bands[b].Floor - 1e-6 ? $"too little is asked: only {EngineerWeeks.Of(Math.Round(asked, 6))} could be chosen in it"
                : unlimited is { } least && least < plan.Shortfall.Value - 1e-6 ? "its teams have no capacity left for more of it"
                : "prerequisites, alternatives and the other buckets' limits leave no room for more of it";
            yield return $"{problem.Portfolio.Buckets[b].Name} lacks {bucket.Shortfall} to its floor of {bucket.Min}: {why}.";
        }
    }

    /// <summary>M-02: what lies after the horizon is foretold, not planned.</summary>
    private static IEnumerable<string> Tail(Plan plan)
    {
        if (plan.TailShare is { Value: > MuchTail } share)
            yield return $"{Math.Round(share.Value * 100)} % of the value lies after the horizon (more than {MuchTail * 100:0} %): what is chosen may hang on how long that is reckoned.";
    }

    private static IEnumerable<string> OrdersAboutDoneWork(Problem problem)
    {
        var done = problem.Portfolio.Initiatives.Where(i => i.Status == InitiativeStatus.Done).ToDictionary(i => i.Id);
        foreach (var pin in problem.Policy.Pins.Where(p => done.ContainsKey(p.Initiative)))
        {
            yield return $"{done[pin.Initiative].Name} is done: pinning it has no effect.";
        }

        foreach (var initiative in problem.Portfolio.Initiatives.Where(i => i.Status != InitiativeStatus.Done))
        {
            foreach (var other in initiative.Excludes.Where(done.ContainsKey))
            {
                yield return $"{initiative.Name} excludes {done[other].Name}, which is done: it may still be chosen. Maybe drop it.";
            }
        }
    }

    private static IEnumerable<string> UnknownValues(Problem problem)
    {
        var unknown = problem.Portfolio.UseCases.Where(u => problem.Portfolio.Worth(u) is null).Select(u => u.Name).ToList();
        if (unknown.Count > 0) yield return $"The value of {unknown.Count} use case{(unknown.Count == 1 ? "" : "s")} is unknown and counts as nothing here: {Few(unknown)}.";
    }

    /// <summary>R2: pieces of work too small to be meant.</summary>
    private static IEnumerable<string> Crumbs(Problem problem, Plan plan)
    {
        var crumbs = plan.Initiatives.SelectMany(i => i.Work.SelectMany(w => w.Value
            .Select((ew, t) => (i.Id, Team: w.Key, Ew: ew, Period: new Period(t))).Where(x => x.Ew.Value is > 1e-6 and < Crumb))).ToList();
        foreach (var (id, team, ew, period) in crumbs.Take(8))
        {
            yield return $"{problem.Portfolio.Initiatives[id].Name} has only {ew} on {problem.Portfolio.Teams[team].Name} in {problem.Portfolio.Platform.Calendar.Label(period)}.";
        }

        if (crumbs.Count > 8) yield return $"{crumbs.Count - 8} more pieces of work are smaller than {Crumb} ew.";
    }

    private static IEnumerable<string> Ties(Plan plan)
    {
        if (plan is not { Status: PlanStatus.Optimal, Policy.Timing: Timing.Flow }) yield break;
        var reached = plan.Ties switch
        {
            TieBreak.Complete => null,
            TieBreak.Finishes => "by work in progress and by finishes, but not by id",
            TieBreak.WorkInProgress => "by work in progress, but not by finishes",
            TieBreak.OtherLens => "by value alone",
            _ => "not at all",
        };
        if (reached is not null) yield return $"Other plans may be worth the same: within the limit they were told apart {reached}.";
    }

    private static string Few(List<string> names) => names.Count <= 5 ? string.Join(", ", names) : string.Join(", ", names.Take(5)) + $" and {names.Count - 5} more";
}
