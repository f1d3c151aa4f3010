using System.Diagnostics;
using System.Globalization;
using System.Text;
using Dais.Engine.Planning;
using Dais.Engine.Solving;

namespace Dais.Bench;

/// <summary>
/// Solves instances of the Next Release Problem by the planner and by plain solvers in one run, and makes a table of
/// ratios: a ratio below 1 in a column of times says that the planner was faster.
/// </summary>
/// <remarks>
/// The planner's time is that of its whole path, from the portfolio to the plan; a rival's is that of solving the
/// planner's own linear model on its defaults, asked for proof. What a rival did not prove within the limit counts with the
/// limit, and its ratio is marked as an upper one. Times are by the clock and by the processor; on a shared machine
/// the latter says more. A few first solves, not counted, have everything compiled.
/// </remarks>
internal static class NextReleaseCompare
{
    private const int UncountedSolves = 12;

    internal static string Table(List<string> files, Arguments arguments)
    {
        var rivals = Rivals.Named(arguments.Text("--with") ?? "");
        return Table(Measure(files, arguments.Numbers<decimal>("--ratios", "0.3,0.5,0.7"), arguments.Number("--seconds", 120.0), rivals), rivals);
    }

    private static List<Line> Measure(List<string> files, List<decimal> ratios, double seconds, IReadOnlyList<Rival> rivals)
    {
        var instances = files.Select(f => (Name: Path.GetFileNameWithoutExtension(f), Instance: NextRelease.Read(File.ReadAllText(f)))).ToList();
        for (var i = 0; i < UncountedSolves; i++) NextReleaseBench.Solve(instances[0].Instance, ratios[i % ratios.Count], seconds);
        var lines = new List<Line>();
        foreach (var (name, instance) in instances)
        {
            foreach (var ratio in ratios)
            {
                var line = Measure(name, instance, ratio, seconds, rivals);
                Console.Error.WriteLine($"{name} at {ratio}: {line.Ours}; {string.Join("; ", rivals.Select((r, place) => r.Name + " " + line.Theirs[place]))}");
                lines.Add(line);
            }
        }

        return lines;
    }

    private static Line Measure(string name, NextRelease instance, decimal ratio, double seconds, IReadOnlyList<Rival> rivals)
    {
        var (plan, ours) = Times.Of(() => NextReleaseBench.Solve(instance, ratio, seconds));
        var problem = Compile.From(instance.Portfolio(ratio), NextRelease.Policy);
        var greedy = ListSchedule.Build(problem, ListSchedule.ByValueForEffort(problem))!;
        var formulation = Formulation.Build(problem, []);
        formulation.MaximiseValue(problem.Weights);
        var theirs = rivals.Select(rival =>
        {
            var (proven, times) = Times.Of(() => rival.Proves(formulation.Model, seconds));
            if (proven is { } value && Math.Abs(value - plan.Objective.Value) > 1e-6 * Math.Max(1, value) && plan.Status == PlanStatus.Optimal)
            {
                throw new InvalidOperationException($"{rival.Name} proves {value} for {name} at {ratio}, the planner {plan.Objective}: one of them is wrong.");
            }

            return times with { Proven = proven is not null };
        }).ToList();
        return new(name, ratio, ours with { Proven = plan.Status == PlanStatus.Optimal }, theirs, plan.Objective.Value / Evaluation.Objective(problem, greedy, problem.Weights));
    }

    private static string Table(List<Line> lines, IReadOnlyList<Rival> rivals)
    {
        var text = new StringBuilder();
        text.AppendLine($"| instance | ratio | proven |{string.Concat(rivals.Select(r => $" time ÷ {r.Name}'s | processor time ÷ {r.Name}'s |"))} value ÷ greedy's |");
        text.AppendLine($"|---|---|---|{string.Concat(rivals.Select(_ => "---|---|"))}---|");
        foreach (var line in lines)
        {
            var times = line.Theirs.Select(t => $" {Ratio(line.Ours.Clock, t.Clock, t.Proven)} | {Ratio(line.Ours.Processor, t.Processor, t.Proven)} |");
            text.AppendLine(CultureInfo.InvariantCulture, $"| {line.Name} | {line.Ratio} | {(line.Ours.Proven ? "yes" : "no")} |{string.Concat(times)} {line.OverGreedy:0.000} |");
        }

        var totals = Enumerable.Range(0, rivals.Count).Select(r => lines.Select(l => l.Theirs[r]).ToList())
            .Select(t => $" {Ratio(lines.Sum(l => l.Ours.Clock), t.Sum(x => x.Clock), t.TrueForAll(x => x.Proven))} | {Ratio(lines.Sum(l => l.Ours.Processor), t.Sum(x => x.Processor), t.TrueForAll(x => x.Proven))} |");
        text.AppendLine(CultureInfo.InvariantCulture, $"| all | | {lines.Count(l => l.Ours.Proven)} of {lines.Count} |{string.Concat(totals)} {lines.Average(l => l.OverGreedy):0.000} |");
        text.AppendLine();
        text.Append(CultureInfo.InvariantCulture, $"Of this run the planner took {lines.Sum(l => l.Ours.Clock):0.0} s by the clock and {lines.Sum(l => l.Ours.Processor):0.0} s of processor time.");
        return text.ToString();
    }

    private static string Ratio(double ours, double theirs, bool proven) => (proven ? "" : "< ") + (ours / theirs).ToString("0.00", CultureInfo.InvariantCulture);

    private sealed record Line(string Name, decimal Ratio, Times Ours, List<Times> Theirs, double OverGreedy);

    private sealed record Times(double Clock, double Processor, bool Proven)
    {
        public override string ToString() => FormattableString.Invariant($"{(Proven ? "proven" : "not proven")} in {Clock:0.00} s, {Processor:0.00} s of processor time");

        internal static (T Result, Times Times) Of<T>(Func<T> work)
        {
            using var process = Process.GetCurrentProcess();
            var (watch, before) = (Stopwatch.StartNew(), process.TotalProcessorTime);
            var result = work();
            process.Refresh();
            return (result, new(watch.Elapsed.TotalSeconds, (process.TotalProcessorTime - before).TotalSeconds, false));
        }
    }
}
