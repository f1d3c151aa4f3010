using System.Collections.Immutable;
using Dais.Engine.Quantities;

namespace Dais.Engine.Planning;

/// <summary>Something that is to be done in one piece, and what each week costs until it is.</summary>
/// <param name="Name">Its name.</param>
/// <param name="CostOfDelay">What a week's delay costs, the same in every week.</param>
/// <param name="Weeks">How long it takes, above 0.</param>
public sealed record DelayedJob(string Name, Money CostOfDelay, double Weeks)
{
    /// <summary>CD3: the cost of delay divided by the duration, money a week and week.</summary>
    public double Cd3 => CostOfDelay.Value / Weeks;
}

/// <summary>One thing after the other on one team: which order costs least (M-07 a).</summary>
/// <remarks>
/// Where every week of delay costs the same, the order by falling CD3 is best (Smith 1956, weighted completion time): of
/// two neighbours, the one with the larger ratio goes first, else exchanging them saves something. With prerequisites,
/// several teams or a cost that changes over time it is not: there plans are solved for.
/// </remarks>
public static class Delays
{
    /// <summary>The order that costs least; of equals the first name first.</summary>
    public static ImmutableArray<DelayedJob> Cheapest(IEnumerable<DelayedJob> jobs) =>
        [.. jobs.OrderByDescending(j => j.Cd3).ThenBy(j => j.Name, StringComparer.Ordinal)];

    /// <summary>What this order costs in all: each job's cost of delay times the weeks until it is done.</summary>
    public static Money CostOf(IEnumerable<DelayedJob> order)
    {
        var (weeks, cost) = (0.0, Money.Zero);
        foreach (var job in order)
        {
            weeks += job.Weeks;
            cost += job.CostOfDelay * weeks;
        }

        return cost;
    }
}
