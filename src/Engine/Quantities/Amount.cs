using System.Globalization;

namespace Dais.Engine.Quantities;

/// <summary>
/// Money as somebody wrote it: a number, perhaps with a low and a high end, and, perhaps, the currency it is in.
/// <see cref="Money"/> is what it becomes once a rate is known, <see cref="Spread"/> what it is where chance is reckoned.
/// </summary>
/// <remarks>P10 ≤ value ≤ P90, as of an <see cref="Estimate"/>. Plans reckon with the value alone.</remarks>
/// <param name="Value">The number, finite, in money units of <paramref name="Currency"/>; of three points the middle, P50.</param>
/// <param name="Currency">A currency code such as <c>EUR</c>; absent means the platform's base currency.</param>
public readonly record struct Amount(double Value, string? Currency = null)
{
    /// <summary>The low end, where given: in one case of ten it is less.</summary>
    public double? P10 { get; private init; }

    /// <summary>The high end, where given: in one case of ten it is more.</summary>
    public double? P90 { get; private init; }

    /// <summary>An amount with ends; either may be missing.</summary>
    /// <exception cref="ArgumentException">The points are not in order.</exception>
    public static Amount Of(double? p10, double p50, double? p90, string? currency = null) =>
        (p10 is null || p10 <= p50) && (p90 is null || p50 <= p90)
            ? new(p50, currency) { P10 = p10, P90 = p90 }
            : throw new ArgumentException($"The points of an amount rise: P10 {p10}, P50 {p50}, P90 {p90}.", nameof(p50));

    public override string ToString() => Show(Value) + (P10 is null && P90 is null ? "" : $" ({Show(P10)} – {Show(P90)})") + (Currency is null ? "" : " " + Currency);

    private static string Show(double? value) => value?.ToString("#,0.##", CultureInfo.InvariantCulture) ?? "?";
}

/// <summary>What one unit of a foreign currency is worth in the base currency, and when that was so.</summary>
/// <param name="Currency">The foreign currency's code.</param>
/// <param name="PerUnit">Base units for one foreign unit, above 0.</param>
/// <param name="AsOf">The day of the rate, where known.</param>
public sealed record ExchangeRate(string Currency, double PerUnit, DateOnly? AsOf);
