using System.Text.RegularExpressions;

namespace Dais.Workspace.People;

/// <summary>Addresses of e-mail as the store tells people apart by them: small letters, no blanks around them.</summary>
internal static partial class Emails
{
    /// <summary>The address as the store has it.</summary>
    /// <exception cref="InvalidException">It is none.</exception>
    public static string Read(string? text) =>
        Known(text) is { } email ? email : throw new InvalidException($"\"{text}\" is no e-mail address.", "email", "Maybe one such as owner@example.org is meant.");

    /// <summary>The address as the store has it; nothing where it is none.</summary>
    public static string? Known(string? text) =>
        text?.Trim().ToLowerInvariant() is { Length: <= 254 } email && Address().IsMatch(email) ? email : null;

    [GeneratedRegex(@"^[^\s@\p{C}]{1,64}@[^\s@\p{C}]+\.[^\s@\p{C}]+$")]
    private static partial Regex Address();
}
