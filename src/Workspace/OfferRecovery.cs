using Dais.Workspace.People;
using Dais.Workspace.Storing;
using Microsoft.EntityFrameworkCore;

namespace Dais.Workspace;

/// <summary>An administrator hands a one-time way in to somebody who lost password or second factor.</summary>
public static class OfferRecovery
{
    /// <summary>Makes the code; nothing else changes until it is used.</summary>
    /// <exception cref="InvalidException">The person has no account, or is suspended.</exception>
    public static Task<IssuedCode> RunAsync(Store store, Caller caller, string person, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        return store.InAsync(writes: true, async (db, _, _) =>
        {
            await Instance.DemandAdministratorAsync(db, caller, "people/" + person, cancel).ConfigureAwait(false);
            var row = await Instance.PersonAsync(db, person, cancel).ConfigureAwait(false);
            if (row.State != Memberships.Active || !await db.Accounts.AnyAsync(a => a.Id == person, cancel).ConfigureAwait(false)) throw new InvalidException("They have no account that could be recovered.", "people/" + person, "Maybe invite them again, or restore them first.");
            var issued = await Invitations.IssueAsync(store, db, Invitations.Like(Invitations.Recovery, caller.Id, person, row.Email), Invitations.LastsShortly, cancel).ConfigureAwait(false);
            await store.AuditAsync(db, new(caller.Id, "account.offer-recovery", "people/" + person), cancel).ConfigureAwait(false);
            return issued;
        }, cancel);
    }
}
