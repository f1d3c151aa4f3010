using System.Text.RegularExpressions;

namespace Dais.App.Web.Watching;

/// <summary>Takes out of a text for the log what lets somebody in, and what people asked for: credentials, cookies, tokens, one-time links, query strings.</summary>
internal static partial class Redaction
{
    private const string Instead = "***";

    private static readonly HashSet<string> Secrets = new(StringComparer.OrdinalIgnoreCase) { "Authorization", "Cookie", "Set-Cookie", "Query", "QueryString", "Password", "Token", "Secret", "ConnectionString" };

    /// <summary>The text without them.</summary>
    public static string Clean(string text)
    {
        text = Headers().Replace(text, "${name}: " + Instead);
        text = Credentials().Replace(text, "${scheme} " + Instead);
        text = Pairs().Replace(text, "${name}=" + Instead);
        text = Tokens().Replace(text, Instead);
        text = Links().Replace(text, "${where}" + Instead);
        return Queries().Replace(text, "?" + Instead);
    }

    /// <summary>The value of a named field of a log line, as it may be shown.</summary>
    public static string Clean(string name, string value) => Secrets.Contains(name) ? Instead : Clean(value);

    [GeneratedRegex(@"(?<name>\b(?:proxy-authorization|authorization|set-cookie|cookie))""?\s*[:=].*", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Headers();

    [GeneratedRegex(@"\b(?<scheme>bearer|basic)\s+[A-Za-z0-9+/_=.~-]{6,}", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Credentials();

    [GeneratedRegex(@"(?<name>(?:password|pwd|secret|token|api[_-]?key))""?\s*[:=]\s*[^\s;,&]+", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Pairs();

    [GeneratedRegex("dais_[A-Za-z0-9_-]{8,}", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Tokens();

    [GeneratedRegex(@"(?<where>/(?:invitation|recover)/)[^\s""'<>{/?]+", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Links();

    [GeneratedRegex(@"\?[^\s""'<>]+", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Queries();
}
