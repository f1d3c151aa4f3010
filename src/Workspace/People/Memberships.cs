using Dais.Workspace.Storing;
using Microsoft.EntityFrameworkCore;

namespace Dais.Workspace.People;

/// <summary>Looks up what somebody is in a workspace.</summary>
internal static class Memberships
{
    /// <summary>The state of a person or member who may come in.</summary>
    public const string Active = "active";

    /// <summary>The membership that holds at this moment; nothing for who is not, not yet or no longer a member.</summary>
    public static async Task<Membership?> OfAsync(StoreContext db, Caller caller, string workspace, string now, CancellationToken cancel)
    {
        if (caller.AtThisMachine) return new Membership(Role.Owner, null, Sensitive: true, null);
        if (caller.OnlyWorkspace is { } only && only != workspace) return null;
        if (caller.Token is { } token && !await ApiTokens.HoldsAsync(db, token, caller.Id, now, cancel).ConfigureAwait(false)) return null;
        var member = await db.Members.AsNoTracking().Where(m => m.Workspace == workspace && m.Person == caller.Id && m.State == Active)
            .Join(db.People.Where(p => p.State == Active), m => m.Person, p => p.Id, (m, _) => m).SingleOrDefaultAsync(cancel).ConfigureAwait(false);
        return member is null ? null : new Membership(Enum.Parse<Role>(member.Role, ignoreCase: true), member.Group, member.Sensitive, caller.Scope);
    }
}
