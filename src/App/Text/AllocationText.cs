using Dais.Engine.Modelling;
using Dais.Engine.Planning;
using Dais.Engine.Quantities;
using Dais.Workspace.Planning;
using Spectre.Console;

namespace Dais.App.Text;

/// <summary>Where the capacity goes: each bucket against its target, floor and ceiling, then reserves and idleness.</summary>
internal static class AllocationText
{
    /// <summary>Writes it.</summary>
    public static void Write(IAnsiConsole to, PlanDocument document)
    {
        var (portfolio, plan) = (document.Portfolio, document.Plan);
        var use = CapacityUse.Of(portfolio, plan);
        if (use.Gross.Value <= 0) return;
        PlanText.Heading(to, "Allocation", $"plannable {Show.Weeks(plan.Capacity)} ew of {Show.Weeks(use.Gross)} ew gross");
        var table = PlanText.Table(("", false), ("ew", true), ("planned", true), ("target", true), ("floor–ceiling", true), ("of gross", true));
        foreach (var line in use.Lines.Where(l => l.Bucket is not null || l.Effort.Value > 1e-6)) table.AddRow(Row(line, document));
        PlanText.Write(to, table);
        foreach (var short_ in plan.Buckets.Where(b => b.Shortfall.Value > 1e-4))
            PlanText.Bullet(to, $"[yellow]{Show.Safe(portfolio.Buckets[short_.Id].Name)} lacks {Show.Weeks(short_.Shortfall)} ew to its floor.[/]");
    }

    private static string[] Row(CapacityLine line, PlanDocument document)
    {
        var gross = line.Share is { } share ? Show.Percent(share.Value) : "–";
        if (line.Bucket is not { } id) return [Name(line.Kind), Show.Weeks(line.Effort), OfPlannable(line, document.Plan), "", "", gross];
        var bucket = document.Portfolio.Buckets[id];
        var load = document.Plan.Buckets.FirstOrDefault(b => b.Id == id);
        var planned = load is null ? "–" : Show.Percent(load.Share);
        return [Show.Safe(bucket.Name), Show.Weeks(line.Effort), planned, Of(bucket.Share), Range(bucket), gross];
    }

    private static string OfPlannable(CapacityLine line, Plan plan) =>
        line.Kind is CapacityKind.Unbucketed or CapacityKind.Idle && plan.Capacity.Value > 0 ? Show.Percent(line.Effort.Value / plan.Capacity.Value) : "";

    private static string Of(Share? share) => share is { } known ? Show.Percent(known.Value) : "";

    private static string Range(Bucket bucket) => (bucket.Min, bucket.Max) switch
    {
        ({ } min, { } max) => $"{Show.Percent(min.Value)}–{Show.Percent(max.Value)}",
        ({ } min, null) => $"from {Show.Percent(min.Value)}",
        (null, { } max) => $"to {Show.Percent(max.Value)}",
        _ => "",
    };

    /// <summary>What a line that is not a bucket is called.</summary>
    public static string Name(CapacityKind kind) => kind switch
    {
        CapacityKind.Unbucketed => "no bucket",
        CapacityKind.Ktlo => "reserve: KTLO",
        CapacityKind.Unplanned => "reserve: unplanned",
        _ => "idle",
    };
}
