using Dais.Engine.Planning;
using Dais.Engine.Planning.Allocation;
using Dais.Workspace.Planning;
using Spectre.Console;

namespace Dais.App.Text;

/// <summary>The response curves: a row for each bucket, as bars in steps of five points and with its largest step in numbers.</summary>
internal static class CurveText
{
    private const double Step = 0.05;
    private const string Bars = "▁▂▃▄▅▆▇█";

    /// <summary>Writes them.</summary>
    public static void Write(IAnsiConsole to, AllocationDocument document)
    {
        var (study, portfolio) = (document.Study, document.Portfolio);
        if (study.Curves.IsEmpty) return;
        PlanText.Heading(to, "Response curves", $"{portfolio.Platform.Money} of the whole with at most x of K for the bucket; a bar each 5 pp from 0 %; floors let go");
        var table = AllocationStudyText.Table(("curve", false), ("with the least", true), ("largest step", true), ("with the most", true));
        foreach (var curve in study.Curves) table.AddRow(AllocationStudyText.Name(to, portfolio, CapacityKind.Bucket, curve.Bucket), Bar(study, curve), Least(curve), Largest(curve), Most(curve));
        PlanText.Write(to, table);
        var points = study.Curves.SelectMany(c => c.Points).ToList();
        if (points.Exists(p => p.Plan.Status is PlanStatus.Infeasible or PlanStatus.Unknown)) to.WriteLine("  × no plan: what is ordered takes more   ? none found in time");
        if (points.Exists(p => p.Plan is { Found: true, Proven: false })) to.WriteLine("  * the best found; --json has the bound of every point.");
        foreach (var curve in study.Curves.Where(c => !c.Alone.IsEmpty))
            PlanText.Bullet(to, Show.Safe($"Nothing ties {portfolio.Buckets[curve.Bucket].Name} to another bucket but the teams: alone it could bring {Money(curve.Alone[^1])} with all it asks for ({Show.Percent(curve.Alone[^1].Most.Value)})."));
    }

    private static string Bar(AllocationStudy study, ResponseCurve curve)
    {
        var values = study.Curves.SelectMany(c => c.Points).Select(p => p.Plan.Value?.Value).OfType<double>().ToList();
        var (low, high) = values.Count == 0 ? (0, 1) : (Math.Min(0, values.Min()), values.Max());
        return string.Concat(curve.Points.Where(p => IsStep(p.Most.Value) || p == curve.Points[^1]).Select(p => Mark(p.Plan, low, high)));
    }

    private static char Mark(HeldPlan plan, double low, double high) => plan switch
    {
        { Status: PlanStatus.Infeasible } => '×',
        { Value: { } value } => Bars[(int)Math.Clamp((value.Value - low) / Math.Max(high - low, 1e-9) * Bars.Length, 0, Bars.Length - 1)],
        _ => '?',
    };

    private static bool IsStep(double share) => Math.Abs((share / Step) - Math.Round(share / Step)) < 1e-6;

    private static string Least(ResponseCurve curve) => curve.Points.FirstOrDefault(p => p.Plan.Found) is { } first ? $"{Money(first)} at {Show.Percent(first.Most.Value)}" : "–";

    private static string Most(ResponseCurve curve) => curve.Points[^1].Plan.Found ? $"{Money(curve.Points[^1])} at {Show.Percent(curve.Points[^1].Most.Value)}" : "–";

    private static string Largest(ResponseCurve curve)
    {
        var found = curve.Points.Where(p => p.Plan.Found).ToList();
        if (found.Count < 2) return "–";
        var (before, now) = found.Zip(found.Skip(1)).MaxBy(x => x.Second.Plan.Value!.Value.Value - x.First.Plan.Value!.Value.Value);
        var rise = now.Plan.Value!.Value - before.Plan.Value!.Value;
        return rise.Value <= 1e-6 ? "none" : $"+{Show.Money(rise)} by {Show.Percent(now.Most.Value)}";
    }

    private static string Money(CurvePoint point) => point.Plan.Value is { } value ? Show.Money(value) + (point.Plan.Proven ? "" : "*") : "–";
}
