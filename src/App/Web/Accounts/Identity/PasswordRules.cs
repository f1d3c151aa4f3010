using System.Collections.Frozen;
using Microsoft.AspNetCore.Identity;

namespace Dais.App.Web.Accounts.Identity;

/// <summary>What a password has to be: long, and not what everybody tries first. Nothing else is asked, so that sentences serve.</summary>
internal static class PasswordRules
{
    public const int Shortest = 12, Longest = 200;

    private static readonly FrozenSet<string> Common = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "123456789012", "1234567890123", "12345678901234", "123456789123", "123123123123", "qwertyuiopas", "qwertyuiop123", "1q2w3e4r5t6y", "1qaz2wsx3edc", "passwordpassword", "password1234", "password12345", "password123456",
        "changeme1234", "changemechangeme", "letmeinletmein", "iloveyou1234", "administrator", "administrator1", "administrator123", "welcome12345", "welcomewelcome", "qwerty123456", "qwertyqwerty", "abcdefghijkl", "abcdefghijklm", "correcthorsebatterystaple", "adminadminadmin", "trustno1trustno1");

    /// <summary>Why the password cannot be used, as a sentence and what to do; nothing where it can.</summary>
    public static string? Refused(string password, string? email)
    {
        if (password.Length < Shortest) return $"The password has {password.Length} characters; at least {Shortest} are asked for. Maybe a sentence of four words serves.";
        if (password.Length > Longest) return $"The password has {password.Length} characters; at most {Longest} are allowed. Maybe a shorter sentence serves.";
        if (password.Distinct().Count() < 5) return "The password has fewer than five different characters. Maybe a sentence of four words serves.";
        if (Common.Contains(password)) return "The password is one that everybody tries first. Maybe a sentence of four words serves.";
        var name = email?.Split('@')[0];
        return name is { Length: >= 4 } && password.Contains(name, StringComparison.OrdinalIgnoreCase) ? "The password has your e-mail address in it. Maybe a sentence of four words serves." : null;
    }

    /// <summary>The same rules as Identity asks for them.</summary>
    internal sealed class Validator : IPasswordValidator<Account>
    {
        public Task<IdentityResult> ValidateAsync(UserManager<Account> manager, Account user, string? password) =>
            Task.FromResult(Refused(password ?? "", user.Email) is { } refused ? IdentityResult.Failed(new IdentityError { Code = "Password", Description = refused }) : IdentityResult.Success);
    }
}
