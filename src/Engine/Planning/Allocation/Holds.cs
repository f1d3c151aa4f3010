namespace Dais.Engine.Planning.Allocation;

/// <summary>
/// The floors and ceilings, in engineer-weeks, that the questions of an allocation hold a plan to. The search looks
/// within them, and whoever checks its plans holds them against the same.
/// </summary>
internal static class Holds
{
    /// <summary>How far the effort of a bucket may pass what it is held to, in engineer-weeks.</summary>
    internal const double Slack = 1e-7;

    /// <summary>The ceilings as they are, and no floor.</summary>
    internal static Band[] WithoutFloors(Problem problem) => [.. problem.Bands.Select(b => b with { Floor = 0 })];

    /// <summary>V_b(x): bucket b at most x of K, the others within their ceilings, no floor.</summary>
    internal static Band[] Curve(Problem problem, int bucket, double share)
    {
        var bands = WithoutFloors(problem);
        bands[bucket] = new(0, Math.Min(bands[bucket].Ceiling, share * problem.Total));
        return bands;
    }

    /// <summary>Bucket b at most that share of K, its floor let go; the others have what they have of their floors in <paramref name="plan"/>.</summary>
    internal static Band[] Less(Problem problem, int[] plan, int bucket, double share)
    {
        var bands = OthersKept(problem, plan);
        bands[bucket] = new(0, Math.Min(bands[bucket].Ceiling, share * problem.Total));
        return bands;
    }

    /// <summary>Bucket b at least that share of K, its ceiling let go where that passes it; the others have what they have of their floors in <paramref name="plan"/>.</summary>
    internal static Band[] More(Problem problem, int[] plan, int bucket, double share)
    {
        var bands = OthersKept(problem, plan);
        var least = share * problem.Total;
        bands[bucket] = new(least, least <= bands[bucket].Ceiling ? bands[bucket].Ceiling : double.PositiveInfinity);
        return bands;
    }

    /// <summary>Each bucket at most the share it is meant to have, or within its ceiling where none is stated; no floor.</summary>
    internal static Band[] Target(Problem problem) =>
    [
        .. problem.Portfolio.Buckets.Select((b, k) => new Band(0, b.Share is { } share ? share.Value * problem.Total : problem.Bands[k].Ceiling)),
    ];

    /// <summary>Each bucket at most an equal part of K; no floor.</summary>
    internal static Band[] Equal(Problem problem) => [.. problem.Bands.Select(_ => new Band(0, problem.Total / problem.Bands.Length))];

    /// <summary>All that is asked in the bucket and can be chosen at all.</summary>
    internal static double AllIn(Problem problem, int bucket) => Members(problem, bucket).Sum(i => problem.Candidates[i].Total);

    /// <summary>What of that is ordered: no plan has less.</summary>
    internal static double OrderedIn(Problem problem, int bucket) => Members(problem, bucket).Where(i => problem.Candidates[i].Forced).Sum(i => problem.Candidates[i].Total);

    /// <summary>The candidates of the bucket that some plan can choose.</summary>
    internal static IEnumerable<int> Members(Problem problem, int bucket) =>
        Enumerable.Range(0, problem.Candidates.Length).Where(i => problem.Candidates[i].Bucket == bucket && problem.Candidates[i].Possible);

    private static Band[] OthersKept(Problem problem, int[] plan)
    {
        var effort = Evaluation.Effort(problem, plan);
        return [.. problem.Bands.Select((b, k) => b with { Floor = Math.Min(b.Floor, effort[k]) })];
    }
}
