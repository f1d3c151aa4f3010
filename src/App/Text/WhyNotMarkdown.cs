using System.Text;
using Dais.Engine.Explaining.WhyNot;
using Dais.Engine.Modelling;

namespace Dais.App.Text;

/// <summary>A why-not card as Markdown, to be sent to whoever asked: the answer in two sentences, and below it what it rests on.</summary>
internal static class WhyNotMarkdown
{
    private const string Special = "\\`*_{}[]<>#|~";

    /// <summary>The card; every name in it is plain text, whatever it holds.</summary>
    public static string Of(WhyNotCard card, Portfolio portfolio)
    {
        var words = new WhyNotWords(card, portfolio);
        var text = new StringBuilder().Append("# ").Append(Safe(card.Name)).Append("\n\n");
        text.Append($"**{Safe(card.Sentence)}{(words.InShort.Length == 0 ? "" : " " + Safe(words.InShort))}**\n\n");
        text.Append($"*{Safe(words.Title)}*\n");
        Section(text, "Where it stands", words.Facts().Select(Safe));
        Section(text, "What would get it in", words.Changes().Select(c => $"**{c.Kind}**: {Safe(c.Says)}{(c.Proof.Length == 0 ? "" : $" *{Safe(c.Proof)}*")}"));
        Section(text, "Evidence that would change the decision, if it showed", words.Evidence().Select(Safe));
        Section(text, "What it may be about", card.Matches.Select(m => $"`{m.Id}` {Safe(m.Name)} ({m.Sort}): {Safe(string.Join(", ", m.Words))}"));
        Section(text, "What speaks for it", card.OtherSide.Select(Safe));
        return text.ToString();
    }

    private static void Section(StringBuilder text, string heading, IEnumerable<string> lines)
    {
        var all = lines.ToList();
        if (all.Count == 0) return;
        text.Append("\n## ").Append(heading).Append("\n\n");
        foreach (var line in all) text.Append("- ").Append(line).Append('\n');
    }

    private static string Safe(string words)
    {
        var safe = new StringBuilder();
        foreach (var c in Show.Clean(words))
        {
            if (Special.Contains(c)) safe.Append('\\');
            safe.Append(c);
        }

        return safe.ToString();
    }
}
