using Dais.Workspace.People;
using Dais.Workspace.Storing;

namespace Dais.Workspace;

/// <summary>Lets a suspended member in again, as what they were.</summary>
public static class RestoreMember
{
    /// <summary>Restores; who is active stays so.</summary>
    /// <exception cref="InvalidException">They have not come in yet.</exception>
    public static Task RunAsync(Store store, Caller caller, string workspace, string person, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        return store.WriteAsync(caller, workspace, Permission.Manage, async session =>
        {
            var member = await session.MemberAsync(person, cancel).ConfigureAwait(false);
            if (member.State == Memberships.Active) return 0;
            if (member.State != Members.Suspended) throw new InvalidException("They have not come in yet.", "members/" + person, "Maybe invite them again: the link may have been lost.");
            await session.ChangeAsync(member, m => m.State = Memberships.Active, cancel).ConfigureAwait(false);
            await session.AuditAsync("member.restore", "people/" + person, null, cancel).ConfigureAwait(false);
            return 0;
        }, cancel);
    }
}
