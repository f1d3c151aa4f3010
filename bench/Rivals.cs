using Dais.Engine.Solving;
using Google.OrTools.LinearSolver;
using Google.OrTools.Sat;
using LinearExpr = Google.OrTools.Sat.LinearExpr;

namespace Dais.Bench;

/// <summary>A plain solver to compare with.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Proves">The optimum of a model, where it proves one within so many seconds.</param>
internal sealed record Rival(string Name, Func<LinearModel, double, double?> Proves);

/// <summary>The plain solvers to compare with, each on its defaults but for asking proof.</summary>
internal static class Rivals
{
    /// <summary>HiGHS, and those of <paramref name="names"/>: scip, cp-sat.</summary>
    internal static IReadOnlyList<Rival> Named(string names) =>
    [
        new("HiGHS", ByHighs),
        .. names.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(name => name switch
        {
            "scip" => new Rival("SCIP", ByScip),
            "cp-sat" => new Rival("CP-SAT", ByCpSat),
            _ => throw new FormatException($"\"{name}\" is no solver to compare with. Maybe scip or cp-sat."),
        }),
    ];

    private static double? ByHighs(LinearModel model, double seconds) =>
        Highs.Solve(model, new() { Seconds = seconds }) is { Status: SolveStatus.Optimal } solution ? solution.Objective : null;

    private static double? ByScip(LinearModel model, double seconds)
    {
        using var solver = Solver.CreateSolver("SCIP");
        solver.SetTimeLimit((long)(seconds * 1000));
        var columns = new Variable[model.Columns];
        for (var c = 0; c < columns.Length; c++)
        {
            columns[c] = solver.MakeVar(model.Lower[c], model.Upper[c], model.Whole[c], "");
            solver.Objective().SetCoefficient(columns[c], model.Worth[c]);
        }

        solver.Objective().SetMaximization();
        for (var r = 0; r < model.Rows; r++)
        {
            var row = solver.MakeConstraint(model.RowLower[r], model.RowUpper[r], "");
            for (var k = model.Start[r]; k < model.Start[r + 1]; k++) row.SetCoefficient(columns[model.Index[k]], model.Value[k]);
        }

        return solver.Solve() == Solver.ResultStatus.OPTIMAL ? solver.Objective().Value() : null;
    }

    /// <summary>All columns are 0 or 1 here: those that need not be whole come out whole.</summary>
    private static double? ByCpSat(LinearModel model, double seconds)
    {
        var program = new CpModel();
        var columns = Enumerable.Range(0, model.Columns).Select(c => program.NewIntVar((long)model.Lower[c], (long)model.Upper[c], "")).ToArray();
        for (var r = 0; r < model.Rows; r++)
        {
            var places = Enumerable.Range(model.Start[r], model.Start[r + 1] - model.Start[r]).ToArray();
            var sum = LinearExpr.WeightedSum(places.Select(k => columns[model.Index[k]]), places.Select(k => (long)model.Value[k]));
            program.AddLinearConstraint(sum, model.RowLower[r] < -1e15 ? long.MinValue : (long)Math.Ceiling(model.RowLower[r]), model.RowUpper[r] > 1e15 ? long.MaxValue : (long)Math.Floor(model.RowUpper[r]));
        }

        program.Maximize(LinearExpr.WeightedSum(columns, model.Worth.Select(w => (long)w)));
        var solver = new CpSolver { StringParameters = FormattableString.Invariant($"max_time_in_seconds:{seconds}") };
        return solver.Solve(program) == CpSolverStatus.Optimal ? solver.ObjectiveValue : null;
    }
}
