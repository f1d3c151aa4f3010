namespace Dais.Engine.Planning.Lenses;

/// <summary>Names plans of a frontier by rules that both sides can check.</summary>
internal static class Compromises
{
    /// <summary>The best plan found by each rule, how good it is by it, and how good any plan can be.</summary>
    internal static List<(CompromiseKind Kind, Landmark At, double Score, double Bound)> Of(Region region)
    {
        var best = new Spot(region.Found.Max(f => f.At.Customer), region.Found.Max(f => f.At.Platform));
        if (best.Customer <= 1e-9 || best.Platform <= 1e-9) return [];
        return [.. Enum.GetValues<CompromiseKind>().Select(Name)];

        (CompromiseKind, Landmark, double, double) Name(CompromiseKind kind)
        {
            var chosen = region.Found.MaxBy(f => Score(kind, f.At, best))!;
            var score = Score(kind, chosen.At, best);
            var bound = region.Boxes.IsEmpty ? score : Math.Max(score, region.Boxes.Max(b => Score(kind, b.High, best)));
            return (kind, chosen, score, kind == CompromiseKind.Sum ? Math.Min(bound, Math.Max(score, region.BoundOf(new(1, 1)))) : bound);
        }
    }

    /// <summary>What the rule makes largest.</summary>
    internal static double Score(CompromiseKind kind, Spot at, Spot best)
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
