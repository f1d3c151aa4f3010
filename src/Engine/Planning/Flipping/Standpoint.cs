using Dais.Engine.Planning.Searching;

namespace Dais.Engine.Planning.Flipping;

/// <summary>
/// A solved plan from which is asked, again and again, what it would be with something else in it: a bound and a whole
/// plan, each in a moment.
/// </summary>
internal sealed class Standpoint(Problem problem, int[] finishes, Trial trial)
{
    private const int Columns = 320;
    private const int MostColumns = 5_000;

    /// <summary>The best plan near to this one that chooses the target, where given finished exactly then; none where none was found. And what was free for it.</summary>
    internal (Best? Best, Around? Around) Near(Target target, int? finish = null)
    {
        Around? around = null;
        for (var columns = Columns; columns <= MostColumns && !trial.Budget.Over; columns *= 3)
        {
            if (around?.Free.Length == Possible) break;
            if (Around.Of(problem, target, finishes, columns) is not { } wider) return (null, null);
            around = wider;
            var part = Part.Near(problem, target, finishes, around.Free, around.Work);
            void Wanted(Formulation f)
            {
                part.Target.Require(f);
                foreach (var i in part.Target.All)
                {
                    if (finish is { } exactly) f.HoldFinish(i, exactly);
                }
            }

            if (trial.BestOf(part, Wanted, null).Best is { } best && Soundness.Holds(problem, best.Finishes)) return (best, around);
        }

        return (null, around);
    }

    private int Possible => problem.Candidates.Count(c => c.Possible);
}
