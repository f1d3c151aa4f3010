using Dais.Workspace.People;
using Dais.Workspace.Storing;
using Microsoft.EntityFrameworkCore;

namespace Dais.Workspace;

/// <summary>Sets a new password by a recovery code; the second factor goes, and every session ends.</summary>
public static class RecoverAccount
{
    /// <summary>Recovers.</summary>
    /// <returns>The person's id.</returns>
    /// <exception cref="MissingException">There is no such code, or no longer.</exception>
    public static Task<string> RunAsync(Store store, string code, string passwordHash, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        return store.InAsync(writes: true, async (db, _, _) =>
        {
            var invitation = await Invitations.FindAsync(store, db, code, cancel).ConfigureAwait(false);
            if (invitation.Purpose != Invitations.Recovery) throw new MissingException("invitations", "Maybe it is an invitation: it opens another page.");
            await Invitations.UseAsync(db, invitation, cancel).ConfigureAwait(false);
            var person = invitation.Person!;
            var account = await db.Accounts.SingleAsync(a => a.Id == person, cancel).ConfigureAwait(false);
            (account.PasswordHash, account.TwoFactorEnabled, account.LockoutEnd, account.AccessFailedCount) = (passwordHash, false, null, 0);
            (account.SecurityStamp, account.ConcurrencyStamp) = (Secret.NewId(), Secret.NewId());
            await db.AccountTokens.Where(t => t.UserId == person).ExecuteDeleteAsync(cancel).ConfigureAwait(false);
            await Accounts.EndSessionsAsync(store, db, person, except: null, cancel).ConfigureAwait(false);
            await store.AuditAsync(db, new(person, "account.recover", "people/" + person), cancel).ConfigureAwait(false);
            return person;
        }, cancel);
    }
}
