namespace Dais.App.Web.Pages.Working;

/// <summary>The addresses of pages, in one place: a page that links to another asks here.</summary>
internal static class Address
{
    /// <summary>The prefix of every page about a workspace.</summary>
    private const string Prefix = "/w/";

    /// <summary>A page of a workspace; the cockpit where none is said.</summary>
    public static string Of(string workspace, string page = "") => Prefix + Uri.EscapeDataString(workspace) + (page.Length == 0 ? "" : "/" + page);

    /// <summary>The workspace that an address is about; absent where it is about none.</summary>
    public static string? Workspace(string path)
    {
        if (!path.StartsWith(Prefix, StringComparison.Ordinal)) return null;
        var rest = path[Prefix.Length..].Split('/', '?', '#')[0];
        return rest.Length == 0 ? null : Uri.UnescapeDataString(rest);
    }

    /// <summary>The page of a workspace that an address is about: its first part.</summary>
    public static string Page(string path)
    {
        var parts = path.Split('?', '#')[0].Split('/', StringSplitOptions.RemoveEmptyEntries);
        return parts.Length > 2 && parts[0] == "w" ? parts[2] : "";
    }
}
