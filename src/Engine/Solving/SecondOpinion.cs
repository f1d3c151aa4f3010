using Google.OrTools.LinearSolver;

namespace Dais.Engine.Solving;

/// <summary>
/// Asks another solver whether a model that was found impossible really is.
/// </summary>
/// <remarks>
/// "There is no plan" is the one answer that no checker of plans can check, and solvers have been wrong about it; so it
/// is said only when two of them agree. The other one is SCIP (Apache-2.0; Bestuzheva et al. 2023), on its defaults.
/// </remarks>
public static class SecondOpinion
{
    /// <summary>A point that keeps every row, where SCIP finds one within the time; empty where it finds none.</summary>
    public static double[] AnyPoint(LinearModel model, double seconds)
    {
        ArgumentNullException.ThrowIfNull(model);
        using var solver = Solver.CreateSolver("SCIP") ?? throw new InvalidOperationException("The second solver is missing.");
        if (double.IsFinite(seconds)) solver.SetTimeLimit((long)Math.Ceiling(Math.Max(0.1, seconds) * 1000));
        var columns = new Variable[model.Columns];
        for (var c = 0; c < columns.Length; c++) columns[c] = solver.MakeVar(model.Lower[c], model.Upper[c], model.Whole[c], "");
        for (var r = 0; r < model.Rows; r++)
        {
            var row = solver.MakeConstraint(model.RowLower[r], model.RowUpper[r], "");
            for (var k = model.Start[r]; k < model.Start[r + 1]; k++) row.SetCoefficient(columns[model.Index[k]], row.GetCoefficient(columns[model.Index[k]]) + model.Value[k]);
        }

        return solver.Solve() is Solver.ResultStatus.OPTIMAL or Solver.ResultStatus.FEASIBLE
            ? [.. columns.Select((c, place) => model.Whole[place] ? Math.Round(c.SolutionValue()) : c.SolutionValue())]
            : [];
    }
}
