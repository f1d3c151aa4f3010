using System.Text.Json.Nodes;
using Dais.Workspace.People;
using Dais.Workspace.Storing;

namespace Dais.Workspace;

/// <summary>Invites somebody to the instance, into no workspace yet.</summary>
public static class InvitePerson
{
    /// <summary>Invites.</summary>
    /// <param name="store">Where.</param>
    /// <param name="caller">An administrator.</param>
    /// <param name="email">Whom.</param>
    /// <param name="administrator">Whether they are to administer the instance.</param>
    /// <param name="cancel">Stops it.</param>
    /// <exception cref="ConflictException">They come in already.</exception>
    public static Task<IssuedCode> RunAsync(Store store, Caller caller, string email, bool administrator = false, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        return store.InAsync(writes: true, async (db, _, _) =>
        {
            await Instance.DemandAdministratorAsync(db, caller, "people", cancel).ConfigureAwait(false);
            var address = Emails.Read(email);
            var person = await Invitations.PersonOfAsync(store, db, address, cancel).ConfigureAwait(false);
            if (person.State != Members.Invited) throw new ConflictException($"{address} is here already.", "people/" + person.Id, null, null);
            var issued = await Invitations.IssueAsync(store, db, Invitations.Like(Invitations.Person, caller.Id, person.Id, address, administrator: administrator), Invitations.Lasts, cancel).ConfigureAwait(false);
            await store.AuditAsync(db, new(caller.Id, "person.invite", "people/" + person.Id) { Detail = new JsonObject { ["administrator"] = administrator } }, cancel).ConfigureAwait(false);
            return issued;
        }, cancel);
    }
}
