using Dais.Workspace.People;
using Dais.Workspace.Storing;
using Microsoft.EntityFrameworkCore;

namespace Dais.Workspace;

/// <summary>Revokes a token of one's own: its next call is refused.</summary>
public static class RevokeToken
{
    /// <summary>Revokes; what is revoked stays so.</summary>
    /// <exception cref="MissingException">The person has no such token.</exception>
    public static Task RunAsync(Store store, Caller caller, string token, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        return store.InAsync(writes: true, async (db, _, _) =>
        {
            var person = await Instance.DemandSelfAsync(db, caller, "tokens/" + token, cancel).ConfigureAwait(false);
            var row = await db.Tokens.SingleOrDefaultAsync(t => t.Id == token && t.Person == person.Id, cancel).ConfigureAwait(false) ?? throw new MissingException("tokens/" + token);
            if (row.Revoked is not null) return 0;
            row.Revoked = Store.Stamp(store.Clock.GetUtcNow());
            await store.AuditAsync(db, new(person.Id, "token.revoke", "tokens/" + token) { Workspace = row.Workspace }, cancel).ConfigureAwait(false);
            return 0;
        }, cancel);
    }
}
