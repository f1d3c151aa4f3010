using Dais.Workspace.People;
using Dais.Workspace.Storing;
using Microsoft.EntityFrameworkCore;

namespace Dais.Workspace;

/// <summary>An invitation as its page shows it to who has the code.</summary>
/// <param name="Purpose"><c>member</c>, <c>person</c>, <c>setup</c> or <c>recovery</c>.</param>
/// <param name="Email">For whom; absent where nobody is known yet.</param>
/// <param name="Workspace">The name of the workspace that it leads into.</param>
/// <param name="Role">What they will be there.</param>
/// <param name="Person">The id of the person who has an account already; absent where one is to be made.</param>
public sealed record ShownInvitation(string Purpose, string? Email, string? Workspace, Role? Role, string? Person);

/// <summary>Shows what an invitation is for, without using it up.</summary>
public static class ReadInvitation
{
    /// <summary>Reads it.</summary>
    /// <exception cref="MissingException">There is no such code, or no longer.</exception>
    public static Task<ShownInvitation> RunAsync(Store store, string code, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        return store.InAsync(writes: false, async (db, _, _) =>
        {
            var invitation = await Invitations.FindAsync(store, db, code, cancel).ConfigureAwait(false);
            var workspace = await db.Workspaces.AsNoTracking().SingleOrDefaultAsync(w => w.Id == invitation.Workspace, cancel).ConfigureAwait(false);
            var member = await db.Members.AsNoTracking().SingleOrDefaultAsync(m => m.Workspace == invitation.Workspace && m.Person == invitation.Person, cancel).ConfigureAwait(false);
            var known = await db.Accounts.AnyAsync(a => a.Id == invitation.Person, cancel).ConfigureAwait(false);
            return new ShownInvitation(invitation.Purpose, invitation.Email, workspace?.Name, member?.Terms().Role, known ? invitation.Person : null);
        }, cancel);
    }
}
