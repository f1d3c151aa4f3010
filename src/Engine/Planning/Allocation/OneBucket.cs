using System.Collections.Immutable;
using Dais.Engine.Modelling;

namespace Dais.Engine.Planning.Allocation;

/// <summary>
/// What can still be chosen in one bucket when every other bucket's plan stays exactly as it is: its finishes, and its
/// work by team and period.
/// </summary>
/// <remarks>
/// The other initiatives keep their finishes and have no work of their own in this problem; the capacity is what their
/// work leaves. An initiative of another bucket that is after one of this keeps its first period of work too, so that
/// the one before has to be finished by then. Ceilings hold; no floor does, because what lacks to a floor would not be
/// this bucket's to decide. So whatever is planned here, nothing moves elsewhere.
/// </remarks>
internal sealed class OneBucket
{
    private readonly Problem _whole;
    private readonly int _bucket;
    private readonly int[] _plan;
    private readonly double[][][] _work;

    /// <summary>The bucket within a plan of these finishes whose work is laid out so, by candidate, place of the team in its effort, and period.</summary>
    internal OneBucket(Problem whole, int bucket, int[] plan, double[][][] work)
    {
        (_whole, _bucket, _plan, _work) = (whole, bucket, plan, work);
        Problem = whole.With(Left(), [.. whole.Candidates.Select((c, i) => c.Bucket == bucket ? c.By(LatestFor(i)) : c.Fixed(plan[i]))], [.. whole.Bands.Select(b => b with { Floor = 0 })]);
    }

    /// <summary>The problem of what is left to decide.</summary>
    internal Problem Problem { get; }

    /// <summary>The work of the plan, as <see cref="Draft"/> needs it, of a plan that was laid out before.</summary>
    internal static double[][][] WorkOf(Problem problem, Plan plan)
    {
        var planned = plan.Initiatives.ToDictionary(i => i.Id);
        return
        [
            .. problem.Candidates.Select(c => c.Effort.Select(e =>
                planned.TryGetValue(c.Id, out var p) && p.Work.TryGetValue(problem.Portfolio.Teams[e.Team].Id, out var work)
                    ? [.. work.Select(w => w.Value)]
                    : new double[problem.Periods]).ToArray()),
        ];
    }

    /// <summary>Everybody's work when this bucket does what these finishes say.</summary>
    internal double[][][] Together(int[] finishes, Budget budget)
    {
        var own = Arrange.Best(Problem, finishes, budget);
        return [.. _work.Select((w, i) => _whole.Candidates[i].Bucket == _bucket ? own[i] : w)];
    }

    /// <summary>The best plan with another set in the bucket, or that there is none.</summary>
    internal HeldPlan RunnerUp(Budget budget)
    {
        var search = new Search(Problem, budget, null);
        var members = Holds.Members(Problem, _bucket).ToList();
        var aim = new Aim("runner-up", f =>
        {
            var terms = members.Select(i => (f.Chosen(i)!.Value, _plan[i] >= 0 ? -1.0 : 1.0)).ToArray();
            f.Model.AtLeast(1 - members.Count(i => _plan[i] >= 0), terms);
            f.MaximiseValue(Problem.Weights);
        }, Problem.Judge) { AskAgain = true };
        return HeldSearch.Publish(Problem, search.Maximise(aim, null));
    }

    /// <summary>The ids of the bucket that the plan chooses, in the portfolio's order.</summary>
    internal ImmutableArray<Id<Initiative>> Chosen =>
    [
        .. _whole.Portfolio.Initiatives.Select(i => i.Id).Where(id => _whole.PlaceOf(id) is >= 0 and var i && _whole.Candidates[i].Bucket == _bucket && _plan[i] >= 0),
    ];

    /// <summary>What the others' work leaves of each team's capacity.</summary>
    private double[][] Left()
    {
        var left = _whole.Capacity.Select(c => (double[])c.Clone()).ToArray();
        for (var i = 0; i < _plan.Length; i++)
        {
            var candidate = _whole.Candidates[i];
            if (_plan[i] < 0 || candidate.Bucket == _bucket) continue;
            for (var slot = 0; slot < candidate.Effort.Length; slot++)
            {
                for (var t = 0; t < _whole.Periods; t++) left[candidate.Effort[slot].Team][t] = Math.Max(0, left[candidate.Effort[slot].Team][t] - _work[i][slot][t]);
            }
        }

        return left;
    }

    /// <summary>The last period in which an initiative of this bucket may be finished for the others' sake.</summary>
    private int LatestFor(int i)
    {
        var latest = _whole.Periods - 1;
        for (var other = 0; other < _plan.Length; other++)
        {
            if (_plan[other] < 0 || _whole.Candidates[other].Bucket == _bucket || !_whole.Candidates[other].After.Contains(i)) continue;
            var first = Enumerable.Range(0, _whole.Periods).FirstOrDefault(t => _work[other].Any(w => w[t] > 1e-9), _plan[other] + 1);
            latest = Math.Min(latest, Math.Min(first, _plan[other] - _whole.Candidates[other].Periods + 1) - 1);
        }

        return latest;
    }
}
