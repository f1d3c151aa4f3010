using System.Collections.Immutable;
using Dais.Engine.Quantities;

namespace Dais.Engine.Planning.Allocation;

/// <summary>
/// How keeping the lights on grows with what is built, and shrinks with what is retired (M-11 b).
/// </summary>
/// <param name="Built">a: the engineer-weeks of KTLO a period that each engineer-week built adds, 0 … 1.</param>
/// <param name="Retired">d: the part of KTLO that goes away each period, 0 … 1.</param>
/// <remarks>K′ = K·(1 − d) + a·(C − K), where C is the capacity of a period and C − K is built with what KTLO leaves.</remarks>
public sealed record KtloGrowth(double Built, double Retired)
{
    /// <summary>The fewest periods from which growth can be told.</summary>
    public const int FewestPeriods = 8;

    private const double Tiny = 1e-12;

    /// <summary>KTLO in the next period.</summary>
    public EngineerWeeks Next(EngineerWeeks ktlo, EngineerWeeks capacity) => EngineerWeeks.Of(Next(ktlo.Value, capacity.Value));

    /// <summary>Where it ends if nothing changes: C·a/(a + d); absent where it neither grows nor shrinks.</summary>
    public EngineerWeeks? Limit(EngineerWeeks capacity) => Built + Retired > Tiny ? EngineerWeeks.Of(capacity.Value * Built / (Built + Retired)) : null;

    /// <summary>Periods until half of the way there is behind it: ln 2 ÷ −ln(1 − a − d); absent where there is no way, or it is gone at once.</summary>
    public double? HalfLife => Built + Retired is > Tiny and < 1 ? Math.Log(2) / -Math.Log(1 - Built - Retired) : null;

    /// <summary>By least squares over the steps of a log, each with KTLO and all work of its period; nothing from fewer than eight periods in a row.</summary>
    /// <remarks>K′ − K = a·(C − K) − d·K, a and d not below 0. Where the two cannot be told apart, d is 0.</remarks>
    public static KtloGrowth? From(IReadOnlyList<(EngineerWeeks Ktlo, EngineerWeeks All)> periods)
    {
        ArgumentNullException.ThrowIfNull(periods);
        if (periods.Count < FewestPeriods) return null;
        var steps = periods.Zip(periods.Skip(1), (now, next) => (X: now.All.Value - now.Ktlo.Value, K: now.Ktlo.Value, Y: next.Ktlo.Value - now.Ktlo.Value)).ToList();
        var (xx, kk, xk) = (steps.Sum(s => s.X * s.X), steps.Sum(s => s.K * s.K), steps.Sum(s => s.X * s.K));
        var (xy, ky) = (steps.Sum(s => s.X * s.Y), steps.Sum(s => s.K * s.Y));
        var determinant = (xx * kk) - (xk * xk);
        var (a, d) = determinant > 1e-9 * xx * kk ? (((xy * kk) - (ky * xk)) / determinant, ((xy * xk) - (ky * xx)) / determinant) : (-1, -1);
        if (d < 0) (a, d) = (xx > Tiny ? xy / xx : 0, 0);
        if (a < 0) (a, d) = (0, kk > Tiny ? Math.Max(0, -ky / kk) : 0);
        return new(Math.Min(1, a), Math.Min(1, d));
    }

    /// <summary>The periods of a work log in a row up to its last one, each with KTLO and all work.</summary>
    internal static ImmutableArray<(Period Period, EngineerWeeks Ktlo, EngineerWeeks All)> Logged(Modelling.Portfolio portfolio)
    {
        var byPeriod = portfolio.Worklog.GroupBy(w => w.Period)
            .ToDictionary(g => g.Key, g => (Ktlo: g.Where(w => w.Kind == Modelling.InitiativeKind.Ktlo).Sum(w => w.Ew.Value), All: g.Sum(w => w.Ew.Value)));
        if (byPeriod.Count == 0) return [];
        var rows = new List<(Period, EngineerWeeks, EngineerWeeks)>();
        for (var p = byPeriod.Keys.Max(); byPeriod.TryGetValue(p, out var sum) && sum.All > 0; p = p.Plus(-1)) rows.Add((p, EngineerWeeks.Of(sum.Ktlo), EngineerWeeks.Of(sum.All)));
        rows.Reverse();
        return [.. rows];
    }

    internal double Next(double ktlo, double capacity) => (ktlo * (1 - Retired)) + (Built * Math.Max(0, capacity - ktlo));
}
