using Dais.Engine.Planning;
using Dais.Workspace.Planning;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Dais.App.Text;

/// <summary>A plan for people at a terminal: what it is worth and how sure that is, the roadmap, the load, the rest.</summary>
internal static class PlanText
{
    /// <summary>Writes all of it.</summary>
    public static void Write(IAnsiConsole to, PlanDocument document)
    {
        HeadlineText.Write(to, document);
        if (document.Plan.Status is PlanStatus.Optimal or PlanStatus.Feasible)
        {
            RoadmapText.Write(to, document);
            LoadText.Write(to, document);
            AllocationText.Write(to, document);
            OutcomeText.Write(to, document);
        }

        Warnings(to, document.Plan);
        AssumedText.Write(to, document.Assumed);
    }

    /// <summary>A heading with a blank line above.</summary>
    public static void Heading(IAnsiConsole to, string title, string? remark = null)
    {
        to.WriteLine();
        to.MarkupLine($"[bold]{Show.Safe(title)}[/]{(remark is null ? "" : $"  [grey]{Show.Safe(remark)}[/]")}");
    }

    /// <summary>A table in the house's style: a line under the head, and nothing else.</summary>
    public static Table Table(params (string Title, bool Number)[] columns)
    {
        var table = new Table { Border = TableBorder.Simple, UseSafeBorder = true };
        foreach (var (title, number) in columns)
            table.AddColumn(new TableColumn(new Markup($"[grey]{Show.Safe(title)}[/]")) { Alignment = number ? Justify.Right : Justify.Left, NoWrap = number });

        return table;
    }

    /// <summary>Writes a table without the blank lines that its style has above and below.</summary>
    public static void Write(IAnsiConsole to, Table table) => to.Write(new Snug(table));

    private static void Warnings(IAnsiConsole to, Plan plan)
    {
        if (plan.Warnings.IsEmpty) return;
        Heading(to, "Worth knowing");
        foreach (var warning in plan.Warnings) Bullet(to, Show.Safe(warning));
    }

    /// <summary>A point of a list, its lines set in.</summary>
    public static void Bullet(IAnsiConsole to, string markup) => to.Write(new Grid { Expand = false }
        .AddColumn(new GridColumn { NoWrap = true, Padding = new Padding(2, 0, 1, 0) })
        .AddColumn(new GridColumn { Padding = new Padding(0, 0, 0, 0) })
        .AddRow(new Markup("-"), new Markup(markup)));

    private sealed class Snug(Table table) : IRenderable
    {
        public Measurement Measure(RenderOptions options, int maxWidth) => ((IRenderable)table).Measure(options, maxWidth);

        public IEnumerable<Segment> Render(RenderOptions options, int maxWidth)
        {
            var lines = Segment.SplitLines(((IRenderable)table).Render(options, maxWidth)).Where(l => l.Any(s => !s.IsWhiteSpace));
            return lines.SelectMany(line => line.Append(Segment.LineBreak));
        }
    }
}
