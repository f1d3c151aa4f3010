using Dais.Workspace;
using Spectre.Console;

namespace Dais.App.Text;

/// <summary>What the doctor found, a line for each thing.</summary>
internal static class DoctorText
{
    public static void Write(IAnsiConsole to, Examination examination)
    {
        to.MarkupLine($"[bold]{Show.Safe(examination.Where)}[/]");
        to.WriteLine();
        var table = new Table().NoBorder().HideHeaders();
        table.AddColumns(new TableColumn("").NoWrap(), new TableColumn("").NoWrap(), new TableColumn(""));
        foreach (var finding in examination.Findings) table.AddRow(Mark(finding.Health), Show.Safe(finding.Subject), Show.Safe(finding.Maybe is { } maybe ? $"{finding.Says} {maybe}" : finding.Says));
        to.Write(table);
        to.WriteLine();
        to.MarkupLine(Verdict(examination));
    }

    private static string Mark(Health health) => health switch
    {
        Health.Good => "[green]good[/]",
        Health.Warning => "[yellow]warning[/]",
        _ => "[red]wrong[/]",
    };

    private static string Verdict(Examination examination)
    {
        var (wrong, warnings) = (examination.Findings.Count(f => f.Health == Health.Wrong), examination.Findings.Count(f => f.Health == Health.Warning));
        if (wrong > 0) return $"[red]{wrong} of {examination.Findings.Length} things are wrong[/].";
        return warnings > 0 ? $"[green]Nothing is wrong[/]; {Show.Count(warnings, "warning")}." : "[green]All is as it should be[/].";
    }
}
