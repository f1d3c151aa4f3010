using System.Diagnostics;
using System.Globalization;
using System.Text;
using Dais.Engine.Explaining;
using Dais.Engine.Modelling;
using Dais.Engine.Planning;
using Dais.Engine.Planning.Forecasting;
using Dais.Engine.Planning.Robustness;

namespace Dais.Bench;

/// <summary>What is asked of chance, beside the same asked naively: processor time ÷ processor time, and whether the answers are the same.</summary>
/// <remarks>
/// Best plans of draws: begun from the plan, against each draw solved from nothing. Dates: the plan replayed, against each
/// draw scheduled anew by a list in the plan's order. Links: one set of draws for all, against one for each.
/// </remarks>
internal static class ChanceCompare
{
    internal static int Run(string[] args)
    {
        var arguments = new Arguments(args, ["--seeds", "--draws", "--replays", "--write"]);
        var (draws, replays) = (arguments.Number("--draws", 20), new ForecastLimits { Draws = arguments.Number("--replays", 1000) });
        var table = new StringBuilder("""
            | initiatives × periods × teams, seed | asked | naively | processor time ÷ naively's | the same answers |
            |---|---|---|---|---|

            """);
        foreach (var seed in arguments.Numbers<int>("--seeds", "1,2,3"))
        {
            var small = PortfolioBenchWorld.Make(40, 8, 8, seed, 8);
            table.AppendLine(Row($"40 × 8 × 8, {seed}", $"best plans of {draws} draws", "each from nothing", Optima(small, draws)));
            var large = PortfolioBenchWorld.Make(200, 8, 8, seed);
            var plan = Planner.Solve(large, new(), new() { Seconds = 5, BreakTies = false }, TimeProvider.System);
            table.AppendLine(Row($"200 × 8 × 8, {seed}", $"dates of {plan.Initiatives.Length} chosen, {replays.Draws:#,0} draws", "each draw by a list", Dates(large, plan, replays)));
            table.AppendLine(Row($"200 × 8 × 8, {seed}", $"how likely each link is late, {replays.Draws:#,0} draws", "draws for each link", Links(large, plan, replays)));
        }

        Console.WriteLine(table);
        if (arguments.Text("--write") is { } file) Compare.Write(file, "chance", table.ToString());
        return 0;
    }

    private static (double Ratio, string Same) Optima(Portfolio portfolio, int count)
    {
        var problem = Compile.From(portfolio, new());
        Budget Ample() => new(new() { Seconds = 600 }, TimeProvider.System, CancellationToken.None);
        var found = new Search(problem, Ample(), null).Run();
        if (found.Status != PlanStatus.Optimal) return (double.NaN, "the plan was not proven");
        var (doubts, limits) = (Doubts.Of(problem), new RobustnessLimits { Draws = count });
        var (sample, warm) = Timed(() => new OptimaSearch(problem, doubts, found, Ample()).Run(limits, new(problem, found.Finishes!), _ => { }));
        var draws = Draws.Of(doubts, new() { Draws = count, Seed = limits.Solve.Seed, Correlation = limits.Correlation });
        var (proven, cold) = Timed(() => Enumerable.Range(0, count).Count(n => new Search(Compile.From(doubts.With(d => draws[d][n]), new()), Ample(), null).Run().Status == PlanStatus.Optimal));
        return (warm / cold, $"{sample.Proven} and {proven} proven best");
    }

    private static (double Ratio, string Same) Dates(Portfolio portfolio, Plan plan, ForecastLimits limits)
    {
        var problem = Compile.From(portfolio, plan.Policy);
        var (doubts, order) = (Doubts.Of(problem), plan.Initiatives.OrderBy(i => i.Finish).Select(i => problem.PlaceOf(i.Id)).ToList());
        var draws = Draws.Of(doubts, limits);
        var (_, replayed) = Timed(() => Forecast.Of(portfolio, plan, limits));
        var (_, listed) = Timed(() => Enumerable.Range(0, limits.Draws).Count(n => ListSchedule.Build(Compile.From(doubts.With(d => draws[d][n]), plan.Policy), order) is not null));
        return (replayed / listed, "no: a list moves work forward that teams would not begin earlier");
    }

    private static (double Ratio, string Same) Links(Portfolio portfolio, Plan plan, ForecastLimits limits)
    {
        var (register, together) = Timed(() => Dependencies.Of(portfolio, plan, limits));
        var (apart, alone) = Timed(() => register.Links.Select(l => Lateness.Of(portfolio, plan, [(l.On, l.NeededBy)], limits)[0]).ToList());
        return (together / alone, $"{register.Links.Zip(apart).Count(l => l.First.Late == l.Second)} of {register.Links.Length}");
    }

    private static string Row(string world, string asked, string naively, (double Ratio, string Same) measured) =>
        string.Create(CultureInfo.InvariantCulture, $"| {world} | {asked} | {naively} | {(double.IsFinite(measured.Ratio) ? measured.Ratio.ToString("0.000", CultureInfo.InvariantCulture) : "–")} | {measured.Same} |");

    /// <summary>Seconds of all processors, which others' work on the machine does not lengthen.</summary>
    private static (T Result, double Seconds) Timed<T>(Func<T> work)
    {
        using var process = Process.GetCurrentProcess();
        var before = process.TotalProcessorTime;
        var result = work();
        process.Refresh();
        return (result, (process.TotalProcessorTime - before).TotalSeconds);
    }
}
