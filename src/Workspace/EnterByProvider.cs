using System.Text.Json.Nodes;
using Dais.Workspace.People;
using Dais.Workspace.Storing;
using Microsoft.EntityFrameworkCore;

namespace Dais.Workspace;

/// <summary>Somebody as a sign-in provider tells of them.</summary>
/// <param name="Provider">The provider: its address.</param>
/// <param name="Subject">Its name for them, which never changes.</param>
/// <param name="Email">The address that it has verified; absent where it has not.</param>
/// <param name="Name">What it calls them.</param>
public sealed record ProvidedIdentity(string Provider, string Subject, string? Email, string? Name);

/// <summary>Says who comes from a sign-in provider. Somebody whom nobody invited does not come in.</summary>
public static class EnterByProvider
{
    /// <summary>Finds the person by the provider's subject; where it is new, links it to who is known by the verified address.</summary>
    /// <returns>The person's id; nothing where they may not come in.</returns>
    public static Task<string?> RunAsync(Store store, ProvidedIdentity identity, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(identity);
        return store.InAsync(writes: true, async (db, _, _) =>
        {
            var linked = await db.AccountLogins.AsNoTracking().SingleOrDefaultAsync(l => l.LoginProvider == identity.Provider && l.ProviderKey == identity.Subject, cancel).ConfigureAwait(false);
            if (linked is not null) return await db.People.Where(p => p.Id == linked.UserId && p.State == Memberships.Active).Select(p => p.Id).SingleOrDefaultAsync(cancel).ConfigureAwait(false);
            return Emails.Known(identity.Email) is { } email ? await LinkAsync(store, db, identity, email, cancel).ConfigureAwait(false) : null;
        }, cancel);
    }

    private static async Task<string?> LinkAsync(Store store, StoreContext db, ProvidedIdentity identity, string email, CancellationToken cancel)
    {
        var person = await db.People.SingleOrDefaultAsync(p => p.Email == email, cancel).ConfigureAwait(false);
        if (person is null || await db.AccountLogins.AnyAsync(l => l.UserId == person.Id && l.LoginProvider == identity.Provider, cancel).ConfigureAwait(false)) return null;
        if (person.State == Members.Invited && !await AcceptAsync(store, db, person, identity, cancel).ConfigureAwait(false)) return null;
        if (person.State != Memberships.Active) return null;
        db.AccountLogins.Add(new() { LoginProvider = identity.Provider, ProviderKey = identity.Subject, UserId = person.Id });
        await store.AuditAsync(db, new(person.Id, "account.link", "people/" + person.Id) { Detail = new JsonObject { ["provider"] = identity.Provider } }, cancel).ConfigureAwait(false);
        return person.Id;
    }

    // Who is invited by an address and comes with it, verified, is who was meant: their open invitations are taken up.
    private static async Task<bool> AcceptAsync(Store store, StoreContext db, PersonRow person, ProvidedIdentity identity, CancellationToken cancel)
    {
        var open = await Invitations.OpenForAsync(store, db, person.Id, cancel).ConfigureAwait(false);
        if (open.Count == 0) return false;
        person.State = Memberships.Active;
        if (identity.Name?.Trim() is { Length: > 0 and <= 100 } name) person.Name = name;
        Accounts.Add(db, person, passwordHash: null);
        foreach (var invitation in open)
        {
            await Invitations.UseAsync(db, invitation, cancel).ConfigureAwait(false);
            if (invitation.Administrator) person.Administrator = true;
            await AcceptInvitation.JoinAsync(store, db, invitation, person.Id, cancel).ConfigureAwait(false);
        }

        return true;
    }
}
