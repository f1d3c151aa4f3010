using System.Globalization;

namespace Dais.Engine.Quantities;

/// <summary>
/// How much less a year's wait makes money worth: at 10 % a year, 1.10 in a year is worth 1.00 today.
/// </summary>
/// <remarks>From 0 to 10 (1,000 % a year). Periods are quarters, so one period discounts by (1 + r)^(−1/4).</remarks>
public readonly record struct DiscountRate
{
    private DiscountRate(double yearly) => Yearly = yearly;

    /// <summary>The rate a year, as a fraction.</summary>
    public double Yearly { get; }

    /// <summary>A rate from a fraction a year.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The rate is outside 0 … 10 or not a number.</exception>
    public static DiscountRate Of(double yearly) =>
        yearly is >= 0 and <= 10
            ? new(yearly)
            : throw new ArgumentOutOfRangeException(nameof(yearly), yearly, "A discount rate is a fraction a year from 0 to 10. Maybe it was meant in per cent: divide by 100.");

    /// <summary>What one money unit earned in period <paramref name="period"/> (a quarter, counted from 0) is worth at the start.</summary>
    public double Factor(int period) => Math.Pow(1 + Yearly, -period / 4.0);

    public override string ToString() => (Yearly * 100).ToString("0.##", CultureInfo.InvariantCulture) + " % a year";
}
