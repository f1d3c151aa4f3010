using Dais.Engine.Modelling;

namespace Dais.Engine.Planning.Checking;

/// <summary>R5 … R8: what is chosen with what, when, and by whose order.</summary>
internal static class ChoiceRules
{
    /// <summary>R5: what an initiative is after is chosen, or done, and no work on it happens until that is finished.</summary>
    internal static IEnumerable<Violation> WhatComesFirstIsFinishedFirst(PlanFacts facts)
    {
        foreach (var choice in facts.Chosen)
        {
            foreach (var before in choice.Initiative.After)
            {
                if (facts.Finish(before) is not { } finished)
                {
                    yield return new("R5", choice.Id, $"Initiative \"{choice.Id}\" is after \"{before}\", which is not chosen.");
                }
                else if (FirstWork(choice, facts.Periods) is { } start && start <= finished)
                {
                    yield return new("R5", choice.Id, $"Initiative \"{choice.Id}\" is after \"{before}\", which is finished in {facts.Label(finished)}, but it has work in {facts.Label(start)}.");
                }
                else if (choice.Finish <= finished)
                {
                    yield return new("R5", choice.Id, $"Initiative \"{choice.Id}\" is after \"{before}\", which is finished in {facts.Label(finished)}, but it is finished in {facts.Label(choice.Finish)} itself.");
                }
            }
        }
    }

    /// <summary>R6: what an initiative requires is chosen, or done, and finished no later.</summary>
    internal static IEnumerable<Violation> WhatIsRequiredIsFinishedToo(PlanFacts facts)
    {
        foreach (var choice in facts.Chosen)
        {
            foreach (var other in choice.Initiative.Requires)
            {
                if (facts.Finish(other) is not { } finished)
                {
                    yield return new("R6", choice.Id, $"Initiative \"{choice.Id}\" requires \"{other}\", which is not chosen.");
                }
                else if (finished > choice.Finish)
                {
                    yield return new("R6", choice.Id, $"Initiative \"{choice.Id}\" is finished in {facts.Label(choice.Finish)} and requires \"{other}\", which is finished in {facts.Label(finished)}, later.");
                }
            }
        }
    }

    /// <summary>R7: at most one of two that exclude each other. What is done is outside the plan.</summary>
    internal static IEnumerable<Violation> WhatExcludesEachOtherIsNotChosenTogether(PlanFacts facts) =>
        from choice in facts.Chosen
        from other in choice.Initiative.Excludes
        where other != choice.Initiative.Id && facts.IsChosen(other)
        select new Violation("R7", choice.Id, $"Initiatives \"{choice.Id}\" and \"{other}\" exclude each other, but both are chosen.");

    /// <summary>R8: musts are chosen, pins have their finish, bans are not chosen.</summary>
    internal static IEnumerable<Violation> MustsPinsAndBansAreObeyed(PlanFacts facts)
    {
        foreach (var must in facts.Portfolio.Initiatives.Where(i => i.Must && facts.Finish(i.Id) is null))
        {
            yield return new("R8", must.Id.Value, $"Initiative \"{must.Id}\" is a must, but it is not chosen.");
        }
        foreach (var pin in facts.Policy.Pins.Where(p => !facts.IsDone(p.Initiative) && facts.Finish(p.Initiative) != p.Finish.Index))
        {
            yield return new("R8", pin.Initiative.Value, $"Initiative \"{pin.Initiative}\" is pinned to {facts.Label(pin.Finish.Index)}, but it is {Finished(facts, pin.Initiative)}.");
        }
        foreach (var ban in facts.Policy.Bans.Where(facts.IsChosen))
        {
            yield return new("R8", ban.Value, $"Initiative \"{ban}\" is banned, but it is chosen.");
        }
    }

    /// <summary>R8: what is started is chosen, what is dropped is not, what is done is outside the plan.</summary>
    internal static IEnumerable<Violation> StatusIsObeyed(PlanFacts facts)
    {
        foreach (var initiative in facts.Portfolio.Initiatives)
        {
            var id = initiative.Id;
            switch (initiative.Status)
            {
                case InitiativeStatus.Started when !facts.IsChosen(id):
                    yield return new("R8", id.Value, $"Initiative \"{id}\" is started, but it is not chosen.");
                    break;
                case InitiativeStatus.Dropped when facts.IsChosen(id):
                    yield return new("R8", id.Value, $"Initiative \"{id}\" is dropped, but it is chosen.");
                    break;
                case InitiativeStatus.Done when facts.Plan.Find(id) is not null:
                    yield return new("R8", id.Value, $"Initiative \"{id}\" is done and outside the plan, but it is listed.");
                    break;
            }
        }
    }

    /// <summary>R8: committed finishes are kept, or moved at most as often as the policy allows.</summary>
    internal static IEnumerable<Violation> PromisesAreKept(PlanFacts facts)
    {
        var moves = Moved(facts).ToList();
        if (facts.Policy.Release)
        {
            if (facts.Policy.MaxMoves is { } most && moves.Count > most)
            {
                yield return new("R8", "", $"The plan moves {moves.Count} committed finishes ({string.Join(", ", moves.Select(i => i.Id.Value))}), but at most {most} may move.");
            }
            yield break;
        }
        foreach (var moved in moves)
        {
            yield return new("R8", moved.Id.Value, $"Initiative \"{moved.Id}\" is committed to {facts.Label(moved.CommittedFinish!.Value.Index)}, but it is {Finished(facts, moved.Id)}.");
        }
    }

    /// <summary>The initiatives with a promised finish.</summary>
    internal static IEnumerable<Initiative> Promised(PlanFacts facts) =>
        facts.Portfolio.Initiatives.Where(i => i is { Status: InitiativeStatus.Committed, CommittedFinish: not null });

    /// <summary>Those of them that have another finish in the plan, or none.</summary>
    internal static IEnumerable<Initiative> Moved(PlanFacts facts) =>
        Promised(facts).Where(i => facts.Finish(i.Id) != i.CommittedFinish!.Value.Index);

    private static string Finished(PlanFacts facts, Id<Initiative> id) =>
        facts.Finish(id) is { } finish ? $"finished in {facts.Label(finish)}" : "not chosen";

    private static int? FirstWork(PlanFacts.Choice choice, int periods)
    {
        for (var t = 0; t < periods; t++)
        {
            if (choice.Teams.Any(team => choice.Work(team, t) > PlanFacts.WorkTolerance)) return t;
        }
        return null;
    }
}
