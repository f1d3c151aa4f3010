using System.Collections.Immutable;
using Dais.Workspace.People;
using Dais.Workspace.Storing;
using Microsoft.EntityFrameworkCore;

namespace Dais.Workspace;

/// <summary>Who belongs to a workspace, for its owners.</summary>
public static class ListMembers
{
    /// <summary>Lists them by name; who was removed is not among them.</summary>
    public static Task<ImmutableArray<Member>> RunAsync(Store store, Caller caller, string workspace, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        return store.ReadAsync(caller, workspace, Permission.Manage, async session =>
        {
            var rows = await session.Db.Members.AsNoTracking().Where(m => m.Workspace == workspace && m.State != Members.Removed)
                .Join(session.Db.People.AsNoTracking(), m => m.Person, p => p.Id, (m, p) => new { Row = m, Person = p }).ToListAsync(cancel).ConfigureAwait(false);
            return rows.Select(r => Shown(r.Row, r.Person)).OrderBy(m => m.Name, StringComparer.Ordinal).ThenBy(m => m.Person, StringComparer.Ordinal).ToImmutableArray();
        }, cancel);
    }

    // Whom somebody invites by an address is not known to them by name until they have come.
    private static Member Shown(MemberRow row, PersonRow person) =>
        new(row.Person, row.State == Members.Invited ? person.Email ?? person.Name : person.Name, person.Email, row.Terms(), row.State, row.Since);
}
