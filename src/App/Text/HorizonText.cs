using System.Globalization;
using Dais.Engine.Explaining;
using Dais.Engine.Modelling;
using Dais.Engine.Planning;
using Dais.Engine.Quantities;
using Dais.Workspace.Planning;
using Spectre.Console;

namespace Dais.App.Text;

/// <summary>The horizon grid for people at a terminal.</summary>
internal static class HorizonText
{
    private const int MostNames = 2;

    /// <summary>Writes it.</summary>
    public static void Write(IAnsiConsole to, PlanDocument document, HorizonGrid grid)
    {
        var (plan, platform) = (document.Plan, document.Portfolio.Platform);
        to.MarkupLine($"[bold]{Show.Safe(platform.Name)}[/]: when the plan's value flows, and for what");
        var (badge, sentence) = PlanWords.Verdict(plan, platform);
        to.MarkupLine($"{Show.Safe(badge)}: {Show.Safe(sentence)}");
        var horizons = Horizons(platform.Calendar, plan.Policy);
        Values(to, document, grid, horizons);
        EmptyCells(to, grid, document.Portfolio);
        Motives(to, document, grid, horizons);
    }

    /// <summary>The horizons that this plan has: one of four quarters has no mid, one without a tail no long.</summary>
    private static List<Horizon> Horizons(Engine.Quantities.Calendar calendar, Policy policy) =>
        [Horizon.Near, .. calendar.Count > HorizonGrid.NearPeriods ? [Horizon.Mid] : Array.Empty<Horizon>(), .. policy is { Tail: > 0, Timing: Timing.Flow } ? [Horizon.Long] : Array.Empty<Horizon>()];

    private static void Values(IAnsiConsole to, PlanDocument document, HorizonGrid grid, List<Horizon> horizons)
    {
        var calendar = document.Portfolio.Platform.Calendar;
        PlanText.Heading(to, "Value", $"{document.Portfolio.Platform.Money} at present value, and its part of all");
        var table = PlanText.Table([("", false), .. horizons.Select(h => ($"{h.ToString().ToLowerInvariant()}\n{Quarters(h, calendar, document.Plan.Policy)}", true)), ("all", true)]);
        table.Columns[0].NoWrap = true;
        foreach (var line in grid.Lines) table.AddRow([Goal(line.Goal), .. horizons.Select(h => Cell(line.Value[h], grid.Total)), Cell(line.Total, grid.Total)]);
        table.AddRow(["[bold]all[/]", .. horizons.Select(h => Cell(grid.Sum[h], grid.Total)), Cell(grid.Total, grid.Total)]);
        foreach (var rate in grid.Rates)
        {
            var all = rate.Value.Near + rate.Value.Mid + rate.Value.Long;
            table.AddRow([$"[grey]at {rate.Rate.Yearly.ToString("0.#%", CultureInfo.InvariantCulture).Replace("%", " %", StringComparison.Ordinal)} a year[/]", .. horizons.Select(h => Cell(rate.Value[h], all)), Show.Money(all)]);
        }

        if (horizons.Any(h => grid.Users[h].UseCases > 0)) table.AddRow(["users by its end", .. horizons.Select(h => Users(grid.Users[h])), ""]);
        PlanText.Write(to, table);
        var last = grid.Users[Horizon.Long];
        if (last.UseCases > 0) to.MarkupLine(Show.Safe($"  Users are never added to money; a range, because the same people may be counted in several use cases.{(last.Unsaid > 0 ? $" {Show.Count(last.Unsaid, "use case")} of the plan say{(last.Unsaid == 1 ? "s" : "")} none." : "")}"));
    }

    private static string Quarters(Horizon horizon, Engine.Quantities.Calendar calendar, Policy policy)
    {
        var near = Math.Min(HorizonGrid.NearPeriods, calendar.Count);
        return horizon switch
        {
            Horizon.Near => $"to {calendar.Label(new(near - 1))}",
            Horizon.Mid => $"to {calendar.Label(calendar.Last)}",
            _ => $"{Show.Count(policy.Tail, "quarter")} after",
        };
    }

    private static string Cell(Money value, Money all) => Math.Abs(value.Value) <= 1e-9 ? "·" : all.Value > 1e-9 ? $"{Show.Money(value)} {Show.Percent(value.Value / all.Value),5}" : Show.Money(value);

    private static string Users(UsersReached users) => users.UseCases == 0 ? "·" : users.AtLeast == users.AtMost ? Count(users.AtMost) : $"{Count(users.AtLeast)}–{Count(users.AtMost)}";

    private static string Count(double users) => users switch
    {
        >= 999_500 => (users / 1e6).ToString("0.#", CultureInfo.InvariantCulture) + " M",
        >= 9_950 => (users / 1e3).ToString("#,0", CultureInfo.InvariantCulture) + " k",
        _ => users.ToString("#,0", CultureInfo.InvariantCulture),
    };

    private static string Goal(ReasonKind goal) => goal switch
    {
        ReasonKind.Customer => "customers directly",
        var other => other.ToString().ToLowerInvariant(),
    };

    private static void EmptyCells(IAnsiConsole to, HorizonGrid grid, Portfolio portfolio)
    {
        if (grid.EmptyCells.IsEmpty) return;
        var platform = portfolio.Platform;
        PlanText.Heading(to, "Empty cells", "nothing flows there, though something might");
        foreach (var gap in grid.EmptyCells)
        {
            var named = gap.Asked.Take(MostNames).Select(a => $"{a.Name} ({Show.Money(a.Yearly, platform.Money)} a year) is possible from {platform.Calendar.Label(a.Earliest)} at the earliest, and {(a.Planned is { } planned ? $"comes {platform.Calendar.Label(planned)}" : "is left out")}");
            var more = gap.Asked.Length > MostNames ? $"; {gap.Asked.Length - MostNames} more" : "";
            PlanText.Bullet(to, Show.Safe($"{char.ToUpperInvariant(Goal(gap.Goal)[0])}{Goal(gap.Goal)[1..]}, {gap.Horizon.ToString().ToLowerInvariant()}: {string.Join("; ", named)}{more}."));
        }
    }

    private static void Motives(IAnsiConsole to, PlanDocument document, HorizonGrid grid, List<Horizon> horizons)
    {
        if (grid.Motives.IsEmpty) return;
        var total = grid.Motives.Sum(m => m.Total.Value);
        var worked = horizons.Where(h => h != Horizon.Long).ToList();
        PlanText.Heading(to, "Work by motive", "why a platform does it; ew, and its part of all");
        var table = PlanText.Table([("", false), .. worked.Select(h => (h.ToString().ToLowerInvariant(), true)), ("all", true), ("initiatives", true)]);
        foreach (var line in grid.Motives)
            table.AddRow([Motive(line.Motive), .. worked.Select(h => Effort(line.Effort[h], total)), Effort(line.Total, total), line.Initiatives.Length.ToString(CultureInfo.InvariantCulture)]);

        PlanText.Write(to, table);
        if (grid.Motives.FirstOrDefault(m => m.Motive is null) is { } untagged)
            PlanText.Bullet(to, Show.Safe($"Without a motive: {Words.Few([.. untagged.Initiatives.Select(id => document.Portfolio.Initiatives[id].Name)], 4)}."));
    }

    private static string Effort(EngineerWeeks effort, double total) => effort.Value <= 1e-9 ? "·" : $"{Show.Weeks(effort)} {Show.Percent(effort.Value / total),5}";

    private static string Motive(Motive? motive) => motive switch
    {
        Engine.Modelling.Motive.EcosystemReach => "a wider ecosystem",
        Engine.Modelling.Motive.MultiProduct => "several products",
        Engine.Modelling.Motive.Mergers => "acquired companies",
        Engine.Modelling.Motive.InternalProductivity => "own people faster",
        _ => "[grey]none said[/]",
    };
}
