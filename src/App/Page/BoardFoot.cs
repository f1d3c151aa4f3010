using Dais.App.Text;
using Dais.Engine.Modelling;
using Dais.Workspace.Planning;

namespace Dais.App.Page;

/// <summary>What stands under the lanes of the roadmap, in the same columns: what becomes possible, and who is busy.</summary>
internal static class BoardFoot
{
    /// <summary>The use cases that become available at the end of each quarter.</summary>
    public static void Unlocked(HtmlWriter html, PlanDocument document)
    {
        var (portfolio, calendar) = (document.Portfolio, document.Portfolio.Platform.Calendar);
        var byPeriod = document.Plan.UseCases.Where(u => calendar.Contains(u.Available)).ToLookup(u => u.Available);
        if (byPeriod.Count == 0) return;
        using (html.Open("div", ("class", "lane gems")))
        {
            using (html.Open("h3"))
            {
                html.Leaf("span", "What becomes possible", ("class", "name"));
                html.Leaf("span", $"use cases at the end of each quarter, {portfolio.Platform.Money} a year", ("class", "portion"));
            }

            using (html.Open("div", ("class", "row")))
            {
                foreach (var period in calendar.Periods)
                {
                    using (html.Open("ul", ("class", "cell"), ("aria-label", calendar.Label(period))))
                    {
                        foreach (var useCase in byPeriod[period].Select(u => portfolio.UseCases[u.Id])) Gem(html, useCase, portfolio);
                    }
                }
            }
        }
    }

    private static void Gem(HtmlWriter html, UseCase useCase, Portfolio portfolio)
    {
        using (html.Open("li"))
        {
            html.Leaf("span", "◆", ("class", "gem"), ("aria-hidden", "true"));
            html.Leaf("span", useCase.Name, ("class", "what"));
            html.Leaf("span", useCase.Value.Total(portfolio.Platform) is { } worth ? Show.Money(worth) : "unknown", ("class", "worth"));
        }
    }

    /// <summary>Each team's load in each quarter.</summary>
    public static void Load(HtmlWriter html, PlanDocument document)
    {
        if (document.Plan.Teams.IsEmpty) return;
        using (html.Open("div", ("class", "lane load")))
        {
            using (html.Open("h3"))
            {
                html.Leaf("span", "Teams", ("class", "name"));
                html.Leaf("span", "share of the capacity after reserves that is planned", ("class", "portion"));
            }

            foreach (var team in document.Plan.Teams)
            {
                html.Leaf("h4", document.Portfolio.Teams[team.Id].Name);
                using (html.Open("div", ("class", "row")))
                {
                    for (var i = 0; i < team.Used.Length; i++) Meter(html, team.Used[i].Value, team.Capacity[i].Value);
                }
            }
        }
    }

    private static void Meter(HtmlWriter html, double used, double capacity)
    {
        var share = capacity > 0 ? Math.Clamp(used / capacity, 0, 1) : 0;
        using (html.Open("div", ("class", share > 0.995 ? "meter full" : "meter"), ("title", $"{Show.Weeks(used)} of {Show.Weeks(capacity)} ew")))
        {
            html.Mark("i", ("style", $"width:{HtmlWriter.Number(share * 100)}%"), ("aria-hidden", "true"));
            html.Leaf("span", capacity > 0 ? Show.Percent(Math.Round(share, 2)) : "–");
        }
    }
}
