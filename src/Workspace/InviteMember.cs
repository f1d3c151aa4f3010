using Dais.Workspace.People;
using Dais.Workspace.Storing;
using Microsoft.EntityFrameworkCore;

namespace Dais.Workspace;

/// <summary>Invites somebody into a workspace. Dais sends nothing: who invites hands the link on.</summary>
public static class InviteMember
{
    /// <summary>Invites; an invitation that lies open for the same person is replaced.</summary>
    /// <exception cref="ConflictException">They are a member already.</exception>
    public static Task<IssuedCode> RunAsync(Store store, Caller caller, string workspace, string email, MemberTerms terms, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(terms);
        return store.WriteAsync(caller, workspace, Permission.Manage, async session =>
        {
            var address = Emails.Read(email);
            await session.CheckAsync(terms, cancel).ConfigureAwait(false);
            var person = await Invitations.PersonOfAsync(store, session.Db, address, cancel).ConfigureAwait(false);
            await AsInvitedAsync(session, person, terms, cancel).ConfigureAwait(false);
            var like = Invitations.Like(Invitations.Member, caller.Id, person.Id, address, workspace);
            var issued = await Invitations.IssueAsync(store, session.Db, like, Invitations.Lasts, cancel).ConfigureAwait(false);
            await session.AuditAsync("member.invite", "people/" + person.Id, terms.Detail(), cancel).ConfigureAwait(false);
            return issued;
        }, cancel);
    }

    private static async Task AsInvitedAsync(Session session, PersonRow person, MemberTerms terms, CancellationToken cancel)
    {
        var member = await session.Db.Members.SingleOrDefaultAsync(m => m.Workspace == session.Workspace.Id && m.Person == person.Id, cancel).ConfigureAwait(false);
        if (member is { State: Memberships.Active or Members.Suspended }) throw new ConflictException($"{person.Email} is a member already.", "members/" + person.Id, null, null);
        if (member is null) session.Db.Members.Add(member = new() { Workspace = session.Workspace.Id, Person = person.Id, Role = "", State = "", Since = "" });
        member.Set(terms);
        (member.State, member.Since) = (Members.Invited, session.Now);
    }
}
