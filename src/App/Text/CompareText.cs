using Dais.Engine.Explaining;
using Dais.Engine.Modelling;
using Dais.Engine.Quantities;
using Dais.Workspace;
using Spectre.Console;

namespace Dais.App.Text;

/// <summary>The difference of two plans for people at a terminal.</summary>
internal static class CompareText
{
    private const int MostRows = 60;
    private const int LongestTeam = 16;

    /// <summary>Writes it.</summary>
    public static void Write(IAnsiConsole to, ComparedPlans compared)
    {
        var (comparison, portfolio) = (compared.Comparison, compared.First.Portfolio);
        to.MarkupLine(Headline(comparison, portfolio.Platform));
        foreach (var warning in compared.Warnings) PlanText.Bullet(to, Show.Safe(warning));
        Changes(to, comparison, portfolio);
        Differences(to, comparison, portfolio.Platform, "first", "second");
        Loads(to, comparison, portfolio, "the second plan");
    }

    private static string Headline(Comparison comparison, Platform platform)
    {
        var (a, b) = (Show.Money(comparison.Before), Show.Money(comparison.After, platform.Money));
        if (comparison.Amount.Value == 0) return $"Both plans are worth [bold]{Show.Safe(b)}[/].";
        var size = Show.Money(Money.Of(Math.Abs(comparison.Amount.Value)), platform.Money);
        return $"The second plan is worth [bold]{Show.Safe(size)} {(comparison.Amount.Value > 0 ? "more" : "less")}[/] than the first: {Show.Safe(b)} against {a}.";
    }

    private static void Changes(IAnsiConsole to, Comparison comparison, Portfolio portfolio)
    {
        if (comparison.Changes.IsEmpty)
        {
            PlanText.Heading(to, "Initiatives", "the same, finished at the same time");
            return;
        }

        var calendar = portfolio.Platform.Calendar;
        PlanText.Heading(to, "Initiatives", $"{comparison.Changes.Length} differ");
        var table = PlanText.Table(("", false), ("initiative", false), ("finish, first", false), ("finish, second", false));
        foreach (var change in comparison.Changes.OrderBy(c => c.Kind).Take(MostRows))
            table.AddRow(Word(change.Kind), Show.Safe(portfolio.Initiatives[change.Id].Name), Label(change.Before, calendar), Label(change.After, calendar));

        PlanText.Write(to, table);
        if (comparison.Changes.Length > MostRows) to.WriteLine($"… and {comparison.Changes.Length - MostRows} more; --json has all of them.");
    }

    /// <summary>Where the difference in value comes from, the largest part first; the rest is summed.</summary>
    internal static void Differences(IAnsiConsole to, Comparison comparison, Platform platform, string before, string after, int most = MostRows)
    {
        if (comparison.Differences.IsEmpty) return;
        PlanText.Heading(to, "Value by reason", $"{platform.Money} at present value; the differences sum to {Signed(comparison.Amount.Value)}");
        var table = PlanText.Table(("reason", false), ("kind", false), (before, true), (after, true), ("difference", true));
        foreach (var d in comparison.Differences.Take(most))
            table.AddRow(Show.Safe(d.Name), d.Kind.ToString().ToLowerInvariant(), Amount(d.Before), Amount(d.After), Signed(d.Amount.Value));

        var rest = comparison.Differences.Skip(most).ToList();
        if (rest.Count > 0) table.AddRow($"{rest.Count} more", "", "", "", Signed(rest.Sum(d => d.Amount.Value)));
        PlanText.Write(to, table);
    }

    /// <summary>What each team has to do more or less.</summary>
    internal static void Loads(IAnsiConsole to, Comparison comparison, Portfolio portfolio, string where)
    {
        if (comparison.Loads.IsEmpty) return;
        PlanText.Heading(to, "Teams", $"ew more or less in {where}");
        var calendar = portfolio.Platform.Calendar;
        var each = calendar.Count * 8 <= to.Profile.Width - 26;
        var table = PlanText.Table([("team", false), .. each ? calendar.Periods.Select(p => (calendar.Label(p), true)) : [], ("all", true)]);
        table.Columns[0].NoWrap = each;
        foreach (var load in comparison.Loads)
            table.AddRow([Show.Safe(each ? Show.Fit(portfolio.Teams[load.Team].Name, LongestTeam).TrimEnd() : portfolio.Teams[load.Team].Name), .. each ? load.More.Select(Signed) : [], Signed(load.More.Sum())]);

        PlanText.Write(to, table);
    }

    private static string Amount(Money money) => money.Value == 0 ? "–" : Show.Money(money);

    /// <summary>A difference with its sign.</summary>
    internal static string Signed(double value) => Math.Round(value, 2) switch
    {
        0 => "·",
        > 0 => "+" + Show.Money(Money.Of(value)),
        _ => "−" + Show.Money(Money.Of(-value)),
    };

    /// <summary>A finish, or a dash where it is not chosen.</summary>
    internal static string Label(Period? period, Engine.Quantities.Calendar calendar) => period is { } known ? calendar.Label(known) : "–";

    /// <summary>How an initiative moves, in a word.</summary>
    internal static string Word(ChangeKind kind) => kind switch
    {
        ChangeKind.Added => "[green]added[/]",
        ChangeKind.Removed => "[red]removed[/]",
        ChangeKind.Sooner => "[green]sooner[/]",
        _ => "[yellow]later[/]",
    };
}
