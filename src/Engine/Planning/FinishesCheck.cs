using System.Collections.Immutable;
using Dais.Engine.Modelling;
using Dais.Engine.Quantities;

namespace Dais.Engine.Planning;

/// <summary>Holds bare finishes against the rules: they are laid out quickly, and the plan is checked by <see cref="PlanChecker"/>.</summary>
public static class FinishesCheck
{
    /// <summary>What is wrong with a plan of these finishes that states these values; nothing where all is well.</summary>
    /// <param name="portfolio">The facts.</param>
    /// <param name="policy">The orders that it obeys; its lens and weights do not matter.</param>
    /// <param name="finishes">What it chooses, and when each is finished.</param>
    /// <param name="customer">What it says it is worth to customers.</param>
    /// <param name="platform">What it says it is worth to the platform; absent where it says nothing about that.</param>
    public static string? Doubt(Portfolio portfolio, Policy policy, ImmutableSortedDictionary<Id<Initiative>, Period> finishes, Money customer, Money? platform)
    {
        ArgumentNullException.ThrowIfNull(portfolio);
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(finishes);
        var problem = Compile.From(portfolio, policy with { Lens = platform is null ? Lens.Customer : Lens.Both, Weights = new(1, 1) });
        var places = problem.Candidates.Select(c => finishes.TryGetValue(c.Id, out var finish) ? finish.Index : -1).ToArray();
        if (places.Count(f => f >= 0) != finishes.Count) return "It chooses something that cannot be chosen.";
        if (places.Any(f => f >= problem.Periods)) return "It finishes something after the horizon.";
        if (!Searching.Soundness.Holds(problem, places) || Draft.Quick(problem, places) is not { } plan) return "Its finishes break a rule.";
        var value = new PlanValue(customer, platform ?? plan.Value.Platform);
        var violations = PlanChecker.Check(portfolio, plan with { Value = value, Objective = platform is { } stated ? customer + stated : customer });
        return violations.IsEmpty ? null : $"{violations[0].Rule}: {violations[0].Sentence}";
    }
}
