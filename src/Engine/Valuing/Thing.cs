using Dais.Engine.Modelling;

namespace Dais.Engine.Valuing;

/// <summary>The kinds of things that value can be traced to.</summary>
public enum ThingKind
{
    /// <summary>A product.</summary>
    Product,

    /// <summary>A use case.</summary>
    UseCase,

    /// <summary>A capability.</summary>
    Capability,

    /// <summary>An initiative.</summary>
    Initiative,
}

/// <summary>One thing of the portfolio, of whichever kind, by its id.</summary>
/// <remarks>Ordered by kind and then by id (ordinal), so that results come in the same order however a file is sorted.</remarks>
public readonly record struct Thing : IComparable<Thing>
{
    private readonly string? _id;

    private Thing(ThingKind kind, string id) => (Kind, _id) = (kind, id);

    /// <summary>What kind of thing.</summary>
    public ThingKind Kind { get; }

    /// <summary>Its id among its kind.</summary>
    public string Id => _id ?? "";

    /// <summary>That product.</summary>
    public static Thing Of(Id<Product> id) => new(ThingKind.Product, id.Value);

    /// <summary>That use case.</summary>
    public static Thing Of(Id<UseCase> id) => new(ThingKind.UseCase, id.Value);

    /// <summary>That capability.</summary>
    public static Thing Of(Id<Capability> id) => new(ThingKind.Capability, id.Value);

    /// <summary>That initiative.</summary>
    public static Thing Of(Id<Initiative> id) => new(ThingKind.Initiative, id.Value);

    public int CompareTo(Thing other) => Kind != other.Kind ? Kind.CompareTo(other.Kind) : string.CompareOrdinal(Id, other.Id);

    public override string ToString() => $"{Kind} {Id}";

    public static bool operator <(Thing a, Thing b) => a.CompareTo(b) < 0;

    public static bool operator >(Thing a, Thing b) => a.CompareTo(b) > 0;

    public static bool operator <=(Thing a, Thing b) => a.CompareTo(b) <= 0;

    public static bool operator >=(Thing a, Thing b) => a.CompareTo(b) >= 0;
}
