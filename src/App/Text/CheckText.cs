using Dais.Engine.Modelling;
using Dais.Workspace;
using Spectre.Console;

namespace Dais.App.Text;

/// <summary>The findings about a workspace, by file, errors first.</summary>
internal static class CheckText
{
    private const int MostRows = 500;

    /// <summary>Writes them.</summary>
    public static void Write(IAnsiConsole to, Opened opened)
    {
        if (opened.Portfolio is { } portfolio) to.MarkupLine(Contents(portfolio));
        foreach (var file in opened.Findings.Take(MostRows).GroupBy(f => f.Source ?? ""))
        {
            PlanText.Heading(to, file.Key.Length == 0 ? "The whole" : file.Key);
            foreach (var finding in file) PlanText.Bullet(to, Line(finding));
        }

        if (!opened.Findings.IsEmpty) to.WriteLine();
        if (opened.Findings.Length > MostRows) to.WriteLine($"… and {opened.Findings.Length - MostRows} more; --json has all of them.");
        to.MarkupLine(Verdict(opened));
    }

    private static string Contents(Portfolio portfolio)
    {
        var calendar = portfolio.Platform.Calendar;
        var counts = new (int Count, string One, string Several)[]
        {
            (portfolio.Teams.Count, "team", "teams"), (portfolio.Buckets.Count, "bucket", "buckets"), (portfolio.Groups.Count, "group", "groups"),
            (portfolio.Products.Count, "product", "products"), (portfolio.Capabilities.Count, "capability", "capabilities"),
            (portfolio.UseCases.Count, "use case", "use cases"), (portfolio.Initiatives.Count, "initiative", "initiatives"),
            (portfolio.Requests.Count, "request", "requests"), (portfolio.Accounts.Count, "account", "accounts"),
            (portfolio.Evidence.Count, "piece of evidence", "pieces of evidence"), (portfolio.Views.Length, "view", "views"), (portfolio.Worklog.Length, "work log entry", "work log entries"),
        };
        var there = string.Join(", ", counts.Where(c => c.Count > 0).Select(c => Show.Count(c.Count, c.One, c.Several)));
        return $"[bold]{Show.Safe(portfolio.Platform.Name)}[/]: {Show.Count(calendar.Count, "quarter")} from {calendar.First}; {(there.Length == 0 ? "nothing in it" : there)}.";
    }

    private static string Line(Finding finding)
    {
        var kind = finding.IsError ? "[red]error[/]" : "[yellow]warning[/]";
        var at = finding.At.Length == 0 ? "" : $" [bold]{Show.Safe(finding.At)}[/]:";
        var maybe = finding.Maybe is { } hint ? " " + Show.Safe(hint) : "";
        return $"{kind}{at} {Show.Safe(finding.Sentence)}{maybe} [grey]({Show.Safe(finding.Rule)})[/]";
    }

    private static string Verdict(Opened opened)
    {
        var (errors, warnings) = (opened.Errors.Count(), opened.Warnings.Count());
        var count = $"{Show.Count(errors, "error")}, {Show.Count(warnings, "warning")}";
        return opened.Sound ? $"[green]It can be planned and valued[/]: {count}." : $"[red]It cannot be used as it is[/]: {count}.";
    }
}
