using Dais.Engine.Quantities;

namespace Dais.Engine.Modelling;

/// <summary>What the things of a portfolio are worth a year, in its base currency.</summary>
/// <remarks>Unknown is absent, never 0: an amount in a currency without a rate is unknown, and so is avoided work that nobody priced.</remarks>
public static class YearlyWorth
{
    private const int PeriodsAYear = 4;

    /// <summary>What a use case adds a year once it is available: growth, retention and margin; absent where none of them is known.</summary>
    public static Money? Worth(this Portfolio portfolio, UseCase useCase) => useCase.Value.Total(portfolio.Platform);

    /// <summary>What an initiative is worth to customers a year by itself; absent where unknown.</summary>
    public static Money? CustomerWorth(this Portfolio portfolio, Initiative initiative) => portfolio.Platform.InBase(initiative.Value.Customer);

    /// <summary>
    /// What an initiative is worth to the platform a year by itself: the stated number, avoided work in money, retired
    /// risk and the rest, as far as they are known; absent where none is.
    /// </summary>
    public static Money? PlatformWorth(this Portfolio portfolio, Initiative initiative)
    {
        if (initiative.Value.Platform is not { } value) return null;
        Money?[] parts =
        [
            portfolio.Platform.InBase(value.Stated),
            portfolio.WorthOfWorkAvoided(initiative),
            portfolio.Platform.InBase(value.RiskRetired),
            portfolio.Platform.InBase(value.Other),
        ];
        return SumOfKnown(parts);
    }

    /// <summary>
    /// Engineer-weeks that need not be spent any more, in money a year: ew a period × 4 × the loaded cost of an
    /// engineer-week, averaged over the initiative's teams by their effort (P50).
    /// </summary>
    /// <remarks>The part of a team without a known loaded cost is left out; absent where no team with effort has one.</remarks>
    public static Money? WorthOfWorkAvoided(this Portfolio portfolio, Initiative initiative)
    {
        if (initiative.Value.Platform?.KtloAvoided is not { } avoided) return null;
        var whole = initiative.Effort.Sum(e => e.Value.P50.Value);
        if (whole <= 0) return null;
        var parts = initiative.Effort.Where(e => e.Value.P50.Value > 0).Select(e =>
            portfolio.Platform.InBase(portfolio.Teams.Find(e.Key)?.LoadedCost) is { } cost
                ? cost * (avoided.Value * PeriodsAYear * (e.Value.P50.Value / whole))
                : (Money?)null);
        return SumOfKnown(parts);
    }

    private static Money? SumOfKnown(IEnumerable<Money?> parts)
    {
        var known = parts.OfType<Money>().ToList();
        return known.Count == 0 ? null : known.Aggregate((a, b) => a + b);
    }
}
