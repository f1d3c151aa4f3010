using Dais.Engine.Modelling;
using Dais.Engine.Planning;
using Dais.Engine.Planning.Allocation;

namespace Dais.Engine.Tests.Planning.Allocation;

/// <summary>A plan that was tried.</summary>
/// <param name="Objective">What it is worth under the policy.</param>
/// <param name="Effort">Its effort in each bucket.</param>
/// <param name="Ceilings">The ceilings of the buckets, in engineer-weeks.</param>
/// <param name="UnderPolicy">Whether it is a plan under the policy: within ceilings, and lacking no more to the floors than it must.</param>
internal sealed record Tried(double Objective, double[] Effort, double[] Ceilings, bool UnderPolicy)
{
    /// <summary>Whether every bucket but that one keeps its ceiling.</summary>
    internal bool WithinCeilings(int except = -1) => Enumerable.Range(0, Effort.Length).All(b => b == except || Effort[b] <= Ceilings[b] + 1e-7);
}

/// <summary>Every plan of a small world with floors and ceilings off, and what the search says about it.</summary>
internal sealed class Trials
{
    internal Trials(SmallWorld world, AllocationStudy study)
    {
        (World, Study) = (world, study);
        var (rules, weights) = (new OracleRules(world with { Policy = world.Policy with { Allocation = false } }), world.Policy.EffectiveWeights);
        K = rules.K;
        double[] ceilings = [.. world.Portfolio.Buckets.Select(b => world.Policy.Allocation && b.Max is { } max ? max.Value * K : double.PositiveInfinity)];
        double[] floors = [.. world.Portfolio.Buckets.Select(b => world.Policy.Allocation ? (b.Min?.Value ?? 0) * K : 0)];
        (Ceiling, Floor) = (b => ceilings[b], b => floors[b]);
        var all = Oracle.Plans(rules).Select(f =>
        {
            var (customer, platform, _, _) = rules.Values(f);
            return new Tried((weights.Customer * customer) + (weights.Platform * platform), [.. world.Portfolio.Buckets.Select(b => rules.Effort9(b, f))], ceilings, false);
        }).ToList();
        double Lacking(Tried p) => p.Effort.Select((e, b) => Math.Max(0, floors[b] - e)).Sum();
        var least = all.Where(p => p.WithinCeilings()).Select(Lacking).DefaultIfEmpty(0).Min();
        Plans = all.ConvertAll(p => p with { UnderPolicy = p.WithinCeilings() && Lacking(p) <= least + 1e-6 });
    }

    /// <summary>The world with nothing to do outside that bucket.</summary>
    internal static SmallWorld Only(SmallWorld world, Id<Bucket> bucket)
    {
        bool Stays(Initiative i) => i.Bucket == bucket || i.Status == InitiativeStatus.Done;
        var portfolio = world.Portfolio with
        {
            Initiatives = Catalog<Initiative>.Of(world.Portfolio.Initiatives.Select(i => Stays(i) ? i : i with { Must = false, Status = InitiativeStatus.Dropped, Remaining = null, CommittedFinish = null })),
        };
        return new(portfolio, world.Policy with { Pins = [.. world.Policy.Pins.Where(p => Stays(world.Portfolio.Initiatives[p.Initiative]))] });
    }

    internal SmallWorld World { get; }

    internal AllocationStudy Study { get; }

    internal double K { get; }

    internal List<Tried> Plans { get; }

    internal Func<int, double> Ceiling { get; }

    internal Func<int, double> Floor { get; }

    internal int Place(Id<Bucket> bucket) => World.Portfolio.Buckets.PlaceOf(bucket);

    internal double[] Efforts(Plan plan) => [.. World.Portfolio.Buckets.Select(b => plan.Buckets.Single(l => l.Id == b.Id).Effort.Value)];

    /// <summary>The most that such a plan is worth; nothing where there is none.</summary>
    internal double? Best(Func<Tried, bool> such) => Plans.Where(such).Select(p => (double?)p.Objective).Max();

    /// <summary>What is wrong with a plan that should be worth that, or be none.</summary>
    internal static string? Wrong(HeldPlan plan, double? best)
    {
        if (best is not { } value) return plan.Status == PlanStatus.Infeasible ? null : $"{plan.Status} {plan.Value}, but there is no plan.";
        return plan.Status == PlanStatus.Optimal && Math.Abs(plan.Value!.Value.Value - value) <= 1e-5 * Math.Max(1, Math.Abs(value)) ? null : $"{plan.Status} {plan.Value} up to {plan.Bound}, but the best is {value}.";
    }
}
