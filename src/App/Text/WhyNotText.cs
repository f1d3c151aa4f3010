using Dais.Engine.Explaining.WhyNot;
using Dais.Engine.Modelling;
using Spectre.Console;

namespace Dais.App.Text;

/// <summary>A why-not card for people at a terminal: where it stands, what it costs to wait, what would get it in.</summary>
internal static class WhyNotText
{
    /// <summary>Writes it.</summary>
    public static void Write(IAnsiConsole to, WhyNotCard card, Portfolio portfolio)
    {
        var words = new WhyNotWords(card, portfolio);
        to.MarkupLine($"[bold]{Show.Safe(card.Name)}[/]  [grey]{Show.Safe(words.Title)}[/]");
        to.MarkupLine(Show.Safe(card.Sentence));
        foreach (var line in words.Facts()) PlanText.Bullet(to, Show.Safe(line));
        if (!card.Changes.IsEmpty) PlanText.Heading(to, "What would get it in", "one cheapest change of each kind; they are not ranked");
        foreach (var (kind, says, proof) in words.Changes()) PlanText.Bullet(to, $"[bold]{kind}[/]: {Show.Safe(says)} [grey]{Show.Safe(proof)}[/]".TrimEnd());
        Lines(to, "Evidence that would change the decision, if it showed", words.Evidence());
        Matches(to, card);
        Lines(to, "What speaks for it", card.OtherSide);
    }

    private static void Lines(IAnsiConsole to, string heading, IEnumerable<string> lines)
    {
        var all = lines.ToList();
        if (all.Count == 0) return;
        PlanText.Heading(to, heading);
        foreach (var line in all) PlanText.Bullet(to, Show.Safe(line));
    }

    private static void Matches(IAnsiConsole to, WhyNotCard card)
    {
        if (card.Matches.IsEmpty) return;
        PlanText.Heading(to, "What it may be about");
        var table = PlanText.Table(("id", false), ("name", false), ("", false), ("words in common", false));
        foreach (var match in card.Matches) table.AddRow(Show.Safe(match.Id), Show.Safe(match.Name), match.Sort, Show.Safe(string.Join(", ", match.Words)));
        PlanText.Write(to, table);
    }
}
