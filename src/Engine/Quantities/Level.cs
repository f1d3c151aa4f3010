using System.Globalization;

namespace Dais.Engine.Quantities;

/// <summary>How far a capability is: 0 is not there at all, and each whole step up is more of it.</summary>
/// <remarks>Ordinal: levels compare, they do not add or average. 0 … 100; maturity models use 1 … 4.</remarks>
public readonly record struct Level : IComparable<Level>
{
    private Level(int value) => Value = value;

    /// <summary>The step, 0 … 100.</summary>
    public int Value { get; }

    /// <summary>Not there at all.</summary>
    public static Level Zero => default;

    /// <summary>The level of that step.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The step is outside 0 … 100.</exception>
    public static Level Of(int step) =>
        step is >= 0 and <= 100 ? new(step) : throw new ArgumentOutOfRangeException(nameof(step), step, "A level is a whole number from 0 to 100.");

    public int CompareTo(Level other) => Value.CompareTo(other.Value);

    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);

    public static bool operator <(Level a, Level b) => a.Value < b.Value;

    public static bool operator >(Level a, Level b) => a.Value > b.Value;

    public static bool operator <=(Level a, Level b) => a.Value <= b.Value;

    public static bool operator >=(Level a, Level b) => a.Value >= b.Value;
}
