using System.Collections.Immutable;
using System.Globalization;
using Dais.App.Text;
using Dais.Workspace.Planning;

namespace Dais.App.Page;

/// <summary>The roadmap: lanes by bucket, columns by period, cards over their periods, then what becomes possible and who is busy.</summary>
internal static class RoadmapSection
{
    public static void Write(HtmlWriter html, PlanDocument document, ImmutableArray<Lane> lanes)
    {
        var calendar = document.Portfolio.Platform.Calendar;
        using (PlanPage.Section(html, "roadmap", "Roadmap", "A card spans the quarters from its first work to its finish. The strip at its foot is darker where more of its work lies."))
        {
            Legend(html, lanes);
            using (html.Open("div", ("class", "scroll"), ("role", "region"), ("aria-label", "Roadmap by quarter"), ("tabindex", "0"), ("style", string.Create(CultureInfo.InvariantCulture, $"--n:{calendar.Count}"))))
            using (html.Open("div", ("class", "board")))
            {
                Periods(html, calendar);
                foreach (var lane in lanes) LaneRow(html, document, lane);
                BoardFoot.Unlocked(html, document);
                BoardFoot.Load(html, document);
            }
        }
    }

    private static void Legend(HtmlWriter html, ImmutableArray<Lane> lanes)
    {
        using (html.Open("ul", ("class", "legend"), ("aria-label", "Legend")))
        {
            foreach (var lane in lanes)
            {
                using (html.Open("li", ("style", lane.Style)))
                {
                    html.Mark("span", ("class", "swatch"));
                    html.Text(lane.Title);
                }
            }

            using (html.Open("li"))
            {
                html.Leaf("span", "◆", ("class", "gem"), ("aria-hidden", "true"));
                html.Text("use case unlocked");
            }
        }
    }

    private static void Periods(HtmlWriter html, Engine.Quantities.Calendar calendar)
    {
        using (html.Open("div", ("class", "row periods")))
        {
            foreach (var period in calendar.Periods)
            {
                var label = calendar.Label(period);
                var dash = label.LastIndexOf('-');
                using (html.Open("div", ("class", label.EndsWith("Q1", StringComparison.Ordinal) ? "period first" : "period")))
                {
                    html.Leaf("span", label[..dash], ("class", "year"));
                    html.Leaf("span", " " + label[(dash + 1)..], ("class", "quarter"));
                }
            }
        }
    }

    private static void LaneRow(HtmlWriter html, PlanDocument document, Lane lane)
    {
        using (html.Open("div", ("class", "lane"), ("style", lane.Style)))
        {
            using (html.Open("h3"))
            {
                html.Leaf("span", lane.Title, ("class", "name"));
                html.Leaf("span", Portion(document, lane), ("class", "portion"));
            }

            if (lane.Bars.IsEmpty)
            {
                html.Leaf("p", "Nothing of this bucket is in the plan.", ("class", "empty"));
                return;
            }

            using (html.Open("ul", ("class", "row cards")))
            {
                foreach (var bar in lane.Bars) CardOf(html, document, bar, lane);
            }
        }
    }

    private static string Portion(PlanDocument document, Lane lane)
    {
        if (lane.Bucket is not { } bucket) return $"{Show.Weeks(lane.Bars.Sum(b => b.Weeks))} ew";
        var load = document.Plan.Buckets.FirstOrDefault(b => b.Id == bucket.Id);
        var planned = load is null ? "" : $"{Show.Percent(load.Share)} planned";
        return bucket.Share is { } target ? $"{planned}, {Show.Percent(target.Value)} meant" : planned;
    }

    private static void CardOf(HtmlWriter html, PlanDocument document, Bar bar, Lane lane)
    {
        var calendar = document.Portfolio.Platform.Calendar;
        var (when, teams) = (bar.When(calendar), bar.Teams(document.Portfolio));
        var place = string.Create(CultureInfo.InvariantCulture, $"grid-column:{bar.First + 1}/{bar.Last + 2};grid-row:{bar.Row + 1}");
        using (html.Open("li", ("class", "card"), ("style", place), ("title", $"{bar.Initiative.Name}, {lane.Title}: {when}; {teams}")))
        {
            using (html.Open("div", ("class", "words")))
            {
                html.Leaf("span", bar.Initiative.Name, ("class", "name"));
                html.Leaf("span", $"{when}: ", ("class", "hidden"));
                using (html.Open("span", ("class", "meta")))
                {
                    html.Leaf("b", $"{Show.Weeks(bar.Weeks)} ew");
                    if (teams.Length > 0) html.Leaf("span", teams, ("class", "teams"));
                }

                foreach (var (word, tone) in bar.Badges(calendar)) html.Leaf("span", word, ("class", "chip " + tone));
            }

            Strip(html, bar);
        }
    }

    private static void Strip(HtmlWriter html, Bar bar)
    {
        var most = Enumerable.Range(bar.First, bar.Last - bar.First + 1).Max(bar.WeeksIn);
        if (most <= 0) return;
        using (html.Open("span", ("class", "strip"), ("aria-hidden", "true")))
        {
            for (var period = bar.First; period <= bar.Last; period++)
            {
                var weeks = bar.WeeksIn(period);
                html.Mark("i", ("style", $"opacity:{HtmlWriter.Number(weeks <= 0 ? 0.08 : 0.25 + (0.75 * weeks / most))}"));
            }
        }
    }
}
