using System.Collections.Immutable;
using Dais.Engine.Modelling;
using Dais.Engine.Planning.Scenarios;

namespace Dais.Engine.Planning;

/// <summary>Where a search begins: a plan, perhaps of a setup that was a little different, and where the difference lies.</summary>
/// <param name="Plan">The plan.</param>
/// <remarks>
/// It can only help: the plan is one of those that the search knows, where it still keeps the rules, and what it finds is
/// never worse. Where a difference is named, plans near it are looked for first.
/// </remarks>
public sealed record Beginning(Plan Plan)
{
    /// <summary>What may be chosen otherwise, counts otherwise, or was not there.</summary>
    public ImmutableArray<Id<Initiative>> Initiatives { get; init; } = [];

    /// <summary>Teams with more or less capacity.</summary>
    public ImmutableArray<Id<Team>> Teams { get; init; } = [];

    /// <summary>Buckets with other floors or ceilings.</summary>
    public ImmutableArray<Id<Bucket>> Buckets { get; init; } = [];

    /// <summary>The beginning from a plan of one setup for a search in another.</summary>
    public static Beginning Between(Setup before, Plan plan, Setup after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(after);
        var (was, now) = (Compile.From(before.Portfolio, before.Policy), Compile.From(after.Portfolio, after.Policy));
        return new(plan)
        {
            Initiatives = [.. OtherCandidates(was, now).Concat(NeedsOfOtherGoals(was, now)).Distinct().Order()],
            Teams = [.. after.Portfolio.Teams.Where((team, place) => !SamePlace(before.Portfolio.Teams.PlaceOf(team.Id), p => was.Capacity[p].AsSpan().SequenceEqual(now.Capacity[place]))).Select(t => t.Id)],
            Buckets = [.. after.Portfolio.Buckets.Where((bucket, place) => !SamePlace(before.Portfolio.Buckets.PlaceOf(bucket.Id), p => was.Bands[p] == now.Bands[place])).Select(b => b.Id)],
        };
    }

    private static bool SamePlace(int place, Func<int, bool> same) => place >= 0 && same(place);

    private static IEnumerable<Id<Initiative>> OtherCandidates(Problem was, Problem now)
    {
        var before = was.Candidates.ToDictionary(c => c.Id);
        return now.Candidates.Where(c => !before.TryGetValue(c.Id, out var b) || !Same(was, b, now, c)).Select(c => c.Id);
    }

    private static bool Same(Problem was, Candidate a, Problem now, Candidate b) =>
        (a.Total, a.Periods, a.Pace, a.Earliest, a.Bucket, a.Forced, a.Promised, a.MinFinish, a.MaxFinish) == (b.Total, b.Periods, b.Pace, b.Earliest, b.Bucket, b.Forced, b.Promised, b.MinFinish, b.MaxFinish)
        && a.Effort.AsSpan().SequenceEqual(b.Effort)
        && a.Customer.AsSpan().SequenceEqual(b.Customer)
        && a.Platform.AsSpan().SequenceEqual(b.Platform)
        && Named(was, a.After).SequenceEqual(Named(now, b.After))
        && Named(was, a.Requires).SequenceEqual(Named(now, b.Requires));

    private static IEnumerable<Id<Initiative>> NeedsOfOtherGoals(Problem was, Problem now)
    {
        var before = was.Goals.ToDictionary(g => g.Id);
        return now.Goals
            .Where(g => !before.TryGetValue(g.Id, out var b) || !b.Value.AsSpan().SequenceEqual(g.Value) || !Named(was, was.NeedsOf(b)).SequenceEqual(Named(now, now.NeedsOf(g))))
            .SelectMany(g => Named(now, now.NeedsOf(g)));
    }

    private static IEnumerable<Id<Initiative>> Named(Problem problem, IEnumerable<int> places) => places.Select(i => problem.Candidates[i].Id);
}

/// <summary>The same difference by places in a problem.</summary>
internal sealed record Changed(HashSet<int> Candidates, HashSet<int> Teams, HashSet<int> Buckets)
{
    internal static Changed Of(Problem problem, Beginning beginning) => new(
        [.. beginning.Initiatives.Select(problem.PlaceOf).Where(i => i >= 0)],
        [.. beginning.Teams.Select(problem.Portfolio.Teams.PlaceOf).Where(t => t >= 0)],
        [.. beginning.Buckets.Select(problem.Portfolio.Buckets.PlaceOf).Where(b => b >= 0)]);

    internal bool IsEmpty => Candidates.Count + Teams.Count + Buckets.Count == 0;
}
