using Dais.Workspace.People;
using Dais.Workspace.Storing;

namespace Dais.Workspace;

/// <summary>Takes a member, or one who is invited, out of a workspace. What they did stays in its history.</summary>
public static class RemoveMember
{
    /// <summary>Removes; open invitations are withdrawn, and tokens for this workspace alone are revoked.</summary>
    /// <exception cref="InvalidException">The workspace would have no owner.</exception>
    public static Task RunAsync(Store store, Caller caller, string workspace, string person, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        return store.WriteAsync(caller, workspace, Permission.Manage, async session =>
        {
            var member = await session.MemberAsync(person, cancel).ConfigureAwait(false);
            await session.ChangeAsync(member, m => m.State = Members.Removed, cancel).ConfigureAwait(false);
            await Invitations.WithdrawAsync(session.Db, i => i.Workspace == workspace && i.Person == person, cancel).ConfigureAwait(false);
            await ApiTokens.RevokeAsync(session.Db, t => t.Workspace == workspace && t.Person == person, session.Now, cancel).ConfigureAwait(false);
            await session.AuditAsync("member.remove", "people/" + person, null, cancel).ConfigureAwait(false);
            return 0;
        }, cancel);
    }
}
