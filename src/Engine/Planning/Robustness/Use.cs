namespace Dais.Engine.Planning.Robustness;

/// <summary>Tells what a plan has use for from what it merely holds because there is room.</summary>
internal static class Use
{
    private const double Nothing = 1e-9;
    private const int MostCandidates = 600;   // beyond them the taking out would take longer than the search; there all that is chosen counts

    /// <summary>Which candidates the plan has use for: those that are forced, and those without which it would be worth less or lack more.</summary>
    /// <remarks>
    /// Many plans are equally good, and which of them a search ends with is chance; what none of them needs is not to be
    /// counted as chosen by the best. So everything that nothing else stands on and that adds nothing is taken out, the
    /// last id first, until all that is left is of use.
    /// </remarks>
    internal static bool[] Of(Problem problem, int[] finishes, Func<int[], double> worth)
    {
        var left = (int[])finishes.Clone();
        if (left.Length > MostCandidates) return [.. left.Select(f => f >= 0)];
        var (value, lack) = (worth(left), Evaluation.Shortfall(problem, left));
        for (var changed = true; changed;)
        {
            changed = false;
            for (var i = left.Length - 1; i >= 0; i--)
            {
                if (left[i] < 0 || problem.Candidates[i].Forced || IsStoodOn(problem, i, left)) continue;
                var finish = left[i];
                left[i] = -1;
                var same = worth(left) >= value - (Nothing * Math.Max(1, Math.Abs(value))) && Evaluation.Shortfall(problem, left) <= lack + Nothing;
                if (same) (changed, value) = (true, Math.Max(value, worth(left)));
                else left[i] = finish;
            }
        }

        return [.. left.Select(f => f >= 0)];
    }

    private static bool IsStoodOn(Problem problem, int i, int[] finishes)
    {
        for (var j = 0; j < finishes.Length; j++)
        {
            if (finishes[j] >= 0 && j != i && (problem.Candidates[j].After.Contains(i) || problem.Candidates[j].Requires.Contains(i))) return true;
        }

        return false;
    }
}
