using System.Globalization;
using System.Text.RegularExpressions;

namespace Dais.Engine.Quantities;

/// <summary>
/// The horizon of a plan: a number of quarters with labels, such as <c>2027-Q1</c> or the fiscal <c>FY27-Q1</c>.
/// </summary>
/// <remarks>
/// Labels go on before and after the horizon in both directions, in the style of the first one; a label in another
/// style is not of this calendar. Two calendars are equal when first label, start and count are.
/// </remarks>
public sealed partial record Calendar
{
    private readonly string _prefix;
    private readonly int _digits;
    private readonly int _ordinal;

    /// <summary>A horizon of <paramref name="count"/> quarters from <paramref name="first"/> on.</summary>
    /// <param name="first">The first quarter's label: letters (perhaps none), a year of two or four digits, <c>-Q</c> and 1 … 4.</param>
    /// <param name="count">How many quarters, 1 … 400.</param>
    /// <param name="starts">The first day of the first quarter, where known.</param>
    /// <exception cref="ArgumentException">The label is not of that form, or the count is out of range.</exception>
    public Calendar(string first, int count, DateOnly? starts = null)
    {
        var match = LabelPattern().Match(first ?? "");
        if (!match.Success) throw new ArgumentException($"\"{first}\" is not a quarter. Maybe 2027-Q1, or FY27-Q1.", nameof(first));
        if (count is < 1 or > MostPeriods) throw new ArgumentOutOfRangeException(nameof(count), count, $"A horizon has 1 to {MostPeriods} periods.");
        (First, Count, Starts) = (first!, count, starts);
        _prefix = match.Groups["prefix"].Value;
        _digits = match.Groups["year"].Length;
        _ordinal = Ordinal(match);
    }

    /// <summary>The longest horizon: a hundred years of quarters.</summary>
    public const int MostPeriods = 400;

    /// <summary>The first quarter's label.</summary>
    public string First { get; }

    /// <summary>The number of quarters in the horizon.</summary>
    public int Count { get; }

    /// <summary>The first day of the first quarter, where known.</summary>
    public DateOnly? Starts { get; }

    /// <summary>The last period of the horizon.</summary>
    public Period Last => new(Count - 1);

    /// <summary>The periods of the horizon, in order.</summary>
    public IEnumerable<Period> Periods => Enumerable.Range(0, Count).Select(i => new Period(i));

    /// <summary>The name people give to <paramref name="period"/>, inside the horizon or not.</summary>
    public string Label(Period period)
    {
        var quarters = _ordinal + period.Index;
        var year = Math.DivRem(quarters, 4, out var quarter);
        return string.Create(CultureInfo.InvariantCulture, $"{_prefix}{year.ToString(_digits == 2 ? "00" : "0000", CultureInfo.InvariantCulture)}-Q{quarter + 1}");
    }

    /// <summary>The period of that name; <see langword="null"/> when the label is not in this calendar's style.</summary>
    public Period? Find(string? label)
    {
        var match = LabelPattern().Match(label ?? "");
        return match.Success && match.Groups["prefix"].Value == _prefix && match.Groups["year"].Length == _digits
            ? new Period(Ordinal(match) - _ordinal)
            : null;
    }

    /// <summary>Whether <paramref name="label"/> is the name of a quarter, in whatever style.</summary>
    public static bool IsLabel(string? label) => LabelPattern().IsMatch(label ?? "");

    /// <summary>Whether <paramref name="period"/> lies inside the horizon.</summary>
    public bool Contains(Period period) => period.Index >= 0 && period.Index < Count;

    public bool Equals(Calendar? other) => other is not null && First == other.First && Count == other.Count && Starts == other.Starts;

    public override int GetHashCode() => HashCode.Combine(First, Count, Starts);

    private static int Ordinal(Match match) =>
        (int.Parse(match.Groups["year"].ValueSpan, CultureInfo.InvariantCulture) * 4)
        + int.Parse(match.Groups["quarter"].ValueSpan, CultureInfo.InvariantCulture) - 1;

    [GeneratedRegex(@"^(?<prefix>[A-Za-z]*)(?<year>[0-9]{4}|[0-9]{2})-Q(?<quarter>[1-4])\z", RegexOptions.ExplicitCapture)]
    private static partial Regex LabelPattern();
}
