using System.Globalization;

namespace Dais.Engine.Quantities;

/// <summary>
/// Money as somebody wrote it: a number and, perhaps, the currency it is in. <see cref="Money"/> is what it becomes
/// once a rate is known.
/// </summary>
/// <param name="Value">The number, finite, in money units of <paramref name="Currency"/>.</param>
/// <param name="Currency">A currency code such as <c>EUR</c>; absent means the platform's base currency.</param>
public readonly record struct Amount(double Value, string? Currency = null)
{
    public override string ToString() => Value.ToString("#,0.##", CultureInfo.InvariantCulture) + (Currency is null ? "" : " " + Currency);
}

/// <summary>What one unit of a foreign currency is worth in the base currency, and when that was so.</summary>
/// <param name="Currency">The foreign currency's code.</param>
/// <param name="PerUnit">Base units for one foreign unit, above 0.</param>
/// <param name="AsOf">The day of the rate, where known.</param>
public sealed record ExchangeRate(string Currency, double PerUnit, DateOnly? AsOf);
