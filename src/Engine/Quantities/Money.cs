using System.Globalization;

namespace Dais.Engine.Quantities;

/// <summary>
/// Money in the platform's money unit (say, thousands of US dollars): a value a year, or a present value.
/// </summary>
/// <remarks>
/// Finite; may be negative (migration pain is a cost). It is already in the base currency: an amount as somebody wrote
/// it, in whatever currency, is an <see cref="Amount"/>. The default is zero, which is not the same as unknown:
/// unknown money is a missing <c>Money?</c>.
/// </remarks>
public readonly record struct Money : IComparable<Money>
{
    private Money(double value) => Value = value;

    /// <summary>The number of money units, finite.</summary>
    public double Value { get; }

    /// <summary>No money.</summary>
    public static Money Zero => default;

    /// <summary>An amount of <paramref name="value"/> money units.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is infinite or not a number.</exception>
    public static Money Of(double value) =>
        double.IsFinite(value)
            ? new(value)
            : throw new ArgumentOutOfRangeException(nameof(value), value, "Money is a finite number.");

    public int CompareTo(Money other) => Value.CompareTo(other.Value);

    public override string ToString() => Value.ToString("#,0.##", CultureInfo.InvariantCulture);

    public static Money operator +(Money a, Money b) => Of(a.Value + b.Value);

    public static Money operator -(Money a, Money b) => Of(a.Value - b.Value);

    public static Money operator *(Money a, double factor) => Of(a.Value * factor);

    public static bool operator <(Money a, Money b) => a.Value < b.Value;

    public static bool operator >(Money a, Money b) => a.Value > b.Value;

    public static bool operator <=(Money a, Money b) => a.Value <= b.Value;

    public static bool operator >=(Money a, Money b) => a.Value >= b.Value;
}
