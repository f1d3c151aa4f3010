namespace Dais.Engine.Quantities;

/// <summary>
/// A quarter, counted from the first one of the plan's horizon, which is 0. Past quarters are negative.
/// </summary>
/// <remarks>A period alone has no name; the <see cref="Calendar"/> gives it its label.</remarks>
/// <param name="Index">Quarters since the start of the horizon.</param>
public readonly record struct Period(int Index) : IComparable<Period>
{
    /// <summary>The period before the horizon: what is there "from the start" came about here.</summary>
    public static Period BeforeStart => new(-1);

    public int CompareTo(Period other) => Index.CompareTo(other.Index);

    /// <summary>The period <paramref name="quarters"/> later (earlier, when negative).</summary>
    public Period Plus(int quarters) => new(Index + quarters);

    public override string ToString() => "period " + Index;

    public static bool operator <(Period a, Period b) => a.Index < b.Index;

    public static bool operator >(Period a, Period b) => a.Index > b.Index;

    public static bool operator <=(Period a, Period b) => a.Index <= b.Index;

    public static bool operator >=(Period a, Period b) => a.Index >= b.Index;
}
