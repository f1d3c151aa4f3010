using System.Collections.Immutable;
using Dais.Engine.Quantities;

namespace Dais.Engine.Modelling;

/// <summary>The platform that the model is about, and the units in which it counts.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Currency">The base currency's code.</param>
/// <param name="MoneyUnit">How many of it one money unit is: empty for one, <c>k</c> for thousands, <c>M</c> for millions.</param>
/// <param name="DiscountRate">What waiting costs.</param>
/// <param name="Calendar">The horizon's periods.</param>
/// <param name="Rates">What other currencies are worth in the base currency.</param>
public sealed record Platform(
    Id<Platform> Id,
    string Name,
    string Currency,
    string MoneyUnit,
    DiscountRate DiscountRate,
    Calendar Calendar,
    ImmutableArray<ExchangeRate> Rates) : IThing<Platform>
{
    /// <summary>How money is written: <c>k USD</c>.</summary>
    public string Money => (MoneyUnit + " " + Currency).Trim();

    /// <summary>The amount in the base currency; nothing where its currency has no rate.</summary>
    /// <remarks>An amount in an unknown currency is unknown: it is never read as the base currency.</remarks>
    public Money? InBase(Amount? amount)
    {
        if (amount is not { } written) return null;
        if (written.Currency is null || written.Currency == Currency) return Quantities.Money.Of(written.Value);
        var rate = Rates.FirstOrDefault(r => r.Currency == written.Currency);
        return rate is null ? null : Quantities.Money.Of(written.Value * rate.PerUnit);
    }

    public bool Equals(Platform? other) =>
        other is not null && Id == other.Id && Name == other.Name && Currency == other.Currency && MoneyUnit == other.MoneyUnit
        && DiscountRate == other.DiscountRate && Calendar == other.Calendar && Rates.SequenceEqual(other.Rates);

    public override int GetHashCode() => HashCode.Combine(Id, Name, Calendar);
}
