using Dais.Workspace.Storing;
using Microsoft.EntityFrameworkCore;

namespace Dais.Workspace.People;

/// <summary>A workspace always has somebody who decides: no operation takes the last owner away.</summary>
internal static class Owners
{
    /// <summary>Refuses to leave the workspace without an owner who may come in.</summary>
    public static async Task DemandOneAsync(StoreContext db, string workspace, CancellationToken cancel)
    {
        await db.SaveChangesAsync(cancel).ConfigureAwait(false);
        if (!await Of(db).AnyAsync(m => m.Workspace == workspace, cancel).ConfigureAwait(false)) throw new InvalidException("The workspace would have no owner.", "workspaces/" + workspace, "Maybe make somebody else an owner first.");
    }

    /// <summary>The workspaces of which that person is an owner, locked in the order of their ids until the transaction is over.</summary>
    public static async Task<List<string>> HoldWorkspacesOfAsync(Store store, StoreContext db, string person, CancellationToken cancel)
    {
        if (store.Database.LocksRows) await db.Database.ExecuteSqlAsync($"SELECT 1 FROM workspaces WHERE id IN (SELECT workspace FROM members WHERE person = {person} AND role = 'owner') ORDER BY id FOR UPDATE", cancel).ConfigureAwait(false);
        return await Of(db).Where(m => m.Person == person).Select(m => m.Workspace).OrderBy(w => w).ToListAsync(cancel).ConfigureAwait(false);
    }

    private static IQueryable<MemberRow> Of(StoreContext db) =>
        db.Members.Where(m => m.Role == "owner" && m.State == Memberships.Active && db.People.Any(p => p.Id == m.Person && p.State == Memberships.Active));
}
