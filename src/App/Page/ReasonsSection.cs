using Dais.App.Text;
using Dais.Engine.Explaining;
using Dais.Engine.Quantities;
using Dais.Workspace.Planning;

namespace Dais.App.Page;

/// <summary>What the plan's value consists of: the largest reasons, and the rest in one line, so that they add up.</summary>
internal static class ReasonsSection
{
    private const int Most = 12;

    public static void Write(HtmlWriter html, PlanDocument document)
    {
        if (document.Explanation?.Reasons is not { IsEmpty: false } reasons) return;
        var (platform, plan) = (document.Portfolio.Platform, document.Plan);
        using (PlanPage.Section(html, "reasons", "What it is worth, and why", $"The {Show.Count(reasons.Length, "reason")} add up to {Show.Money(plan.Objective, platform.Money)} at present value."))
        {
            var subjects = reasons.GroupBy(r => (r.Subject, r.Name, OfUseCase: r.Kind is ReasonKind.Growth or ReasonKind.Retention or ReasonKind.Margin))
                .Select(g => (g.Key.Name, Kinds: string.Join(", ", g.Select(r => r.Kind.ToString().ToLowerInvariant())), From: g.Min(r => r.From), Amount: g.Sum(r => r.Amount.Value)))
                .OrderByDescending(s => s.Amount).ToList();
            var most = subjects.Max(s => Math.Abs(s.Amount));
            using (html.Open("table", ("class", "reasons")))
            {
                using (html.Open("thead"))
                using (html.Open("tr"))
                {
                    html.Leaf("th", "What", ("scope", "col"));
                    html.Leaf("th", "from", ("scope", "col"));
                    html.Leaf("th", platform.Money, ("scope", "col"), ("class", "amount"));
                }

                using (html.Open("tbody"))
                {
                    foreach (var (name, kinds, from, amount) in subjects.Take(Most)) Row(html, name, kinds, "after " + platform.Calendar.Label(from), amount, most);
                    var rest = subjects.Skip(Most).ToList();
                    if (rest.Count > 0) Row(html, $"{rest.Count} more", "", "", rest.Sum(s => s.Amount), 0);
                }
            }
        }
    }

    private static void Row(HtmlWriter html, string name, string kinds, string from, double amount, double most)
    {
        using (html.Open("tr"))
        {
            using (html.Open("td"))
            {
                html.Leaf("span", name, ("class", "name"));
                if (kinds.Length > 0) html.Leaf("span", " " + kinds, ("class", "kinds"));
                if (most > 0) html.Mark("i", ("class", amount < 0 ? "size minus" : "size"), ("style", $"width:{HtmlWriter.Number(Math.Abs(amount) / most * 100)}%"), ("aria-hidden", "true"));
            }

            html.Leaf("td", from, ("class", "from"));
            html.Leaf("td", Show.Money(Money.Of(amount)), ("class", "amount"));
        }
    }
}
