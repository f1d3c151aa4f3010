using Dais.App.Text;
using Dais.Engine.Planning;

namespace Dais.App.Cli;

/// <summary>How a search stands, on standard error: one line rewritten in place, or at most one line a second where that cannot be.</summary>
internal sealed class ProgressLine(Surroundings around, bool quiet)
{
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(1), BetweenRewrites = TimeSpan.FromMilliseconds(100);

    private readonly Lock _writing = new();
    private readonly long _start = around.Clock.GetTimestamp();
    private TimeSpan _last = TimeSpan.MinValue;
    private string? _phase;
    private string? _note;
    private bool _open;

    /// <summary>Shows the standing, unless another was shown just before; what is said in words is shown once, and always.</summary>
    public void Show(Progress progress, string unit)
    {
        if (quiet) return;
        lock (_writing)
        {
            var now = around.Clock.GetElapsedTime(_start);
            var soon = _last != TimeSpan.MinValue && now - _last < (around.Rewrites ? BetweenRewrites : Between);
            var said = progress.Note is { Length: > 0 } && (progress.Phase, progress.Note) != (_phase, _note);
            if (soon && !said && (progress.Phase == _phase || !progress.Phase.StartsWith("proven", StringComparison.Ordinal))) return;
            (_last, _phase, _note) = (now, progress.Phase, progress.Note);
            Write(Line(progress, unit), last: false);
        }
    }

    /// <summary>The last line: how the search ended.</summary>
    public void End(Plan plan, string unit)
    {
        if (quiet) return;
        var phase = plan.Status switch
        {
            PlanStatus.Optimal => "proven best",
            PlanStatus.Infeasible => "no plan",
            PlanStatus.Unknown => "nothing found",
            _ => "stopped",
        };
        var found = plan.Status is PlanStatus.Optimal or PlanStatus.Feasible;
        lock (_writing) Write(Line(new Progress(plan.Seconds, found ? plan.Objective : null, plan.Bound, phase), unit), last: true);
    }

    /// <summary>The last line, where the answer is more than one plan.</summary>
    public void End(double seconds, string phase, string note)
    {
        if (quiet) return;
        lock (_writing) Write(Line(new Progress(seconds, null, null, phase) { Note = note }, ""), last: true);
    }

    /// <summary>Takes the line away, where it can be, so that something else can be said.</summary>
    public void Clear()
    {
        lock (_writing)
        {
            if (_open && around.Rewrites) around.Error.Write("\r\e[K");
            _open = false;
        }
    }

    private static string Line(Progress progress, string unit)
    {
        if (progress.Note is { } note) return $"{Text.Show.Seconds(progress.Seconds),7}  {progress.Phase}{(note.Length == 0 ? "" : ": " + note)}";
        var best = progress.Incumbent is { } incumbent ? Text.Show.Money(incumbent, unit) : "none yet";
        var bound = progress.Bound is { } known ? Text.Show.Money(known, unit) : "none yet";
        var gap = progress.Gap is { } g ? "  gap " + Text.Show.Gap(g) : "";
        return $"{Text.Show.Seconds(progress.Seconds),7}  {progress.Phase}: best {best}  bound {bound}{gap}";
    }

    private void Write(string line, bool last)
    {
        var shown = Text.Show.Clean(line);
        if (!around.Rewrites) around.Error.WriteLine(shown);
        else around.Error.Write("\r" + (shown.Length < around.Width ? shown : shown[..(around.Width - 1)]) + "\e[K" + (last ? "\n" : ""));
        _open = !last;
    }
}
