using Dais.Engine.Modelling;

namespace Dais.Engine.Planning.Checking;

/// <summary>R9: what the buckets get, and what lacks to their floors.</summary>
internal static class AllocationRules
{
    /// <summary>R9: effort(b) ≤ max_b · K, unless allocation is off.</summary>
    internal static IEnumerable<Violation> CeilingsHold(PlanFacts facts) =>
        from bucket in facts.Policy.Allocation ? facts.Portfolio.Buckets : Catalog<Bucket>.Empty
        where bucket.Max is not null
        let effort = Effort(facts, bucket)
        let ceiling = bucket.Max!.Value.Value * facts.WholeCapacity
        where effort > ceiling + PlanFacts.WorkTolerance
        select new Violation("R9", bucket.Id.Value, $"Bucket \"{bucket.Id}\" has {PlanFacts.Number(effort)} ew of effort, above its ceiling of {PlanFacts.Number(ceiling)} ew ({bucket.Max} of {PlanFacts.Number(facts.WholeCapacity)} ew).");

    /// <summary>Each bucket is listed with its effort, share, bounds and shortfall.</summary>
    internal static IEnumerable<Violation> BucketsAreStatedRightly(PlanFacts facts)
    {
        var whole = facts.WholeCapacity;
        foreach (var bucket in facts.Portfolio.Buckets)
        {
            if (facts.Plan.Buckets.FirstOrDefault(b => b.Id == bucket.Id) is not { } stated)
            {
                yield return new("R9", bucket.Id.Value, $"The plan does not list bucket \"{bucket.Id}\".");
                continue;
            }
            var (effort, share, shortfall) = (Effort(facts, bucket), whole > 0 ? Effort(facts, bucket) / whole : 0, Shortfall(facts, bucket));
            if (Differ(stated.Effort.Value, effort)) yield return Wrong(bucket, "effort", stated.Effort.Value, effort);
            if (Math.Abs(stated.Share - share) > PlanFacts.WorkTolerance / Math.Max(1, whole) + 1e-9) yield return Wrong(bucket, "share", stated.Share, share);
            if (Differ(stated.Shortfall.Value, shortfall)) yield return Wrong(bucket, "shortfall", stated.Shortfall.Value, shortfall);
            if (stated.Min != bucket.Min) yield return new("R9", bucket.Id.Value, $"The plan gives bucket \"{bucket.Id}\" the floor {stated.Min}, but it is {bucket.Min}.");
            if (stated.Max != bucket.Max) yield return new("R9", bucket.Id.Value, $"The plan gives bucket \"{bucket.Id}\" the ceiling {stated.Max}, but it is {bucket.Max}.");
        }
    }

    /// <summary>R9: K, and the sum of what lacks to the floors.</summary>
    internal static IEnumerable<Violation> TheShortfallIsStatedRightly(PlanFacts facts)
    {
        var shortfall = facts.Portfolio.Buckets.Sum(b => Shortfall(facts, b));
        if (Differ(facts.Plan.Shortfall.Value, shortfall))
        {
            yield return new("R9", "", $"The plan states a shortfall of {PlanFacts.Number(facts.Plan.Shortfall.Value)} ew, but {PlanFacts.Number(shortfall)} ew lack to the floors.");
        }
        if (Differ(facts.Plan.Capacity.Value, facts.WholeCapacity))
        {
            yield return new("R9", "", $"The plan states a capacity of {PlanFacts.Number(facts.Plan.Capacity.Value)} ew over the horizon, but after reserves it is {PlanFacts.Number(facts.WholeCapacity)} ew.");
        }
    }

    private static double Effort(PlanFacts facts, Bucket bucket) =>
        facts.Chosen.Where(c => c.Initiative.Bucket == bucket.Id).Sum(c => c.WholeEffort);

    private static double Shortfall(PlanFacts facts, Bucket bucket) =>
        facts.Policy.Allocation && bucket.Min is { } min ? Math.Max(0, (min.Value * facts.WholeCapacity) - Effort(facts, bucket)) : 0;

    private static bool Differ(double stated, double right) => Math.Abs(stated - right) > PlanFacts.WorkTolerance;

    private static Violation Wrong(Bucket bucket, string what, double stated, double right) =>
        new("R9", bucket.Id.Value, $"The plan states {PlanFacts.Number(stated)} as the {what} of bucket \"{bucket.Id}\", but it is {PlanFacts.Number(right)}.");
}
