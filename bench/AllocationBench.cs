using System.Globalization;
using System.Text;
using Dais.Engine.Modelling;
using Dais.Engine.Planning;
using Dais.Engine.Planning.Allocation;

namespace Dais.Bench;

/// <summary>
/// Studies the allocation of generated portfolios, and answers the same questions each from nothing: seconds for five
/// points either way of every bucket, and for all response curves, against the targets.
/// </summary>
/// <remarks>
/// Cold, every question is a search of its own that knows no plan and no bound. A question that was not answered within
/// its limit counts with that.
/// </remarks>
internal static class AllocationBench
{
    private const double SecondsForEffects = 2;
    private const double SecondsForCurves = 30;

    internal static int Run(string[] args)
    {
        var arguments = new Arguments(args, ["--initiatives", "--periods", "--teams", "--buckets", "--seeds", "--seconds", "--cold-seconds"], "--quiet-clock", "--print", "--warm-only");
        var (initiatives, periods, teams, buckets) = (arguments.Number("--initiatives", 40), arguments.Number("--periods", 8), arguments.Number("--teams", 8), arguments.Number("--buckets", 8));
        TimeProvider clock = arguments.Flag("--quiet-clock") ? QuietClock.Start() : TimeProvider.System;
        AllocationSearch.Solve(PortfolioBenchWorld.Make(10, 4, 3, 1, 3), new(), new SolveLimits { Seconds = 5 }, clock);
        var text = new StringBuilder();
        text.AppendLine("| initiatives × periods × teams × buckets, seed | optimum | 5 pp either way of every bucket | cold ÷ warm | response curves | cold ÷ warm | all | proven | gap of the others, median |");
        text.AppendLine("|---|---|---|---|---|---|---|---|---|");
        var runs = new List<Measured>();
        foreach (var seed in arguments.Numbers<int>("--seeds", "1,2,3"))
        {
            var portfolio = PortfolioBenchWorld.Make(initiatives, periods, teams, seed, buckets);
            var run = Measure(portfolio, arguments.Number("--seconds", 120.0), clock);
            if (!arguments.Flag("--warm-only")) run = run with { Cold = Cold(portfolio, run.Study, arguments.Number("--cold-seconds", 5.0), clock) };
            runs.Add(run);
            text.AppendLine(string.Create(CultureInfo.InvariantCulture, $"| {initiatives} × {periods} × {teams} × {buckets}, {seed} | {run.Optimum:0.00} s | {run.Effects:0.00} s | {Ratio(run.Cold.Effects, run.Effects)} | {run.Curves:0.00} s | {Ratio(run.Cold.Curves, run.Curves)} | {run.Study.Seconds:0.0} s | {run.Proven} | {run.Gap} |"));
            Console.Error.WriteLine(text.ToString().Split('\n')[^2]);
        }

        text.AppendLine().AppendLine("| target | measured, largest | met |").AppendLine("|---|---|---|");
        text.AppendLine(Target("5 pp either way of every bucket within 2 s", runs.Max(r => r.Effects), SecondsForEffects));
        text.AppendLine(Target("response curves in steps of 5 pp within 30 s, with progress", runs.Max(r => r.Curves), SecondsForCurves));
        text.AppendLine().Append(arguments.Flag("--quiet-clock") ? "Seconds are those of the busiest thread on a processor (`--quiet-clock`)." : "Seconds are by the clock.");
        Compare.Show("allocation", text.ToString(), arguments.Flag("--print") ? null : Path.Combine(Compare.Root, Compare.Usual));
        return 0;
    }

    private sealed record Measured(AllocationStudy Study, double Optimum, double Effects, double Curves)
    {
        internal (double Effects, double Curves) Cold { get; init; }

        internal string Proven => string.Create(CultureInfo.InvariantCulture, $"{Plans.Count(p => p.Proven)} of {Plans.Count}");

        internal string Gap
        {
            get
            {
                var gaps = Plans.Where(p => p is { Found: true, Proven: false, Bound: not null }).Select(p => (p.Bound!.Value.Value - p.Value!.Value.Value) / Math.Max(1e-9, Math.Abs(p.Bound.Value.Value))).Order().ToList();
                return gaps.Count == 0 ? "–" : gaps[gaps.Count / 2].ToString("P1", CultureInfo.InvariantCulture);
            }
        }

        private List<HeldPlan> Plans => [.. Study.Sensitivities.SelectMany(s => new[] { s.Less?.Plan, s.More?.Plan }).OfType<HeldPlan>(), .. Study.Curves.SelectMany(c => c.Points.Select(p => p.Plan))];
    }

    /// <summary>The study, and how long it was at each part: from its first step to the first one of the next part.</summary>
    private static Measured Measure(Portfolio portfolio, double seconds, TimeProvider clock)
    {
        var steps = new List<(double At, string What)>();
        var study = AllocationSearch.Solve(portfolio, new(), new SolveLimits { Seconds = seconds }, clock, p =>
        {
            if (p.Note is { } note) steps.Add((p.Seconds, note));
        });
        foreach (var doubt in new[] { AllocationCheck.Doubt(portfolio, new(), study) }.OfType<string>()) throw new FormatException(doubt);
        double Part(Func<string, bool> of)
        {
            var first = steps.FindIndex(s => of(s.What));
            if (first < 0) return 0;
            var next = steps.FindIndex(first, s => !of(s.What));
            return (next < 0 ? study.Seconds : steps[next].At) - steps[first].At;
        }

        return new(study, steps.Count > 0 ? steps[0].At : study.Seconds, Part(s => s.StartsWith("5 pp", StringComparison.Ordinal)), Part(s => s.StartsWith("response", StringComparison.Ordinal)));
    }

    private static (double Effects, double Curves) Cold(Portfolio portfolio, AllocationStudy study, double seconds, TimeProvider clock)
    {
        var problem = Compile.From(portfolio, study.Policy.Policy);
        var best = problem.FinishesOf(study.Policy);
        double Seconds(Band[] bands)
        {
            var budget = new Budget(new() { Seconds = seconds }, clock, CancellationToken.None);
            _ = new Search(problem.With(bands), budget, null).Run();
            return budget.Elapsed;
        }

        var effects = study.Sensitivities.Sum(s =>
        {
            var b = portfolio.Buckets.PlaceOf(s.Bucket);
            return (s.Less is { } less ? Seconds(Holds.Less(problem, best, b, less.To.Value)) : 0) + (s.More is { } more ? Seconds(Holds.More(problem, best, b, more.To.Value)) : 0);
        });
        return (effects, study.Curves.Sum(c => c.Points.Sum(p => Seconds(Holds.Curve(problem, portfolio.Buckets.PlaceOf(c.Bucket), p.Most.Value)))));
    }

    private static string Ratio(double cold, double warm) => cold > 0 && warm > 0 ? (cold / warm).ToString("0.0", CultureInfo.InvariantCulture) : "–";

    private static string Target(string what, double measured, double limit) =>
        string.Create(CultureInfo.InvariantCulture, $"| {what} | {measured:0.00} s | {(measured <= limit ? "yes" : "**no**")} |");
}
