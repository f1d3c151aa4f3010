using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace Dais.App.Web.Accounts.Identity;

/// <summary>Identity's store; the key of the second factor and the recovery codes are encrypted before they reach the tables.</summary>
internal sealed class AccountStore(AccountsContext context, IDataProtectionProvider protection)
    : UserOnlyStore<Account, AccountsContext, string, IdentityUserClaim<string>, IdentityUserLogin<string>, IdentityUserToken<string>>(context)
{
    /// <summary>Saves what has changed and nothing else: the counts of attempts are the store's operations' to write.</summary>
    public override async Task<IdentityResult> UpdateAsync(Account user, CancellationToken cancellationToken = default)
    {
        user.ConcurrencyStamp = Guid.NewGuid().ToString();
        try
        {
            await Context.SaveChangesAsync(cancellationToken);
            return IdentityResult.Success;
        }
        catch (DbUpdateConcurrencyException)
        {
            return IdentityResult.Failed(ErrorDescriber.ConcurrencyFailure());
        }
    }

    public override Task SetTokenAsync(Account user, string loginProvider, string name, string? value, CancellationToken cancellationToken) =>
        base.SetTokenAsync(user, loginProvider, name, value is null ? null : Protector(user).Protect(value), cancellationToken);

    public override async Task<string?> GetTokenAsync(Account user, string loginProvider, string name, CancellationToken cancellationToken)
    {
        try
        {
            return await base.GetTokenAsync(user, loginProvider, name, cancellationToken) is { } value ? Protector(user).Unprotect(value) : null;
        }
        catch (CryptographicException)
        {
            return null; // It was encrypted under keys that are gone: as good as none, and an administrator can offer a recovery.
        }
    }

    private IDataProtector Protector(Account user) => protection.CreateProtector("dais.accounts", user.Id);
}
