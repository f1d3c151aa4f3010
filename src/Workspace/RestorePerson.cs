using Dais.Workspace.People;
using Dais.Workspace.Storing;
using Microsoft.EntityFrameworkCore;

namespace Dais.Workspace;

/// <summary>Lets a suspended person into the instance again, as what they were in each workspace.</summary>
public static class RestorePerson
{
    /// <summary>Restores; who is not suspended stays as they are.</summary>
    public static Task RunAsync(Store store, Caller caller, string person, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        return store.InAsync(writes: true, async (db, _, _) =>
        {
            await Instance.DemandAdministratorAsync(db, caller, "people/" + person, cancel).ConfigureAwait(false);
            var row = await Instance.PersonAsync(db, person, cancel).ConfigureAwait(false);
            if (row.State != Members.Suspended) return 0;
            row.State = await db.Accounts.AnyAsync(a => a.Id == person, cancel).ConfigureAwait(false) ? Memberships.Active : Members.Invited;
            await store.AuditAsync(db, new(caller.Id, "person.restore", "people/" + person), cancel).ConfigureAwait(false);
            return 0;
        }, cancel);
    }
}
