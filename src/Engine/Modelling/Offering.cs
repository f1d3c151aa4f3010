using System.Collections.Immutable;
using Dais.Engine.Quantities;

namespace Dais.Engine.Modelling;

/// <summary>What something is worth a year to users and business. Unknown is absent, never 0.</summary>
/// <param name="Growth">New revenue.</param>
/// <param name="Retention">Revenue kept.</param>
/// <param name="Margin">Cost saved.</param>
/// <param name="Users">End users reached; an axis of its own, never added to money.</param>
public sealed record EndValue(Amount? Growth = null, Amount? Retention = null, Amount? Margin = null, double? Users = null)
{
    /// <summary>Nobody said.</summary>
    public static EndValue Unknown { get; } = new();

    /// <summary>The stated amounts of money.</summary>
    public IEnumerable<Amount> Amounts => new[] { Growth, Retention, Margin }.OfType<Amount>();

    /// <summary>Growth, retention and margin together; nothing where none is known in the base currency.</summary>
    public Money? Total(Platform platform)
    {
        var known = Amounts.Select(a => platform.InBase(a)).OfType<Money>().ToList();
        return known.Count == 0 ? null : known.Aggregate((a, b) => a + b);
    }
}

/// <summary>That one thing uses a capability, and what part of its value is owed to that.</summary>
/// <param name="Capability">The capability used.</param>
/// <param name="Share">The dependency share d (M-01); absent means an equal split is assumed.</param>
public sealed record Usage(Id<Capability> Capability, Share? Share = null);

/// <summary>Something sold or offered to end users, built on capabilities.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Owner">The group that answers for it.</param>
/// <param name="Segments">Who uses it.</param>
/// <param name="Value">What it earns today, a year.</param>
/// <param name="Uses">The capabilities it stands on.</param>
public sealed record Product(
    Id<Product> Id,
    string Name,
    Id<StakeholderGroup>? Owner,
    ImmutableArray<Id<Segment>> Segments,
    EndValue Value,
    ImmutableArray<Usage> Uses) : IThing<Product>;

/// <summary>A building block that products and other capabilities use.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name, a noun.</param>
/// <param name="Domain">The area it belongs to.</param>
/// <param name="Owner">The team that runs it.</param>
/// <param name="Level">How far it is today.</param>
/// <param name="Uses">The capabilities it stands on itself.</param>
public sealed record Capability(
    Id<Capability> Id,
    string Name,
    string? Domain,
    Id<Team>? Owner,
    Level Level,
    ImmutableArray<Usage> Uses) : IThing<Capability>;

/// <summary>Something a use case cannot do without.</summary>
public abstract record Need
{
    private Need()
    {
    }

    /// <summary>A capability at a level or above (R10).</summary>
    public sealed record OfCapability(Id<Capability> Capability, Level Level) : Need;

    /// <summary>An initiative, finished (R11).</summary>
    public sealed record OfInitiative(Id<Initiative> Initiative) : Need;
}

/// <summary>What somebody could do, once the platform can.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Product">The product it belongs to.</param>
/// <param name="Segments">Who it is for.</param>
/// <param name="Group">The group that wants it and to which its value counts.</param>
/// <param name="Needs">What has to be there.</param>
/// <param name="Value">What it adds a year once it is available.</param>
/// <param name="Ramp">How many periods it takes until it is worth that in full, at least 0; 1 unless said.</param>
public sealed record UseCase(
    Id<UseCase> Id,
    string Name,
    Id<Product>? Product,
    ImmutableArray<Id<Segment>> Segments,
    Id<StakeholderGroup>? Group,
    ImmutableArray<Need> Needs,
    EndValue Value,
    double? Ramp = null) : IThing<UseCase>;
