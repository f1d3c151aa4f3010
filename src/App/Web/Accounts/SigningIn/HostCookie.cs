using Microsoft.AspNetCore.Http;

namespace Dais.App.Web.Accounts.SigningIn;

/// <summary>A cookie that a browser gives back to this very host alone, and only over an encrypted connection or to its own machine.</summary>
/// <remarks>The prefix is a promise that browsers hold us to: secure, for the whole host, for no other host.</remarks>
internal static class HostCookie
{
    public const string Prefix = "__Host-";

    /// <summary>Who is signed in.</summary>
    public const string Session = Prefix + "dais";

    /// <summary>Who has given the password, and is asked for the second factor.</summary>
    public const string SecondFactor = Prefix + "dais-second";

    /// <summary>What tells the forms of our own pages from others'.</summary>
    public const string Forms = Prefix + "dais-forms";

    public static void Set(HttpContext context, string name, string value, TimeSpan lasts) =>
        context.Response.Cookies.Append(name, value, Options(lasts));

    public static void Clear(HttpContext context, string name) => context.Response.Cookies.Delete(name, Options(null));

    private static CookieOptions Options(TimeSpan? lasts) =>
        new() { Secure = true, HttpOnly = true, Path = "/", SameSite = SameSiteMode.Lax, MaxAge = lasts, IsEssential = true };

    /// <summary>The same for cookies that the framework makes: secure whatever the connection to the reverse proxy is.</summary>
    internal sealed class Builder : CookieBuilder
    {
        public Builder(string name)
        {
            (Name, Path, HttpOnly, IsEssential) = (name, "/", true, true);
            (SameSite, SecurePolicy) = (SameSiteMode.Strict, CookieSecurePolicy.None);
        }

        public override CookieOptions Build(HttpContext context, DateTimeOffset expiresFrom)
        {
            var options = base.Build(context, expiresFrom);
            (options.Secure, options.Path) = (true, "/");
            return options;
        }
    }
}
