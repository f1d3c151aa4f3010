using System.Globalization;
using System.Text;

namespace Dais.Workspace.Signals.Searching;

/// <summary>Cuts a text into the words that are searched: the same for both engines, for what is stored and for what is asked.</summary>
/// <remarks>
/// A word is a run of letters and digits in small letters, Latin ones without their accents; of the scripts that write no
/// blanks between words every sign is one. Nothing is stemmed and nothing left out, so that what is found can be seen.
/// </remarks>
internal static class SearchWords
{
    /// <summary>The most letters of a word; what follows is not looked at.</summary>
    public const int MostLetters = 40;

    /// <summary>The most words of a text; what follows is not searched.</summary>
    public const int MostWords = 4_000;

    private const string Accented = "àáâãäåāăąçćĉċčďđèéêëēĕėęěĝğġģĥħìíîïĩīĭįıĵķĺļľŀłñńņňòóôõöøōŏőŕŗřśŝşšţťŧùúûüũūŭůűųŵýÿŷźżž";
    private const string Bare = "aaaaaaaaacccccddeeeeeeeeegggghhiiiiiiiiijklllllnnnnooooooooorrrsssstttuuuuuuuuuuwyyyzzz";

    /// <summary>The words of the text in order, as often as they stand there.</summary>
    public static List<string> Of(string? text)
    {
        var words = new List<string>();
        if (text is null) return words;
        var word = new StringBuilder(MostLetters);
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsLetterOrDigit(rune))
            {
                if (IsWord(rune.Value)) Flush(words, word);
                if (word.Length < MostLetters) Append(word, rune);
                if (IsWord(rune.Value)) Flush(words, word);
            }
            else if (Rune.GetUnicodeCategory(rune) != UnicodeCategory.NonSpacingMark)
            {
                Flush(words, word);
            }

            if (words.Count >= MostWords) return words;
        }

        Flush(words, word);
        return words;
    }

    private static void Append(StringBuilder word, Rune rune)
    {
        if (rune.IsAscii)
        {
            word.Append(char.ToLowerInvariant((char)rune.Value));
            return;
        }

        var small = Rune.ToLowerInvariant(rune);
        var place = small.Value is >= 0xDF and < 0x180 ? Accented.IndexOf((char)small.Value) : -1;
        if (place >= 0) word.Append(Bare[place]);
        else if (small.Value == 'ß') word.Append("ss");
        else if (small.Value == 'æ') word.Append("ae");
        else if (small.Value == 'œ') word.Append("oe");
        else word.Append(small.ToString());
    }

    private static bool IsWord(int sign) => sign is (>= 0x3040 and <= 0x30FF) or (>= 0x3400 and <= 0x9FFF) or (>= 0x20000 and <= 0x3FFFF);

    private static void Flush(List<string> words, StringBuilder word)
    {
        if (word.Length == 0) return;
        words.Add(word.ToString());
        word.Clear();
    }
}
