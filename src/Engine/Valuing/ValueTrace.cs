using System.Collections.Immutable;
using Dais.Engine.Modelling;
using Dais.Engine.Quantities;

namespace Dais.Engine.Valuing;

/// <summary>Who the end users of a thing are, and by which ways their value comes to it.</summary>
/// <remarks>
/// Two sums that are never added to each other. An initiative has no credit of today's value, since it is not there yet:
/// its <see cref="Today"/> says what it touches, namely what the capabilities that it raises are credited with.
/// </remarks>
/// <param name="Thing">The thing asked about.</param>
/// <param name="Today">
/// Today's value, a year: for a product or capability its credit, for an initiative the credit of the capabilities that it
/// raises, which stays theirs; absent for a use case.
/// </param>
/// <param name="Additional">
/// The additional value of use cases, a year: the thing's credit of it; absent for a product. A path whose
/// <see cref="ValuePath.Carries"/> is absent leads to an initiative that is one of several which could raise a level.
/// </param>
public sealed record ValueTrace(Thing Thing, PathSum? Today, PathSum? Additional)
{
    /// <summary>How many paths are shown in full unless said otherwise.</summary>
    public const int UsualLimit = 10;

    /// <summary>Traces a thing to its end users.</summary>
    /// <param name="portfolio">The portfolio.</param>
    /// <param name="flow">Its value flow.</param>
    /// <param name="additional">Its additional value.</param>
    /// <param name="thing">What to trace.</param>
    /// <param name="limit">How many paths of each sum to show, at least 0.</param>
    /// <returns>Nothing where the portfolio has no such thing.</returns>
    public static ValueTrace? To(Portfolio portfolio, ValueFlow flow, AdditionalValue additional, Thing thing, int limit = UsualLimit)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(limit);
        var node = flow.Graph.NodeOf(thing);
        switch (thing.Kind)
        {
            case ThingKind.Product when node >= 0:
                return new ValueTrace(thing, PathSearch.To(flow, node, limit), null);
            case ThingKind.Capability when node >= 0:
                return new ValueTrace(thing, PathSearch.To(flow, node, limit), Added(portfolio, additional, thing, limit));
            case ThingKind.UseCase when portfolio.UseCases.Contains(Id<UseCase>.Of(thing.Id)):
                return new ValueTrace(thing, null, Added(portfolio, additional, thing, limit));
            case ThingKind.Initiative when portfolio.Initiatives.Find(Id<Initiative>.Of(thing.Id)) is { } initiative:
                return new ValueTrace(thing, Touched(flow, initiative, limit), Added(portfolio, additional, thing, limit));
            default:
                return null;
        }
    }

    /// <summary>The paths to the capabilities that an initiative raises, each with the initiative at its end.</summary>
    private static PathSum Touched(ValueFlow flow, Initiative initiative, int limit)
    {
        var sums = initiative.Raises.Select(r => Thing.Of(r.Capability)).Distinct().Order().Where(c => flow.Graph.NodeOf(c) >= 0)
            .Select(c => PathSearch.To(flow, flow.Graph.NodeOf(c), limit)).ToList();
        var last = new PathStep(Thing.Of(initiative.Id), null);
        ImmutableArray<ValuePath> paths =
        [
            .. sums.SelectMany(s => s.Paths).OrderByDescending(p => Math.Abs(p.Carries?.Value ?? 0)).Take(limit).Select(p => p with { Steps = p.Steps.Add(last) }),
        ];
        var (total, shown) = (sums.Sum(s => s.Total?.Value ?? 0), paths.Sum(p => p.Carries?.Value ?? 0));
        var loops = sums.TrueForAll(s => s.ThroughLoops is not null) ? sums.Sum(s => s.ThroughLoops!.Value.Value) : (double?)null;
        return new PathSum(
            paths,
            PathSum.Difference(total - (loops ?? 0), shown),
            loops is { } round ? Money.Of(round) : null,
            sums.Count > 0 && sums.TrueForAll(s => s.Total is null) ? null : Money.Of(total),
            [.. sums.SelectMany(s => s.ValueUnknown).Distinct().Order()]);
    }

    /// <summary>One path for each use case that needs the thing, by the shortest way.</summary>
    private static PathSum Added(Portfolio portfolio, AdditionalValue additional, Thing thing, int limit)
    {
        var credited = additional.Games.Where(g => g.Before.ContainsKey(thing)).OrderByDescending(g => Math.Abs(g.Part.Value)).ToList();
        var perhaps = additional.Games.Where(g => !g.Before.ContainsKey(thing)).SelectMany(g => g.OneOf.Where(o => o.Initiative == thing).Select(o => (Game: g, o.Raises)));
        ImmutableArray<ValuePath> paths =
        [
            .. credited.Select(g => new ValuePath(Users(portfolio, g.UseCase), Steps(g, thing), Share.Of(1.0 / g.Before.Count), g.Part))
                .Concat(perhaps.Select(p => new ValuePath(Users(portfolio, p.Game.UseCase), Steps(p.Game, p.Raises).Add(new PathStep(thing, null)), null, null)))
                .Take(limit),
        ];
        var total = credited.Sum(g => g.Part.Value);
        ImmutableArray<Thing> unknown = [.. additional.GamesOfUnknownValue.Where(g => g.Before.ContainsKey(thing)).Select(g => Thing.Of(g.UseCase.Id))];
        return new PathSum(
            paths,
            PathSum.Difference(total, paths.Sum(p => p.Carries?.Value ?? 0)),
            Money.Zero,
            credited.Count == 0 && unknown.Length > 0 ? null : Money.Of(total),
            unknown);
    }

    private static ImmutableArray<PathStep> Steps(UseCaseGame game, Thing to)
    {
        ImmutableArray<PathStep> steps = [.. game.Steps(to)];
        return game.UseCase.Product is { } product ? steps.Insert(0, new PathStep(Thing.Of(product), null)) : steps;
    }

    /// <summary>Those a use case is for, or else those who use its product.</summary>
    private static ImmutableArray<Id<Segment>> Users(Portfolio portfolio, UseCase useCase) =>
        useCase.Segments.IsEmpty && useCase.Product is { } product ? portfolio.Products.Find(product)?.Segments ?? [] : useCase.Segments;
}
