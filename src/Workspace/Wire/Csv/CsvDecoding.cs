using System.Text;

namespace Dais.Workspace.Wire.Csv;

/// <summary>Finds out in what encoding a text file is, and reads it.</summary>
/// <remarks>
/// A mark at the beginning decides. Without one: zeros in every second byte and nowhere else are UTF-16, valid UTF-8 is
/// UTF-8, and everything else is Windows-1252, what spreadsheets write in the West, in which every byte has a meaning.
/// </remarks>
internal static class CsvDecoding
{
    /// <summary>The encoding that is taken where the bytes do not say.</summary>
    public const string Guessed = "Windows-1252";

    // What Windows-1252 has where ISO 8859-1 has control characters, from 0x80 on.
    private const string Windows1252 = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ";

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The text without its mark, and the name of its encoding.</summary>
    public static (string Text, string Encoding) Of(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [0xEF, 0xBB, 0xBF, .. var rest] => Unmarked(rest),
        [0xFF, 0xFE, 0, 0, .. var rest] => (Encoding.UTF32.GetString(rest), "UTF-32"),
        [0xFF, 0xFE, .. var rest] => (Encoding.Unicode.GetString(rest), "UTF-16"),
        [0xFE, 0xFF, .. var rest] => (Encoding.BigEndianUnicode.GetString(rest), "UTF-16"),
        _ when Zeros(bytes, 1) => (Encoding.Unicode.GetString(bytes), "UTF-16"),
        _ when Zeros(bytes, 0) => (Encoding.BigEndianUnicode.GetString(bytes), "UTF-16"),
        _ => Unmarked(bytes),
    };

    private static (string, string) Unmarked(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return (Utf8.GetString(bytes), "UTF-8");
        }
        catch (DecoderFallbackException)
        {
            return (string.Create(bytes.Length, bytes, static (chars, source) =>
            {
                for (var i = 0; i < chars.Length; i++) chars[i] = source[i] is >= 0x80 and <= 0x9F ? Windows1252[source[i] - 0x80] : (char)source[i];
            }), Guessed);
        }
    }

    // Western letters in UTF-16 have a zero in every second byte; no other text has many.
    private static bool Zeros(ReadOnlySpan<byte> bytes, int parity)
    {
        var (pairs, zeros, others) = (Math.Min(bytes.Length / 2, 2000), 0, 0);
        for (var i = 0; i < pairs; i++)
        {
            if (bytes[(2 * i) + parity] == 0) zeros++;
            if (bytes[(2 * i) + 1 - parity] == 0) others++;
        }

        return pairs > 0 && zeros * 2 > pairs && others == 0;
    }
}
