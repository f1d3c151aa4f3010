using System.Collections.Immutable;
using Dais.Engine.Planning;
using Dais.Workspace.Planning;
using Spectre.Console;

namespace Dais.App.Text;

/// <summary>What each team has to do in each period, against what it can after its reserves.</summary>
internal static class LoadText
{
    private const int MostTeams = 60;

    /// <summary>Writes it.</summary>
    public static void Write(IAnsiConsole to, PlanDocument document)
    {
        var (portfolio, plan) = (document.Portfolio, document.Plan);
        var calendar = portfolio.Platform.Calendar;
        if (plan.Teams.IsEmpty) return;
        var form = Form(plan.Teams, to.Profile.Width - 18, calendar.Count);
        PlanText.Heading(to, "Teams", form == LoadForm.Weeks ? "ew planned / capacity after reserves" : "share of the capacity after reserves that is planned");
        var periods = form == LoadForm.Bars ? [$"{calendar.First} to {calendar.Label(calendar.Last)}"] : calendar.Periods.Select(p => Short(calendar.Label(p))).ToArray();
        var table = PlanText.Table([("team", false), .. periods.Select(p => (p, form != LoadForm.Bars)), ("all", true)]);
        foreach (var team in plan.Teams.Take(MostTeams))
        {
            var cells = team.Used.Zip(team.Capacity, (used, capacity) => (Used: used.Value, Capacity: capacity.Value)).ToList();
            var all = cells.Sum(c => c.Capacity) is > 0 and var sum ? Show.Percent(cells.Sum(c => c.Used) / sum) : "–";
            var shown = form == LoadForm.Bars ? [string.Concat(cells.Select(c => Bar(c.Used, c.Capacity)))] : cells.Select(c => Cell(c.Used, c.Capacity, form));
            table.AddRow([Show.Safe(portfolio.Teams[team.Id].Name), .. shown, all]);
        }

        PlanText.Write(to, table);
        if (plan.Teams.Length > MostTeams) to.WriteLine($"… and {plan.Teams.Length - MostTeams} more; --json has all of them.");
    }

    private static LoadForm Form(ImmutableArray<TeamLoad> teams, int room, int periods)
    {
        var widest = teams.Max(t => t.Used.Zip(t.Capacity, (u, c) => Cell(u.Value, c.Value, LoadForm.Weeks).Length).DefaultIfEmpty(1).Max());
        if ((Math.Max(widest, 5) + 2) * periods <= room) return LoadForm.Weeks;
        return 7 * periods <= room ? LoadForm.Percent : LoadForm.Bars;
    }

    private static string Short(string label) => label.Length == 7 && label.StartsWith("20", StringComparison.Ordinal) ? label[2..] : label;

    private static string Cell(double used, double capacity, LoadForm form) =>
        form == LoadForm.Weeks ? $"{Show.Weeks(used)}/{Show.Weeks(capacity)}" : capacity > 0 ? Show.Percent(Math.Round(used / capacity, 2)) : "–";

    private static char Bar(double used, double capacity) => capacity <= 0 ? ' ' : "▁▂▃▄▅▆▇█"[(int)Math.Clamp(used / capacity * 7.999, 0, 7)];

    private enum LoadForm
    {
        Weeks,
        Percent,
        Bars,
    }
}
