namespace Dais.Engine.Planning.Flipping;

/// <summary>How good a plan is: first what lacks to the floors (R9), then what it is worth.</summary>
/// <param name="Shortfall">What lacks to the floors, in engineer-weeks.</param>
/// <param name="Objective">What it is worth.</param>
internal readonly record struct Rank(double Shortfall, double Objective)
{
    /// <summary>Engineer-weeks that count as none.</summary>
    internal const double Slack = 2e-6;

    /// <summary>The part of max(1, |objective|) that counts as none.</summary>
    internal const double Same = 1e-6;

    internal static Rank Of(Problem problem, int[] finishes) =>
        new(Evaluation.Shortfall(problem, finishes), Evaluation.Objective(problem, finishes, problem.Weights));

    /// <summary>The least objective that counts as equal to this one.</summary>
    internal double Least => Objective - (Same * Math.Max(1, Math.Abs(Objective)));

    /// <summary>Whether no plan of the other rank is better.</summary>
    internal bool AsGoodAs(Rank other) =>
        Shortfall < other.Shortfall - Slack || (Shortfall <= other.Shortfall + Slack && Objective >= other.Least);
}

/// <summary>The best plan of some that was found.</summary>
/// <param name="Finishes">Its finishes.</param>
/// <param name="Rank">How good it is.</param>
/// <param name="Bound">None of them is worth more with the same shortfall.</param>
/// <param name="Proven">Whether it is proven that none is better.</param>
internal sealed record Best(int[] Finishes, Rank Rank, double Bound, bool Proven);
