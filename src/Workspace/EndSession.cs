using Dais.Workspace.People;
using Dais.Workspace.Storing;
using Microsoft.EntityFrameworkCore;

namespace Dais.Workspace;

/// <summary>Signs a person out: at one browser, or at every other one.</summary>
public static class EndSession
{
    /// <summary>Ends the session of that secret.</summary>
    public static Task RunAsync(Store store, string secret, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        return store.InAsync(writes: true, async (db, _, _) =>
        {
            var id = Secret.Hash(secret);
            if (await db.Sessions.SingleOrDefaultAsync(s => s.Id == id && s.Ended == null, cancel).ConfigureAwait(false) is not { } session) return 0;
            session.Ended = Store.Stamp(store.Clock.GetUtcNow());
            await store.AuditAsync(db, new(session.Person, "session.end", "people/" + session.Person), cancel).ConfigureAwait(false);
            return 0;
        }, cancel);
    }

    /// <summary>Ends every session of the caller but that one: somebody else may be in one of them.</summary>
    public static Task OthersAsync(Store store, Caller caller, string? secret, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        return store.InAsync(writes: true, async (db, _, _) =>
        {
            var person = await Instance.DemandSelfAsync(db, caller, "sessions", cancel).ConfigureAwait(false);
            await Accounts.EndSessionsAsync(store, db, person.Id, secret is null ? null : Secret.Hash(secret), cancel).ConfigureAwait(false);
            await store.AuditAsync(db, new(person.Id, "session.end-others", "people/" + person.Id), cancel).ConfigureAwait(false);
            return 0;
        }, cancel);
    }
}
