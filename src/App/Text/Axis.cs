using System.Text;
using Dais.Engine.Quantities;

namespace Dais.App.Text;

/// <summary>The periods of a horizon laid over a number of columns; where they are too many, several share a column.</summary>
internal sealed class Axis
{
    /// <summary>The most columns that one period takes.</summary>
    public const int WidestPeriod = 6;

    private readonly Calendar _calendar;
    private readonly int _step;

    public Axis(Calendar calendar, int columns)
    {
        _calendar = calendar;
        Cell = Math.Clamp(columns / calendar.Count, 1, WidestPeriod);
        _step = Math.Max(1, (int)Math.Ceiling(calendar.Count / (double)Math.Max(1, columns)));
        Cells = (int)Math.Ceiling(calendar.Count / (double)_step);
    }

    /// <summary>Columns of one cell.</summary>
    public int Cell { get; }

    /// <summary>How many cells there are.</summary>
    public int Cells { get; }

    /// <summary>The line with the years, each where it begins.</summary>
    public string Years => Line(period => period == _calendar.Periods.First() || Split(period).Quarter == "Q1" ? Split(period).Year : null);

    /// <summary>The line with the quarters, where there is room for them.</summary>
    public string? Quarters => Cell < 3 ? null : Line(period => Split(period).Quarter);

    /// <summary>What a row shows in each cell, given what it shows in each period: the strongest of those that share it.</summary>
    public string Row(Func<Period, Mark> markOf)
    {
        var row = new StringBuilder();
        for (var cell = 0; cell < Cells; cell++)
        {
            var mark = Enumerable.Range(cell * _step, Math.Min(_step, _calendar.Count - (cell * _step))).Max(i => markOf(new Period(i)));
            row.Append(mark switch
            {
                Mark.Work => new string('█', Cell),
                Mark.Waits => new string('─', Cell),
                _ => "·" + new string(' ', Cell - 1),
            });
        }

        return row.ToString();
    }

    private string Line(Func<Period, string?> labelOf)
    {
        var line = new StringBuilder();
        for (var cell = 0; cell < Cells; cell++)
        {
            var label = Enumerable.Range(cell * _step, Math.Min(_step, _calendar.Count - (cell * _step))).Select(i => labelOf(new Period(i))).FirstOrDefault(l => l is not null);
            var at = cell * Cell;
            if (label is null || line.Length > at) continue;
            line.Append(' ', at - line.Length).Append(label).Append(' ');
        }

        return line.ToString().TrimEnd();
    }

    private (string Year, string Quarter) Split(Period period)
    {
        var label = _calendar.Label(period);
        var dash = label.LastIndexOf('-');
        return (label[..dash], label[(dash + 1)..]);
    }
}

/// <summary>What a row of the roadmap shows in a period; the later the stronger.</summary>
internal enum Mark
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Begun and not finished, and nobody works on it.</summary>
    Waits,

    /// <summary>Somebody works on it.</summary>
    Work,
}
