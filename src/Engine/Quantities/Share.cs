using System.Globalization;

namespace Dais.Engine.Quantities;

/// <summary>A part of a whole, as a fraction from 0 to 1; shown in per cent.</summary>
/// <remarks>Shares of different wholes do not add up; the sum of two shares of one whole must stay within 0 … 1.</remarks>
public readonly record struct Share : IComparable<Share>
{
    private Share(double value) => Value = value;

    /// <summary>The fraction, 0 … 1.</summary>
    public double Value { get; }

    /// <summary>Nothing of the whole.</summary>
    public static Share None => default;

    /// <summary>The whole.</summary>
    public static Share Whole => new(1);

    /// <summary>What is left of the whole.</summary>
    public Share Rest => new(1 - Value);

    /// <summary>A share from a fraction: 0.3 is 30 %.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The fraction is outside 0 … 1 or not a number.</exception>
    public static Share Of(double fraction) =>
        fraction is >= 0 and <= 1
            ? new(fraction)
            : throw new ArgumentOutOfRangeException(nameof(fraction), fraction, "A share is a fraction from 0 to 1. Maybe it was meant in per cent: divide by 100.");

    public int CompareTo(Share other) => Value.CompareTo(other.Value);

    public override string ToString() => (Value * 100).ToString("0.#", CultureInfo.InvariantCulture) + " %";

    public static Share operator +(Share a, Share b) => Of(a.Value + b.Value);

    public static bool operator <(Share a, Share b) => a.Value < b.Value;

    public static bool operator >(Share a, Share b) => a.Value > b.Value;

    public static bool operator <=(Share a, Share b) => a.Value <= b.Value;

    public static bool operator >=(Share a, Share b) => a.Value >= b.Value;
}
