using Dais.Engine.Quantities;

namespace Dais.Engine.Modelling;

// What things are worth, and what they stand on.
public static partial class ModelRules
{
    private static IEnumerable<Finding> DependencySharesLeaveSomething(Portfolio p) =>
        from user in Placed(p.Products, "products").Select(x => (x.Thing.Id.Value, x.Thing.Uses, x.At)).Concat(Placed(p.Capabilities, "capabilities").Select(x => (x.Thing.Id.Value, x.Thing.Uses, x.At)))
        let sum = user.Uses.Sum(u => u.Share?.Value ?? 0)
        where sum > 1 + Rounding
        select Finding.Error(Rule.UsageSum, user.At + ".uses", $"The shares that {user.Value} owes to what it uses sum to {sum:0.###}; allowed is at most 1.", "Maybe they are to be divided by their sum.");

    // Valuing decides by the spectral radius whether such a circle still has a value.
    private static IEnumerable<Finding> CapabilitiesDoNotCircle(Portfolio p)
    {
        var next = p.Capabilities.Select(c => c.Uses.Select(u => p.Capabilities.PlaceOf(u.Capability)).Where(k => k >= 0).ToList()).ToList();
        return Circles.Of(next.Count, i => next[i]).Select(circle =>
        {
            var members = circle.ToHashSet();
            var second = next[circle[0]].First(members.Contains);
            var way = Circles.Path(second, circle[0], i => next[i].Where(members.Contains));
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
        where written.Amount.Currency is not null && p.Platform.InBase(written.Amount) is null
        select Finding.Warning(
            Rule.Currency,
            written.At,
            $"{written.Amount} is unknown: there is no rate for {written.Amount.Currency}.",
            $"Maybe add \"{written.Amount.Currency}\" to platform.rates.");

    private static IEnumerable<(Amount Amount, string At)> Amounts(Portfolio p)
    {
        (Amount?, string)[] all =
        [
            .. Placed(p.Teams, "teams").Select(x => (x.Thing.LoadedCost, x.At + ".loadedCost")),
            .. Placed(p.Accounts, "accounts").Select(x => (x.Thing.Arr, x.At + ".arr")),
            .. Placed(p.Products, "products").SelectMany(x => End(x.Thing.Value, x.At)),
            .. Placed(p.UseCases, "useCases").SelectMany(x => End(x.Thing.Value, x.At)),
            .. Placed(p.Initiatives, "initiatives").SelectMany(x => Own(x.Thing.Value, x.At)),
        ];
        foreach (var (amount, at) in all)
        {
            if (amount is { } written) yield return (written, at);
        }

        static (Amount?, string)[] End(EndValue v, string at) => [(v.Growth, at + ".value.growth"), (v.Retention, at + ".value.retention"), (v.Margin, at + ".value.margin")];
        static (Amount?, string)[] Own(InitiativeValue v, string at) =>
        [
            (v.Customer, at + ".value.customer"), (v.Platform?.Stated, at + ".value.platform"),
            (v.Platform?.RiskRetired, at + ".value.platform.riskRetired"), (v.Platform?.Other, at + ".value.platform.other"),
        ];
    }

    private static IEnumerable<Finding> PlatformValueSaysWhatItIsMadeOf(Portfolio p)
    {
        var bare = p.Initiatives.Where(i => IsOpen(i) && i.Value.Platform?.Stated is { Value: not 0 }).Select(i => i.Id.Value).ToList();
        if (bare.Count > 0)
            yield return Finding.Warning(Rule.BareValue, "initiatives", $"{bare.Count} {(bare.Count == 1 ? "initiative states its" : "initiatives state their")} platform value as a bare number, which is shown as assumed: {Few(bare)}.", "Maybe say what it is made of: ktloAvoided, riskRetired, other.");
    }

    private static IEnumerable<Finding> UseCasesAddValue(Portfolio p) =>
        from placed in Placed(p.UseCases, "useCases")
        let total = placed.Thing.Value.Total(p.Platform)
        where total is { Value: < 0 }
        select Finding.Error(Rule.UseCaseValue, placed.At + ".value", $"What {placed.Thing.Id} adds is a loss in all: growth, retention and margin sum to {total}; allowed is at least 0.", "Maybe the sign of margin is wrong: it is cost saved.");

    private static IEnumerable<Finding> ValueSharesLeaveSomething(Portfolio p) =>
        from placed in Placed(p.Initiatives, "initiatives")
        let sum = placed.Thing.ValueTo.Values.Sum(s => s.Value)
        where sum > 1 + Rounding
        select Finding.Error(Rule.ValueTo, placed.At + ".valueTo", $"The shares of {placed.Thing.Id}'s value sum to {sum:0.###}; allowed is at most 1.", "Maybe they are to be divided by their sum.");
}
