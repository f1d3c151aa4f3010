using System.Text.Json.Nodes;
using Dais.Workspace.People;
using Dais.Workspace.Storing;

namespace Dais.Workspace;

/// <summary>Makes a person an administrator of the instance, or no longer one.</summary>
public static class ChangeAdministrator
{
    /// <summary>Changes it.</summary>
    /// <exception cref="InvalidException">The instance would have no administrator.</exception>
    public static Task RunAsync(Store store, Caller caller, string person, bool administrator, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        return store.InAsync(writes: true, async (db, _, _) =>
        {
            await Instance.DemandAdministratorAsync(db, caller, "people/" + person, cancel).ConfigureAwait(false);
            await Instance.HoldAsync(store, db, cancel).ConfigureAwait(false);
            var row = await Instance.PersonAsync(db, person, cancel).ConfigureAwait(false);
            if (row.Administrator == administrator) return 0;
            row.Administrator = administrator;
            await Instance.DemandOneAsync(db, "people/" + person, cancel).ConfigureAwait(false);
            await store.AuditAsync(db, new(caller.Id, "person.administrator", "people/" + person) { Detail = new JsonObject { ["administrator"] = administrator } }, cancel).ConfigureAwait(false);
            return 0;
        }, cancel);
    }
}
