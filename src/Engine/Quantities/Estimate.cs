namespace Dais.Engine.Quantities;

/// <summary>
/// How much work something takes, as its estimator sees it: a middle and, perhaps, a low and a high end.
/// </summary>
/// <remarks>
/// P10 ≤ P50 ≤ P90: in one case of ten it takes less than P10, in one of ten more than P90. Plans reckon with P50.
/// A single number is an estimate without ends, which is not the same as one whose ends are equal.
/// </remarks>
public readonly record struct Estimate
{
    private Estimate(EngineerWeeks? p10, EngineerWeeks p50, EngineerWeeks? p90) => (P10, P50, P90) = (p10, p50, p90);

    /// <summary>The low end, where given.</summary>
    public EngineerWeeks? P10 { get; }

    /// <summary>The middle: as likely too high as too low. What plans reckon with.</summary>
    public EngineerWeeks P50 { get; }

    /// <summary>The high end, where given.</summary>
    public EngineerWeeks? P90 { get; }

    /// <summary>An estimate of one number.</summary>
    public static Estimate Of(EngineerWeeks p50) => new(null, p50, null);

    /// <summary>An estimate with ends; either may be missing.</summary>
    /// <exception cref="ArgumentException">The points are not in order.</exception>
    public static Estimate Of(EngineerWeeks? p10, EngineerWeeks p50, EngineerWeeks? p90) =>
        (p10 is null || p10 <= p50) && (p90 is null || p50 <= p90)
            ? new(p10, p50, p90)
            : throw new ArgumentException($"The points of an estimate rise: P10 {p10}, P50 {p50}, P90 {p90}.", nameof(p50));

    public override string ToString() => P10 is null && P90 is null ? P50.ToString() : $"{P50} ({P10?.ToString() ?? "?"} – {P90?.ToString() ?? "?"})";
}
