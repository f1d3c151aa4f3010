using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Dais.Workspace.Wire.Xlsx;

/// <summary>
/// The characters that XML cannot hold, as workbooks write them: <c>_x000D_</c> for a carriage return; a text that looks like
/// that already begins with <c>_x005F_</c> (ISO/IEC 29500, ST_Xstring). Half a character pair is no code.
/// </summary>
internal static partial class XlsxText
{
    /// <summary>The text as it stands in the workbook.</summary>
    public static string Write(string text)
    {
        if (!NeedsCode().IsMatch(text)) return text;
        return NeedsCode().Replace(text, static match => $"_x{(int)match.Value[0]:X4}_");
    }

    /// <summary>The text that was meant.</summary>
    public static string Read(string text)
    {
        if (!text.Contains("_x", StringComparison.Ordinal)) return text;
        return Code().Replace(text, static match => ((char)int.Parse(match.ValueSpan[2..6], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)).ToString());
    }

    /// <summary>How long a text may be to fit a cell whatever it holds: a character takes up to seven.</summary>
    public const int SureToFit = Limits.CellChars / 7;

    /// <summary>The text in pieces that fit a cell, no character and no code cut in two.</summary>
    public static IEnumerable<string> Pieces(string text)
    {
        if (text.Length <= SureToFit || Write(text).Length <= Limits.CellChars) return [text];
        var pieces = new List<string>();
        for (var start = 0; start < text.Length; start += pieces[^1].Length)
        {
            var length = Math.Min(SureToFit, text.Length - start);
            if (start + length < text.Length && char.IsHighSurrogate(text[start + length - 1])) length--;
            pieces.Add(text.Substring(start, length));
        }

        return pieces;
    }

    [GeneratedRegex(@"[\x00-\x08\x0B\x0C\x0D\x0E-\x1F\uFFFE\uFFFF]|_(?=x[0-9A-Fa-f]{4}[_\x00-\x08\x0B\x0C\x0D\x0E-\x1F\uFFFE\uFFFF])")]
    private static partial Regex NeedsCode();

    [GeneratedRegex("_x(?![Dd][89A-Fa-f])[0-9A-Fa-f]{4}_")]
    private static partial Regex Code();
}
