using System.Globalization;
using Dais.Workspace.People;
using Dais.Workspace.Storing;
using Microsoft.EntityFrameworkCore;

namespace Dais.Workspace;

/// <summary>What a sign-in is checked against.</summary>
/// <param name="Person">Who.</param>
/// <param name="PasswordHash">The hash of their password; absent where they have none.</param>
/// <param name="TwoFactor">Whether a second factor is asked for.</param>
public sealed record SignInAttempt(string Person, string? PasswordHash, bool TwoFactor);

/// <summary>Counts a sign-in as failed before it is checked, and takes that back where it was right.</summary>
/// <remarks>
/// Counted afterwards, guesses that come all at once would all be checked before the first of them counts. Five that
/// were not right lock the account for a quarter of an hour; who is signed in stays so.
/// </remarks>
public static class AttemptSignIn
{
    /// <summary>How many may be wrong before it is locked.</summary>
    public const int Most = 5;

    /// <summary>How long it is locked.</summary>
    public static readonly TimeSpan Locked = TimeSpan.FromMinutes(15);

    /// <summary>Counts an attempt of whoever has that address.</summary>
    /// <returns>What to check it against; nothing where there is no account, it is locked, or its person may not come in.</returns>
    public static Task<SignInAttempt?> ByEmailAsync(Store store, string email, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        return store.InAsync(writes: true, async (db, _, _) =>
        {
            var normal = Emails.Known(email)?.ToUpperInvariant();
            var person = normal is null ? null : await db.Accounts.Where(a => a.NormalizedEmail == normal).Select(a => a.Id).SingleOrDefaultAsync(cancel).ConfigureAwait(false);
            return person is null ? null : await CountAsync(store, db, person, cancel).ConfigureAwait(false);
        }, cancel);
    }

    /// <summary>Counts an attempt of that person.</summary>
    /// <returns>As <see cref="ByEmailAsync"/>.</returns>
    public static Task<SignInAttempt?> ByPersonAsync(Store store, string person, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        return store.InAsync(writes: true, (db, _, _) => CountAsync(store, db, person, cancel), cancel);
    }

    /// <summary>Takes one back: its password was right, and the second factor is asked for next.</summary>
    public static Task ForgiveAsync(Store store, string person, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        return store.InAsync(writes: true, async (db, _, _) =>
        {
            var account = await Accounts.HeldAsync(store, db, person, cancel).ConfigureAwait(false);
            if (account is { AccessFailedCount: > 0 }) (account.AccessFailedCount, account.LockoutEnd) = (account.AccessFailedCount - 1, null);
            return 0;
        }, cancel);
    }

    /// <summary>Takes all back: the person has proved who they are.</summary>
    /// <param name="store">Where.</param>
    /// <param name="person">Who.</param>
    /// <param name="step">The step of time whose code was given as the second factor; absent where none was. Each is good once.</param>
    /// <param name="cancel">Stops it.</param>
    /// <returns>Whether they may come in; not so where the code was used before.</returns>
    public static Task<bool> SettleAsync(Store store, string person, long? step = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        return store.InAsync(writes: true, async (db, _, _) =>
        {
            var account = await Accounts.HeldAsync(store, db, person, cancel).ConfigureAwait(false);
            if (account is null || step <= account.TwoFactorStep) return false;
            (account.AccessFailedCount, account.LockoutEnd, account.TwoFactorStep) = (0, null, step ?? account.TwoFactorStep);
            return true;
        }, cancel);
    }

    private static async Task<SignInAttempt?> CountAsync(Store store, StoreContext db, string person, CancellationToken cancel)
    {
        if (await Accounts.HeldAsync(store, db, person, cancel).ConfigureAwait(false) is not { } account) return null;
        if (!await db.People.AnyAsync(p => p.Id == person && p.State == Memberships.Active, cancel).ConfigureAwait(false)) return null;
        var now = store.Clock.GetUtcNow();
        var end = account.LockoutEnd is { } until ? DateTimeOffset.Parse(until, CultureInfo.InvariantCulture) : (DateTimeOffset?)null;
        if (end > now) return null;
        account.AccessFailedCount = end is null ? account.AccessFailedCount + 1 : 1;
        account.LockoutEnd = null;
        if (account.AccessFailedCount >= Most)
        {
            account.LockoutEnd = Store.Stamp(now + Locked);
            await store.AuditAsync(db, new(person, "account.lock", "people/" + person), cancel).ConfigureAwait(false);
        }

        return new(person, account.PasswordHash, account.TwoFactorEnabled);
    }
}
