using Dais.Workspace.People;
using Dais.Workspace.Storing;

namespace Dais.Workspace;

/// <summary>Keeps a person out of the whole instance: sessions end, and the next call of every token is refused.</summary>
public static class SuspendPerson
{
    /// <summary>Suspends.</summary>
    /// <exception cref="InvalidException">A workspace would have no owner, or the instance no administrator.</exception>
    public static Task RunAsync(Store store, Caller caller, string person, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        return store.InAsync(writes: true, async (db, _, _) =>
        {
            await Instance.DemandAdministratorAsync(db, caller, "people/" + person, cancel).ConfigureAwait(false);
            var owned = await Owners.HoldWorkspacesOfAsync(store, db, person, cancel).ConfigureAwait(false);
            await Instance.HoldAsync(store, db, cancel).ConfigureAwait(false);
            var row = await Instance.PersonAsync(db, person, cancel).ConfigureAwait(false);
            if (row.State == Members.Suspended) return 0;
            row.State = Members.Suspended;
            foreach (var workspace in owned) await Owners.DemandOneAsync(db, workspace, cancel).ConfigureAwait(false);
            if (row.Administrator) await Instance.DemandOneAsync(db, "people/" + person, cancel).ConfigureAwait(false);
            await Accounts.EndSessionsAsync(store, db, person, except: null, cancel).ConfigureAwait(false);
            await store.AuditAsync(db, new(caller.Id, "person.suspend", "people/" + person), cancel).ConfigureAwait(false);
            return 0;
        }, cancel);
    }
}
