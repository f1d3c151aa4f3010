using Dais.Workspace.People;
using Dais.Workspace.Storing;
using Microsoft.EntityFrameworkCore;

namespace Dais.Workspace;

/// <summary>Somebody who came in.</summary>
/// <param name="Caller">Who.</param>
/// <param name="Administrator">Whether the instance is entrusted to them, as far as the door has to know: operations look it up themselves.</param>
public sealed record Entered(Caller Caller, bool Administrator);

/// <summary>Says who comes with a session; asked at every request, so that a session ends when the store says so.</summary>
public static class EnterBySession
{
    /// <summary>How long a session lasts without a request, and how long at all.</summary>
    public static readonly TimeSpan Idle = TimeSpan.FromHours(12), Longest = TimeSpan.FromDays(14);

    private static readonly TimeSpan Remarked = TimeSpan.FromMinutes(5);

    /// <summary>Looks it up.</summary>
    /// <returns>Who it is; nothing where the session has ended, or its person may not come in.</returns>
    public static async Task<Entered?> RunAsync(Store store, string secret, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(secret);
        var (id, now) = (Secret.Hash(secret), store.Clock.GetUtcNow());
        var (idle, old) = (Store.Stamp(now - Idle), Store.Stamp(now - Longest));
        var found = await store.InAsync(writes: false, (db, _, _) => db.Sessions.Where(s => s.Id == id && s.Ended == null && string.Compare(s.Seen, idle) > 0 && string.Compare(s.Created, old) > 0)
            .Join(db.People.Where(p => p.State == Memberships.Active), s => s.Person, p => p.Id, (s, p) => new { s.Seen, p.Id, p.Name, p.Administrator }).SingleOrDefaultAsync(cancel), cancel).ConfigureAwait(false);
        if (found is null) return null;
        if (string.CompareOrdinal(found.Seen, Store.Stamp(now - Remarked)) < 0) await RemarkAsync(store, id, Store.Stamp(now), cancel).ConfigureAwait(false);
        return new(new(found.Id, found.Name), found.Administrator);
    }

    private static async Task RemarkAsync(Store store, string id, string now, CancellationToken cancel)
    {
        try
        {
            await store.InAsync(writes: true, (db, _, _) => db.Sessions.Where(s => s.Id == id).ExecuteUpdateAsync(s => s.SetProperty(r => r.Seen, now), cancel), cancel).ConfigureAwait(false);
        }
        catch (BusyException)
        {
        }
    }
}
