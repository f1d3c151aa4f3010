using System.Collections.Immutable;
using Dais.App.Text;
using Dais.Engine.Explaining;
using Dais.Workspace.Planning;

namespace Dais.App.Page;

/// <summary>A card for each initiative that is not in the plan, with the reason that binds; the most valuable first.</summary>
internal static class LeftOutSection
{
    private const int Shown = 6;

    public static void Write(HtmlWriter html, PlanDocument document)
    {
        if (document.Explanation?.LeftOut is not { IsEmpty: false } all) return;
        ImmutableArray<LeftOut> left = [.. all.OrderByDescending(l => l.Gain)];
        using (PlanPage.Section(html, "left-out", "Left out, because", $"{Show.Count(left.Length, "initiative")}, the most valuable first. The number is what each would bring at the earliest finish that could ever be."))
        {
            using (html.Open("ul", ("class", "left")))
            {
                foreach (var each in left.Take(Shown)) Card(html, document, each);
            }

            if (left.Length <= Shown) return;
            using (html.Open("details"))
            {
                html.Leaf("summary", $"{left.Length - Shown} more");
                using (html.Open("ul", ("class", "left")))
                {
                    foreach (var each in left.Skip(Shown)) Card(html, document, each);
                }
            }
        }
    }

    private static void Card(HtmlWriter html, PlanDocument document, LeftOut left)
    {
        var platform = document.Portfolio.Platform;
        using (html.Open("li", ("class", "out")))
        {
            html.Leaf("span", LeftOutText.Word(left.Obstacle), ("class", "chip"));
            html.Leaf("h3", document.Portfolio.Initiatives[left.Id].Name);
            html.Leaf("p", LeftOutText.Because(document.Portfolio, left));
            if (left.Gain.Value > 0) html.Leaf("p", $"Worth at most {Show.Money(left.Gain, platform.Money)} if it were in", ("class", "gain"));
        }
    }
}
