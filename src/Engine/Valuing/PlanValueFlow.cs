using System.Collections.Immutable;
using Dais.Engine.Modelling;
using Dais.Engine.Quantities;

namespace Dais.Engine.Valuing;

/// <summary>What one use case of a plan owes to one initiative.</summary>
/// <param name="UseCase">The use case.</param>
/// <param name="Initiative">An initiative without which the plan would not have made it available.</param>
/// <param name="Value">The equal part of its value.</param>
public sealed record PlanCredit(Id<UseCase> UseCase, Id<Initiative> Initiative, Money Value);

/// <summary>The value of the use cases that a plan makes available, credited to the initiatives that made them so (M-01, "the plan").</summary>
/// <remarks>
/// Within a plan a use case is a unanimity game over the chosen initiatives that it needs: take one away and it is gone.
/// So each is given v ÷ n, and Σ credit + what is owed to none = Σ value of the use cases, exactly as far as rounding. In
/// whatever unit the values come, present value as a rule. An initiative's own value is not in here.
/// </remarks>
public sealed class PlanValueFlow
{
    private PlanValueFlow(ImmutableArray<PlanCredit> parts, ImmutableSortedDictionary<Id<UseCase>, Money> owedToNone)
    {
        (Parts, OwedToNone) = (parts, owedToNone);
        Credit = parts.GroupBy(p => p.Initiative).ToImmutableSortedDictionary(g => g.Key, g => g.Aggregate(Money.Zero, (sum, p) => sum + p.Value));
    }

    /// <summary>Every part, in order of use case and initiative.</summary>
    public ImmutableArray<PlanCredit> Parts { get; }

    /// <summary>The credit of each initiative that has any.</summary>
    public ImmutableSortedDictionary<Id<Initiative>, Money> Credit { get; }

    /// <summary>The use cases that need no initiative of the plan, with their value: no work is credited with it.</summary>
    public ImmutableSortedDictionary<Id<UseCase>, Money> OwedToNone { get; }

    /// <summary>The value of all use cases given.</summary>
    public Money Total => Parts.Select(p => p.Value).Concat(OwedToNone.Values).Aggregate(Money.Zero, (a, b) => a + b);

    /// <summary>Credits each use case to its initiatives.</summary>
    /// <param name="values">The use cases that the plan makes available, and what each is worth in it.</param>
    /// <param name="needed">For each of them the chosen initiatives that it needs, directly or through others; one that is not named needs none.</param>
    public static PlanValueFlow Of(IReadOnlyDictionary<Id<UseCase>, Money> values, IReadOnlyDictionary<Id<UseCase>, ImmutableSortedSet<Id<Initiative>>> needed)
    {
        var parts = ImmutableArray.CreateBuilder<PlanCredit>();
        var owedToNone = ImmutableSortedDictionary.CreateBuilder<Id<UseCase>, Money>();
        foreach (var (useCase, value) in values.OrderBy(v => v.Key))
        {
            var initiatives = needed.GetValueOrDefault(useCase, []);
            if (initiatives.IsEmpty) owedToNone.Add(useCase, value);
            else parts.AddRange(initiatives.Select(i => new PlanCredit(useCase, i, value * (1.0 / initiatives.Count))));
        }

        return new PlanValueFlow(parts.ToImmutable(), owedToNone.ToImmutable());
    }

    /// <summary>The initiatives of a plan that a use case needs: those it names, those that raise what it needs, and all that these are after or require.</summary>
    /// <param name="portfolio">The portfolio that was planned.</param>
    /// <param name="useCase">A use case that the plan makes available.</param>
    /// <param name="raisedBy">
    /// The chosen initiative that brings a capability to a level or above, first of all in the plan (R10); nothing where
    /// the plan does not. It is not asked about a level that is there from the start.
    /// </param>
    /// <exception cref="ArgumentException">The plan cannot make it available: a need is dropped, not there, or raised by nothing.</exception>
    public static ImmutableSortedSet<Id<Initiative>> Needed(Portfolio portfolio, UseCase useCase, Func<Id<Capability>, Level, Id<Initiative>?> raisedBy)
    {
        var requirements = new Requirements(portfolio);
        var needed = ImmutableSortedSet.CreateBuilder<Id<Initiative>>();
        foreach (var need in useCase.Needs)
        {
            if (need is Need.OfCapability { } met && requirements.IsMet(met.Capability, met.Level)) continue;
            var initiative = need switch
            {
                Need.OfInitiative i => i.Initiative,
                Need.OfCapability c => raisedBy(c.Capability, c.Level),
                _ => null,
            };
            var closure = initiative is { } id ? requirements.Closure(id) : null;
            if (closure is null) throw new ArgumentException($"The plan cannot make \"{useCase.Name}\" available: nothing meets its need {need}.", nameof(useCase));
            needed.UnionWith(closure.Select(c => c.Initiative));
        }

        return needed.ToImmutable();
    }
}
