using System.Collections.Immutable;

namespace Dais.Engine.Quantities;

/// <summary>A quantity over the horizon: the same in every period, or one for each.</summary>
/// <remarks>
/// A list that is shorter than the horizon has no value for the periods it lacks, and asking for one is an error; the
/// model's rules refuse such a list with a sentence first. Equal when both are the same number or the same list.
/// </remarks>
public sealed record PerPeriod<T>
    where T : struct
{
    private PerPeriod(T? constant, ImmutableArray<T> list) => (Constant, List) = (constant, list);

    /// <summary>The number that holds in every period, where it is one number.</summary>
    public T? Constant { get; }

    /// <summary>One number for each period, where it is a list; else empty.</summary>
    public ImmutableArray<T> List { get; }

    /// <summary>The quantity in <paramref name="period"/>.</summary>
    public T this[Period period] => Constant ?? List[period.Index];

    /// <summary>The same in every period.</summary>
    public static PerPeriod<T> Always(T value) => new(value, []);

    /// <summary>One for each period, from the first on.</summary>
    public static PerPeriod<T> Each(IEnumerable<T> values) => new(null, [.. values]);

    public bool Equals(PerPeriod<T>? other) => other is not null && Nullable.Equals(Constant, other.Constant) && List.SequenceEqual(other.List);

    public override int GetHashCode() => HashCode.Combine(Constant, List.Length);
}
