namespace Dais.Engine.Planning.Searching;

/// <summary>Whether finishes keep every rule, by the definitions: what every heuristic has to pass before anyone sees its plan.</summary>
internal static class Soundness
{
    private const double Slack = 1e-7;

    internal static bool Holds(Problem problem, int[] finishes) =>
        EachKeepsItsOwn(problem, finishes)
        && problem.Excludes.All(pair => finishes[pair.A] < 0 || finishes[pair.B] < 0)
        && CeilingsHold(problem, finishes)
        && FewEnoughMoves(problem, finishes)
        && Layout.Fits(problem, finishes);

    /// <summary>R3, R5, R6, R8, candidate by candidate.</summary>
    private static bool EachKeepsItsOwn(Problem problem, int[] finishes)
    {
        for (var i = 0; i < finishes.Length; i++)
        {
            var candidate = problem.Candidates[i];
            if (finishes[i] < 0)
            {
                if (candidate.Forced) return false;
                continue;
            }

            if (finishes[i] < candidate.MinFinish || finishes[i] > candidate.MaxFinish) return false;
            if (candidate.After.Any(j => finishes[j] < 0)) return false;
            if (candidate.Requires.Any(j => finishes[j] < 0 || finishes[j] > finishes[i])) return false;
            if (finishes[i] < Evaluation.First(problem, i, finishes) + candidate.Periods - 1) return false;
        }

        return true;
    }

    private static bool CeilingsHold(Problem problem, int[] finishes)
    {
        var effort = Evaluation.Effort(problem, finishes);
        for (var b = 0; b < effort.Length; b++)
        {
            if (effort[b] > problem.Bands[b].Ceiling + Slack) return false;
        }

        return true;
    }

    private static bool FewEnoughMoves(Problem problem, int[] finishes)
    {
        if (problem.MaxMoves == int.MaxValue) return true;
        var moves = 0;
        for (var i = 0; i < finishes.Length; i++)
        {
            if (problem.Candidates[i].Promised is { } promised && finishes[i] != promised) moves++;
        }

        return moves <= problem.MaxMoves;
    }
}
