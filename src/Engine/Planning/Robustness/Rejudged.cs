namespace Dais.Engine.Planning.Robustness;

/// <summary>The same problem, judged by something else: what a plan is worth is all that changes, what it may do stays.</summary>
internal static class Rejudged
{
    /// <summary>Judged by <paramref name="yardstick"/>, and by a bonus for everything chosen, whenever it is finished.</summary>
    internal static Problem Of(Problem problem, Yardstick yardstick, Func<int, double>? bonus = null) => new()
    {
        Portfolio = problem.Portfolio,
        Policy = problem.Policy,
        Periods = problem.Periods,
        Capacity = problem.Capacity,
        Candidates = [.. problem.Candidates.Select((c, i) => Candidate(c, [.. Enumerable.Range(0, problem.Periods).Select(t => yardstick.Of(problem, i, t) + (bonus?.Invoke(i) ?? 0))]))],
        Steps = problem.Steps,
        Goals = [.. problem.Goals.Select((g, place) => g with { Value = [.. g.Value.Select(v => yardstick.Goals[place] * v)] })],
        Bands = problem.Bands,
        Excludes = problem.Excludes,
        MaxMoves = problem.MaxMoves,
        Weights = new(1, 0),
        Value = problem.Value,
        Total = problem.Total,
    };

    private static Candidate Candidate(Candidate c, double[] worth) => new()
    {
        Id = c.Id,
        Effort = c.Effort,
        Total = c.Total,
        Periods = c.Periods,
        Pace = c.Pace,
        After = c.After,
        Requires = c.Requires,
        Earliest = c.Earliest,
        Customer = worth,
        Platform = new double[worth.Length],
        Bucket = c.Bucket,
        Forced = c.Forced,
        Promised = c.Promised,
        MinFinish = c.MinFinish,
        MaxFinish = c.MaxFinish,
    };
}
