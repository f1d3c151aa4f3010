using System.Buffers;
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

    private static readonly SearchValues<char> Plain = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789");

    /// <summary>Called with each word; the letters are only there during the call.</summary>
    public delegate void Seen(ReadOnlySpan<char> word);

    /// <summary>The words of the text in order, as often as they stand there.</summary>
    public static List<string> Of(string? text)
    {
        var words = new List<string>();
        Each(text, word => words.Add(word.ToString()));
        return words;
    }

    /// <summary>Goes through the words of the text.</summary>
    /// <returns>How many there are.</returns>
    public static int Each(string? text, Seen seen)
    {
        var (at, count) = (0, 0);
        while (text is not null && at < text.Length && count < MostWords)
        {
            var length = text.AsSpan(at).IndexOfAnyExcept(Plain);
            if (length < 0) length = text.Length - at;
            if (length > 0 && (at + length == text.Length || (char.IsAscii(text[at + length]) && !char.IsAsciiLetterUpper(text[at + length]))))
            {
                seen(text.AsSpan(at, Math.Min(length, MostLetters)));
                count++;
                at += length;
            }
            else if (length == 0 && char.IsAscii(text[at]) && !char.IsAsciiLetter(text[at]))
            {
                at++;
            }
            else
            {
                at = Mixed(text, at, seen, ref count);
            }
        }

        return count;
    }

    // A word with capitals, accents or other scripts, sign by sign; where it ends.
    private static int Mixed(string text, int at, Seen seen, ref int count)
    {
        var word = new StringBuilder(MostLetters);
        while (at < text.Length && count < MostWords)
        {
            Rune.DecodeFromUtf16(text.AsSpan(at), out var rune, out var length);
            var letter = Rune.IsLetterOrDigit(rune);
            if (!letter && Rune.GetUnicodeCategory(rune) != UnicodeCategory.NonSpacingMark) break;
            at += length;
            if (!letter) continue;
            if (IsWord(rune.Value)) Flush(word, seen, ref count);
            if (word.Length < MostLetters) Append(word, rune);
            if (IsWord(rune.Value)) Flush(word, seen, ref count);
        }

        Flush(word, seen, ref count);
        if (at < text.Length) at += char.IsHighSurrogate(text[at]) && at + 1 < text.Length && char.IsLowSurrogate(text[at + 1]) ? 2 : 1;
        return at;
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

    private static void Flush(StringBuilder word, Seen seen, ref int count)
    {
        if (word.Length == 0) return;
        seen(word.ToString());
        count++;
        word.Clear();
    }
}
