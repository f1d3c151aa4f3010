using Dais.Engine.Modelling;
using Dais.Engine.Planning;
using Dais.Engine.Planning.Forecasting;
using Dais.Engine.Quantities;

namespace Dais.Engine.Explaining.WhyNot;

/// <summary>When a thing may really be finished, by chance in the efforts (M-08).</summary>
/// <param name="Planned">When the plan has it.</param>
/// <param name="P50">As likely sooner as later; absent: after the horizon.</param>
/// <param name="P85">Later in 15 cases of a hundred; absent: after the horizon.</param>
/// <param name="Late">How likely it is later than planned.</param>
/// <param name="OfSlowest">Whether it has several pieces, and the dates are those of the slowest one: all of it is no sooner.</param>
public sealed record ExpectedDates(Period Planned, Period? P50, Period? P85, Share Late, bool OfSlowest)
{
    private const int Draws = 1000;
    private const int LargeDraws = 200;
    private const int Large = 400;

    /// <summary>How chance is drawn: less often in large portfolios.</summary>
    public static ForecastLimits Limits(Portfolio portfolio) => new() { Draws = portfolio.Initiatives.Count > Large ? LargeDraws : Draws };

    /// <summary>The dates of the slowest of these in the plan; none where the plan has none of them.</summary>
    internal static ExpectedDates? Of(Forecast forecast, Plan plan, IReadOnlyList<Id<Initiative>> pieces)
    {
        var dates = pieces.Select(id => (Planned: plan.Find(id)?.Finish, Dates: forecast.Find(id))).Where(x => x is { Planned: not null, Dates: not null }).ToList();
        if (dates.Count == 0) return null;
        Period? Latest(Func<DateForecast, Period?> of) => dates.Exists(d => of(d.Dates!) is null) ? null : dates.Max(d => of(d.Dates!)!.Value);
        return new(dates.Max(d => d.Planned!.Value), Latest(d => d.P50), Latest(d => d.P85), dates.MaxBy(d => d.Dates!.Late.Value).Dates!.Late, pieces.Count > 1);
    }
}
