using System.Text;

namespace Dais.Workspace.Importing.Sources;

/// <summary>The characters of a file, and the encoding they were found to be in.</summary>
/// <param name="Text">The characters, without a byte order mark.</param>
/// <param name="Encoding">The encoding's name, for the report: UTF-8, UTF-16, UTF-32 or Windows-1252.</param>
/// <remarks>
/// A byte order mark decides. Without one: half the bytes of one parity zero is UTF-16, valid UTF-8 is UTF-8, and
/// everything else is Windows-1252, what spreadsheets write in the West, in which every byte has a meaning.
/// </remarks>
public sealed record SourceText(string Text, string Encoding)
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Decodes the bytes of a file.</summary>
    public static SourceText Of(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [0xEF, 0xBB, 0xBF, .. var rest] => Utf8(rest),
        [0xFF, 0xFE, 0, 0, .. var rest] => new(System.Text.Encoding.UTF32.GetString(rest), "UTF-32"),
        [0xFF, 0xFE, .. var rest] => new(System.Text.Encoding.Unicode.GetString(rest), "UTF-16"),
        [0xFE, 0xFF, .. var rest] => new(System.Text.Encoding.BigEndianUnicode.GetString(rest), "UTF-16"),
        _ when Zeroes(bytes, 1) => new(System.Text.Encoding.Unicode.GetString(bytes), "UTF-16"),
        _ when Zeroes(bytes, 0) => new(System.Text.Encoding.BigEndianUnicode.GetString(bytes), "UTF-16"),
        _ => Utf8(bytes),
    };

    private static SourceText Utf8(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return new(Strict.GetString(bytes), "UTF-8");
        }
        catch (DecoderFallbackException)
        {
            return new(CodePagesEncodingProvider.Instance.GetEncoding(1252)!.GetString(bytes), "Windows-1252");
        }
    }

    // Text in Western letters as UTF-16 has a zero in every second byte; no other text has many.
    private static bool Zeroes(ReadOnlySpan<byte> bytes, int parity)
    {
        var (pairs, zeroes, others) = (Math.Min(bytes.Length / 2, 2000), 0, 0);
        for (var i = 0; i < pairs; i++)
        {
            if (bytes[(2 * i) + parity] == 0) zeroes++;
            if (bytes[(2 * i) + 1 - parity] == 0) others++;
        }

        return pairs > 0 && zeroes * 2 > pairs && others == 0;
    }
}
