using System.Collections.Immutable;
using Dais.Engine.Modelling;
using Dais.Engine.Quantities;

namespace Dais.Engine.Planning.Groups;

/// <summary>
/// A trade across periods: buckets yield capacity early and get it back later, or the other way round, and no group is
/// worse off, nor the platform.
/// </summary>
/// <param name="Before">The best plan where every bucket has finished, by the end of every quarter, no more than its share of the capacity so far.</param>
/// <param name="After">The best plan where the shares hold over the horizon only, U_g is no less for any group, and V_P is no less.</param>
/// <param name="Proven">Whether both are proven best.</param>
public sealed record Trade(Plan Before, Plan After, bool Proven)
{
    /// <summary>What the trade gains, in both lenses together, at present value; at least 0.</summary>
    public Money Gain => After.Value.Customer + After.Value.Platform - Before.Value.Customer - Before.Value.Platform;

    /// <summary>What each bucket with a target share yields and gets, in the portfolio's order; buckets for which nothing changes are left out.</summary>
    public ImmutableArray<TradeSide> Sides(Portfolio portfolio)
    {
        ArgumentNullException.ThrowIfNull(portfolio);
        return [.. portfolio.Buckets.Where(b => b.Share is not null).Select(b => Side(portfolio, b)).Where(s => !s.Shifts.IsEmpty || !s.Sooner.IsEmpty || !s.Later.IsEmpty)];
    }

    private TradeSide Side(Portfolio portfolio, Bucket bucket)
    {
        var members = portfolio.Initiatives.Where(i => i.Bucket == bucket.Id).Select(i => (i.Id, Before: Before.Find(i.Id), After: After.Find(i.Id))).ToList();
        var moves = members.Where(m => m.Before?.Finish != m.After?.Finish).Select(m => new TradeMove(m.Id, m.Before?.Finish, m.After?.Finish)).ToList();
        return new(bucket.Id, bucket.Owner, [.. Shifts(portfolio, bucket.Id)], [.. moves.Where(m => m.IsSooner)], [.. moves.Where(m => !m.IsSooner)]);
    }

    private IEnumerable<Shift> Shifts(Portfolio portfolio, Id<Bucket> bucket)
    {
        var (before, after, capacity) = (0.0, 0.0, 0.0);
        for (var t = 0; t < portfolio.Platform.Calendar.Count; t++)
        {
            before += Finished(portfolio, Before, bucket, t);
            after += Finished(portfolio, After, bucket, t);
            capacity += Before.Teams.Sum(team => team.Capacity[t].Value);
            if (capacity > 0 && Math.Abs(before - after) > 1e-6) yield return new(new(t), before / capacity, after / capacity);
        }
    }

    private static double Finished(Portfolio portfolio, Plan plan, Id<Bucket> bucket, int t) =>
        plan.Initiatives.Where(i => i.Finish.Index == t && portfolio.Initiatives[i.Id].Bucket == bucket).Sum(i => i.Work.Values.Sum(w => w.Sum(ew => ew.Value)));
}

/// <summary>What a bucket has finished by the end of a period, before and after a trade.</summary>
/// <param name="By">By the end of which period.</param>
/// <param name="Before">The effort finished by then with every quarter split alike, as a part of the capacity up to then, 0 … 1.</param>
/// <param name="After">The same after the trade.</param>
public sealed record Shift(Period By, double Before, double After)
{
    /// <summary>What it gets, below 0 what it yields: a part of the capacity up to then.</summary>
    public double Size => After - Before;
}

/// <summary>An initiative that a trade moves.</summary>
/// <param name="Id">Which.</param>
/// <param name="Before">Its finish before the trade; absent where it was not chosen.</param>
/// <param name="After">Its finish after it; absent where it is not chosen any more.</param>
public sealed record TradeMove(Id<Initiative> Id, Period? Before, Period? After)
{
    /// <summary>Whether it is finished sooner, or at all.</summary>
    public bool IsSooner => After is { } after && (Before is not { } before || after.Index < before.Index);

    /// <summary>By how many quarters it moves; absent unless both plans choose it.</summary>
    public int? Quarters => After is { } after && Before is { } before ? Math.Abs(after.Index - before.Index) : null;
}

/// <summary>What one bucket does in a trade.</summary>
/// <param name="Bucket">Which.</param>
/// <param name="Owner">Whose it is; absent where nobody owns it.</param>
/// <param name="Shifts">By period, what it has finished before and after; periods in which that is the same are left out.</param>
/// <param name="Sooner">Its initiatives that are finished sooner, or now at all.</param>
/// <param name="Later">Its initiatives that are finished later, or not any more.</param>
public sealed record TradeSide(Id<Bucket> Bucket, Id<StakeholderGroup>? Owner, ImmutableArray<Shift> Shifts, ImmutableArray<TradeMove> Sooner, ImmutableArray<TradeMove> Later)
{
    /// <summary>Where it yields most; absent where it never yields.</summary>
    public Shift? Yields => Shifts.Where(s => s.Size < 0).MinBy(s => Math.Round(s.Size, 9));

    /// <summary>Where it gets most; absent where it never gets more.</summary>
    public Shift? Gets => Shifts.Where(s => s.Size > 0).MaxBy(s => Math.Round(s.Size, 9));
}
