using Dais.Workspace.People;
using Dais.Workspace.Storing;
using Microsoft.EntityFrameworkCore;

namespace Dais.Workspace;

/// <summary>An administrator names an owner of a workspace: the way out where its owners have left.</summary>
/// <remarks>An administrator sees no workspace by being one; whom they appoint, perhaps themselves, stands in the audit.</remarks>
public static class AppointOwner
{
    /// <summary>Appoints somebody who can come in.</summary>
    public static Task RunAsync(Store store, Caller caller, string workspace, string person, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        return store.InAsync(writes: true, async (db, _, _) =>
        {
            await Instance.DemandAdministratorAsync(db, caller, "workspaces/" + workspace, cancel).ConfigureAwait(false);
            if (store.Database.LocksRows) await db.Database.ExecuteSqlAsync($"SELECT 1 FROM workspaces WHERE id = {workspace} FOR UPDATE", cancel).ConfigureAwait(false);
            if (!await db.Workspaces.AnyAsync(w => w.Id == workspace, cancel).ConfigureAwait(false)) throw new MissingException("workspaces/" + workspace);
            if ((await Instance.PersonAsync(db, person, cancel).ConfigureAwait(false)).State != Memberships.Active) throw new InvalidException("They cannot come in: an owner has to.", "people/" + person, "Maybe they have not taken up their invitation yet, or are suspended.");
            var member = await db.Members.SingleOrDefaultAsync(m => m.Workspace == workspace && m.Person == person, cancel).ConfigureAwait(false);
            if (member is null) db.Members.Add(member = new() { Workspace = workspace, Person = person, Role = "", State = "", Since = "" });
            member.Set(new(Role.Owner, null, Sensitive: true));
            (member.State, member.Since) = (Memberships.Active, Store.Stamp(store.Clock.GetUtcNow()));
            await store.AuditAsync(db, new(caller.Id, "owner.appoint", "people/" + person) { Workspace = workspace }, cancel).ConfigureAwait(false);
            return 0;
        }, cancel);
    }
}
