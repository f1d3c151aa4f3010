using System.Globalization;

namespace Dais.Engine.Quantities;

/// <summary>
/// An amount of work or of capacity, in engineer-weeks (ew): one engineer for one week.
/// </summary>
/// <remarks>
/// Finite and never negative; two amounts are equal when their numbers are. The default is zero.
/// A difference that would fall below zero is an error: use <see cref="ShortOf"/> where lacking is meant.
/// </remarks>
public readonly record struct EngineerWeeks : IComparable<EngineerWeeks>
{
    private EngineerWeeks(double value) => Value = value;

    /// <summary>The number of engineer-weeks, finite and at least 0.</summary>
    public double Value { get; }

    /// <summary>No work at all.</summary>
    public static EngineerWeeks Zero => default;

    /// <summary>An amount of <paramref name="value"/> ew.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative, infinite or not a number.</exception>
    public static EngineerWeeks Of(double value) =>
        double.IsFinite(value) && value >= 0
            ? new(value)
            : throw new ArgumentOutOfRangeException(nameof(value), value, "Engineer-weeks are a finite number of at least 0.");

    /// <summary>How much is lacking to reach <paramref name="target"/>; zero where nothing is.</summary>
    public EngineerWeeks ShortOf(EngineerWeeks target) => new(Math.Max(0, target.Value - Value));

    public int CompareTo(EngineerWeeks other) => Value.CompareTo(other.Value);

    public override string ToString() => Value.ToString("0.##", CultureInfo.InvariantCulture) + " ew";

    public static EngineerWeeks operator +(EngineerWeeks a, EngineerWeeks b) => Of(a.Value + b.Value);

    public static EngineerWeeks operator -(EngineerWeeks a, EngineerWeeks b) => Of(a.Value - b.Value);

    public static EngineerWeeks operator *(EngineerWeeks a, Share b) => Of(a.Value * b.Value);

    public static bool operator <(EngineerWeeks a, EngineerWeeks b) => a.Value < b.Value;

    public static bool operator >(EngineerWeeks a, EngineerWeeks b) => a.Value > b.Value;

    public static bool operator <=(EngineerWeeks a, EngineerWeeks b) => a.Value <= b.Value;

    public static bool operator >=(EngineerWeeks a, EngineerWeeks b) => a.Value >= b.Value;
}
