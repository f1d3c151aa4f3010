using System.Collections.Immutable;
using Dais.Engine.Modelling;

namespace Dais.Engine.Planning.Lenses;

/// <summary>Names plans of a frontier by rules that both sides can check.</summary>
internal static class Compromises
{
    internal static ImmutableArray<Compromise> Of(Portfolio portfolio, Policy policy, Region region, Frontier frontier, Budget budget)
    {
        var best = new Spot(region.Found.Max(f => f.At.Customer), region.Found.Max(f => f.At.Platform));
        if (best.Customer <= 1e-9 || best.Platform <= 1e-9) return [];
        var problem = Compile.From(portfolio, policy with { Lens = Lens.Both, Weights = new(1, 1) });
        var plans = new Dictionary<Landmark, Plan>();
        return [.. Enum.GetValues<CompromiseKind>().Select(Name)];

        Compromise Name(CompromiseKind kind)
        {
            var chosen = region.Found.MaxBy(f => Score(kind, f.At, best))!;
            if (!plans.TryGetValue(chosen, out var plan))
            {
                plan = plans[chosen] = Draft.Unproven(problem, chosen.Finishes, budget);
            }

            var score = Score(kind, chosen.At, best);
            var bound = frontier.Exact ? score : Math.Max(score, region.Boxes.Max(b => Score(kind, b.High, best)));
            return new(kind, plan, score, bound);
        }
    }

    /// <summary>What the rule makes largest.</summary>
    private static double Score(CompromiseKind kind, Spot at, Spot best)
    {
        var (customer, platform) = (at.Customer / best.Customer, at.Platform / best.Platform);
        return kind switch
        {
            CompromiseKind.Nash => Math.Max(0, customer) * Math.Max(0, platform),
            CompromiseKind.EqualLoss => Math.Min(customer, platform),
            _ => at.Customer + at.Platform,
        };
    }
}
