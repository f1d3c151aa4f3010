using System.Collections.Immutable;
using Dais.Engine.Modelling;
using Dais.Engine.Quantities;

namespace Dais.Engine.Planning;

/// <summary>What a line of capacity goes to.</summary>
public enum CapacityKind
{
    /// <summary>Initiatives of a bucket.</summary>
    Bucket,

    /// <summary>Initiatives of no bucket.</summary>
    Unbucketed,

    /// <summary>Kept for keeping the lights on.</summary>
    Ktlo,

    /// <summary>Kept for what comes up.</summary>
    Unplanned,

    /// <summary>Nothing.</summary>
    Idle,
}

/// <summary>One line of where the capacity goes.</summary>
/// <param name="Kind">To what.</param>
/// <param name="Bucket">To which bucket, where it is one.</param>
/// <param name="Effort">How much, over the horizon.</param>
/// <param name="Share">Of gross capacity, as a fraction; absent where there is no capacity.</param>
public sealed record CapacityLine(CapacityKind Kind, Id<Bucket>? Bucket, EngineerWeeks Effort, Share? Share);

/// <summary>Where every engineer-week of the horizon goes: buckets, reserves and idleness, summing to the whole (R9).</summary>
/// <param name="Gross">The capacity over the horizon before reserves, summed over teams.</param>
/// <param name="Lines">Buckets in the portfolio's order, then the rest. Their efforts sum to <paramref name="Gross"/>, their shares to 1.</param>
public sealed record CapacityUse(EngineerWeeks Gross, ImmutableArray<CapacityLine> Lines)
{
    /// <summary>The lines of <paramref name="plan"/>.</summary>
    public static CapacityUse Of(Portfolio portfolio, Plan plan)
    {
        ArgumentNullException.ThrowIfNull(portfolio);
        ArgumentNullException.ThrowIfNull(plan);
        var (gross, ktlo, unplanned) = Supply(portfolio);
        var bucketed = portfolio.Buckets.ToDictionary(b => b.Id, _ => 0.0);
        var loose = 0.0;
        foreach (var chosen in plan.Initiatives)
        {
            var effort = chosen.Work.Values.Sum(work => work.Sum(w => w.Value));
            if (portfolio.Initiatives.Find(chosen.Id)?.Bucket is { } bucket && bucketed.ContainsKey(bucket)) bucketed[bucket] += effort;
            else loose += effort;
        }

        var idle = Math.Max(0, gross - ktlo - unplanned - loose - bucketed.Values.Sum());
        CapacityLine Line(CapacityKind kind, double effort, Id<Bucket>? bucket = null) =>
            new(kind, bucket, EngineerWeeks.Of(effort), gross > 0 ? Share.Of(Math.Clamp(effort / gross, 0, 1)) : null);
        return new(EngineerWeeks.Of(gross),
        [
            .. portfolio.Buckets.Select(b => Line(CapacityKind.Bucket, bucketed[b.Id], b.Id)),
            Line(CapacityKind.Unbucketed, loose),
            Line(CapacityKind.Ktlo, ktlo),
            Line(CapacityKind.Unplanned, unplanned),
            Line(CapacityKind.Idle, idle),
        ]);
    }

    private static (double Gross, double Ktlo, double Unplanned) Supply(Portfolio portfolio)
    {
        var (gross, ktlo, unplanned) = (0.0, 0.0, 0.0);
        foreach (var team in portfolio.Teams)
        {
            foreach (var period in portfolio.Platform.Calendar.Periods)
            {
                var capacity = team.Capacity[period].Value;
                var kept = Math.Min(1, team.Reserve.Ktlo?[period].Value ?? 0);
                gross += capacity;
                ktlo += capacity * kept;
                unplanned += capacity * Math.Min(1 - kept, team.Reserve.Unplanned?[period].Value ?? 0);
            }
        }

        return (gross, ktlo, unplanned);
    }
}
