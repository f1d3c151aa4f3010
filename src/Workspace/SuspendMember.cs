using Dais.Workspace.People;
using Dais.Workspace.Storing;

namespace Dais.Workspace;

/// <summary>Keeps a member out of a workspace for a while: their next call is refused.</summary>
public static class SuspendMember
{
    /// <summary>Suspends.</summary>
    /// <exception cref="InvalidException">They are not active, or the workspace would have no owner.</exception>
    public static Task RunAsync(Store store, Caller caller, string workspace, string person, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        return store.WriteAsync(caller, workspace, Permission.Manage, async session =>
        {
            var member = await session.MemberAsync(person, cancel).ConfigureAwait(false);
            if (member.State == Members.Suspended) return 0;
            if (member.State != Memberships.Active) throw new InvalidException("They have not come in yet.", "members/" + person, "Maybe remove them: that withdraws the invitation.");
            await session.ChangeAsync(member, m => m.State = Members.Suspended, cancel).ConfigureAwait(false);
            await session.AuditAsync("member.suspend", "people/" + person, null, cancel).ConfigureAwait(false);
            return 0;
        }, cancel);
    }
}
