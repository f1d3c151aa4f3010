using Dais.Engine.Explaining;
using Dais.Engine.Explaining.WhyNot;
using Dais.Engine.Modelling;
using Dais.Engine.Planning.Flipping;
using Dais.Engine.Quantities;
using Spectre.Console;

namespace Dais.App.Text;

/// <summary>A why-not card for people at a terminal: where it stands, what it costs to wait, what would get it in.</summary>
internal static class WhyNotText
{
    /// <summary>Writes it.</summary>
    public static void Write(IAnsiConsole to, WhyNotCard card, Portfolio portfolio)
    {
        var platform = portfolio.Platform;
        to.MarkupLine($"[bold]{Show.Safe(card.Name)}[/]  [grey]{card.Sort} {Show.Safe(card.Id)}{(card.About is { } about && about != card.Name ? $", about {Show.Safe(about)}" : "")}[/]");
        to.MarkupLine(Show.Safe(card.Sentence));
        foreach (var line in Facts(card, portfolio)) PlanText.Bullet(to, line);
        if (!card.Changes.IsEmpty) Changes(to, card, platform);
        Matches(to, card);
        if (card.OtherSide.IsEmpty) return;
        PlanText.Heading(to, "What speaks for it");
        foreach (var line in card.OtherSide) PlanText.Bullet(to, Show.Safe(line));
    }

    private static IEnumerable<string> Facts(WhyNotCard card, Portfolio portfolio)
    {
        var (platform, calendar) = (portfolio.Platform, portfolio.Platform.Calendar);
        if (card.Standing is Standing.Out or Standing.Tied)
        {
            var beside = card.EarliestBeside is { } b ? $"room for it beside the plan by {calendar.Label(b)}" : "no room for it beside the plan";
            yield return Show.Safe($"{(card.EarliestEver is { } ever ? $"Possible by {calendar.Label(ever)} if everything else made way; " : "Not possible within the horizon, whatever made way; ")}{beside}.");
        }

        if (card.DelayPerWeek is { Value: > 0 } week) yield return Show.Safe($"Each week of delay costs {Show.Money(week, platform.Money)}.");
        if (card is { Standing: Standing.Out, Price: { } price })
        {
            var displaced = card.Displaced.IsEmpty ? "" : $" Its place is taken by: {string.Join("; ", card.Displaced.Take(3).Select(m => Moved(m, calendar)))}{(card.Displaced.Length > 3 ? $" and {card.Displaced.Length - 3} more" : "")}.";
            yield return Show.Safe($"Put in as things are, the plan would be worth {Show.Money(price, platform.Money)} less.{displaced}");
        }

        if (card.Regret is { } regret)
        {
            var name = portfolio.Groups.Find(regret.Group)?.Name ?? regret.Group.Value;
            yield return Show.Safe($"{name} gets {Show.Money(regret.Now)} of the {Show.Money(regret.Best, platform.Money)} that a plan for it alone would bring{(regret.Size is { } size ? $": a regret of {Show.Percent(size.Value)}" : "")}.");
        }

        if (!card.Proven) yield return "The plan is not proven best: costs are against the best that was found.";
    }

    private static void Changes(IAnsiConsole to, WhyNotCard card, Platform platform)
    {
        PlanText.Heading(to, "What would get it in", "one cheapest change of each kind; they are not ranked");
        foreach (var change in card.Changes)
        {
            PlanText.Bullet(to, $"[bold]{Word(change.Kind)}[/]: {Show.Safe(change.Sentence)}{Cost(change, platform)}{Then(change, platform.Calendar)} [grey]{Show.Safe(Proof(change))}[/]".TrimEnd());
        }
    }

    private static string Cost(CheapestChange change, Platform platform)
    {
        if (change.Cost is not { } cost) return "";
        var size = Show.Safe(Show.Money(Money.Of(Math.Abs(cost.Value)), platform.Money));
        return Math.Abs(cost.Value) < 1e-3 ? " The plan loses nothing." : cost.Value > 0 ? $" The plan loses {size}." : $" The plan gains {size}.";
    }

    private static string Then(CheapestChange change, Engine.Quantities.Calendar calendar)
    {
        var others = change.Moves.Where(m => m.Kind is not ChangeKind.Added).ToList();
        return others.Count == 0 ? "" : Show.Safe($" Then also: {string.Join("; ", others.Take(2).Select(m => Moved(m, calendar)))}{(others.Count > 2 ? $" and {others.Count - 2} more" : "")}.");
    }

    private static string Proof(CheapestChange change) => (change.Size, change.Smallest, change.Decides) switch
    {
        (null, _, _) => "",
        (_, true, true) => change.SmallerFails ? "Proven smallest; a little less fails." : "Proven smallest.",
        (_, false, true) => "It does, by solving again; a smaller one may too.",
        (_, true, false) => "None is smaller; that it does is not proven within the limit.",
        _ => "Not proven within the limit.",
    };

    private static string Moved(SeenMove move, Engine.Quantities.Calendar calendar) => move switch
    {
        { Work.Id: null } => move.Work.Name,
        { Kind: ChangeKind.Removed } => $"{move.Work.Name} out",
        { Kind: ChangeKind.Added, After: { } after } => $"{move.Work.Name} in, {calendar.Label(after)}",
        { Before: { } before, After: { } after } => $"{move.Work.Name} {calendar.Label(before)} → {calendar.Label(after)}",
        _ => move.Work.Name,
    };

    private static void Matches(IAnsiConsole to, WhyNotCard card)
    {
        if (card.Matches.IsEmpty) return;
        PlanText.Heading(to, "What it may be about");
        var table = PlanText.Table(("id", false), ("name", false), ("", false), ("words in common", false));
        foreach (var match in card.Matches) table.AddRow(Show.Safe(match.Id), Show.Safe(match.Name), match.Sort, Show.Safe(string.Join(", ", match.Words)));
        PlanText.Write(to, table);
    }

    private static string Word(FlipKind kind) => kind switch
    {
        FlipKind.Capacity => "More work of a team",
        FlipKind.Drop => "Others dropped",
        FlipKind.Delay => "Others later",
        FlipKind.Scope => "Less scope",
        _ => "More value",
    };
}
