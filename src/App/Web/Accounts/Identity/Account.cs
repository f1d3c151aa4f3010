using Microsoft.AspNetCore.Identity;

namespace Dais.App.Web.Accounts.Identity;

/// <summary>How a person comes in, as ASP.NET Core Identity knows it. Its id is the person's.</summary>
internal sealed class Account : IdentityUser
{
    /// <summary>The step of time whose code was the last second factor.</summary>
    public long TwoFactorStep { get; set; }
}
