namespace Dais.App.Web.Accounts;

/// <summary>Where somebody goes on after they signed in: an address of this server, never of another.</summary>
internal static class LocalPath
{
    /// <summary>Where they go where nothing else is said.</summary>
    public const string Home = "/account";

    /// <summary>The path, where it is one of this server; else <see cref="Home"/>.</summary>
    public static string Of(string? path) =>
        path is ['/', ..] and not ['/', '/' or '\\', ..] && path.Length <= 1000 && !path.Any(c => char.IsControl(c) || c == '\\') ? path : Home;
}
