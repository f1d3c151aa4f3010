using System.Text.Json.Nodes;
using Dais.Workspace.People;
using Dais.Workspace.Storing;
using Microsoft.EntityFrameworkCore;

namespace Dais.Workspace;

/// <summary>Somebody who comes with a code.</summary>
/// <param name="Code">The code.</param>
public sealed record Acceptance(string Code)
{
    /// <summary>The account that they make; absent where they have one.</summary>
    public NewAccount? Account { get; init; }

    /// <summary>The id of who is signed in; absent where nobody is.</summary>
    public string? SignedIn { get; init; }
}

/// <summary>An account that is to be.</summary>
/// <param name="Name">The person's name.</param>
/// <param name="PasswordHash">The hash of the password, as the door makes it.</param>
/// <param name="Email">The address; it counts only where the invitation names none.</param>
public sealed record NewAccount(string Name, string PasswordHash, string? Email = null);

/// <summary>Takes an invitation up: the person is let in, and the code is used up.</summary>
/// <remarks>The code is what is demanded here, as other operations demand a permission.</remarks>
public static class AcceptInvitation
{
    /// <summary>Accepts.</summary>
    /// <returns>The person's id, and the workspace that they come into.</returns>
    /// <exception cref="MissingException">There is no such code, or no longer.</exception>
    /// <exception cref="ForbiddenException">It is somebody else's, or its person is suspended.</exception>
    public static Task<(string Person, string? Workspace)> RunAsync(Store store, Acceptance acceptance, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(acceptance);
        return store.InAsync(writes: true, async (db, _, _) =>
        {
            var invitation = await Invitations.FindAsync(store, db, acceptance.Code, cancel).ConfigureAwait(false);
            if (invitation.Purpose == Invitations.Recovery) throw new MissingException("invitations", "Maybe it is a link to set a new password: it opens another page.");
            await Invitations.UseAsync(db, invitation, cancel).ConfigureAwait(false);
            var person = invitation.Purpose == Invitations.Setup
                ? await FirstAsync(store, db, invitation, acceptance, cancel).ConfigureAwait(false)
                : await Instance.PersonAsync(db, invitation.Person!, cancel).ConfigureAwait(false);
            await EnterAsync(store, db, person, acceptance, cancel).ConfigureAwait(false);
            if (invitation.Administrator) person.Administrator = true;
            await JoinAsync(store, db, invitation, person.Id, cancel).ConfigureAwait(false);
            return (person.Id, invitation.Workspace);
        }, cancel);
    }

    /// <summary>Makes the invited member an active one, and remembers it.</summary>
    internal static async Task JoinAsync(Store store, StoreContext db, InvitationRow invitation, string person, CancellationToken cancel)
    {
        if (invitation.Workspace is { } workspace)
        {
            var member = await db.Members.SingleOrDefaultAsync(m => m.Workspace == workspace && m.Person == person && m.State == Members.Invited, cancel).ConfigureAwait(false)
                ?? throw new MissingException("invitations", "Maybe it was withdrawn: ask for a new one.");
            (member.State, member.Since) = (Memberships.Active, Store.Stamp(store.Clock.GetUtcNow()));
        }

        await store.AuditAsync(db, new(person, "invitation.accept", "people/" + person) { Workspace = invitation.Workspace, Detail = new JsonObject { ["purpose"] = invitation.Purpose } }, cancel).ConfigureAwait(false);
    }

    private static async Task EnterAsync(Store store, StoreContext db, PersonRow person, Acceptance acceptance, CancellationToken cancel)
    {
        if (person.State is not (Memberships.Active or Members.Invited)) throw new ForbiddenException("You may not come in.", "invitations", "Maybe an administrator of this instance knows why.");
        if (await db.Accounts.AnyAsync(a => a.Id == person.Id, cancel).ConfigureAwait(false))
        {
            if (acceptance.SignedIn != person.Id) throw new ForbiddenException("The invitation is for somebody who has an account.", "invitations", "Maybe sign in with that account first, then open the link again.");
            return;
        }

        if (acceptance.Account is not { } account) throw new InvalidException("A name and a password are needed.", "account", "Maybe open the link in a window where nobody is signed in.");
        if (string.IsNullOrWhiteSpace(account.Name) || account.Name.Trim().Length > 100) throw new InvalidException("The name is empty, or longer than 100 letters.", "name", "Maybe what colleagues call you serves.");
        (person.Name, person.State) = (account.Name.Trim(), Memberships.Active);
        Accounts.Add(db, person, account.PasswordHash);
    }

    private static async Task<PersonRow> FirstAsync(Store store, StoreContext db, InvitationRow invitation, Acceptance acceptance, CancellationToken cancel)
    {
        await Instance.HoldAsync(store, db, cancel).ConfigureAwait(false);
        if (await Instance.Administrators(db).AnyAsync(cancel).ConfigureAwait(false)) throw new MissingException("invitations", "Maybe this instance was set up already: ask its administrator for an invitation.");
        return await Invitations.PersonOfAsync(store, db, Emails.Read(invitation.Email ?? acceptance.Account?.Email), cancel).ConfigureAwait(false);
    }
}
