using System.Collections.Immutable;
using Dais.Engine.Modelling;
using Dais.Engine.Quantities;

namespace Dais.Engine.Valuing;

/// <summary>What the use cases would add a year once they are available, credited to what they need (M-01, apart from today).</summary>
/// <remarks>
/// <para>
/// Needs are hard: a use case is worth nothing until all are met (R11). So each plays a unanimity game over a set R and
/// gives v ÷ |R| to each in it; the credits add up to the value of the use cases credited. R holds the use case itself,
/// the capabilities it needs and all that these use, the initiatives it needs and all that they are after or require,
/// and, for a level that is not reached yet, every initiative without which nothing could raise it that far.
/// </para>
/// <para>
/// Where several initiatives could bring a level and none of them has to be there, none is credited here: the capability
/// keeps its part. Which of them it is, only a plan says: <see cref="PlanValueFlow"/>. This value is never added to
/// today's (<see cref="ValueFlow"/>), and it is a value a year, not at present value.
/// </para>
/// </remarks>
public sealed class AdditionalValue
{
    private AdditionalValue(ImmutableArray<UseCaseGame> games, ImmutableArray<UseCaseGame> unknown, ImmutableArray<Thing> already, ImmutableArray<Thing> never)
    {
        (Games, GamesOfUnknownValue, AvailableAlready, OutOfReach) = (games, unknown, already, never);
        var credit = new SortedDictionary<Thing, Money>();
        foreach (var game in games)
        {
            foreach (var thing in game.Before.Keys) credit[thing] = credit.GetValueOrDefault(thing) + game.Part;
        }

        Credit = credit.ToImmutableSortedDictionary();
    }

    internal ImmutableArray<UseCaseGame> Games { get; }

    internal ImmutableArray<UseCaseGame> GamesOfUnknownValue { get; }

    /// <summary>The credit of every use case, capability and initiative that has any.</summary>
    public ImmutableSortedDictionary<Thing, Money> Credit { get; }

    /// <summary>The additional value of all use cases credited: what the credits add up to.</summary>
    public Money Total => Games.Aggregate(Money.Zero, (sum, g) => sum + g.Value);

    /// <summary>The use cases within reach whose value nobody knows: not 0, and in no sum.</summary>
    public ImmutableArray<Thing> ValueUnknown => [.. GamesOfUnknownValue.Select(g => Thing.Of(g.UseCase.Id))];

    /// <summary>The use cases whose needs are all met: worth the same in every plan, and so left out (R11).</summary>
    public ImmutableArray<Thing> AvailableAlready { get; }

    /// <summary>
    /// The use cases that no plan can make available: a need is dropped or not there, or nothing raises a level. Windows,
    /// capacity and excludes are the plan's business and not looked at.
    /// </summary>
    public ImmutableArray<Thing> OutOfReach { get; }

    /// <summary>The additional value of a portfolio's use cases.</summary>
    public static AdditionalValue Of(Portfolio portfolio)
    {
        ArgumentNullException.ThrowIfNull(portfolio);
        var requirements = new Requirements(portfolio);
        List<UseCaseGame> games = [], unknown = [];
        List<Thing> already = [], never = [];
        foreach (var useCase in portfolio.UseCases.OrderBy(u => u.Id))
        {
            var thing = Thing.Of(useCase.Id);
            var value = useCase.Value.Total(portfolio.Platform);
            if (useCase.Needs.All(n => IsMet(n, portfolio, requirements))) already.Add(thing);
            else if (UseCaseGame.Of(useCase, value ?? Money.Zero, portfolio, requirements) is not { } game) never.Add(thing);
            else (value is null ? unknown : games).Add(game);
        }

        return new AdditionalValue([.. games], [.. unknown], [.. already], [.. never]);
    }

    private static bool IsMet(Need need, Portfolio portfolio, Requirements requirements) => need switch
    {
        Need.OfCapability c => requirements.IsMet(c.Capability, c.Level),
        Need.OfInitiative i => portfolio.Initiatives.Find(i.Initiative)?.Status == InitiativeStatus.Done,
        _ => false,
    };
}

/// <summary>One use case, what it needs, and the shortest way from it to each.</summary>
internal sealed class UseCaseGame
{
    private readonly Portfolio _portfolio;
    private readonly Requirements _requirements;

    private UseCaseGame(UseCase useCase, Money value, Portfolio portfolio, Requirements requirements)
    {
        (UseCase, Value, _portfolio, _requirements) = (useCase, value, portfolio, requirements);
        Before.Add(Thing.Of(useCase.Id), null);
    }

    public UseCase UseCase { get; }

    /// <summary>Its additional value a year; without meaning where that is unknown.</summary>
    public Money Value { get; }

    /// <summary>What each in the set is given.</summary>
    public Money Part => Value * (1.0 / Before.Count);

    /// <summary>Everything in the set, and what it is there for.</summary>
    public SortedDictionary<Thing, Thing?> Before { get; } = [];

    /// <summary>The initiatives of which one will be needed, each with the capability that it would raise.</summary>
    public List<(Thing Initiative, Thing Raises)> OneOf { get; } = [];

    /// <summary>The game of a use case; nothing where it can never be available.</summary>
    public static UseCaseGame? Of(UseCase useCase, Money value, Portfolio portfolio, Requirements requirements)
    {
        var game = new UseCaseGame(useCase, value, portfolio, requirements);
        return useCase.Needs.All(game.Add) ? game : null;
    }

    /// <summary>The steps from the use case to something in the set.</summary>
    public IEnumerable<PathStep> Steps(Thing to)
    {
        var steps = new Stack<PathStep>();
        for (Thing? at = to; at is { } thing; at = Before[thing]) steps.Push(new PathStep(thing, null));
        return steps;
    }

    private bool Add(Need need) => need switch
    {
        Need.OfInitiative i => Add(i.Initiative, Thing.Of(UseCase.Id)),
        Need.OfCapability c => Add(c),
        _ => false,
    };

    private bool Add(Id<Initiative> initiative, Thing before)
    {
        if (_requirements.Closure(initiative) is not { } closure) return false;
        Add(closure, before);
        return true;
    }

    private void Add(IEnumerable<(Id<Initiative> Initiative, Id<Initiative>? For)> closure, Thing before)
    {
        foreach (var (needed, by) in closure) Before.TryAdd(Thing.Of(needed), by is { } asks ? Thing.Of(asks) : before);
    }

    private bool Add(Need.OfCapability need)
    {
        if (!_portfolio.Capabilities.Contains(need.Capability)) return false;
        var queue = new Queue<(Id<Capability> Id, Thing Before)>([(need.Capability, Thing.Of(UseCase.Id))]);
        while (queue.TryDequeue(out var next))
        {
            if (_portfolio.Capabilities.Find(next.Id) is not { } capability || !Before.TryAdd(Thing.Of(next.Id), next.Before)) continue;
            foreach (var use in capability.Uses) queue.Enqueue((use.Capability, Thing.Of(next.Id)));
        }

        if (_requirements.IsMet(need.Capability, need.Level)) return true;
        var raisers = _requirements.Raisers(need.Capability, need.Level);
        if (raisers.Count == 0) return false;
        var raised = Thing.Of(need.Capability);
        if (raisers.Find(r => raisers.TrueForAll(other => other.Closure.Exists(c => c.Initiative == r.Raiser))) is { Closure: { } indispensable })
        {
            Add(indispensable, raised);   // whichever is chosen, it is
            return true;
        }

        var common = raisers.Select(r => r.Closure.Select(c => c.Initiative)).Aggregate((a, b) => a.Intersect(b));
        Add(common.Select(i => (i, (Id<Initiative>?)null)), raised);
        OneOf.AddRange(raisers.Select(r => (Thing.Of(r.Raiser), raised)));
        return true;
    }
}
