using Dais.App.Text;
using Dais.Engine.Planning;
using Dais.Workspace.Planning;

namespace Dais.App.Page;

/// <summary>What a reader should know besides: warnings, and the promises that the plan moves.</summary>
internal static class NotesSection
{
    public static void Write(HtmlWriter html, PlanDocument document)
    {
        List<string> notes = [.. Moves(document), .. document.Plan.Warnings, .. AssumedText.Sentences(document.Assumed)];
        if (notes.Count == 0) return;
        using (PlanPage.Section(html, "notes", "Worth knowing"))
        using (html.Open("ul", ("class", "notes")))
        {
            foreach (var note in notes) html.Leaf("li", note);
        }
    }

    private static IEnumerable<string> Moves(PlanDocument document)
    {
        var (portfolio, calendar) = (document.Portfolio, document.Portfolio.Platform.Calendar);
        foreach (var move in document.Plan.Stability?.Moves ?? [])
            yield return $"{portfolio.Initiatives[move.Initiative].Name} was promised for {calendar.Label(move.Promised)} and is {(move.Now is { } now ? "now finished in " + calendar.Label(now) : "not in the plan any more")}.";
    }
}

/// <summary>Why there is no plan: the rules that cannot hold together.</summary>
internal static class ConflictSection
{
    public static void Write(HtmlWriter html, Plan plan)
    {
        using (PlanPage.Section(html, "conflicts", "Rules that cannot hold together", "Relaxing any one of them in the way that is said makes a plan possible."))
        using (html.Open("ul", ("class", "left")))
        {
            foreach (var conflict in plan.Conflicts)
            {
                using (html.Open("li", ("class", "out")))
                {
                    html.Leaf("span", conflict.Rule, ("class", "chip"));
                    html.Leaf("h3", Show.Clean(conflict.Subject));
                    html.Leaf("p", Show.Ended(conflict.Sentence));
                    if (conflict.Relaxation is { } relaxation) html.Leaf("p", "To relax it: " + Show.Ended(relaxation), ("class", "gain"));
                }
            }
        }
    }
}
