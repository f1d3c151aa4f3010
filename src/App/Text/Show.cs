using System.Globalization;
using System.Text;
using Dais.Engine.Quantities;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Dais.App.Text;

/// <summary>How numbers, names and shares are written for people at a terminal, the same everywhere.</summary>
internal static class Show
{
    /// <summary>Money with its unit: <c>15,857 k USD</c>.</summary>
    public static string Money(Money money, string unit) => $"{Money(money)} {unit}".TrimEnd();

    /// <summary>Money without its unit, to three figures or whole units.</summary>
    public static string Money(Money money) => Figures(money.Value);

    /// <summary>Engineer-weeks without their unit, to a tenth.</summary>
    public static string Weeks(EngineerWeeks weeks) => Weeks(weeks.Value);

    /// <summary>Engineer-weeks without their unit, to a tenth.</summary>
    public static string Weeks(double weeks) => weeks.ToString("#,0.#", CultureInfo.InvariantCulture);

    /// <summary>A share in per cent, to a whole one, or to a tenth below ten.</summary>
    public static string Percent(double share)
    {
        var percent = share * 100;
        var format = Math.Abs(percent) is < 9.95 and not 0 ? "0.#" : "0";
        return percent.ToString(format, CultureInfo.InvariantCulture) + " %";
    }

    /// <summary>A gap in per cent, to two figures, never rounded to nothing.</summary>
    public static string Gap(double gap) => gap switch
    {
        <= 1e-9 => "0 %",
        < 0.0001 => "below 0.01 %",
        _ => (gap * 100).ToString(gap < 0.1 ? "0.##" : "0.#", CultureInfo.InvariantCulture) + " %",
    };

    /// <summary>Seconds of a search.</summary>
    public static string Seconds(double seconds) => seconds.ToString(seconds < 10 ? "0.0#" : "0.#", CultureInfo.InvariantCulture) + " s";

    /// <summary>A name as it may go to a terminal: no control characters, nothing that turns the writing direction.</summary>
    public static string Clean(string text)
    {
        if (!text.Any(Hostile)) return text;
        var clean = new StringBuilder(text.Length);
        foreach (var c in text) clean.Append(Hostile(c) ? ' ' : c);
        return clean.ToString();
    }

    /// <summary>The same, in a markup.</summary>
    public static string Safe(string text) => Markup.Escape(Clean(text));

    /// <summary>The text in exactly <paramref name="columns"/> columns: cut with an ellipsis, or filled with blanks.</summary>
    public static string Fit(string text, int columns)
    {
        var clean = Clean(text);
        if (Columns(clean) <= columns) return clean + new string(' ', columns - Columns(clean));
        var kept = new StringBuilder();
        var elements = StringInfo.GetTextElementEnumerator(clean);
        while (elements.MoveNext() && Columns(kept.ToString() + elements.GetTextElement()) < columns) kept.Append(elements.GetTextElement());
        var cut = kept.ToString().TrimEnd() + "…";
        return cut + new string(' ', Math.Max(0, columns - Columns(cut)));
    }

    /// <summary>How many columns the text takes; letters of wide scripts take two.</summary>
    public static int Columns(string text) => new Segment(text).CellCount();

    /// <summary>A sentence with a full stop at its end.</summary>
    public static string Ended(string sentence) => sentence.Length == 0 || sentence[^1] is '.' or '!' or '?' ? sentence : sentence + ".";

    /// <summary>One thing, or several: <c>1 rule</c>, <c>3 rules</c>.</summary>
    public static string Count(int count, string one, string? several = null) =>
        string.Create(CultureInfo.InvariantCulture, $"{count:#,0} {(count == 1 ? one : several ?? one + "s")}");

    private static string Figures(double value) =>
        value.ToString(Math.Abs(value) switch { >= 99.95 => "#,0", >= 9.995 => "0.#", _ => "0.##" }, CultureInfo.InvariantCulture);

    private static bool Hostile(char c) =>
        char.IsControl(c) || char.GetUnicodeCategory(c) is UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
