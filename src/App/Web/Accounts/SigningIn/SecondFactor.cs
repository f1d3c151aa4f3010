using System.Security.Cryptography;
using Dais.App.Web.Accounts.Codes;
using Dais.App.Web.Accounts.Identity;
using Dais.Workspace;
using Dais.Workspace.Storing;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;

namespace Dais.App.Web.Accounts.SigningIn;

/// <summary>The second factor: who has given the right password is remembered for five minutes, and asked for a code.</summary>
internal sealed class SecondFactor(Store store, UserManager<Account> users, IDataProtectionProvider protection, TimeProvider clock)
{
    private static readonly TimeSpan Lasts = TimeSpan.FromMinutes(5);

    private readonly ITimeLimitedDataProtector _protector = protection.CreateProtector("dais.second-factor").ToTimeLimitedDataProtector();

    /// <summary>Remembers who has given the right password.</summary>
    public void Await(HttpContext context, string person) => HostCookie.Set(context, HostCookie.SecondFactor, _protector.Protect(person, Lasts), Lasts);

    /// <summary>Who is awaited; nobody where it took too long.</summary>
    public string? Awaited(HttpContext context)
    {
        try
        {
            return context.Request.Cookies[HostCookie.SecondFactor] is { } text ? _protector.Unprotect(text) : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>Checks a code of the phone, or one of the recovery codes, which is used up.</summary>
    public async Task<bool> CheckAsync(string person, string code, CancellationToken cancel)
    {
        if (await AttemptSignIn.ByPersonAsync(store, person, cancel) is not { TwoFactor: true } || await users.FindByIdAsync(person) is not { } account) return false;
        if (await MatchAsync(account, code) is { } step) return await AttemptSignIn.SettleAsync(store, person, step, cancel);
        return (await users.RedeemTwoFactorRecoveryCodeAsync(account, code.Trim().ToUpperInvariant())).Succeeded && await AttemptSignIn.SettleAsync(store, person, null, cancel);
    }

    /// <summary>The step of time whose code it is.</summary>
    public async Task<long?> MatchAsync(Account account, string code) =>
        await users.GetAuthenticatorKeyAsync(account) is { } key ? Totp.Match(key, code, clock.GetUtcNow()) : null;
}
