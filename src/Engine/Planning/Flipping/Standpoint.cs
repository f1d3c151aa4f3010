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
    internal (Best? Best, Around? Around) Near(Target target, int? finish = null)
    {
        Best? best = null;
        Around? around = null, wider = null;
        for (var columns = Columns; columns <= (best is null ? MostColumns : Wider) && !trial.Budget.Over; columns *= 3)
        {
            if (wider?.Free.Length == Possible) break;
            wider = Around.Of(problem, target, finishes, columns);
            if (wider is null) break;
            var part = Part.Near(problem, target, finishes, wider.Free, wider.Work);
            var found = trial.BestOf(part, f => Wanted(part, f), best?.Finishes).Best;
            if (found is null || !Soundness.Holds(problem, found.Finishes)) continue;
            around ??= wider;
            if (best is null || !best.Rank.AsGoodAs(found.Rank)) best = found;
        }

        return (best, around ?? wider);

        void Wanted(Part part, Formulation f)
        {
            part.Target.Require(f);
            foreach (var i in part.Target.All)
            {
                if (finish is { } exactly) f.HoldFinish(i, exactly);
            }
        }
    }

    private int Possible => problem.Candidates.Count(c => c.Possible);
}
