using System.Collections.Immutable;
using Dais.Engine.Modelling;

namespace Dais.Engine.Planning.Allocation;

/// <summary>
/// Says what ties a bucket to others: prerequisites, alternatives and use cases that lie on both sides. Teams do not
/// count; they are the capacity that is allocated.
/// </summary>
internal static class Crossings
{
    internal static ImmutableArray<Crossing> Of(Problem problem, int bucket)
    {
        var found = ImmutableArray.CreateBuilder<Crossing>();
        for (var i = 0; i < problem.Candidates.Length; i++)
        {
            var candidate = problem.Candidates[i];
            if (!candidate.Possible) continue;
            foreach (var j in candidate.After.Concat(candidate.Requires).Distinct())
            {
                if (Between(i, j) is { } other) found.Add(new(CrossingKind.Prerequisite, candidate.Id.Value, other.Bucket));
            }
        }

        foreach (var (a, b) in problem.Excludes)
        {
            if (problem.Candidates[a].Possible && problem.Candidates[b].Possible && Between(a, b) is { } other) found.Add(new(CrossingKind.Alternative, problem.Candidates[a].Id.Value, other.Bucket));
        }

        foreach (var goal in problem.Goals)
        {
            var buckets = goal.Initiatives.Concat(goal.Steps.SelectMany(s => problem.Steps[s].Raisers)).Where(i => problem.Candidates[i].Possible).Select(i => problem.Candidates[i].Bucket).Distinct().ToList();
            if (!buckets.Contains(bucket)) continue;
            foreach (var other in buckets.Where(b => b != bucket).Take(1)) found.Add(new(CrossingKind.UseCase, goal.Id.Value, Named(other)));
        }

        return found.ToImmutable();

        (Id<Bucket>? Bucket, bool Is)? Between(int i, int j)
        {
            var (a, b) = (problem.Candidates[i].Bucket, problem.Candidates[j].Bucket);
            return a == b || (a != bucket && b != bucket) ? null : (Named(a == bucket ? b : a), true);
        }

        Id<Bucket>? Named(int b) => b < 0 ? null : problem.Portfolio.Buckets[b].Id;
    }

    /// <summary>The problem with nothing to do but what is in the bucket; the others cannot be chosen.</summary>
    internal static Problem Alone(Problem problem, int bucket) => problem.With(
        problem.Capacity,
        [.. problem.Candidates.Select(c => c.Bucket == bucket ? c : c.Absent)],
        [.. problem.Bands.Select((b, k) => k == bucket ? b with { Floor = 0 } : new Band(0, double.PositiveInfinity))]);
}
