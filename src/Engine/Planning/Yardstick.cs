namespace Dais.Engine.Planning;

/// <summary>
/// What finishes are worth to somebody: which part of each value of a <see cref="Problem"/> counts. A lens is one, and
/// so is a group.
/// </summary>
/// <param name="Customer">By candidate, the factor of its customer value.</param>
/// <param name="Platform">By candidate, the factor of its platform value.</param>
/// <param name="Goals">By use case, the factor of its value.</param>
internal sealed record Yardstick(double[] Customer, double[] Platform, double[] Goals)
{
    /// <summary>w_C · V_C + w_P · V_P.</summary>
    internal static Yardstick Of(Problem problem, Weights weights) => new(
        Filled(problem.Candidates.Length, weights.Customer), Filled(problem.Candidates.Length, weights.Platform), Filled(problem.Goals.Length, weights.Customer));

    /// <summary>What candidate i is worth by itself when finished in period t.</summary>
    internal double Of(Problem problem, int i, int t) => (Customer[i] * problem.Candidates[i].Customer[t]) + (Platform[i] * problem.Candidates[i].Platform[t]);

    /// <summary>What all these finishes are worth.</summary>
    internal double Of(Problem problem, int[] finishes)
    {
        var worth = 0.0;
        for (var i = 0; i < finishes.Length; i++)
        {
            if (finishes[i] >= 0) worth += Of(problem, i, finishes[i]);
        }

        for (var g = 0; g < Goals.Length; g++)
        {
            if (Goals[g] != 0 && Evaluation.Available(problem, problem.Goals[g], finishes) is { } available) worth += Goals[g] * problem.Goals[g].Value[available];
        }

        return worth;
    }

    /// <summary>No plan is worth less: every loss there is and no gain.</summary>
    internal double Least(Problem problem)
    {
        var least = 0.0;
        for (var i = 0; i < problem.Candidates.Length; i++) least += Math.Min(0, Enumerable.Range(0, problem.Periods).Select(t => Of(problem, i, t)).DefaultIfEmpty(0).Min());
        for (var g = 0; g < Goals.Length; g++) least += Math.Min(0, problem.Goals[g].Value.Select(v => Goals[g] * v).DefaultIfEmpty(0).Min());
        return least;
    }

    private static double[] Filled(int count, double factor)
    {
        var factors = new double[count];
        Array.Fill(factors, factor);
        return factors;
    }
}
