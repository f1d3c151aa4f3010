using System.Text;

namespace Dais.Workspace.Wire.Csv;

/// <summary>Finds out in what encoding a text file is, and reads it.</summary>
internal static class CsvDecoding
{
    // What Windows-1252 has where ISO 8859-1 has control characters, from 0x80 on.
    private const string Windows1252 = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ";

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The text: by its mark UTF-8 or UTF-16, else UTF-8 where the bytes are that, else Windows-1252.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="guessed">Whether it was neither marked nor UTF-8, so that the last was taken.</param>
    public static string Text(byte[] bytes, out bool guessed)
    {
        guessed = false;
        switch (bytes)
        {
            case [0xFF, 0xFE, ..]: return Encoding.Unicode.GetString(bytes, 2, bytes.Length - 2);
            case [0xFE, 0xFF, ..]: return Encoding.BigEndianUnicode.GetString(bytes, 2, bytes.Length - 2);
        }

        try
        {
            var mark = bytes is [0xEF, 0xBB, 0xBF, ..] ? 3 : 0;
            return Utf8.GetString(bytes, mark, bytes.Length - mark);
        }
        catch (DecoderFallbackException)
        {
            guessed = true;
            return string.Create(bytes.Length, bytes, static (chars, source) =>
            {
                for (var i = 0; i < chars.Length; i++) chars[i] = source[i] is >= 0x80 and <= 0x9F ? Windows1252[source[i] - 0x80] : (char)source[i];
            });
        }
    }
}
