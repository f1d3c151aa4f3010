using System.Collections.Immutable;
using Dais.Engine.Modelling;
using Dais.Engine.Planning;
using Dais.Engine.Quantities;

namespace Dais.Engine.Tests.Planning;

/// <summary>A small world in words that can be read and typed in again: the names of the files, without what is absent.</summary>
internal static class SmallWorldText
{
    internal static string Of(SmallWorld world)
    {
        var p = world.Portfolio;
        IEnumerable<string> lines =
        [
            $"periods: {p.Platform.Calendar.Count}, discountRate: {p.Platform.DiscountRate.Yearly}, currency: USD, EUR at 2",
            .. p.Teams.Select(t => "team " + t.Id + Fields(
                ("capacity", Each(t.Capacity, c => c.Value)),
                ("ktlo", t.Reserve.Ktlo is { } k ? Each(k, s => s.Value) : null),
                ("unplanned", t.Reserve.Unplanned is { } u ? Each(u, s => s.Value) : null),
                ("loadedCost", t.LoadedCost))),
            .. p.Buckets.Select(b => "bucket " + b.Id + Fields(("min", b.Min?.Value), ("max", b.Max?.Value))),
            .. p.Capabilities.Select(c => "capability " + c.Id + Fields(("level", c.Level))),
            .. p.Initiatives.Select(Of),
            .. p.UseCases.Select(u => "useCase " + u.Id + Fields(
                ("needs", List(u.Needs.Select(n => n is Need.OfCapability c ? $"{c.Capability}@{c.Level}" : ((Need.OfInitiative)n).Initiative.Value))),
                ("growth", u.Value.Growth),
                ("retention", u.Value.Retention),
                ("margin", u.Value.Margin),
                ("ramp", u.Ramp))),
            Of(world.Policy),
        ];
        return string.Join('\n', lines.Select(l => "  " + l));
    }

    private static string Of(Initiative i) => "initiative " + i.Id + Fields(
        ("bucket", i.Bucket),
        ("effort", Efforts(i.Effort)),
        ("periods", i.Periods),
        ("pace", i.Pace?.Value),
        ("after", List(i.After.Select(x => x.Value))),
        ("requires", List(i.Requires.Select(x => x.Value))),
        ("excludes", List(i.Excludes.Select(x => x.Value))),
        ("earliest", i.Earliest?.Index),
        ("latest", i.Latest?.Index),
        ("must", i.Must ? "true" : null),
        ("status", i.Status),
        ("remaining", i.Remaining is { } r ? Efforts(r) : null),
        ("committedFinish", i.CommittedFinish?.Index),
        ("raises", List(i.Raises.Select(x => $"{x.Capability}→{x.To}"))),
        ("customer", i.Value.Customer),
        ("platform", i.Value.Platform?.Stated),
        ("ktloAvoided", i.Value.Platform?.KtloAvoided?.Value),
        ("riskRetired", i.Value.Platform?.RiskRetired));

    private static string Of(Policy p) => "policy" + Fields(
        ("lens", p.Lens),
        ("weights", $"[{p.Weights.Customer}, {p.Weights.Platform}]"),
        ("timing", p.Timing),
        ("tail", p.Tail),
        ("allocation", p.Allocation),
        ("pins", List(p.Pins.Select(x => $"{x.Initiative}@{x.Finish.Index}"))),
        ("bans", List(p.Bans.Select(x => x.Value))),
        ("release", p.Release),
        ("maxMoves", p.MaxMoves));

    private static string Efforts(ImmutableSortedDictionary<Id<Team>, Estimate> effort) =>
        "{" + string.Join(", ", effort.Select(e => $"{e.Key}: {e.Value.P50.Value}")) + "}";

    private static string Each<T>(PerPeriod<T> amounts, Func<T, double> number)
        where T : struct => amounts.Constant is { } constant ? $"{number(constant)}" : $"[{string.Join(", ", amounts.List.Select(number))}]";

    private static string? List(IEnumerable<string> items) => items.Any() ? $"[{string.Join(", ", items)}]" : null;

    private static string Fields(params (string Name, object? Value)[] fields) =>
        " { " + string.Join(", ", fields.Where(f => f.Value is not null).Select(f => $"{f.Name}: {f.Value}")) + " }";
}
