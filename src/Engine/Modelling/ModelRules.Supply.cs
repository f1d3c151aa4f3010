using Dais.Engine.Quantities;

namespace Dais.Engine.Modelling;

// Teams, reserves and buckets.
public static partial class ModelRules
{
    private const double Rounding = 1e-9;

    private static IEnumerable<Finding> ListsHaveOneValueForEachPeriod(Portfolio p)
    {
        var count = p.Platform.Calendar.Count;
        return Placed(p.Teams, "teams").SelectMany(t => new[]
        {
            Length(t.Thing.Capacity, t.At + ".capacity"),
            Length(t.Thing.Reserve.Ktlo, t.At + ".reserve.ktlo"),
            Length(t.Thing.Reserve.Unplanned, t.At + ".reserve.unplanned"),
        }).OfType<Finding>();

        Finding? Length<T>(PerPeriod<T>? list, string at)
            where T : struct =>
            list is null or { Constant: not null } || list.List.Length == count
                ? null
                : Finding.Error(
                    Rule.PerPeriodLength,
                    at,
                    $"The list has {list.List.Length} values; the horizon has {count} periods.",
                    list.List.Length == 1 ? "Maybe the number alone is meant: it then holds in every period." : "Maybe values are missing, or the horizon has changed.");
    }

    private static IEnumerable<Finding> ReservesLeaveSomething(Portfolio p) =>
        from placed in Placed(p.Teams, "teams")
        let over = p.Platform.Calendar.Periods.Where(t => Kept(placed.Thing, t) > 1 + Rounding).Take(1).ToList()
        where over.Count > 0
        select Finding.Error(
            Rule.ReserveSum,
            placed.At + ".reserve",
            $"The reserves of {placed.Thing.Name} sum to {Kept(placed.Thing, over[0]):0.###} in {p.Platform.Calendar.Label(over[0])}; allowed is at most 1.",
            "Maybe one of them holds the other already.");

    private static double Kept(Team team, Period period) => In(team.Reserve.Ktlo, period) + In(team.Reserve.Unplanned, period);

    private static double In(PerPeriod<Share>? share, Period period) =>
        share switch
        {
            null => 0,
            { Constant: { } constant } => constant.Value,
            _ => period.Index < share.List.Length ? share.List[period.Index].Value : 0,
        };

    private static IEnumerable<Finding> ReservesAreStated(Portfolio p)
    {
        var log = p.Worklog.ToLookup(w => w.Team);
        return from placed in Placed(p.Teams, "teams")
               where !placed.Thing.Reserve.Stated
               select Finding.Warning(
                   Rule.ReserveStated,
                   placed.At,
                   $"{placed.Thing.Name} states no reserve, so all of its capacity is planned. {Logged([.. log[placed.Thing.Id]])}",
                   "Maybe state \"reserve\": { \"ktlo\": …, \"unplanned\": … }.");
    }

    private static string Logged(List<WorkLogEntry> entries)
    {
        var total = entries.Sum(w => w.Ew.Value);
        if (total <= 0) return "Its work log holds nothing to say how much that should be.";
        var ktlo = entries.Where(w => w.Kind == InitiativeKind.Ktlo).Sum(w => w.Ew.Value);
        var unplanned = entries.Where(w => w.Kind != InitiativeKind.Ktlo && w.Planned == false).Sum(w => w.Ew.Value);
        return $"Its work log of {entries.Select(w => w.Period).Distinct().Count()} periods shows {Part(ktlo, total)} KTLO and {Part(unplanned, total)} unplanned.";
    }

    private static Share Part(double part, double whole) => Share.Of(Math.Clamp(part / whole, 0, 1));

    private static IEnumerable<Finding> SharesLieBetweenFloorAndCeiling(Portfolio p)
    {
        foreach (var (bucket, at) in Placed(p.Buckets, "buckets"))
        {
            if (bucket.Min > bucket.Max) yield return Finding.Error(Rule.BucketOrder, at, $"The floor of {bucket.Name}, {bucket.Min}, is above its ceiling, {bucket.Max}.", "Maybe the two are exchanged.");
            else if (bucket.Share < bucket.Min) yield return Finding.Error(Rule.BucketOrder, at + ".share", $"The share of {bucket.Name}, {bucket.Share}, is below its floor, {bucket.Min}.", "Maybe the floor is to be lower.");
            else if (bucket.Share > bucket.Max) yield return Finding.Error(Rule.BucketOrder, at + ".share", $"The share of {bucket.Name}, {bucket.Share}, is above its ceiling, {bucket.Max}.", "Maybe the ceiling is to be higher.");
        }
    }

    private static IEnumerable<Finding> FloorsCanAllBeMet(Portfolio p)
    {
        var sum = p.Buckets.Sum(b => b.Min?.Value ?? 0);
        if (sum > 1 + Rounding)
            yield return Finding.Warning(Rule.Floors, "buckets", $"The floors sum to {sum:0.###}; above 1 they cannot all be met, and a shortfall is certain.", "Maybe the floors were meant as shares.");
    }
}
