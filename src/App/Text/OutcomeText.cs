using Dais.Engine.Modelling;
using Dais.Engine.Planning;
using Dais.Workspace.Planning;
using Spectre.Console;

namespace Dais.App.Text;

/// <summary>What the plan brings, what it moves, and what it leaves out and why.</summary>
internal static class OutcomeText
{
    private const int MostRows = 60;

    /// <summary>Writes it.</summary>
    public static void Write(IAnsiConsole to, PlanDocument document)
    {
        UseCases(to, document);
        Moves(to, document);
        LeftOut(to, document);
    }

    private static void UseCases(IAnsiConsole to, PlanDocument document)
    {
        var (portfolio, calendar) = (document.Portfolio, document.Portfolio.Platform.Calendar);
        var unlocked = document.Plan.UseCases.Where(u => calendar.Contains(u.Available)).ToList();
        if (unlocked.Count == 0) return;
        PlanText.Heading(to, "Use cases unlocked", $"{unlocked.Count} of {portfolio.UseCases.Count}");
        var table = PlanText.Table(("at the end of", false), ("use case", false), ("for", false), ($"{portfolio.Platform.Money} a year", true));
        foreach (var planned in unlocked.OrderBy(u => u.Available).Take(MostRows))
        {
            var useCase = portfolio.UseCases[planned.Id];
            var group = useCase.Group is { } g ? portfolio.Groups.Find(g)?.Name ?? g.Value : "";
            var worth = useCase.Value.Total(portfolio.Platform) is { } total ? Show.Money(total) : "unknown";
            table.AddRow(calendar.Label(planned.Available), Show.Safe(useCase.Name), Show.Safe(group), worth);
        }

        PlanText.Write(to, table);
        More(to, unlocked.Count);
    }

    private static void Moves(IAnsiConsole to, PlanDocument document)
    {
        if (document.Plan.Stability is not { } stability) return;
        var (portfolio, calendar) = (document.Portfolio, document.Portfolio.Platform.Calendar);
        PlanText.Heading(to, "Promises", stability.Moves.IsEmpty ? "every committed finish is kept" : $"{Show.Count(stability.Moves.Length, "committed finish", "committed finishes")} moved");
        foreach (var move in stability.Moves)
            PlanText.Bullet(to, $"{Show.Safe(portfolio.Initiatives[move.Initiative].Name)}: promised for {calendar.Label(move.Promised)}, {(move.Now is { } now ? "now " + calendar.Label(now) : "not in the plan any more")}");

        if (stability.ValueOfMoving is { } gained) PlanText.Bullet(to, $"Moving is worth {Show.Safe(Show.Money(gained, portfolio.Platform.Money))}.");
        if (stability.ValueLost is { } lost) PlanText.Bullet(to, $"Moving no more than {document.Plan.Policy.MaxMoves} costs {Show.Safe(Show.Money(lost, portfolio.Platform.Money))}.");
    }

    private static void LeftOut(IAnsiConsole to, PlanDocument document)
    {
        if (document.Explanation?.LeftOut is not { IsEmpty: false } left) return;
        PlanText.Heading(to, "Left out", Show.Count(left.Length, "initiative"));
        foreach (var each in left.Take(MostRows)) PlanText.Bullet(to, Show.Safe(each.Sentence));
        More(to, left.Length);
    }

    private static void More(IAnsiConsole to, int count)
    {
        if (count > MostRows) to.WriteLine($"… and {count - MostRows} more; --json has all of them.");
    }
}
