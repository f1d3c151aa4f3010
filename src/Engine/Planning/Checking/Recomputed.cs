using Dais.Engine.Modelling;

namespace Dais.Engine.Planning.Checking;

/// <summary>What a plan is worth by its finishes, and how much of the objective lies in the tail.</summary>
/// <remarks>
/// flow(v, a, ramp) = v/4 · Σ_{s=a+1}^{T−1+tail} min(1, (s−a)/ramp) · (1+r)^(−s/4), of which the terms with s ≥ T are
/// the tail; with the timing <see cref="Timing.Once"/> it is v, and nothing is in the tail. Unknown amounts count 0.
/// </remarks>
internal readonly record struct Recomputed(double Customer, double Platform, double Objective, double Tail)
{
    internal static Recomputed Of(PlanFacts facts)
    {
        var (customer, customerTail, platform, platformTail) = (0.0, 0.0, 0.0, 0.0);
        foreach (var choice in facts.Chosen)
        {
            var (all, late) = Flow(facts, choice.Finish, 1);
            var toCustomers = facts.Portfolio.CustomerWorth(choice.Initiative)?.Value ?? 0;
            var toPlatform = facts.Portfolio.PlatformWorth(choice.Initiative)?.Value ?? 0;
            (customer, customerTail) = (customer + (toCustomers * all), customerTail + (toCustomers * late));
            (platform, platformTail) = (platform + (toPlatform * all), platformTail + (toPlatform * late));
        }
        foreach (var useCase in facts.Portfolio.UseCases)
        {
            if (Availability.Of(facts, useCase).Available is not { } available || available < 0 || available >= facts.Periods) continue;
            var (all, late) = Flow(facts, available, useCase.Ramp ?? 1);
            var worth = facts.Portfolio.Worth(useCase)?.Value ?? 0;
            (customer, customerTail) = (customer + (worth * all), customerTail + (worth * late));
        }
        var weights = facts.Policy.EffectiveWeights;
        return new(
            customer,
            platform,
            (weights.Customer * customer) + (weights.Platform * platform),
            (weights.Customer * customerTail) + (weights.Platform * platformTail));
    }

    /// <summary>The flow of 1 a year, and the part of it in the tail.</summary>
    private static (double All, double Late) Flow(PlanFacts facts, int available, double ramp)
    {
        if (facts.Policy.Timing == Timing.Once) return (1, 0);
        var (all, late) = (0.0, 0.0);
        for (var s = available + 1; s < facts.Periods + facts.Policy.Tail; s++)
        {
            var reached = ramp > 0 ? Math.Min(1, (s - available) / ramp) : 1;
            var earned = 0.25 * reached * facts.Portfolio.Platform.DiscountRate.Factor(s);
            all += earned;
            if (s >= facts.Periods) late += earned;
        }
        return (all, late);
    }
}
