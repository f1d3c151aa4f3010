using Dais.Engine.Solving.Closures;

namespace Dais.Engine.Solving;

/// <summary>
/// Finds the best point of a linear model whose columns may have to be whole, by the way that suits the model.
/// </summary>
/// <remarks>
/// <para>
/// Guarantee: an <see cref="SolveStatus.Optimal"/> point keeps every row, and no point has an objective above the bound,
/// which is within the gap asked for. What suits is seen from the rows alone. A model that asks for the best closure
/// within a few budgets (<see cref="Recognition"/>) goes to <see cref="ClosureSearch"/>, which bounds as well as the
/// linear relaxation at a fraction of its cost; every other one goes to <see cref="Highs"/>, and so does a small one,
/// over before anything can be gained.
/// </para>
/// <para>
/// Where the closure search is not done after a while, HiGHS joins in. With a limit in seconds and none on work, the
/// two race on two threads and share what they find, and the first to prove its point ends it. Otherwise HiGHS takes
/// over, from the best point so far, on the same thread, after a fixed amount of work: then the same model and options
/// take the same steps and give the same answer. After a race the proven objective is the same every time, but the
/// point may be another one of the same objective.
/// </para>
/// </remarks>
public static class MixedInteger
{
    /// <summary>Maximises <paramref name="model"/>.</summary>
    public static Solution Solve(LinearModel model, SolveOptions options) => Solve(model, options, new());

    internal static Solution Solve(LinearModel model, SolveOptions options, Patience patience)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(options);
        if (options.Relax || model.Columns < patience.FewestColumns || options.Cancel.IsCancellationRequested) return Highs.Solve(model, options);
        if (Recognition.Of(model) is not { } problem) return Highs.Solve(model, options);
        if (problem.Contradiction) return new(SolveStatus.Infeasible, double.NaN, double.NegativeInfinity, [], 0);
        return new ClosureRun(model, options, problem, patience).Solve();
    }
}

/// <summary>How long the search for closures is left alone.</summary>
internal sealed record Patience
{
    /// <summary>Models with fewer columns go to the general solver.</summary>
    internal int FewestColumns { get; init; } = 100;

    /// <summary>Seconds until the general solver joins in: with one budget, and with several, where bounds are weaker.</summary>
    internal (double One, double Several) Seconds { get; init; } = (5, 2);

    /// <summary>Work until it takes over, where the clock must not matter.</summary>
    internal (long One, long Several) Work { get; init; } = (200_000, 50_000);
}
