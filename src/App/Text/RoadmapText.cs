using Dais.Engine.Modelling;
using Dais.Engine.Planning;
using Dais.Engine.Quantities;
using Dais.Workspace.Planning;
using Spectre.Console;

namespace Dais.App.Text;

/// <summary>The roadmap as lines of text: a lane for each bucket, a bar for each initiative over the periods.</summary>
internal static class RoadmapText
{
    private const int MostRows = 400;
    private static readonly string[] Hues = ["blue", "green", "magenta", "yellow", "aqua", "red", "purple", "olive"];

    /// <summary>Writes it.</summary>
    public static void Write(IAnsiConsole to, PlanDocument document)
    {
        var (portfolio, plan) = (document.Portfolio, document.Plan);
        PlanText.Heading(to, "Roadmap", "█ work  ─ waits  (ew over the horizon)");
        if (plan.Initiatives.IsEmpty)
        {
            to.WriteLine(portfolio.Initiatives.Count == 0 ? "There is no initiative to plan." : "Nothing is chosen: under these rules nothing adds value, or nothing fits.");
            return;
        }

        var calendar = portfolio.Platform.Calendar;
        var longest = plan.Initiatives.Max(i => Show.Columns(Show.Clean(portfolio.Initiatives[i.Id].Name)));
        var room = Math.Max((to.Profile.Width / 3) - 2, to.Profile.Width - 9 - (Axis.WidestPeriod * calendar.Count));
        var name = Math.Clamp(longest, 12, Math.Max(12, room));
        var axis = new Axis(calendar, to.Profile.Width - name - 9);
        var margin = new string(' ', name + 9);
        to.MarkupLine($"[grey]{margin}{axis.Years}[/]");
        if (axis.Quarters is { } quarters) to.MarkupLine($"[grey]{margin}{quarters}[/]");
        var left = MostRows;
        foreach (var (lane, hue) in Lanes(document).Zip(Enumerable.Range(0, int.MaxValue).Select(i => Hues[i % Hues.Length])))
        {
            to.MarkupLine($"[bold {hue}]{Show.Safe(lane.Title)}[/]");
            foreach (var initiative in lane.Initiatives.Take(left)) to.MarkupLine(Row(initiative, portfolio, axis, name, hue));
            left -= Math.Min(left, lane.Initiatives.Count);
        }

        if (plan.Initiatives.Length > MostRows) to.WriteLine($"… and {plan.Initiatives.Length - MostRows} more; --json has all of them.");
    }

    /// <summary>The lanes that hold something, in the portfolio's order of buckets.</summary>
    private static IEnumerable<(string Title, List<PlannedInitiative> Initiatives)> Lanes(PlanDocument document)
    {
        var (portfolio, plan) = (document.Portfolio, document.Plan);
        var lanes = plan.Initiatives.ToLookup(i => portfolio.Initiatives[i.Id].Bucket is { } b && portfolio.Buckets.Contains(b) ? b.Value : "");
        foreach (var bucket in portfolio.Buckets.Where(b => lanes.Contains(b.Id.Value))) yield return (bucket.Name, Sorted(lanes[bucket.Id.Value]));
        if (lanes.Contains("")) yield return (portfolio.Buckets.Count == 0 ? "Initiatives" : "No bucket", Sorted(lanes[""]));
    }

    private static List<PlannedInitiative> Sorted(IEnumerable<PlannedInitiative> initiatives) =>
        [.. initiatives.OrderBy(i => i.Start).ThenBy(i => i.Finish)];

    private static string Row(PlannedInitiative initiative, Portfolio portfolio, Axis axis, int name, string hue)
    {
        var weeks = initiative.Work.Values.Sum(w => w.Sum(e => e.Value));
        Mark MarkOf(Period period) =>
            initiative.Work.Values.Any(w => w[period.Index].Value > 0) ? Mark.Work
            : period >= initiative.Start && period <= initiative.Finish ? Mark.Waits
            : Mark.None;
        return $"  {Markup.Escape(Show.Fit(portfolio.Initiatives[initiative.Id].Name, name))}{Show.Weeks(weeks),6} [{hue}]{axis.Row(MarkOf)}[/]".TrimEnd();
    }
}
