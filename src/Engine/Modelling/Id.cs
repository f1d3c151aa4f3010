namespace Dais.Engine.Modelling;

/// <summary>The name by which a <typeparamref name="T"/> is referred to: short, stable, unique among its kind.</summary>
/// <remarks>
/// Any text but the empty one, compared by code points (ordinal), so that order and equality are the same everywhere.
/// The type parameter only keeps the ids of different kinds apart.
/// </remarks>
public readonly record struct Id<T> : IComparable<Id<T>>
{
    private readonly string? _value;

    private Id(string value) => _value = value;

    /// <summary>The text of the id.</summary>
    public string Value => _value ?? "";

    /// <summary>The id of that text.</summary>
    /// <exception cref="ArgumentException">The text is empty.</exception>
    public static Id<T> Of(string value) =>
        string.IsNullOrEmpty(value) ? throw new ArgumentException("An id is not empty.", nameof(value)) : new(value);

    public int CompareTo(Id<T> other) => string.CompareOrdinal(Value, other.Value);

    public bool Equals(Id<T> other) => string.Equals(Value, other.Value, StringComparison.Ordinal);

    public override int GetHashCode() => string.GetHashCode(Value, StringComparison.Ordinal);

    public override string ToString() => Value;

    public static bool operator <(Id<T> a, Id<T> b) => a.CompareTo(b) < 0;

    public static bool operator >(Id<T> a, Id<T> b) => a.CompareTo(b) > 0;

    public static bool operator <=(Id<T> a, Id<T> b) => a.CompareTo(b) <= 0;

    public static bool operator >=(Id<T> a, Id<T> b) => a.CompareTo(b) >= 0;
}

/// <summary>Something of the model that has an id and a name.</summary>
/// <typeparam name="T">The thing's own type.</typeparam>
public interface IThing<T>
{
    /// <summary>By what it is referred to.</summary>
    Id<T> Id { get; }

    /// <summary>What people call it; the id where nobody said.</summary>
    string Name { get; }
}
