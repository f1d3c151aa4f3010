using System.Collections.Immutable;
using Dais.Engine.Quantities;

namespace Dais.Engine.Modelling;

/// <summary>The rules that a portfolio has to keep before it can be planned or valued, each one a sentence.</summary>
/// <remarks>
/// Never throws for bad data and never stops at the first: every broken rule is named, with the place
/// (<c>initiatives[3].after[0]</c>) and the number of the rule in <c>docs/rules.md</c>. An error means that planning and
/// valuing cannot trust the portfolio; a warning that something is perhaps not as meant, or cannot be chosen.
/// Time grows with the number of things and of links between them.
/// </remarks>
public static partial class ModelRules
{
    private static readonly ImmutableArray<Func<Portfolio, IEnumerable<Finding>>> All =
    [
        IdsStandOnce,
        ReferencesResolve,
        ListsHaveOneValueForEachPeriod,
        NothingComesAfterItself,
        NothingExcludesWhatItNeeds,
        NothingNeedsWhatWasDropped,
        WindowsLieInTheHorizon,
        TeamsCanDoTheWork,
        EffortIsStated,
        PromisesHaveAPeriod,
        StartedWorkSaysWhatRemains,
        ReservesLeaveSomething,
        ReservesAreStated,
        SharesLieBetweenFloorAndCeiling,
        FloorsCanAllBeMet,
        DependencySharesLeaveSomething,
        CapabilitiesDoNotCircle,
        LevelsCanBeReached,
        ValueIsCountedOnce,
        CurrenciesHaveRates,
        PlatformValueSaysWhatItIsMadeOf,
        UseCasesAddValue,
        ValueSharesLeaveSomething,
        ADistributionGoesThroughThreePoints,
    ];

    /// <summary>Every rule that <paramref name="portfolio"/> breaks, errors first.</summary>
    public static ImmutableArray<Finding> Check(Portfolio portfolio)
    {
        ArgumentNullException.ThrowIfNull(portfolio);
        var findings = All.SelectMany(rule => rule(portfolio)).ToList();
        return [.. findings.Where(f => f.IsError), .. findings.Where(f => !f.IsError)];
    }

    // What a plan may still choose or has to finish: neither done nor dropped.
    private static bool IsOpen(Initiative initiative) => initiative.Status is not (InitiativeStatus.Done or InitiativeStatus.Dropped);

    private static IEnumerable<Place<T>> Placed<T>(IReadOnlyList<T> list, string name)
    {
        for (var i = 0; i < list.Count; i++) yield return new(list[i], $"{name}[{i}]");
    }

    // "a, b, c and 4 more"
    private static string Few(IEnumerable<string> names, int most = 5)
    {
        var all = names.ToList();
        return all.Count <= most + 1 ? string.Join(", ", all) : $"{string.Join(", ", all.Take(most))} and {all.Count - most} more";
    }

    private static string Weeks(double ew) => ew.ToString("0.##") + " ew";

    // A thing and where it stands. A class, so that its generics are not compiled anew for each kind of thing.
    private sealed record Place<T>(T Thing, string At);

    private static (int First, int Last) WindowOf(Initiative initiative, Calendar calendar) =>
        (Math.Max(0, initiative.Earliest?.Index ?? 0), Math.Min(calendar.Count - 1, initiative.Latest?.Index ?? calendar.Count - 1));
}
