using Dais.Engine.Explaining;
using Dais.Engine.Modelling;
using Dais.Engine.Planning;
using Dais.Workspace.Planning;
using Spectre.Console;

namespace Dais.App.Text;

/// <summary>One bucket in another order: which finish moves, what it is worth, and that nothing else has moved.</summary>
internal static class ReorderText
{
    /// <summary>Writes it.</summary>
    public static void Write(IAnsiConsole to, ReorderDocument document)
    {
        var (reordered, portfolio) = (document.Reordered, document.Portfolio);
        var (bucket, platform) = (portfolio.Buckets[reordered.Bucket], portfolio.Platform);
        to.MarkupLine($"[bold]{Show.Safe(bucket.Name)}[/] in {(reordered.Ordered ? "the order asked for" : "order of value for effort")}: each as soon as those before it allow");
        var table = PlanText.Table(("", false), ("finish before", true), ("after", true), ("", false));
        foreach (var initiative in Members(document)) table.AddRow(Row(document, initiative));
        PlanText.Write(to, table);
        var (before, after) = (reordered.Before, reordered.After);
        PlanText.Bullet(to, Show.Safe($"The plan: {Show.Money(before.Objective)} before, {Show.Money(after.Objective, platform.Money)} after ({AllocationStudyText.Signed(after.Objective.Value - before.Objective.Value)})."));
        if (reordered is { OwnBefore: { } own, OwnAfter: { } now }) PlanText.Bullet(to, Show.Safe($"What {portfolio.Groups[bucket.Owner!.Value].Name} gets of it: {Show.Money(own)} before, {Show.Money(now)} after ({AllocationStudyText.Signed(now.Value - own.Value)})."));
        var gone = before.UseCases.Where(u => !after.UseCases.Any(a => a.Id == u.Id)).Select(u => portfolio.UseCases[u.Id].Name).ToList();
        if (gone.Count > 0) PlanText.Bullet(to, Show.Safe($"No longer available: {Words.Few(gone)}."));
        PlanText.Bullet(to, "Nothing of another bucket moves: every finish, and every week of work by team and quarter, is as it was.");
        if (before.Status != PlanStatus.Optimal) PlanText.Bullet(to, "The plan before was not proven best.");
    }

    private static IEnumerable<Initiative> Members(ReorderDocument document)
    {
        var (reordered, portfolio) = (document.Reordered, document.Portfolio);
        var rest = portfolio.Initiatives.Where(i => i.Bucket == reordered.Bucket && !reordered.Order.Contains(i.Id) && (reordered.Before.Find(i.Id) ?? reordered.After.Find(i.Id)) is not null);
        return reordered.Order.Select(i => portfolio.Initiatives[i]).Concat(rest);
    }

    private static string[] Row(ReorderDocument document, Initiative initiative)
    {
        var (reordered, calendar) = (document.Reordered, document.Portfolio.Platform.Calendar);
        var (before, after) = (reordered.Before.Find(initiative.Id), reordered.After.Find(initiative.Id));
        var change = (before, after) switch
        {
            (null, null) => reordered.Impossible.Contains(initiative.Id) ? "does not fit" : "",
            (null, _) => "comes in",
            (_, null) => "goes out",
            var (b, a) when a.Finish < b.Finish => $"{Show.Count(b.Finish.Index - a.Finish.Index, "quarter")} sooner",
            var (b, a) when a.Finish > b.Finish => $"{Show.Count(a.Finish.Index - b.Finish.Index, "quarter")} later",
            _ => "",
        };
        return [Show.Safe(initiative.Name), before is null ? "–" : calendar.Label(before.Finish), after is null ? "–" : calendar.Label(after.Finish), change];
    }
}
