using System.Collections.Immutable;
using Dais.Workspace;
using Dais.Workspace.Importing;
using Spectre.Console;

namespace Dais.App.Text;

/// <summary>The report of an import, for people: the files, what became of their rows, what changes, what was assumed.</summary>
internal static class ImportText
{
    private const int Most = 12;

    /// <summary>Writes all of it.</summary>
    public static void Write(IAnsiConsole to, ImportReport report, string into, bool written)
    {
        if (report.Mapping.Length > 0) to.MarkupLine($"Mapping [bold]{Show.Safe(report.Mapping)}[/]");
        foreach (var file in report.Files) File(to, file);
        LeftOut(to, report.LeftOut);
        Normalised(to, report.Normalised);
        if (report.Sound)
        {
            Changes(to, report, into);
            AssumedText.Write(to, report.Assumed);
        }

        Warnings(to, report);
        if (!report.Sound) return;
        to.WriteLine();
        to.MarkupLine(written && report.ChangesAnything ? $"[green]Written[/] to {Show.Safe(into)}." : report.ChangesAnything ? $"[yellow]Nothing is written[/]: this was a dry run." : "[green]Nothing changes[/]: all of it is there already.");
    }

    /// <summary>The mappings that come with Dais.</summary>
    public static void Write(IAnsiConsole to, ImmutableArray<Preset> presets)
    {
        var table = PlanText.Table(("preset", false), ("reads", false), ("files", false));
        foreach (var preset in presets) table.AddRow(Show.Safe(preset.Name), Show.Safe(preset.Title), Show.Safe(string.Join(", ", preset.Files)));
        to.Write(table);
        to.WriteLine("auto, the default, finds the one that knows the files given.");
    }

    private static void File(IAnsiConsole to, FileReport file)
    {
        PlanText.Heading(to, file.File, file.Form);
        PlanText.Bullet(to, $"{Show.Count(file.Rows, "row")} read = [bold]{file.Mapped:#,0}[/] mapped + [bold]{file.Rows - file.Mapped:#,0}[/] skipped");
        foreach (var skipped in file.Skipped.Take(Most))
            PlanText.Bullet(to, $"skipped {skipped.Count:#,0}: {Show.Safe(skipped.Reason)}{(skipped.Example.Length == 0 ? "" : $" [grey]({(skipped.Count == 1 ? "" : "first: ")}{Show.Safe(skipped.Example)})[/]")}");
        More(to, file.Skipped.Length, "reason");
        foreach (var list in file.Elsewhere.GroupBy(e => e.List))
            PlanText.Bullet(to, $"mapped, but not into {Show.Safe(list.Key)}: {Show.Safe(string.Join(", ", list.Take(Most).Select(e => $"{e.Reason} ({Show.Count(e.Count, "row")})")))}{(list.Count() > Most ? ", …" : "")}");
        if (!file.Unread.IsEmpty) PlanText.Bullet(to, $"columns not read: {Show.Safe(string.Join(", ", file.Unread.Take(3 * Most).Select(c => $"{c.Column} ({Show.Count(c.Filled, "row")})")))}");
    }

    private static void LeftOut(IAnsiConsole to, ImmutableArray<LeftOutPart> parts)
    {
        if (parts.IsEmpty) return;
        PlanText.Heading(to, "Left out of rows that were mapped");
        foreach (var part in parts.Take(Most)) PlanText.Bullet(to, $"{part.Count:#,0} in {Show.Safe(part.File)}: {Show.Safe(part.What)} [grey](first: {Show.Safe(part.Example)})[/]");
        More(to, parts.Length, "part");
    }

    private static void Normalised(IAnsiConsole to, ImmutableArray<NormalisedWord> words)
    {
        if (words.IsEmpty) return;
        PlanText.Heading(to, "Written otherwise than the mapping spells it");
        foreach (var word in words.Take(Most)) PlanText.Bullet(to, $"{Show.Safe(word.Column)}: \"{Show.Safe(word.From)}\" read as {Show.Safe(word.To)} × {word.Count:#,0}");
        More(to, words.Length, "word");
    }

    private static void Changes(IAnsiConsole to, ImportReport report, string into)
    {
        PlanText.Heading(to, "Changes", into);
        var table = PlanText.Table(("list", false), ("added", true), ("changed", true), ("unchanged", true), ("only in the workspace", true));
        foreach (var list in report.Changes)
            table.AddRow(Show.Safe(list.List), $"{list.Added.Length:#,0}", $"{list.Changed.Length:#,0}", $"{list.Unchanged:#,0}", $"{list.Kept:#,0}");
        to.Write(table);
        foreach (var list in report.Changes)
        {
            foreach (var thing in list.Changed.Take(Most))
                PlanText.Bullet(to, $"{Show.Safe(list.List)} [bold]{Show.Safe(thing.Id)}[/]: {Show.Safe(string.Join(", ", thing.Fields.Take(4).Select(f => $"{f.Field} {Brief(f.Before)} → {Brief(f.After)}")))}");
            More(to, list.Changed.Length, "changed thing");
        }
    }

    private static void Warnings(IAnsiConsole to, ImportReport report)
    {
        var warnings = report.Findings.Where(f => !f.IsError).ToList();
        if (warnings.Count == 0) return;
        PlanText.Heading(to, "Worth knowing", "dais check shows all");
        foreach (var rule in warnings.GroupBy(w => w.Rule))
            PlanText.Bullet(to, $"{(rule.Count() == 1 ? "" : $"{rule.Count():#,0} such: ")}{Show.Safe(rule.First().ToString())}");
    }

    private static void More(IAnsiConsole to, int count, string what)
    {
        if (count > Most) PlanText.Bullet(to, $"… and {Show.Count(count - Most, "more " + what)}; --json has all of them.");
    }

    private static string Brief(string? json) => json is null ? "nothing" : json.Length <= 40 ? json : json[..37] + "…";
}
