using System.Text.Json.Nodes;
using Dais.Workspace.People;
using Dais.Workspace.Storing;
using Microsoft.EntityFrameworkCore;

namespace Dais.Workspace;

/// <summary>Deletes a workspace: things, signals, history, members, invitations, jobs, tokens for it alone, and answers that were kept of it.</summary>
/// <remarks>
/// It cannot be undone. What stays: the lines of the audit, one of which tells of this and which are a chain; the people;
/// and whatever backups hold. The pages of a database file in which it stood are free, not overwritten.
/// </remarks>
public static class DeleteWorkspace
{
    /// <summary>Deletes it.</summary>
    /// <param name="store">The store.</param>
    /// <param name="caller">An owner.</param>
    /// <param name="workspace">The workspace's id.</param>
    /// <param name="name">The workspace's name, letter for letter: so that nobody deletes another one than they mean.</param>
    /// <param name="cancel">Stops it; nothing is changed then.</param>
    /// <returns>The last revision that it had.</returns>
    /// <exception cref="InvalidException">That is not its name.</exception>
    public static async Task<long> RunAsync(Store store, Caller caller, string workspace, string name, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        var last = await store.WriteAsync(caller, workspace, Permission.Manage, async session =>
        {
            var (row, db) = (session.Workspace, session.Db);
            if (name != row.Name) throw new InvalidException("That is not the name of the workspace.", "name", $"Maybe \"{row.Name}\" is meant: it has to be spelt letter for letter.");
            await AnswersOf(db, workspace).ExecuteDeleteAsync(cancel).ConfigureAwait(false);
            await db.Workspaces.Where(w => w.Id == workspace).ExecuteDeleteAsync(cancel).ConfigureAwait(false);   // The tables that hang on it go with it.
            await session.AuditAsync("workspace.delete", "workspaces/" + workspace, new JsonObject { ["name"] = row.Name, ["revision"] = row.Revision }, cancel).ConfigureAwait(false);
            return row.Revision;
        }, cancel).ConfigureAwait(false);
        store.Forget(workspace);
        return last;
    }

    // An answer says of which workspace it is by the address of what was made, or by name. An id has no letter that means more in a pattern.
    private static IQueryable<AnsweredRow> AnswersOf(StoreContext db, string workspace)
    {
        var (address, named) = ($"Location: /api/workspaces/{workspace}/", $"\"workspace\":\"{workspace}\"");
        return db.Answered.Where(a => a.Headers.Contains(address) || a.Body.Contains(named));
    }
}
