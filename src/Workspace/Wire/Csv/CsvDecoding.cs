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

    /// <summary>The encoding of a file, which is read once for it, in pieces.</summary>
    public static string Of(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        var head = new byte[4096];
        var read = file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        if (head.AsSpan(0, read) is not ([0xFF, 0xFE, ..] or [0xFE, 0xFF, ..]) && !Zeros(head.AsSpan(0, read), 0) && !Zeros(head.AsSpan(0, read), 1)) return IsUtf8(file) ? "UTF-8" : Guessed;
        return head is [0xFF, 0xFE, 0, 0, ..] ? "UTF-32" : "UTF-16";
    }

    /// <summary>Reads a file of that encoding, without its mark.</summary>
    public static TextReader Open(string path, string encoding)
    {
        var head = new byte[4096];
        using (var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read)) head = head[..file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)];
        return new StreamReader(path, encoding switch
        {
            "UTF-8" => Utf8,
            "UTF-32" => Encoding.UTF32,
            "UTF-16" => head is [0xFE, 0xFF, ..] || (head is not [0xFF, 0xFE, ..] && Zeros(head, 0)) ? Encoding.BigEndianUnicode : Encoding.Unicode,
            _ => Western.Instance,
        }, detectEncodingFromByteOrderMarks: encoding is not Guessed, 1 << 16);
    }

    private static bool IsUtf8(FileStream file)
    {
        file.Position = 0;
        var (bytes, chars, decoder) = (new byte[1 << 16], new char[(1 << 16) + 16], Utf8.GetDecoder());
        try
        {
            for (var read = file.Read(bytes); ; read = file.Read(bytes))
            {
                decoder.GetChars(bytes.AsSpan(0, read), chars, flush: read == 0);
                if (read == 0) return true;
            }
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }

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
                for (var i = 0; i < chars.Length; i++) chars[i] = Letter(source[i]);
            }), Guessed);
        }
    }

    private static char Letter(byte code) => code is >= 0x80 and <= 0x9F ? Windows1252[code - 0x80] : (char)code;

    /// <summary>Windows-1252 for reading; a letter a byte.</summary>
    private sealed class Western : Encoding
    {
        public static Western Instance { get; } = new();

        public override int GetCharCount(byte[] bytes, int index, int count) => count;

        public override int GetChars(byte[] bytes, int byteIndex, int byteCount, char[] chars, int charIndex)
        {
            for (var i = 0; i < byteCount; i++) chars[charIndex + i] = Letter(bytes[byteIndex + i]);
            return byteCount;
        }

        public override int GetMaxCharCount(int byteCount) => byteCount;

        public override int GetByteCount(char[] chars, int index, int count) => throw new NotSupportedException();

        public override int GetBytes(char[] chars, int charIndex, int charCount, byte[] bytes, int byteIndex) => throw new NotSupportedException();

        public override int GetMaxByteCount(int charCount) => throw new NotSupportedException();
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
