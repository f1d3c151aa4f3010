using Dais.Workspace.Signals;
using Microsoft.EntityFrameworkCore;

namespace Dais.Workspace.Storing;

/// <summary>A moment of a workspace: a revision, or a point in time.</summary>
/// <param name="Revision">The revision; absent where the time says it.</param>
/// <param name="Time">The point in time; absent where the revision says it.</param>
public sealed record Moment(long? Revision, DateTimeOffset? Time)
{
    /// <summary>Now.</summary>
    public static Moment Now { get; } = new(null, null);

    /// <summary>Reads <c>42</c> or <c>2026-11-25T08:00:00Z</c> or <c>2026-11-25</c>, which is the end of that day.</summary>
    /// <exception cref="InvalidException">It is none of them.</exception>
    public static Moment Parse(string? text)
    {
        if (string.IsNullOrEmpty(text)) return Now;
        if (long.TryParse(text, out var revision) && revision > 0) return new(revision, null);
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", out var day)) return new(null, new DateTimeOffset(day.AddDays(1).ToDateTime(TimeOnly.MinValue), TimeSpan.Zero).AddTicks(-10));
        if (DateTimeOffset.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.AssumeUniversal, out var time)) return new(null, time);
        throw new InvalidException($"\"{text}\" is neither a revision nor a time.", "asOf", "Maybe 42, 2026-11-25 or 2026-11-25T08:00:00Z is meant.");
    }
}

/// <summary>Rebuilds any earlier state out of the newest one and the changes since.</summary>
internal static class AsOf
{
    /// <summary>The state at that moment.</summary>
    /// <exception cref="MissingException">The workspace was not there yet, or the revision is still to come.</exception>
    public static async Task<WorkspaceState> StateAsync(this Session session, Moment moment, CancellationToken cancel)
    {
        var now = await session.StateAsync(cancel).ConfigureAwait(false);
        var revision = await RevisionAsync(session, moment, cancel).ConfigureAwait(false);
        if (revision == now.Revision) return now;
        var later = await session.Db.Changes.AsNoTracking().Where(c => c.Workspace == session.Workspace.Id && c.Revision > revision).OrderBy(c => c.Revision).ToListAsync(cancel).ConfigureAwait(false);
        var first = later.GroupBy(c => new ThingKey(c.Kind, c.Id)).Select(g => KeyValuePair.Create(g.Key, g.First() is { Before: { } before } c ? new Item(c.VersionBefore!.Value, c.PositionBefore!.Value, before) : null));
        var batched = await session.Db.Batches.AnyAsync(b => b.Workspace == session.Workspace.Id && b.Revision > revision, cancel).ConfigureAwait(false);
        return batched ? await session.WithSignalsAsOfAsync(now.After(revision, first), cancel).ConfigureAwait(false) : now.After(revision, first);
    }

    /// <summary>The revision of that moment.</summary>
    public static async Task<long> RevisionAsync(Session session, Moment moment, CancellationToken cancel)
    {
        var newest = session.Workspace.Revision;
        if (moment.Revision is { } revision) return revision <= newest ? revision : throw new MissingException($"workspaces/{session.Workspace.Id}@{revision}", $"Maybe {newest} is meant, the newest revision.");
        if (moment.Time is not { } time) return newest;
        var until = Store.Stamp(time);
        var found = await session.Db.Revisions.Where(r => r.Workspace == session.Workspace.Id && string.Compare(r.At, until) <= 0).MaxAsync(r => (long?)r.Revision, cancel).ConfigureAwait(false);
        return found ?? throw new MissingException($"workspaces/{session.Workspace.Id}@{until}", "Maybe the workspace was made later.");
    }
}
