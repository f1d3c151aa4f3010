using System.Collections.Immutable;
using Dais.Engine.Modelling;
using Dais.Engine.Quantities;

namespace Dais.Engine.Planning.Checking;

/// <summary>What a plan says about itself: starts, teams, bound, proof and moved promises.</summary>
internal static class ReportRules
{
    /// <summary>A start is the first period with work, or the finish where there is no work at all.</summary>
    internal static IEnumerable<Violation> StartsAreTheFirstPeriodsWithWork(PlanFacts facts)
    {
        foreach (var choice in facts.Chosen)
        {
            var clear = FirstAbove(choice, facts.Periods, PlanFacts.WorkTolerance);
            var start = choice.Planned.Start.Index;
            if (start == clear || start == FirstAbove(choice, facts.Periods, 0)) continue;
            yield return new("Start", choice.Id, $"The plan starts initiative \"{choice.Id}\" in {facts.Label(start)}, but its first period with work is {facts.Label(clear)}.");
        }
    }

    /// <summary>Each team is listed with its work in each period and its capacity after reserves.</summary>
    internal static IEnumerable<Violation> TeamsAreStatedRightly(PlanFacts facts)
    {
        foreach (var team in facts.Portfolio.Teams)
        {
            if (facts.Plan.Teams.FirstOrDefault(t => t.Id == team.Id) is not { } stated)
            {
                yield return new("Teams", team.Id.Value, $"The plan does not list team \"{team.Id}\".");
                continue;
            }
            for (var t = 0; t < facts.Periods; t++)
            {
                var (used, capacity) = (facts.Used(team.Id, t), PlanFacts.Capacity(team, t));
                if (Off(stated.Used, t, used) is { } work) yield return new("Teams", team.Id.Value, $"The plan states {work} of work on team \"{team.Id}\" in {facts.Label(t)}, but it is {PlanFacts.Number(used)} ew.");
                if (Off(stated.Capacity, t, capacity) is { } net) yield return new("Teams", team.Id.Value, $"The plan states {net} of capacity of team \"{team.Id}\" in {facts.Label(t)}, but after reserves it is {PlanFacts.Number(capacity)} ew.");
            }
        }
    }

    /// <summary>The bound is not below the objective, and the gap is what the two say.</summary>
    internal static IEnumerable<Violation> TheBoundHolds(PlanFacts facts)
    {
        var (objective, gap) = (facts.Plan.Objective.Value, facts.Plan.Gap);
        if (facts.Plan.Bound?.Value is not { } bound)
        {
            if (gap is { } stated) yield return new("Bound", "", $"The plan states a gap of {PlanFacts.Number(stated)} without a bound.");
            yield break;
        }
        if (bound < objective - facts.ValueTolerance)
        {
            yield return new("Bound", "", $"The plan's objective {PlanFacts.Number(objective)} is above its bound {PlanFacts.Number(bound)}.");
        }
        var expected = Math.Max(0, (bound - objective) / Math.Max(Math.Abs(bound), 1e-9));
        if (gap is not { } found || Math.Abs(found - expected) > 1e-6 * Math.Max(1, expected))
        {
            yield return new("Bound", "", $"The plan states a gap of {(gap is { } g ? PlanFacts.Number(g) : "nothing")}, but its bound {PlanFacts.Number(bound)} and objective {PlanFacts.Number(objective)} give {PlanFacts.Number(expected)}.");
        }
    }

    /// <summary>What is called optimal is proven: bound − objective ≤ 1e-6 · max(1, |objective|).</summary>
    internal static IEnumerable<Violation> AProofIsOne(PlanFacts facts)
    {
        if (facts.Plan.Status != PlanStatus.Optimal) yield break;
        var objective = facts.Plan.Objective.Value;
        if (facts.Plan.Bound?.Value is not { } bound)
        {
            yield return new("Status", "", "The plan is called optimal, but it has no bound.");
        }
        else if (bound - objective > 1.000001e-6 * Math.Max(1, Math.Abs(objective)))
        {
            yield return new("Status", "", $"The plan is called optimal, but its bound {PlanFacts.Number(bound)} is above its objective {PlanFacts.Number(objective)}.");
        }
    }

    /// <summary>R8: the plan names each committed finish that it moves, and no other.</summary>
    internal static IEnumerable<Violation> MovedPromisesAreNamed(PlanFacts facts)
    {
        var promised = ChoiceRules.Promised(facts).Any();
        if (promised != facts.Plan.Stability is not null)
        {
            yield return new("Stability", "", promised ? "Finishes are committed, but the plan does not say what promises cost." : "No finish is committed, but the plan says what promises cost.");
        }
        if (facts.Plan.Stability is not { Moves: { IsDefault: false } stated }) yield break;
        var moved = ChoiceRules.Moved(facts).Select(i => new Move(i.Id, i.CommittedFinish!.Value, facts.Finish(i.Id) is { } f ? new Period(f) : null)).ToList();
        foreach (var move in moved.Except(stated))
        {
            yield return new("Stability", move.Initiative.Value, $"The plan does not say that it moves initiative \"{move.Initiative}\" from {facts.Label(move.Promised.Index)} to {Where(facts, move)}.");
        }
        foreach (var move in stated.Except(moved))
        {
            yield return new("Stability", move.Initiative.Value, $"The plan says that it moves initiative \"{move.Initiative}\" from {facts.Label(move.Promised.Index)} to {Where(facts, move)}, but it does not.");
        }
    }

    private static string Where(PlanFacts facts, Move move) => move.Now is { } now ? facts.Label(now.Index) : "nowhere";

    private static int FirstAbove(PlanFacts.Choice choice, int periods, double least)
    {
        for (var t = 0; t < periods; t++)
        {
            if (choice.Teams.Any(team => choice.Work(team, t) > least)) return t;
        }
        return choice.Finish;
    }

    /// <summary>What is stated, where it is not the right amount.</summary>
    private static string? Off(ImmutableArray<EngineerWeeks> stated, int period, double right)
    {
        if (stated.IsDefault || period >= stated.Length) return "nothing";
        return Math.Abs(stated[period].Value - right) > PlanFacts.WorkTolerance ? PlanFacts.Number(stated[period].Value) + " ew" : null;
    }
}
