using Dais.App.Text;
using Dais.Engine.Planning;
using Dais.Workspace.Planning;

namespace Dais.App.Page;

/// <summary>The head of the page: what it is about, how sure it is, and the numbers that matter.</summary>
internal static class HeadlineSection
{
    public static void Write(HtmlWriter html, PlanDocument document)
    {
        var (plan, platform) = (document.Plan, document.Portfolio.Platform);
        var calendar = platform.Calendar;
        using (html.Open("header"))
        {
            html.Leaf("p", $"Plan, {calendar.First} to {calendar.Label(calendar.Last)}", ("class", "kicker"));
            html.Leaf("h1", platform.Name);
            var (badge, sentence) = PlanWords.Verdict(plan, platform);
            using (html.Open("p", ("class", "verdict")))
            {
                html.Leaf("strong", badge, ("class", "badge " + PlanWords.Tone(plan)));
                html.Text(" " + sentence);
            }

            html.Leaf("p", PlanWords.Judged(plan.Policy) + " " + PlanWords.Search(plan), ("class", "remark"));
            if (plan.Status is PlanStatus.Optimal or PlanStatus.Feasible) Tiles(html, document);
        }
    }

    private static void Tiles(HtmlWriter html, PlanDocument document)
    {
        var (plan, portfolio) = (document.Plan, document.Portfolio);
        var planned = PlanWords.Planned(plan);
        using (html.Open("dl", ("class", "tiles")))
        {
            Tile(html, "Present value", Show.Money(plan.Objective), portfolio.Platform.Money, plan.Bound is { } bound ? $"no plan is worth more than {Show.Money(bound)}" : null);
            Tile(html, "For customers", Show.Money(plan.Value.Customer), portfolio.Platform.Money, Part(plan.Value.Customer.Value, plan.Objective.Value));
            Tile(html, "For the platform", Show.Money(plan.Value.Platform), portfolio.Platform.Money, Part(plan.Value.Platform.Value, plan.Objective.Value));
            Tile(html, "Initiatives", $"{plan.Initiatives.Length}", $"of {PlanWords.Open(portfolio)}", plan.TailShare is { } tail ? $"{Show.Percent(tail.Value)} of the value after the horizon" : null);
            if (plan.Capacity.Value > 0) Tile(html, "Capacity planned", Show.Percent(planned / plan.Capacity.Value), null, $"{Show.Weeks(planned)} of {Show.Weeks(plan.Capacity)} ew");
            Tile(html, "Use cases unlocked", $"{plan.UseCases.Count(u => portfolio.Platform.Calendar.Contains(u.Available))}", $"of {portfolio.UseCases.Count}", null);
        }
    }

    private static string? Part(double value, double whole) => whole > 0 && value >= 0 ? $"{Show.Percent(value / whole)} of it" : null;

    private static void Tile(HtmlWriter html, string title, string number, string? unit, string? note)
    {
        using (html.Open("div", ("class", "tile")))
        {
            html.Leaf("dt", title);
            using (html.Open("dd"))
            {
                html.Leaf("span", number, ("class", "number"));
                if (unit is not null) html.Leaf("span", " " + unit, ("class", "unit"));
                if (note is not null) html.Leaf("span", note, ("class", "note"));
            }
        }
    }
}
