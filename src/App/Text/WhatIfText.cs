using Dais.Engine.Explaining;
using Dais.Engine.Modelling;
using Dais.Engine.Planning;
using Dais.Engine.Quantities;
using Dais.Workspace;
using Dais.Workspace.Planning;
using Spectre.Console;

namespace Dais.App.Text;

/// <summary>A scenario for people at a terminal: what is different, what that is worth, what moves and why.</summary>
internal static class WhatIfText
{
    private const int MostMoves = 10;
    private const int MostReasons = 5;

    /// <summary>Writes it.</summary>
    public static void Write(IAnsiConsole to, TriedScenario tried)
    {
        var (result, portfolio) = (tried.Result, tried.Result.Setup.Portfolio);
        to.MarkupLine($"[bold]{Show.Safe(portfolio.Platform.Name)}[/], what if: [bold]{Show.Safe(result.Scenario.Name)}[/]");
        foreach (var sentence in ScenarioWords.Of(result.Scenario, new(tried.Base.Portfolio, result.Base.Policy))) PlanText.Bullet(to, Show.Safe(sentence));
        if (result.Comparison is { } comparison)
        {
            Worth(to, result, comparison);
            Table(to, result, comparison);
            Moves(to, result);
            CompareText.Differences(to, comparison, portfolio.Platform, "base", "scenario", MostReasons);
            CompareText.Loads(to, comparison, portfolio, "the scenario");
            Buckets(to, result);
        }
        else
        {
            HeadlineText.Write(to, new PlanDocument(portfolio, result.Plan));
        }

        Notes(to, tried);
    }

    private static void Worth(IAnsiConsole to, WhatIf result, Comparison comparison)
    {
        var (unit, amount) = (result.Setup.Portfolio.Platform.Money, comparison.Amount.Value);
        var part = result.Base.Objective.Value > 0 ? $" ({Show.Percent(Math.Abs(amount) / result.Base.Objective.Value)})" : "";
        var size = Show.Safe(Show.Money(Money.Of(Math.Abs(amount)), unit));
        to.MarkupLine(Math.Abs(amount) <= 1e-6 * Math.Max(1, Math.Abs(result.Base.Objective.Value))
            ? "The plan is worth [bold]the same[/] in this scenario."
            : amount > 0 ? $"The scenario [bold]brings {size}[/]{part} at present value." : $"The scenario [bold]costs {size}[/]{part} at present value.");
        to.MarkupLine(Show.Safe(Parts(result, unit)));
    }

    /// <summary>What of the difference comes by itself, and what only planning anew brings.</summary>
    private static string Parts(WhatIf result, string unit)
    {
        if (result.AsItStands is not { } stands) return "The base plan does not keep the rules in it as it stands: it has to be planned anew.";
        var (by, anew) = (stands.Value - result.Base.Objective.Value, result.Plan.Objective.Value - stands.Value);
        var near = 1e-6 * Math.Max(1, Math.Abs(result.Base.Objective.Value));
        var itself = Math.Abs(by) <= near ? "The base plan as it stands is worth the same in it" : $"The base plan as it stands is worth {Show.Money(Money.Of(Math.Abs(by)), unit)} {(by > 0 ? "more" : "less")} in it";
        return Math.Abs(anew) <= near ? $"{itself}, and planning anew finds nothing better." : $"{itself}; planning anew brings {Show.Money(Money.Of(anew), unit)}.";
    }

    private static void Table(IAnsiConsole to, WhatIf result, Comparison comparison)
    {
        var (a, b, unit) = (result.Base, result.Plan, result.Setup.Portfolio.Platform.Money);
        var table = PlanText.Table(($"{unit} at present value", false), ("base", true), ("scenario", true), ("difference", true));
        void Row(string name, Money before, Money after) => table.AddRow(name, Show.Money(before), Show.Money(after), CompareText.Signed(after.Value - before.Value));
        Row("customer value", a.Value.Customer, b.Value.Customer);
        Row("platform value", a.Value.Platform, b.Value.Platform);
        Row(a.Policy.EffectiveWeights is { Customer: 1, Platform: 1 } ? "both" : "judged by", comparison.Before, comparison.After);
        table.AddRow("no plan is worth more than", Bound(a), Bound(b), "");
        if (a.Shortfall.Value > 1e-4 || b.Shortfall.Value > 1e-4) table.AddRow("lacks to the floors, ew", Show.Weeks(a.Shortfall), Show.Weeks(b.Shortfall), CompareText.Signed(b.Shortfall.Value - a.Shortfall.Value));
        var (before, after) = (PlanWords.Planned(a), PlanWords.Planned(b));
        table.AddRow("planned, ew", Show.Weeks(before), Show.Weeks(after), CompareText.Signed(after - before));
        PlanText.Write(to, table);
        to.MarkupLine(Show.Safe($"  Base: {Proof(a)}. Scenario: {Proof(b)}."));
    }

    private static string Bound(Plan plan) => plan.Bound is { } bound ? Show.Money(bound) : "–";

    private static string Proof(Plan plan) => plan.Status == PlanStatus.Optimal ? "proven best" : plan.Gap is { } gap ? $"within {Show.Gap(gap)} of the best" : "how near to the best is not known";

    private static void Moves(IAnsiConsole to, WhatIf result)
    {
        if (result.Moves.IsEmpty)
        {
            PlanText.Heading(to, "Moves", "none: the same initiatives, finished at the same time");
            return;
        }

        var (portfolio, calendar) = (result.Setup.Portfolio, result.Setup.Portfolio.Platform.Calendar);
        PlanText.Heading(to, "Moves", $"{Show.Count(result.Moves.Length, "initiative")}, each with the reason that is read off the two plans first");
        var rows = new Grid { Expand = false }
            .AddColumn(new GridColumn { NoWrap = true, Padding = new Padding(2, 0, 2, 0) })
            .AddColumn(new GridColumn { Padding = new Padding(0, 0, 0, 0) });
        foreach (var move in result.Moves.OrderBy(m => m.Change.Kind).Take(MostMoves))
            rows.AddRow(CompareText.Word(move.Change.Kind), $"[bold]{Show.Safe(portfolio.Initiatives[move.Change.Id].Name)}[/], {Finish(move.Change, calendar)}: {Show.Safe(move.Why)}.");

        to.Write(rows);
        if (result.Moves.Length > MostMoves) to.WriteLine($"  … and {result.Moves.Length - MostMoves} more; --json has all of them.");
    }

    private static string Finish(Change change, Engine.Quantities.Calendar calendar) => (change.Before, change.After) switch
    {
        (null, { } after) => calendar.Label(after),
        ({ } before, null) => "was " + calendar.Label(before),
        var (before, after) => $"{CompareText.Label(before, calendar)} → {CompareText.Label(after, calendar)}",
    };

    private static void Buckets(IAnsiConsole to, WhatIf result)
    {
        if (result.Buckets.IsEmpty) return;
        PlanText.Heading(to, "Buckets", "share of the plannable capacity, and ew");
        var table = PlanText.Table(("", false), ("base", true), ("scenario", true), ("floor–ceiling", true), ("ew", true));
        foreach (var bucket in result.Buckets)
        {
            var range = (bucket.After.Min, bucket.After.Max) is (null, null) ? "" : $"{Edge(bucket.After.Min, Share.None)}–{Edge(bucket.After.Max, Share.Whole)}";
            table.AddRow(Show.Safe(result.Setup.Portfolio.Buckets[bucket.Bucket].Name), Show.Percent(bucket.Before.Share), Show.Percent(bucket.After.Share), range, CompareText.Signed(bucket.After.Effort.Value - bucket.Before.Effort.Value));
        }

        PlanText.Write(to, table);
    }

    private static string Edge(Share? edge, Share otherwise) => Show.Percent((edge ?? otherwise).Value);

    private static void Notes(IAnsiConsole to, TriedScenario tried)
    {
        if (tried.Notes.IsEmpty) return;
        PlanText.Heading(to, "Worth knowing");
        foreach (var note in tried.Notes) PlanText.Bullet(to, Show.Safe(note));
    }
}
