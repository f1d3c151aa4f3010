namespace Dais.Engine.Planning;

/// <summary>What given finishes are worth, by the definitions; −1 is a candidate that is not chosen.</summary>
internal static class Evaluation
{
    /// <summary>V_C and V_P.</summary>
    internal static (double Customer, double Platform) Value(Problem problem, int[] finishes)
    {
        var (customer, platform) = (0.0, 0.0);
        for (var i = 0; i < finishes.Length; i++)
        {
            if (finishes[i] < 0) continue;
            customer += problem.Candidates[i].Customer[finishes[i]];
            platform += problem.Candidates[i].Platform[finishes[i]];
        }

        foreach (var goal in problem.Goals)
        {
            if (Available(problem, goal, finishes) is { } available) customer += goal.Value[available];
        }

        return (customer, platform);
    }

    /// <summary>w_C · V_C + w_P · V_P.</summary>
    internal static double Objective(Problem problem, int[] finishes, Weights weights)
    {
        var (customer, platform) = Value(problem, finishes);
        return (weights.Customer * customer) + (weights.Platform * platform);
    }

    /// <summary>The period at whose end the use case is available (R11); none where a need is never met.</summary>
    internal static int? Available(Problem problem, Goal goal, int[] finishes)
    {
        var latest = -1;
        foreach (var i in goal.Initiatives)
        {
            if (finishes[i] < 0) return null;
            latest = Math.Max(latest, finishes[i]);
        }

        foreach (var s in goal.Steps)
        {
            var first = int.MaxValue;
            foreach (var i in problem.Steps[s].Raisers)
            {
                if (finishes[i] >= 0) first = Math.Min(first, finishes[i]);
            }

            if (first == int.MaxValue) return null;
            latest = Math.Max(latest, first);
        }

        return latest;
    }

    /// <summary>The effort chosen in each bucket.</summary>
    internal static double[] Effort(Problem problem, int[] finishes)
    {
        var effort = new double[problem.Bands.Length];
        for (var i = 0; i < finishes.Length; i++)
        {
            if (finishes[i] >= 0 && problem.Candidates[i].Bucket is >= 0 and var bucket) effort[bucket] += problem.Candidates[i].Total;
        }

        return effort;
    }

    /// <summary>What lacks to the floors, over all buckets (R9).</summary>
    internal static double Shortfall(Problem problem, int[] finishes) =>
        Effort(problem, finishes).Select((effort, b) => Math.Max(0, problem.Bands[b].Floor - effort)).Sum();

    /// <summary>The first period in which work on candidate i is allowed, its predecessors being finished so (R3).</summary>
    internal static int First(Problem problem, int i, int[] finishes)
    {
        var first = problem.Candidates[i].Earliest;
        foreach (var j in problem.Candidates[i].After) first = Math.Max(first, finishes[j] + 1);
        return first;
    }
}
