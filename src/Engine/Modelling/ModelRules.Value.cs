using System.Collections.Immutable;
using Dais.Engine.Quantities;

namespace Dais.Engine.Modelling;

// What things are worth, and what they stand on.
public static partial class ModelRules
{
    private static IEnumerable<Finding> DependencySharesLeaveSomething(Portfolio p) =>
        Placed(p.Products, "products").Select(x => Owed(x.Thing.Id.Value, x.Thing.Uses, x.At))
            .Concat(Placed(p.Capabilities, "capabilities").Select(x => Owed(x.Thing.Id.Value, x.Thing.Uses, x.At)))
            .OfType<Finding>();

    private static Finding? Owed(string user, ImmutableArray<Usage> uses, string at)
    {
        var sum = uses.Sum(u => u.Share?.Value ?? 0);
        return sum > 1 + Rounding
            ? Finding.Error(Rule.UsageSum, at + ".uses", $"The shares that {user} owes to what it uses sum to {sum:0.###}; allowed is at most 1.", "Maybe they are to be divided by their sum.")
            : null;
    }

    // Valuing decides by the spectral radius whether such a circle still has a value.
    private static IEnumerable<Finding> CapabilitiesDoNotCircle(Portfolio p)
    {
        var next = p.Capabilities.Select(c => c.Uses.Select(u => p.Capabilities.PlaceOf(u.Capability)).Where(k => k >= 0).ToArray()).ToArray();
        return Circles.Of(next).Select(circle =>
        {
            var members = circle.ToHashSet();
            var way = Circles.Path(next[circle[0]].First(members.Contains), circle[0], next, members);
            var loop = string.Join(" uses ", new[] { circle[0] }.Concat(way).Select(i => p.Capabilities[i].Id.Value));
            return Finding.Warning(Rule.CapabilityCycle, $"capabilities[{circle[0]}].uses", $"These capabilities stand on each other in a circle: {loop}.", "Maybe one of these uses is the wrong way round.");
        });
    }

    private static IEnumerable<Finding> LevelsCanBeReached(Portfolio p)
    {
        var highest = p.Capabilities.GroupBy(c => c.Id).ToDictionary(g => g.Key, g => g.First().Level.Value);
        foreach (var (i, at) in Placed(p.Initiatives, "initiatives"))
        {
            foreach (var (raise, place) in Placed(i.Raises, at + ".raises"))
            {
                if (p.Capabilities.Find(raise.Capability) is not { } capability) continue;
                if (i.Status != InitiativeStatus.Dropped) highest[capability.Id] = Math.Max(highest[capability.Id], raise.To.Value);
                if (IsOpen(i) && raise.To <= capability.Level)
                    yield return Finding.Warning(Rule.Levels, place + ".to", $"{i.Id} raises {capability.Id} to level {raise.To}, and it is at {capability.Level} already.", "Maybe a higher level is meant.");
            }
        }

        foreach (var (u, at) in Placed(p.UseCases, "useCases"))
        {
            foreach (var (need, place) in Placed(u.Needs, at + ".needs"))
            {
                if (need is Need.OfCapability c && highest.TryGetValue(c.Capability, out var most) && c.Level.Value > most)
                    yield return Finding.Warning(Rule.Levels, place + ".level", $"{u.Id} needs {c.Capability} at level {c.Level}, and nothing raises it above {most}: it is never available.", "Maybe an initiative that raises it is missing.");
            }
        }
    }

    private static IEnumerable<Finding> ValueIsCountedOnce(Portfolio p)
    {
        var needed = p.UseCases.SelectMany(u => u.Needs.OfType<Need.OfInitiative>().Select(n => (n.Initiative, u.Id))).ToLookup(x => x.Initiative, x => x.Id.Value);
        return from placed in Placed(p.Initiatives, "initiatives")
               where placed.Thing.Value.Customer is { Value: not 0 } && needed.Contains(placed.Thing.Id)
               select Finding.Warning(
                   Rule.CountedTwice,
                   placed.At + ".value.customer",
                   $"{placed.Thing.Id} has a customer value of its own, and {Few(needed[placed.Thing.Id])} needs it too: the value may be counted twice.",
                   "Maybe the use case carries it all: then leave it out here.");
    }

    private static IEnumerable<Finding> CurrenciesHaveRates(Portfolio p) =>
        from written in Amounts(p)
        where written.Thing is { Currency: not null } amount && p.Platform.InBase(amount) is null
        select Finding.Warning(
            Rule.Currency,
            written.At,
            $"{written.Thing} is unknown: there is no rate for {written.Thing!.Value.Currency}.",
            $"Maybe add \"{written.Thing!.Value.Currency}\" to platform.rates.");

    private static IEnumerable<Place<Amount?>> Amounts(Portfolio p) =>
        Placed(p.Teams, "teams").Select(x => new Place<Amount?>(x.Thing.LoadedCost, x.At + ".loadedCost"))
            .Concat(Placed(p.Accounts, "accounts").Select(x => new Place<Amount?>(x.Thing.Arr, x.At + ".arr")))
            .Concat(Placed(p.Products, "products").SelectMany(x => End(x.Thing.Value, x.At + ".value")))
            .Concat(Placed(p.UseCases, "useCases").SelectMany(x => End(x.Thing.Value, x.At + ".value")))
            .Concat(Placed(p.Initiatives, "initiatives").SelectMany(x => Own(x.Thing.Value, x.At + ".value")));

    private static Place<Amount?>[] End(EndValue v, string at) => [new(v.Growth, at + ".growth"), new(v.Retention, at + ".retention"), new(v.Margin, at + ".margin")];

    private static Place<Amount?>[] Own(InitiativeValue v, string at) =>
    [
        new(v.Customer, at + ".customer"), new(v.Platform?.Stated, at + ".platform"),
        new(v.Platform?.RiskRetired, at + ".platform.riskRetired"), new(v.Platform?.Other, at + ".platform.other"),
    ];

    private static IEnumerable<Finding> PlatformValueSaysWhatItIsMadeOf(Portfolio p)
    {
        var bare = p.Initiatives.Where(i => IsOpen(i) && i.Value.Platform?.Stated is { Value: not 0 }).Select(i => i.Id.Value).ToList();
        if (bare.Count > 0)
            yield return Finding.Warning(Rule.BareValue, "initiatives", $"{bare.Count} {(bare.Count == 1 ? "initiative states its" : "initiatives state their")} platform value as a bare number, which is shown as assumed: {Few(bare)}.", "Maybe say what it is made of: ktloAvoided, riskRetired, other.");
    }

    private static IEnumerable<Finding> UseCasesAddValue(Portfolio p)
    {
        foreach (var (useCase, at) in Placed(p.UseCases, "useCases"))
        {
            if (useCase.Value.Total(p.Platform) is { Value: < 0 } total)
                yield return Finding.Error(Rule.UseCaseValue, at + ".value", $"What {useCase.Id} adds is a loss in all: growth, retention and margin sum to {total}; allowed is at least 0.", "Maybe the sign of margin is wrong: it is cost saved.");
        }
    }

    private static IEnumerable<Finding> ADistributionGoesThroughThreePoints(Portfolio p)
    {
        var estimates = Placed(p.Initiatives, "initiatives").SelectMany(x =>
            x.Thing.Effort.Select(e => (e.Key, e.Value, At: $"{x.At}.effort.{e.Key}"))
                .Concat((x.Thing.Remaining ?? ImmutableSortedDictionary<Id<Team>, Estimate>.Empty).Select(e => (e.Key, e.Value, At: $"{x.At}.remaining.{e.Key}")))
                .Select(e => ($"{x.Thing.Id}'s effort on {e.Key}", e.Value.P10?.Value, e.Value.P50.Value, e.Value.P90?.Value, e.At)));
        var amounts = Amounts(p).Where(a => a.Thing is not null).Select(a => ("the amount", a.Thing!.Value.P10, a.Thing.Value.Value, a.Thing.Value.P90, a.At));
        foreach (var (what, p10, p50, p90, at) in estimates.Concat(amounts))
        {
            if (p10 is not { } low || p90 is not { } high || Quantities.Spread.Rises(low, p50, high)) continue;
            var (least, most) = Quantities.Spread.Middles(low, high);
            yield return Finding.Warning(
                Rule.Spread,
                at,
                $"No distribution goes smoothly through the points of {what}, {low:0.###}, {p50:0.###} and {high:0.###}: p50 lies too near to one end. Where chance is reckoned, {Math.Clamp(p50, least, most):0.###} is assumed as the middle.",
                $"Maybe p50 is between {least:0.##} and {most:0.##}, or the end beside it is to be left out.");
        }
    }

    private static IEnumerable<Finding> ValueSharesLeaveSomething(Portfolio p)
    {
        foreach (var (i, at) in Placed(p.Initiatives, "initiatives"))
        {
            var sum = i.ValueTo.IsEmpty ? 0 : i.ValueTo.Values.Sum(s => s.Value);
            if (sum > 1 + Rounding)
                yield return Finding.Error(Rule.ValueTo, at + ".valueTo", $"The shares of {i.Id}'s value sum to {sum:0.###}; allowed is at most 1.", "Maybe they are to be divided by their sum.");
        }
    }
}
