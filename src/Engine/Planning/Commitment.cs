using System.Collections.Immutable;
using Dais.Engine.Modelling;

namespace Dais.Engine.Planning;

/// <summary>Makes a plan a promise.</summary>
public static class Commitment
{
    /// <summary>The portfolio in which what the plan chooses is promised for its finish there.</summary>
    /// <remarks>
    /// What was proposed is committed, and what is started stays started. What was committed and is not chosen is proposed
    /// again, without a promise. What is done or dropped stays as it is.
    /// </remarks>
    public static Portfolio Of(Portfolio portfolio, Plan plan)
    {
        ArgumentNullException.ThrowIfNull(portfolio);
        ArgumentNullException.ThrowIfNull(plan);
        var chosen = plan.Initiatives.ToImmutableDictionary(i => i.Id);
        return portfolio with { Initiatives = Catalog<Initiative>.Of(portfolio.Initiatives.Select(i => Promised(i, chosen.GetValueOrDefault(i.Id)))) };
    }

    private static Initiative Promised(Initiative initiative, PlannedInitiative? chosen) => (initiative.Status, chosen) switch
    {
        (InitiativeStatus.Done or InitiativeStatus.Dropped, _) => initiative,
        (InitiativeStatus.Started, { } planned) => initiative with { CommittedFinish = planned.Finish },
        (_, { } planned) => initiative with { Status = InitiativeStatus.Committed, CommittedFinish = planned.Finish },
        (InitiativeStatus.Committed, null) => initiative with { Status = InitiativeStatus.Proposed, CommittedFinish = null },
        _ => initiative,
    };
}
