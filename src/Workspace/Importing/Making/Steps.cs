using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Dais.Engine.Modelling;
using Dais.Engine.Quantities;
using Dais.Workspace.Importing.Mappings;
using Dais.Workspace.Importing.Sources;
using Calendar = Dais.Engine.Quantities.Calendar;

namespace Dais.Workspace.Importing.Making;

/// <summary>What a recipe does with texts, one step after another: cut, fill blanks, look up, bring into form, reckon.</summary>
/// <remarks>Numbers are reckoned in decimals, so that a sum does not depend on the order of its parts.</remarks>
internal sealed class Steps(Calendar? calendar, Journal journal)
{
    private static readonly string[] Days = ["yyyy-MM-dd", "yyyy/M/d", "d MMM yyyy", "MMM d, yyyy", "MMMM d, yyyy", "d/MMM/yy h:mm tt", "d/MMM/yyyy", "d-MMM-yyyy", "d.M.yyyy"];

    private readonly Nearest _nearest = new();

    /// <summary>Cuts texts apart and takes out what matches.</summary>
    public static ImmutableArray<Leaf> Cut(Recipe recipe, ImmutableArray<Leaf> leaves)
    {
        if (recipe.Split is null && recipe.Match is null) return leaves;
        var cut = leaves.AsEnumerable();
        if (recipe.Split is { } at) cut = cut.SelectMany(l => l.Text.Split(at, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(t => l.With(t)));
        if (recipe.Match is { } pattern) cut = cut.Select(l => pattern.Match(l.Text) is { Success: true } m ? l.With((m.Groups.Count > 1 ? m.Groups[1].Value : m.Value).Trim()) : l.With(""));
        return [.. cut.Where(l => l.Text.Length > 0)];
    }

    /// <summary>Everything after the cutting.</summary>
    public ImmutableArray<Leaf> Finish(Recipe recipe, ImmutableArray<Leaf> leaves, IReadOnlyList<Row> rows, Evaluation evaluation)
    {
        var column = leaves.IsEmpty ? null : leaves[0].Origin?.Column;
        if (leaves.IsEmpty && recipe.Blank is { } blank)
            leaves = [new Leaf(blank.Text, blank.Assumed is { } why ? [why] : [], new Origin(rows[0], ColumnOf(recipe), rows.Count))];
        if (recipe.Lookup is { } name) leaves = [.. leaves.Select(l => Found(recipe, evaluation.TableOf(name), l, column)).OfType<Leaf>()];
        if (recipe.Form is { } form) leaves = [.. leaves.Select(l => Formed(recipe, form, l)).OfType<Leaf>()];
        if (recipe.Times is not null || recipe.Divide is not null || recipe.Round is not null) leaves = [.. leaves.Select(l => Reckoned(recipe, l)).OfType<Leaf>()];
        return recipe.Assumed is { } reason ? [.. leaves.Select(l => l with { Assumed = [reason] })] : leaves;
    }

    /// <summary>The number that the text is; an error, and nothing, where it is none.</summary>
    public decimal? Number(Leaf leaf)
    {
        if (decimal.TryParse(leaf.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)) return number;
        journal.Error(Rule.Type, leaf.Origin?.ToString(), $"\"{Brief(leaf.Text)}\" is not a number.", decimal.TryParse(leaf.Text, NumberStyles.Any, CultureInfo.InvariantCulture, out _) ? "Maybe the mapping has to say as: number." : "Maybe the mapping needs a table for such words, or a condition that leaves the row out.");
        return null;
    }

    /// <summary>What the reckoning gives; an error, and nothing, where the numbers are too large for it.</summary>
    public decimal? Reckon(Func<decimal> reckoning, Origin? at)
    {
        try
        {
            return reckoning();
        }
        catch (OverflowException)
        {
            journal.Error(Rule.Range, at?.ToString(), "The numbers are too large to be reckoned with.", "Maybe a column holds something else than numbers.");
            return null;
        }
    }

    /// <summary>A number as a text, in its shortest form.</summary>
    public static string Show(decimal number) => (number / 1.000000000000000000000000000000m).ToString(CultureInfo.InvariantCulture);

    private Leaf? Found(Recipe recipe, Table table, Leaf leaf, string? column)
    {
        if (table.Words.TryGetValue(leaf.Text, out var word))
        {
            if (word.Spelling != leaf.Text && leaf.Origin?.Column is { } respelt) journal.Respelt(leaf.Origin.Row, respelt, leaf.Text, word.Spelling);
            return word.Value.Length == 0 ? null : leaf.With(word.Value, word.Numeric).Because(table.Assumed);
        }

        switch (recipe.Unlisted)
        {
            case Unlisted.Keep:
                return leaf;
            case Unlisted.Leave:
                if (leaf.Origin is { } origin) journal.LeftOut(origin.Row, origin.Row.File, $"{column ?? "value"} \"{Brief(leaf.Text)}\" is not in the table \"{table.Name}\"", origin.ToString());
                return null;
            default:
                journal.Error(Rule.Reference, leaf.Origin?.ToString(), $"\"{Brief(leaf.Text)}\" is not in the table \"{table.Name}\".", (_nearest.To(leaf.Text, table.Words.Values.Select(w => w.Spelling)) is { } near ? $"Maybe \"{near}\" is meant; " : "Maybe it has to be added there; ") + "no meaning is guessed.");
                return null;
        }
    }

    private Leaf? Formed(Recipe recipe, Form form, Leaf leaf)
    {
        switch (form)
        {
            case Form.Slug: return Slug(leaf.Text) is { Length: > 0 } slug ? leaf.With(slug) : null;
            case Form.Lower: return leaf.With(leaf.Text.ToLowerInvariant());
            case Form.Number or Form.NumberWithComma: return Number(leaf.With(Bare(leaf.Text, form))) is { } number ? leaf.With(Show(number), numeric: true) : null;
            case Form.Day: return Day(recipe, leaf) is { } day ? leaf.With(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)) : null;
            default: return Calendar.IsLabel(leaf.Text) ? leaf : Day(recipe, leaf) is { } inside ? leaf.With(Label(inside)) : null;
        }
    }

    private string Label(DateOnly day)
    {
        var own = $"{day.Year:0000}-Q{((day.Month - 1) / 3) + 1}";
        if (calendar?.Starts is not { } starts) return own;
        var months = ((day.Year - starts.Year) * 12) + day.Month - starts.Month - (day.Day < starts.Day ? 1 : 0);
        return calendar.Label(new Period((int)Math.Floor(months / 3.0)));
    }

    private DateOnly? Day(Recipe recipe, Leaf leaf)
    {
        var formats = recipe.Dates.IsEmpty ? Days : [.. recipe.Dates];
        if (DateTime.TryParseExact(leaf.Text, formats, CultureInfo.InvariantCulture, DateTimeStyles.AllowWhiteSpaces, out var day)) return DateOnly.FromDateTime(day);
        if (recipe.Dates.IsEmpty && leaf.Text.Length > 10 && leaf.Text[10] is 'T' or ' ' && DateOnly.TryParseExact(leaf.Text.AsSpan(0, 10), "yyyy-MM-dd", out var iso)) return iso;
        journal.Error(Rule.Word, leaf.Origin?.ToString(), $"\"{Brief(leaf.Text)}\" is not a day that is understood without doubt.", "Maybe the mapping has to say how days are written: dates: M/d/yyyy.");
        return null;
    }

    private Leaf? Reckoned(Recipe recipe, Leaf leaf)
    {
        if (Number(leaf) is not { } number) return null;
        var divisor = recipe.Divide == 0 ? calendar?.Count ?? 1 : recipe.Divide ?? 1;
        var result = Reckon(() => number * (recipe.Times ?? 1) / divisor, leaf.Origin);
        if (result is { } raw && recipe.Round is { } digits) result = Math.Round(raw, digits, MidpointRounding.AwayFromZero);
        return result is { } reckoned ? leaf.With(Show(reckoned), numeric: true) : null;
    }

    private static string? ColumnOf(Recipe recipe) => recipe.From is Origination.First first ? first.Of[0].Columns.FirstOrDefault()?.Text : null;

    private static string Bare(string text, Form form)
    {
        var bare = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (char.IsAsciiDigit(c) || c is '-' or 'e' or 'E') bare.Append(c);
            else if (c == (form == Form.Number ? '.' : ',')) bare.Append('.');
            else if (c is not (',' or '.' or '\'' or '%') && !char.IsWhiteSpace(c) && char.GetUnicodeCategory(c) != UnicodeCategory.CurrencySymbol) bare.Append(c);
        }

        return bare.ToString();
    }

    /// <summary>Small letters and digits, everything else a dash: <c>Beyond the &amp;</c> is <c>beyond-the</c>.</summary>
    public static string Slug(string text)
    {
        var slug = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (char.IsLetterOrDigit(c) || CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark) slug.Append(char.ToLowerInvariant(c));
            else if (slug.Length > 0 && slug[^1] != '-') slug.Append('-');
        }

        return slug.ToString().Trim('-');
    }

    private static string Brief(string text) => text.Length <= 60 ? text : text[..57] + "…";
}
