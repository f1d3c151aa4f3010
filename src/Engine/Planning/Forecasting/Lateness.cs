using System.Collections.Immutable;
using Dais.Engine.Modelling;
using Dais.Engine.Quantities;

namespace Dais.Engine.Planning.Forecasting;

/// <summary>How often an initiative of a plan is finished later than somebody needs it: the draws and replays of <see cref="Forecast"/>, asked about other dates.</summary>
public static class Lateness
{
    /// <summary>For each date asked about, the part of the draws in which the initiative is finished after that period.</summary>
    /// <param name="portfolio">The facts; it breaks no rule of the model.</param>
    /// <param name="plan">A plan of it, with the policy it was made under.</param>
    /// <param name="asked">Initiatives that the plan chooses, and the last period that will do.</param>
    /// <param name="limits">How often to draw, and from what seed.</param>
    /// <returns>In the order of <paramref name="asked"/>; nothing for what the plan does not choose.</returns>
    public static ImmutableArray<Share?> Of(Portfolio portfolio, Plan plan, IReadOnlyList<(Id<Initiative> Initiative, Period By)> asked, ForecastLimits limits)
    {
        ArgumentNullException.ThrowIfNull(portfolio);
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(asked);
        ArgumentNullException.ThrowIfNull(limits);
        ArgumentOutOfRangeException.ThrowIfLessThan(limits.Draws, 1, nameof(limits));
        var problem = Compile.From(portfolio, plan.Policy);
        var doubts = Doubts.Of(problem);
        var draws = Draws.Of(doubts, limits);
        var replay = Replay.Of(problem, plan);
        var efforts = doubts.Effort.Select(e => e.Select(d => draws[d]).ToArray()).ToArray();
        var places = asked.Select(a => problem.PlaceOf(a.Initiative)).ToArray();
        var late = new int[asked.Count];
        for (var n = 0; n < draws.Count; n++)
        {
            var draw = n;
            var finishes = replay.Run((i, slot) => efforts[i][slot][draw]);
            for (var k = 0; k < late.Length; k++)
            {
                if (places[k] >= 0 && finishes[places[k]] > asked[k].By.Index) late[k]++;
            }
        }

        return [.. places.Select((place, k) => place < 0 || replay.Planned[place] < 0 ? (Share?)null : Share.Of((double)late[k] / draws.Count))];
    }

    /// <summary>The initiatives of which a point of the effort ahead is assumed, so that their dates are too.</summary>
    public static ImmutableHashSet<Id<Initiative>> Assumed(Portfolio portfolio, Plan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var problem = Compile.From(portfolio, plan.Policy);
        return [.. Doubts.Of(problem).All.Where(d => d is { Kind: DoubtKind.Effort, IsAssumed: true }).Select(d => Id<Initiative>.Of(d.Id))];
    }
}
