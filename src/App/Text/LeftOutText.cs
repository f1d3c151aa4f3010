using Dais.Engine.Explaining;
using Dais.Engine.Modelling;
using Dais.Workspace.Planning;
using Spectre.Console;

namespace Dais.App.Text;

/// <summary>Cards that say why the most valuable of what is left out is left out.</summary>
internal static class LeftOutText
{
    /// <summary>Writes up to <paramref name="most"/> cards, the most valuable first.</summary>
    public static void Cards(IAnsiConsole to, PlanDocument document, int most)
    {
        if (document.Explanation?.LeftOut is not { IsEmpty: false } left) return;
        PlanText.Heading(to, "Left out, because", $"the {Math.Min(most, left.Length)} most valuable of {left.Length}");
        foreach (var each in left.OrderByDescending(l => l.Gain).Take(most))
        {
            var gain = each.Gain.Value > 0 ? $"\n[grey]Worth at most {Show.Safe(Show.Money(each.Gain, document.Portfolio.Platform.Money))} if it were in.[/]" : "";
            to.Write(new Panel(new Markup(Show.Safe(Because(document.Portfolio, each)) + gain))
            {
                Header = new PanelHeader($" {Show.Safe(document.Portfolio.Initiatives[each.Id].Name)} · {Word(each.Obstacle)} "),
                Border = BoxBorder.Rounded,
                Expand = true,
                Padding = new Padding(1, 0, 1, 0),
            });
        }
    }

    /// <summary>The reason without the name that stands above it.</summary>
    public static string Because(Portfolio portfolio, LeftOut left)
    {
        var opening = $"{portfolio.Initiatives[left.Id].Name} is left out because ";
        if (!left.Sentence.StartsWith(opening, StringComparison.Ordinal)) return left.Sentence;
        var rest = left.Sentence[opening.Length..];
        return char.ToUpperInvariant(rest[0]) + rest[1..];
    }

    /// <summary>What keeps it out, in a word.</summary>
    public static string Word(Obstacle obstacle) => obstacle switch
    {
        Obstacle.NoValue => "adds nothing",
        Obstacle.Overlooked => "not ruled out",
        _ => obstacle.ToString().ToLowerInvariant(),
    };
}
