using Dais.Engine.Quantities;

namespace Dais.Engine.Planning.Groups;

/// <summary>What a group could have if plans were made for it alone, with nobody's floors and ceilings in the way.</summary>
internal static class Alone
{
    /// <summary>The problem in which that is asked.</summary>
    internal static Problem Free(Problem problem) => Compile.From(problem.Portfolio, problem.Policy with { Allocation = false });

    /// <summary>The most by that yardstick among plans that keep the rows added, beginning from finishes; none where no plan was found.</summary>
    internal static Most? Best(Problem free, Search search, Yardstick yardstick, Action<Formulation> rows, int[]? start)
    {
        var found = search.Maximise(new("groups", f =>
        {
            rows(f);
            f.MaximiseValue(yardstick);
        }, finishes => yardstick.Of(free, finishes)), start);
        return found.Finishes is { } finishes
            ? new(Money.Of(found.Objective), Money.Of(Math.Max(found.Objective, Math.Min(found.Bound, Ceiling(free, yardstick))))) { Finishes = free.Named(finishes) }
            : null;
    }

    /// <summary>No plan is worth more: every gain there is and no loss.</summary>
    internal static double Ceiling(Problem problem, Yardstick yardstick) =>
        -new Yardstick([.. yardstick.Customer.Select(x => -x)], [.. yardstick.Platform.Select(x => -x)], [.. yardstick.Goals.Select(x => -x)]).Least(problem);
}
