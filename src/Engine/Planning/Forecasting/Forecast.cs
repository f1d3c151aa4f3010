using System.Collections.Immutable;
using Dais.Engine.Modelling;
using Dais.Engine.Quantities;

namespace Dais.Engine.Planning.Forecasting;

/// <summary>How often, and how, chance is drawn.</summary>
public sealed record ForecastLimits
{
    /// <summary>How many draws, at least 1.</summary>
    public int Draws { get; init; } = 1000;

    /// <summary>The seed: the same one gives the same answer.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>How far the efforts of one team hang together: the correlation of their normal scores.</summary>
    public Share Correlation { get; init; } = Share.Of(0.5);
}

/// <summary>When a chosen initiative may be finished, the plan's order being kept.</summary>
/// <param name="P50">In half of the draws it is finished by the end of this period; absent: after the horizon.</param>
/// <param name="P85">In 85 of a hundred it is; absent: after the horizon.</param>
/// <param name="Late">The part of the draws in which it is finished after the planned period.</param>
public sealed record DateForecast(Period? P50, Period? P85, Share Late);

/// <summary>Where something may stand in the ranking by value for effort; 1 is best.</summary>
/// <param name="Low">In one draw of ten it stands here or higher up.</param>
/// <param name="Nominal">Where it stands by the numbers that plans reckon with.</param>
/// <param name="High">In one draw of ten it stands here or lower down.</param>
/// <param name="Of">How many stand in the ranking.</param>
public sealed record RankInterval(int Low, int Nominal, int High, int Of);

/// <summary>
/// What chance makes of a plan: when each thing may be finished, and how sure the ranking by value for effort is (M-08).
/// </summary>
/// <remarks>
/// Efforts and values are drawn from their <see cref="Spread"/>s as <see cref="Draws"/> says; each draw of the efforts is
/// played through the plan as <see cref="Replay"/> says. The same seed gives the same forecast, on every machine.
/// </remarks>
public sealed class Forecast
{
    private readonly ImmutableSortedDictionary<Id<Initiative>, DateForecast> _dates;
    private readonly ImmutableSortedDictionary<Id<Initiative>, RankInterval> _ranks;

    private Forecast(ForecastLimits limits, Doubts doubts, ImmutableSortedDictionary<Id<Initiative>, DateForecast> dates, ImmutableSortedDictionary<Id<Initiative>, RankInterval> ranks)
    {
        (Limits, _dates, _ranks) = (limits, dates, ranks);
        Doubts = doubts.All;
    }

    /// <summary>How chance was drawn.</summary>
    public ForecastLimits Limits { get; }

    /// <summary>Every number that was drawn; what of it is assumed says so.</summary>
    public ImmutableArray<Doubt> Doubts { get; }

    /// <summary>When it may be finished; nothing where the plan does not choose it.</summary>
    public DateForecast? Find(Id<Initiative> id) => _dates.GetValueOrDefault(id);

    /// <summary>Where it may stand in the ranking by value for effort; nothing where no plan can choose it.</summary>
    public RankInterval? RankOf(Id<Initiative> id) => _ranks.GetValueOrDefault(id);

    /// <summary>The forecast for <paramref name="plan"/>.</summary>
    /// <param name="portfolio">The facts; it breaks no rule of the model.</param>
    /// <param name="plan">A plan of it, with the policy it was made under.</param>
    /// <param name="limits">How often to draw, and from what seed.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is not one draw to be made.</exception>
    public static Forecast Of(Portfolio portfolio, Plan plan, ForecastLimits limits)
    {
        ArgumentNullException.ThrowIfNull(portfolio);
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(limits);
        ArgumentOutOfRangeException.ThrowIfLessThan(limits.Draws, 1, nameof(limits));
        var problem = Compile.From(portfolio, plan.Policy);
        var doubts = Forecasting.Doubts.Of(problem);
        var draws = Draws.Of(doubts, limits);
        return new(limits, doubts, Dates(problem, plan, doubts, draws), Standings.Of(problem, doubts, draws));
    }

    private static ImmutableSortedDictionary<Id<Initiative>, DateForecast> Dates(Problem problem, Plan plan, Doubts doubts, Draws draws)
    {
        var replay = Replay.Of(problem, plan);
        var times = problem.Candidates.Select(_ => new int[problem.Periods + 1]).ToArray();   // how often finished in each period, and after the last
        var efforts = doubts.Effort.Select(e => e.Select(d => draws[d]).ToArray()).ToArray();
        for (var n = 0; n < draws.Count; n++)
        {
            var draw = n;
            var finishes = replay.Run((i, slot) => efforts[i][slot][draw]);
            foreach (var i in replay.Chosen) times[i][finishes[i]]++;
        }

        return replay.Chosen.ToImmutableSortedDictionary(i => problem.Candidates[i].Id, i => new DateForecast(
            By(times[i], 0.5, draws.Count),
            By(times[i], 0.85, draws.Count),
            Share.Of((double)times[i].Skip(replay.Planned[i] + 1).Sum() / draws.Count)));
    }

    /// <summary>The first period by whose end that part of the draws is finished; none within the horizon.</summary>
    private static Period? By(int[] times, double part, int draws)
    {
        var finished = 0;
        for (var t = 0; t < times.Length - 1; t++)
        {
            finished += times[t];
            if (finished >= part * draws) return new(t);
        }

        return null;
    }
}
