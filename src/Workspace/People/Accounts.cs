using Dais.Workspace.Storing;
using Microsoft.EntityFrameworkCore;

namespace Dais.Workspace.People;

/// <summary>What the operations on accounts share.</summary>
internal static class Accounts
{
    /// <summary>Makes the account of a person who has none.</summary>
    public static void Add(StoreContext db, PersonRow person, string? passwordHash)
    {
        db.Accounts.Add(new()
        {
            Id = person.Id,
            UserName = person.Id,
            NormalizedUserName = person.Id.ToUpperInvariant(),
            Email = person.Email!,
            NormalizedEmail = person.Email!.ToUpperInvariant(),
            EmailConfirmed = true,
            PasswordHash = passwordHash,
            SecurityStamp = Secret.NewId(),
            ConcurrencyStamp = Secret.NewId(),
            LockoutEnabled = true,
        });
    }

    /// <summary>The account of a person, which nobody else changes until the transaction is over.</summary>
    public static Task<AccountRow?> HeldAsync(Store store, StoreContext db, string person, CancellationToken cancel) =>
        (store.Database.LocksRows ? db.Accounts.FromSql($"SELECT * FROM accounts WHERE id = {person} FOR UPDATE") : db.Accounts.Where(a => a.Id == person)).SingleOrDefaultAsync(cancel);

    /// <summary>Ends every session of a person, but perhaps one.</summary>
    public static Task EndSessionsAsync(Store store, StoreContext db, string person, string? except, CancellationToken cancel)
    {
        var now = Store.Stamp(store.Clock.GetUtcNow());
        return db.Sessions.Where(s => s.Person == person && s.Ended == null && s.Id != except).ExecuteUpdateAsync(s => s.SetProperty(r => r.Ended, now), cancel);
    }
}
