using Dais.Engine.Quantities;

namespace Dais.Engine.Planning.Checking;

/// <summary>R1 … R4: that the work is there, in its window, at its pace and within capacity.</summary>
internal static class WorkRules
{
    /// <summary>R1: the work of an initiative on a team adds up to its effort there.</summary>
    internal static IEnumerable<Violation> WorkAddsUpToTheEffort(PlanFacts facts) =>
        from choice in facts.Chosen
        from team in choice.Teams
        let work = choice.Work(team).Sum(w => w.Value)
        let effort = choice.Effort(team)
        where Math.Abs(work - effort) > PlanFacts.WorkTolerance
        select new Violation("R1", choice.Id, $"The work of initiative \"{choice.Id}\" on team \"{team}\" adds up to {PlanFacts.Number(work)} ew, but its effort there is {PlanFacts.Number(effort)} ew.");

    /// <summary>R2: at most the pace from a team in one period; a pace of 0 is none.</summary>
    internal static IEnumerable<Violation> WorkKeepsThePace(PlanFacts facts) =>
        from choice in facts.Chosen
        let pace = choice.Initiative.Pace?.Value ?? 0
        where pace > 0
        from team in choice.Teams
        from t in Enumerable.Range(0, choice.Work(team).Length)
        let work = choice.Work(team, t)
        where work > pace + PlanFacts.WorkTolerance
        select new Violation("R2", choice.Id, $"Initiative \"{choice.Id}\" takes {PlanFacts.Number(work)} ew of team \"{team}\" in {facts.Label(t)}, but its pace is {PlanFacts.Number(pace)} ew a period.");

    /// <summary>R3: no work before the earliest period and none after the finish. What it is after is R5's.</summary>
    internal static IEnumerable<Violation> WorkLiesInTheWindow(PlanFacts facts) =>
        from choice in facts.Chosen
        let earliest = Math.Max(0, choice.Initiative.Earliest?.Index ?? 0)
        from team in choice.Teams
        from t in Enumerable.Range(0, choice.Work(team).Length)
        let work = choice.Work(team, t)
        where work > PlanFacts.WorkTolerance && (t < earliest || t > choice.Finish)
        select new Violation(
            "R3",
            choice.Id,
            $"Initiative \"{choice.Id}\" has {PlanFacts.Number(work)} ew of work on team \"{team}\" in {facts.Label(t)}, "
            + (t < earliest ? $"before its earliest period {facts.Label(earliest)}." : $"after its finish in {facts.Label(choice.Finish)}."));

    /// <summary>R3: finished inside the horizon, by the latest period, and after as many periods as it takes.</summary>
    internal static IEnumerable<Violation> TheWindowIsLongEnough(PlanFacts facts)
    {
        foreach (var choice in facts.Chosen)
        {
            var (finish, first, periods) = (choice.Finish, facts.First(choice.Initiative), choice.Initiative.Periods ?? 1);
            if (finish < 0 || finish >= facts.Periods)
            {
                yield return new("R3", choice.Id, $"Initiative \"{choice.Id}\" is finished in {facts.Label(finish)}, outside the horizon {facts.Label(0)} to {facts.Label(facts.Periods - 1)}.");
            }
            if (choice.Initiative.Latest is { } latest && finish > latest.Index)
            {
                yield return new("R3", choice.Id, $"Initiative \"{choice.Id}\" is finished in {facts.Label(finish)}, after its latest period {facts.Label(latest.Index)}.");
            }
            if (finish - first + 1 < periods)
            {
                yield return new("R3", choice.Id, $"Initiative \"{choice.Id}\" can begin in {facts.Label(first)} and is finished in {facts.Label(finish)}, but it takes {periods} periods.");
            }
        }
    }

    /// <summary>R4: the work on a team in a period is at most its capacity after reserves.</summary>
    internal static IEnumerable<Violation> TeamsKeepTheirCapacity(PlanFacts facts) =>
        from team in facts.Portfolio.Teams
        from t in Enumerable.Range(0, facts.Periods)
        let work = facts.Used(team.Id, t)
        let capacity = PlanFacts.Capacity(team, t)
        where work > capacity + PlanFacts.WorkTolerance
        select new Violation("R4", team.Id.Value, $"Team \"{team.Id}\" has {PlanFacts.Number(work)} ew of work in {facts.Label(t)}, but after reserves its capacity is {PlanFacts.Number(capacity)} ew.");
}
