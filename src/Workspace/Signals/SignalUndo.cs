using Dais.Workspace.Storing;
using Microsoft.EntityFrameworkCore;

namespace Dais.Workspace.Signals;

/// <summary>Brings signals back to what they were before a revision; later changes of them are never overwritten.</summary>
internal sealed class SignalUndo(Session session, long undone)
{
    private const int Part = 5_000;

    private string Workspace => session.Workspace.Id;

    /// <summary>Demands that nothing of it was changed since, and that no other signal stands on an account of it.</summary>
    /// <exception cref="ConflictException">Something was.</exception>
    public async Task DemandUntouchedAsync(CancellationToken cancel)
    {
        var later = session.Db.SignalHistory.Where(h => h.Workspace == Workspace && h.Since == undone).Select(h => new { h.Kind, h.Id })
            .Concat(session.Db.SignalHistory.Where(h => h.Workspace == Workspace && h.Until == undone).Join(session.Db.Signals.Where(s => s.Workspace == Workspace && s.Version > undone), h => new { h.Kind, h.Id }, s => new { s.Kind, s.Id }, (h, _) => new { h.Kind, h.Id }))
            .Distinct();
        if (await later.CountAsync(cancel).ConfigureAwait(false) is var count and > 0)
        {
            var first = await later.OrderBy(k => k.Kind).ThenBy(k => k.Id).FirstAsync(cancel).ConfigureAwait(false);
            throw new ConflictException($"{count:#,0} signals of the batch were changed since; one is {first.Kind}/{first.Id}.", $"batches/{undone}", null, null);
        }

        var accounts = await NewAsync("accounts").ToListAsync(cancel).ConfigureAwait(false);
        if (accounts.Count == 0) return;
        var users = await UsersAsync([.. accounts], cancel).ConfigureAwait(false);
        if (users is not null) throw new ConflictException($"{users.Key} refers to an account that the batch brought.", $"batches/{undone}", null, null);
    }

    /// <summary>Brings them back.</summary>
    public async Task<SignalWriter> RunAsync(CancellationToken cancel)
    {
        var writer = await SignalWriter.BeginAsync(session, session.Workspace.Revision + 1, cancel).ConfigureAwait(false);
        var numbers = await session.Db.Signals.Where(s => s.Workspace == Workspace && s.Version == undone).OrderBy(s => s.Number).Select(s => s.Number).ToListAsync(cancel).ConfigureAwait(false);
        foreach (var part in numbers.Chunk(Part))
        {
            var there = new List<StoredSignal>();
            await foreach (var signal in session.NumberedAsync(part, cancel).ConfigureAwait(false)) there.Add(signal);
            var before = await BeforeAsync(there, cancel).ConfigureAwait(false);
            await writer.WriteAsync([.. there.Select(s => before.TryGetValue(s.Key, out var was) ? new SignalEdit(s.Key, s, was.Json, was.Position) : new SignalEdit(s.Key, s, null, s.Item.Position))], cancel).ConfigureAwait(false);
        }

        var gone = await session.Db.SignalHistory.AsNoTracking().Where(h => h.Workspace == Workspace && h.Until == undone && !session.Db.Signals.Any(s => s.Workspace == Workspace && s.Kind == h.Kind && s.Id == h.Id))
            .OrderBy(h => h.Kind).ThenBy(h => h.Position).ThenBy(h => h.Id).ToListAsync(cancel).ConfigureAwait(false);
        foreach (var part in gone.Chunk(Part)) await writer.WriteAsync([.. part.Select(h => new SignalEdit(new(h.Kind, h.Id), null, h.Json, h.Position))], cancel).ConfigureAwait(false);
        await writer.FinishAsync(cancel).ConfigureAwait(false);
        return writer;
    }

    /// <summary>What the revision did to the model, backwards.</summary>
    public async Task<List<Edit>> OfModelAsync(CancellationToken cancel) =>
        [.. (await session.Db.Changes.AsNoTracking().Where(c => c.Workspace == Workspace && c.Revision == undone).ToListAsync(cancel).ConfigureAwait(false))
            .Where(c => !SignalKinds.Has(c.Kind)).Select(c => new Edit(new(c.Kind, c.Id), c.Before) { Position = c.PositionBefore, Expected = c.After is null ? null : undone })];

    private async Task<Dictionary<ThingKey, SignalHistoryRow>> BeforeAsync(List<StoredSignal> signals, CancellationToken cancel)
    {
        var result = new Dictionary<ThingKey, SignalHistoryRow>();
        foreach (var list in signals.GroupBy(s => s.Key.Kind))
        {
            var ids = list.Select(s => s.Key.Id).ToList();
            foreach (var row in await session.Db.SignalHistory.AsNoTracking().Where(h => h.Workspace == Workspace && h.Until == undone && h.Kind == list.Key && ids.Contains(h.Id)).ToListAsync(cancel).ConfigureAwait(false)) result[new(row.Kind, row.Id)] = row;
        }

        return result;
    }

    // What the revision added and nothing was before.
    private IQueryable<string> NewAsync(string kind) =>
        session.Db.Signals.Where(s => s.Workspace == Workspace && s.Kind == kind && s.Version == undone && !session.Db.SignalHistory.Any(h => h.Workspace == Workspace && h.Kind == kind && h.Id == s.Id && h.Until == undone)).Select(s => s.Id);

    private async Task<StoredSignal?> UsersAsync(HashSet<string> accounts, CancellationToken cancel)
    {
        foreach (var kind in new[] { "evidence", "requests" })
        {
            await foreach (var signal in SignalTables.ReadAsync(session, "AND kind = @kind AND version <> @undone", cancel, ("@kind", kind), ("@undone", undone)).ConfigureAwait(false))
            {
                if (SignalFacts.Of(kind, signal.Key.Id, signal.Item.Json).Account is { } account && accounts.Contains(account)) return signal;
            }
        }

        return null;
    }
}
