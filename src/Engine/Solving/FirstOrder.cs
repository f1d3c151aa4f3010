using System.Globalization;
using Google.OrTools.ModelBuilder;

namespace Dais.Engine.Solving;

/// <summary>
/// The linear relaxation of a large model, nearly: a point close to the best one, and a bound that holds whatever the
/// precision.
/// </summary>
/// <remarks>
/// For prices y of the rows, of the right sign, no point is worth more than y·b + Σ_c max over the column's bounds of
/// (worth − yA)_c·x_c: weak duality, worked out here and not by the solver. A first-order method finds good prices many
/// times faster than simplex or interior points where rows are many and loosely coupled; it is PDLP (Apache-2.0;
/// Applegate et al. 2021) from the OR-Tools package, on one thread, stopped by a count, and by the clock only where a limit in seconds is given.
/// </remarks>
public static class FirstOrder
{
    /// <summary>Nearly solves the relaxation of <paramref name="model"/>, to that relative precision in at most so many steps and seconds.</summary>
    /// <returns>Feasible with a point that breaks rows by about the precision, or unknown; the bound holds in either case.</returns>
    public static Solution Solve(LinearModel model, double precision, int steps, double seconds = double.PositiveInfinity)
    {
        ArgumentNullException.ThrowIfNull(model);
        var nothing = new double[model.Rows];
        if (model.Columns == 0 || model.Rows == 0) return new(SolveStatus.Unknown, double.NaN, Bound(model, nothing), [], 0);
        using var solver = new ModelSolverHelper("pdlp");
        using var copy = Copy(model);
        var text = string.Create(CultureInfo.InvariantCulture, $"eps_optimal_relative: {precision} eps_optimal_absolute: {precision}");
        solver.SetSolverSpecificParameters(string.Create(CultureInfo.InvariantCulture, $"num_threads: 1 termination_criteria {{ iteration_limit: {steps} simple_optimality_criteria {{ {text} }} }}"));
        if (double.IsFinite(seconds)) solver.SetTimeLimitInSeconds(Math.Max(0.001, seconds));
        solver.Solve(copy);
        if (!solver.HasResponse()) return new(SolveStatus.Unknown, double.NaN, Bound(model, nothing), [], steps);
        var prices = new double[model.Rows];
        for (var r = 0; r < prices.Length; r++) prices[r] = solver.DualValue(r);
        var bound = Math.Min(Bound(model, prices), Bound(model, nothing));
        if (!solver.HasSolution()) return new(SolveStatus.Unknown, double.NaN, bound, [], steps);
        var point = new double[model.Columns];
        for (var c = 0; c < point.Length; c++) point[c] = Math.Clamp(solver.VariableValue(c), model.Lower[c], model.Upper[c]);
        return new(SolveStatus.Feasible, model.Objective(point), bound, point, steps);
    }

    /// <summary>What no point is worth more than, by the prices of rows; prices of the wrong sign count as none.</summary>
    internal static double Bound(LinearModel model, ReadOnlySpan<double> prices)
    {
        var left = model.Worth.ToArray();
        var bound = 0.0;
        for (var r = 0; r < prices.Length; r++)
        {
            var limit = prices[r] > 0 ? model.RowUpper[r] : model.RowLower[r];
            if (prices[r] == 0 || !double.IsFinite(limit)) continue;
            bound += prices[r] * limit;
            for (var k = model.Start[r]; k < model.Start[r + 1]; k++) left[model.Index[k]] -= prices[r] * model.Value[k];
        }

        for (var c = 0; c < left.Length; c++)
        {
            if (left[c] != 0) bound += left[c] * (left[c] > 0 ? model.Upper[c] : model.Lower[c]);
        }

        return bound;
    }

    private static ModelBuilderHelper Copy(LinearModel model)
    {
        var copy = new ModelBuilderHelper();
        copy.SetMaximize(true);
        for (var c = 0; c < model.Columns; c++)
        {
            copy.AddVar();
            copy.SetVarLowerBound(c, model.Lower[c]);
            copy.SetVarUpperBound(c, model.Upper[c]);
            copy.SetVarObjectiveCoefficient(c, model.Worth[c]);
        }

        for (var r = 0; r < model.Rows; r++)
        {
            copy.AddLinearConstraint();
            copy.SetConstraintLowerBound(r, model.RowLower[r]);
            copy.SetConstraintUpperBound(r, model.RowUpper[r]);
            for (var k = model.Start[r]; k < model.Start[r + 1]; k++) copy.AddConstraintTerm(r, model.Index[k], model.Value[k]);
        }

        return copy;
    }
}
