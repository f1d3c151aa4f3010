using System.Globalization;
using Dais.Engine.Explaining;
using Dais.Engine.Modelling;
using Dais.Engine.Planning.Forecasting;
using Dais.Engine.Quantities;
using Dais.Workspace.Planning;
using Spectre.Console;

namespace Dais.App.Text;

/// <summary>The dependency register for people at a terminal: the links, the critical chain, the teams waited upon.</summary>
internal static class DependenciesText
{
    private const int MostLinks = 18;
    private const int MostUseCases = 8;
    private const int MostTeams = 6;
    private const int LongestTeam = 22;

    /// <summary>Writes it.</summary>
    public static void Write(IAnsiConsole to, PlanDocument document, DependencyRegister register, ForecastLimits limits)
    {
        var portfolio = document.Portfolio;
        to.MarkupLine($"[bold]{Show.Safe(portfolio.Platform.Name)}[/]: who waits on whom in the plan");
        var links = register.BetweenInitiatives.ToList();
        to.MarkupLine(Show.Safe(links.Count == 0
            ? "No initiative of the plan waits on another."
            : $"{Show.Count(links.Count, "link")} between initiatives; over {links.Count(l => l.CrossesTeams)} of them ({Show.Percent(register.Crossing!.Value.Value)}) a team waits on another team."));
        to.MarkupLine(Show.Safe($"{Show.Count(register.Shared.Length, "initiative")} of {document.Plan.Initiatives.Length} {(register.Shared.Length == 1 ? "is" : "are")} the work of more than one team."));
        Chain(to, register, portfolio);
        if (links.Count > 0)
        {
            PlanText.Heading(to, "Links between initiatives", "across teams first, then the tightest");
            Links(to, [.. links.OrderByDescending(l => l.CrossesTeams).ThenBy(l => l.Slack).ThenByDescending(l => l.Late ?? Share.None)], MostLinks, portfolio);
        }

        var uses = register.Links.Where(l => l.Kind is LinkKind.Needs or LinkKind.Level).OrderBy(l => l.Slack).ThenByDescending(l => l.Late ?? Share.None).ToList();
        if (uses.Count > 0)
        {
            PlanText.Heading(to, "Use cases that wait", "the tightest first");
            Links(to, uses, MostUseCases, portfolio);
        }

        Waited(to, register, portfolio);

        to.MarkupLine(Show.Safe($"  * on the critical chain.  Slack: quarters it may slip before what waits has to.  Late: chance that it slips by more, in {limits.Draws.ToString("#,0", CultureInfo.InvariantCulture)} draws of the efforts{(register.Links.Any(l => l.LateAssumed) ? "; ~ its P10 and P90 are assumed" : "")}."));
    }

    private static void Chain(IAnsiConsole to, DependencyRegister register, Portfolio portfolio)
    {
        if (register.CriticalChain.IsEmpty) return;
        var calendar = portfolio.Platform.Calendar;
        var slack = register.ChainSlack is > 0 and var quarters ? $"{Show.Count(quarters, "quarter")} of slack" : "no slack";
        PlanText.Heading(to, "Critical chain", $"to the plan's last value, with {slack}; capacity of teams is no link");
        var first = register.CriticalChain[0];
        var steps = register.CriticalChain.Select(l => $"{l.WaitingName}{(l.Kind is LinkKind.Needs or LinkKind.Level ? " (use case)" : "")} {calendar.Label(There(register, l))}");
        PlanText.Bullet(to, Show.Safe($"{portfolio.Initiatives[first.On].Name} {calendar.Label(first.Finish)} → {string.Join(" → ", steps)}"));
    }

    /// <summary>When what waits is there: the next link of the chain says it, or its own last date.</summary>
    private static Period There(DependencyRegister register, DependencyLink link) =>
        link.Kind is LinkKind.Needs or LinkKind.Level or LinkKind.Requires
            ? link.NeededBy
            : register.Links.FirstOrDefault(l => l.On.Value == link.Waiting)?.Finish ?? link.NeededBy;

    private static void Links(IAnsiConsole to, List<DependencyLink> links, int most, Portfolio portfolio)
    {
        var calendar = portfolio.Platform.Calendar;
        var table = PlanText.Table(("slack", true), ("late", true), ("what waits, and on what", false));
        foreach (var link in links.Take(most))
        {
            var on = portfolio.Initiatives[link.On].Name;
            table.AddRow(
                (link.Critical ? "* " : "  ") + link.Slack.ToString(CultureInfo.InvariantCulture),
                link.Late is { } late ? Show.Percent(late.Value) + (link.LateAssumed ? "~" : " ") : "–",
                $"[bold]{Show.Safe(link.WaitingName)}[/]{Of(Who(link, portfolio))} on [bold]{Show.Safe(on)}[/]{Of(Names(link.OnTeams, portfolio))}, {calendar.Label(link.Finish)}");
        }

        PlanText.Write(to, table);
        if (links.Count > most) to.WriteLine($"  … and {links.Count - most} more; --json has all of them.");
    }

    private static string Who(DependencyLink link, Portfolio portfolio) =>
        link.Kind is LinkKind.Needs or LinkKind.Level ? (link.Group is { } group ? portfolio.Groups.Find(group)?.Name ?? group.Value : "") : Names(link.WaitingTeams, portfolio);

    private static string Names(IEnumerable<Id<Team>> teams, Portfolio portfolio) => string.Join(", ", teams.Select(t => portfolio.Teams[t].Name));

    private static string Of(string who) => who.Length == 0 ? "" : $" [grey]({Show.Safe(who)})[/]";

    private static void Waited(IAnsiConsole to, DependencyRegister register, Portfolio portfolio)
    {
        if (register.MostWaitedUpon.IsEmpty) return;
        PlanText.Heading(to, "Teams that others wait on");
        var table = PlanText.Table(("team", false), ("links", true), ("from teams", true), ("use cases", true), ("shared", true), ("ew", true), ("late", true));
        table.Columns[0].NoWrap = true;
        foreach (var waited in register.MostWaitedUpon.Take(MostTeams))
        {
            table.AddRow(
                Show.Safe(Show.Fit(portfolio.Teams[waited.Team].Name, LongestTeam).TrimEnd()), Number(waited.Links), Number(waited.Teams), Number(waited.UseCases), Number(waited.Shared),
                Show.Weeks(waited.Effort), waited.Latest is { } late ? Show.Percent(late.Value) : "–");
        }

        PlanText.Write(to, table);
        to.MarkupLine(Show.Safe("  Links from other teams, use cases that wait on its work, initiatives shared with other teams; its ew in all of these, and the likeliest of them to be late."));
        if (register.Pairs.IsEmpty) return;
        PlanText.Bullet(to, Show.Safe($"Most often {Words.List([.. register.Pairs.Take(3).Select(p => $"{portfolio.Teams[p.Waiting].Name} waits on {portfolio.Teams[p.On].Name} ({p.Links})")])}."));
    }

    private static string Number(int number) => number == 0 ? "·" : number.ToString(CultureInfo.InvariantCulture);
}
