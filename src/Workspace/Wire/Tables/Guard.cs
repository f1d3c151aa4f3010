namespace Dais.Workspace.Wire.Tables;

/// <summary>
/// Keeps a text in a CSV file from being taken for a formula, and the empty text from being taken for none.
/// </summary>
/// <remarks>
/// A text that is empty, or begins with a character with which spreadsheets begin formulas (<c>= + - @</c>, their full-width forms,
/// tab, line breaks, null), perhaps behind apostrophes, gets one apostrophe more; reading takes one off. Every text
/// comes back as it was: <c>Off(On(text)) == text</c>. Numbers are not texts and are not guarded.
/// </remarks>
internal static class Guard
{
    /// <summary>The text as it stands in the file.</summary>
    public static string On(string text) => Triggers(text, 0) ? "'" + text : text;

    /// <summary>The text that was meant.</summary>
    public static string Off(string text) => text.Length > 0 && text[0] == '\'' && Triggers(text, 1) ? text[1..] : text;

    private static bool Triggers(string text, int from)
    {
        var first = from;
        while (first < text.Length && text[first] == '\'') first++;
        return first == text.Length || text[first] is '=' or '+' or '-' or '@' or '\t' or '\r' or '\n' or '\0' or '＝' or '＋' or '－' or '＠';
    }
}
