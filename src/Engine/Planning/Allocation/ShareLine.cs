using System.Collections.Immutable;
using Dais.Engine.Modelling;
using Dais.Engine.Quantities;

namespace Dais.Engine.Planning.Allocation;

/// <summary>One line of what is meant, planned and done with the capacity; all as fractions, absent where unknown.</summary>
/// <param name="Kind">Where the capacity goes.</param>
/// <param name="Bucket">To which bucket, where it is one.</param>
/// <param name="Target">Meant to have, of K.</param>
/// <param name="Planned">Has in the plan, of K.</param>
/// <param name="Actual">Had, of the work done on what is planned; of KTLO and the unplanned nothing is stated here.</param>
/// <param name="TargetOfGross">Meant to have, of gross capacity.</param>
/// <param name="PlannedOfGross">Has in the plan, of gross capacity.</param>
/// <param name="ActualOfAll">Had, of all work done.</param>
public sealed record ShareLine(
    CapacityKind Kind, Id<Bucket>? Bucket, double? Target, double? Planned, double? Actual, double? TargetOfGross, double? PlannedOfGross, double? ActualOfAll)
{
    /// <summary>Target, planned and actual side by side (R9): buckets, no bucket, reserves, idle. Each column of gross sums to 1.</summary>
    /// <remarks>What the targets leave of K is the target of the idle line: nobody said what for. A column without a source is absent.</remarks>
    public static ImmutableArray<ShareLine> Of(Portfolio portfolio, Plan plan)
    {
        ArgumentNullException.ThrowIfNull(portfolio);
        ArgumentNullException.ThrowIfNull(plan);
        var (use, done, k) = (CapacityUse.Of(portfolio, plan), WorkDone.Of(portfolio), plan.Capacity.Value);
        var (gross, stated) = (use.Gross.Value, portfolio.Buckets.Any(b => b.Share is not null));
        var left = 1 - portfolio.Buckets.Sum(b => b.Share?.Value ?? 0);
        return [.. use.Lines.Select(Line)];

        ShareLine Line(CapacityLine line)
        {
            var reserve = line.Kind is CapacityKind.Ktlo or CapacityKind.Unplanned;
            double? target = !stated || reserve ? null : line.Bucket is { } b ? portfolio.Buckets[b].Share?.Value : line.Kind == CapacityKind.Idle ? Math.Max(0, left) : null;
            var was = done?.Find(line.Kind, line.Bucket)?.Effort.Value;
            return new(
                line.Kind,
                line.Bucket,
                target,
                reserve ? null : Part(line.Effort.Value, k),
                reserve ? null : Part(was, done?.Planned.Value ?? 0),
                !stated ? null : reserve ? line.Share?.Value : Part((target ?? 0) * k, gross),
                line.Share?.Value,
                Part(was ?? (done is null ? null : 0), done?.Total.Value ?? 0));
        }
    }

    private static double? Part(double? part, double whole) => part is { } some && whole > 0 ? some / whole : null;
}
