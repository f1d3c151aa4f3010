using System.Collections.Immutable;
using Dais.Engine.Modelling;
using Dais.Engine.Quantities;

namespace Dais.Engine.Planning.Allocation;

/// <summary>What work was done for, as the work log has it.</summary>
/// <param name="Kind">A bucket, work of no bucket that can be told, KTLO, or what came up unplanned.</param>
/// <param name="Bucket">Which bucket, where it is one.</param>
/// <param name="Effort">How much.</param>
/// <param name="Assumed">How much of it counts here by an assumption.</param>
public sealed record DoneLine(CapacityKind Kind, Id<Bucket>? Bucket, EngineerWeeks Effort, EngineerWeeks Assumed);

/// <summary>Where the work of the last logged periods went.</summary>
/// <param name="First">The first of these periods.</param>
/// <param name="Last">The last one.</param>
/// <param name="Lines">Buckets in the portfolio's order, then no bucket, KTLO, unplanned.</param>
/// <remarks>
/// An entry for an initiative counts to its bucket. Of the others, KTLO and what was not planned are lines of their own;
/// work for a group that owns one bucket counts to that, and work of a kind that one bucket alone has initiatives of to
/// that one: both are assumed. The rest has no bucket that can be told. Idle time is not logged, so that shares are of
/// the work that was.
/// </remarks>
public sealed record WorkDone(Period First, Period Last, ImmutableArray<DoneLine> Lines)
{
    /// <summary>How many logged periods are looked back at.</summary>
    public const int Back = 4;

    /// <summary>All work in them.</summary>
    public EngineerWeeks Total => EngineerWeeks.Of(Lines.Sum(l => l.Effort.Value));

    /// <summary>What of it was planned work on initiatives and the like: all but KTLO and the unplanned.</summary>
    public EngineerWeeks Planned => EngineerWeeks.Of(Lines.Where(l => l.Kind is CapacityKind.Bucket or CapacityKind.Unbucketed).Sum(l => l.Effort.Value));

    /// <summary>The line of that kind and bucket.</summary>
    public DoneLine? Find(CapacityKind kind, Id<Bucket>? bucket = null) => Lines.FirstOrDefault(l => l.Kind == kind && l.Bucket == bucket);

    /// <summary>The work of the last periods that are logged; nothing where none is.</summary>
    public static WorkDone? Of(Portfolio portfolio)
    {
        ArgumentNullException.ThrowIfNull(portfolio);
        var periods = portfolio.Worklog.Where(w => w.Ew.Value > 0).Select(w => w.Period).Distinct().OrderDescending().Take(Back).ToList();
        if (periods.Count == 0) return null;
        var sums = new Dictionary<(CapacityKind, Id<Bucket>?), (double Ew, double Assumed)>();
        foreach (var entry in portfolio.Worklog.Where(w => periods.Contains(w.Period)))
        {
            var (kind, bucket, assumed) = For(portfolio, entry);
            var (ew, before) = sums.GetValueOrDefault((kind, bucket));
            sums[(kind, bucket)] = (ew + entry.Ew.Value, before + (assumed ? entry.Ew.Value : 0));
        }

        DoneLine Line(CapacityKind kind, Id<Bucket>? bucket = null) =>
            sums.GetValueOrDefault((kind, bucket)) is var (ew, assumed) ? new(kind, bucket, EngineerWeeks.Of(ew), EngineerWeeks.Of(assumed)) : throw new InvalidOperationException();
        return new(periods[^1], periods[0],
        [
            .. portfolio.Buckets.Select(b => Line(CapacityKind.Bucket, b.Id)),
            Line(CapacityKind.Unbucketed), Line(CapacityKind.Ktlo), Line(CapacityKind.Unplanned),
        ]);
    }

    private static (CapacityKind Kind, Id<Bucket>? Bucket, bool Assumed) For(Portfolio portfolio, WorkLogEntry entry)
    {
        if (entry.Kind == InitiativeKind.Ktlo) return (CapacityKind.Ktlo, null, false);
        if (entry.Initiative is { } id && portfolio.Initiatives.Find(id) is { } initiative) return initiative.Bucket is { } own ? (CapacityKind.Bucket, own, false) : (CapacityKind.Unbucketed, null, false);
        if (entry.Planned == false) return (CapacityKind.Unplanned, null, false);
        var owned = entry.Group is { } group ? portfolio.Buckets.Where(b => b.Owner == group).Select(b => b.Id).ToList() : [];
        if (owned.Count == 1) return (CapacityKind.Bucket, owned[0], true);
        if (entry.Group is not null || entry.Kind is not { } kind) return (CapacityKind.Unbucketed, null, false);
        var having = portfolio.Initiatives.Where(i => i.Kind == kind).Select(i => i.Bucket).Distinct().ToList();
        return having is [{ } only] ? (CapacityKind.Bucket, only, true) : (CapacityKind.Unbucketed, null, false);
    }
}
