using Dais.App.Cli;
using Dais.Engine.Planning;
using Dais.Engine.Quantities;

namespace Dais.App.Tests.Cli;

public class ProgressLineTests
{
    [Fact]
    public void Where_lines_stay_there_is_at_most_one_a_second_and_always_a_last_one()
    {
        var (text, clock) = (new StringWriter(), new Clock());
        var line = new ProgressLine(Around(text, clock, rewrites: false), quiet: false);
        for (var tenth = 0; tenth < 35; tenth++)
        {
            line.Show(new Progress(tenth / 10.0, Money.Of(100 + tenth), Money.Of(200), "value"), "k USD");
            clock.Pass(TimeSpan.FromSeconds(0.1));
        }

        line.End(new Plan { Status = PlanStatus.Optimal, Policy = new(), Objective = Money.Of(150), Bound = Money.Of(150), Gap = 0, Seconds = 3.5 }, "k USD");
        var lines = text.ToString().TrimEnd().Split('\n');
        Assert.Equal(5, lines.Length);
        Assert.Equal("    3.5 s  proven best: best 150 k USD  bound 150 k USD  gap 0 %", lines[^1].TrimEnd('\r'), ignoreWhiteSpaceDifferences: true);
    }

    [Fact]
    public void On_a_terminal_one_line_is_rewritten_and_never_wraps()
    {
        var (text, clock) = (new StringWriter(), new Clock());
        var line = new ProgressLine(Around(text, clock, rewrites: true), quiet: false);
        for (var i = 0; i < 10; i++)
        {
            line.Show(new Progress(i, Money.Of(1e12), Money.Of(1e15), "a phase with a very long name that goes on and on and on"), "k USD");
            clock.Pass(TimeSpan.FromSeconds(1));
        }

        Assert.DoesNotContain('\n', text.ToString());
        Assert.All(text.ToString().Split('\r'), shown => Assert.True(shown.Replace("\e[K", "", StringComparison.Ordinal).Length < 80));
        line.Clear();
        Assert.EndsWith("\r\e[K", text.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Quiet_is_quiet()
    {
        var text = new StringWriter();
        var line = new ProgressLine(Around(text, new Clock(), rewrites: true), quiet: true);
        line.Show(new Progress(1, null, null, "value"), "k USD");
        line.End(new Plan { Status = PlanStatus.Unknown, Policy = new() }, "k USD");
        Assert.Empty(text.ToString());
    }

    private static Surroundings Around(TextWriter error, TimeProvider clock, bool rewrites) =>
        new() { Out = TextWriter.Null, Error = error, Rewrites = rewrites, Clock = clock, Solver = Run.Solver };

    private sealed class Clock : TimeProvider
    {
        private long _ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _ticks;

        public void Pass(TimeSpan time) => _ticks += time.Ticks;
    }
}
