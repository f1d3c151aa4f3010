using Dais.Engine.Planning.Searching;

namespace Dais.Engine.Planning.Flipping;

/// <summary>
/// A solved plan from which is asked, again and again, what it would be with something else in it: a bound and a whole
/// plan, each in a moment.
/// </summary>
internal sealed class Standpoint(Problem problem, int[] finishes, Trial trial)
{
    private const int Columns = 320;
    private const int Wider = 1_000;
    private const int MostColumns = 5_000;

    /// <summary>The best plan near to this one that chooses the target, where given finished exactly then; none where none was found. And what was free for it.</summary>
    /// <remarks>Where the thing has no place near the plan, or only a poor one, a list has it first and then what the plan has, in the plan's order; that is made better around the thing.</remarks>
    internal (Best? Best, Around? Around) Near(Target target, int? finish = null)
    {
        Best? best = null;
        Around? around = null, wider = null;
        for (var columns = Columns; columns <= (best is null ? MostColumns : Wider) && !trial.Budget.Over; columns *= 3)
        {
            if (wider?.Free.Length == Possible) break;
            wider = Around.Of(problem, target, finishes, columns);
            if (wider is null) break;
            var found = BestIn(target, finish, finishes, wider, best?.Finishes);
            if (found is null) continue;
            around ??= wider;
            if (best is null || !best.Rank.AsGoodAs(found.Rank)) best = found;
        }

        if (finish is null && Listed(target) is { } listed && (best is null || !best.Rank.AsGoodAs(listed.Rank))) best = Better(target, listed);
        return (best, around ?? wider);
    }

    private Best Better(Target target, Best listed)
    {
        for (var columns = Columns; columns <= Wider && !trial.Budget.Over; columns *= 3)
        {
            if (Around.Of(problem, target, listed.Finishes, columns) is not { } around) break;
            if (BestIn(target, null, listed.Finishes, around, listed.Finishes) is { } found && !listed.Rank.AsGoodAs(found.Rank)) listed = found;
        }

        return listed;
    }

    private Best? BestIn(Target target, int? finish, int[] centre, Around around, int[]? start)
    {
        var part = Part.Near(problem, target, centre, around.Free, around.Work);
        var found = trial.BestOf(part, Wanted, start).Best;
        return found is not null && Soundness.Holds(problem, found.Finishes) ? found : null;

        void Wanted(Formulation f)
        {
            part.Target.Require(f);
            foreach (var i in part.Target.All)
            {
                if (finish is { } exactly) f.HoldFinish(i, exactly);
            }
        }
    }

    /// <summary>The plan by a list that has the target first.</summary>
    private Best? Listed(Target target)
    {
        var first = target.All.Concat(target.OneOfEach.Where(o => o.All(i => finishes[i] < 0)).SelectMany(o => o.Take(1)));
        var then = Enumerable.Range(0, finishes.Length).Where(i => finishes[i] >= 0).OrderBy(i => finishes[i]);
        return ListSchedule.Build(problem, [.. first, .. then, .. ListSchedule.ByValueForEffort(problem)]) is { } listed && target.In(listed) && Soundness.Holds(problem, listed)
            ? new(listed, Rank.Of(problem, listed), double.PositiveInfinity, false)
            : null;
    }

    private int Possible => problem.Candidates.Count(c => c.Possible);
}
