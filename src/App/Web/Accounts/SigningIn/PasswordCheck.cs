using Dais.App.Web.Accounts.Identity;
using Dais.Workspace;
using Dais.Workspace.Storing;
using Microsoft.AspNetCore.Identity;

namespace Dais.App.Web.Accounts.SigningIn;

/// <summary>Checks an address and a password, and tells no more than that they do not fit.</summary>
/// <remarks>
/// An address that nobody has, one that is locked and a wrong password take the same work and are answered at the same
/// time: the hash is computed in every case, and the answer waits until a fixed time has passed.
/// </remarks>
internal sealed class PasswordCheck(Store store, IPasswordHasher<Account> hasher, TimeProvider clock)
{
    /// <summary>When an answer that refuses comes: later than the work takes.</summary>
    private static readonly TimeSpan Refused = TimeSpan.FromMilliseconds(600);

    private static readonly Account Nobody = new();
    private static string? _nothing;

    /// <summary>Checks.</summary>
    /// <returns>Whom they fit; nothing where they fit nobody.</returns>
    public async Task<SignInAttempt?> RunAsync(string email, string password, CancellationToken cancel)
    {
        var began = clock.GetTimestamp();
        var attempt = await AttemptSignIn.ByEmailAsync(store, email, cancel);
        var hash = attempt?.PasswordHash ?? (_nothing ??= hasher.HashPassword(Nobody, Guid.NewGuid().ToString()));
        var fits = password.Length <= PasswordRules.Longest && hasher.VerifyHashedPassword(Nobody, hash, password) != PasswordVerificationResult.Failed;
        if (fits && attempt?.PasswordHash is not null) return attempt;
        var left = Refused - clock.GetElapsedTime(began);
        if (left > TimeSpan.Zero) await Task.Delay(left, clock, cancel);
        return null;
    }

    /// <summary>Whether it is the password of who is signed in already; asked before what would lock them out. It counts as an attempt too.</summary>
    public async Task<bool> ConfirmAsync(Account account, string password, CancellationToken cancel)
    {
        if (await RunAsync(account.Email!, password, cancel) is not { } attempt || attempt.Person != account.Id) return false;
        await AttemptSignIn.ForgiveAsync(store, account.Id, cancel);
        return true;
    }
}
