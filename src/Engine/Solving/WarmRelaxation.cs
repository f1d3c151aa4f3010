namespace Dais.Engine.Solving;

/// <summary>
/// The linear relaxation of one model, solved once and then asked again and again with a few bounds or rows more.
/// </summary>
/// <remarks>
/// Each question begins from the best basis of the model itself: it breaks only what the question adds, so that the
/// dual simplex method is done in a few steps. For so few steps the weights of steepest edges, which have to be worked
/// out first for every row of the basis, cost more than they save: questions are priced by Devex weights, which begin at
/// one (Harris 1973), the model itself by steepest edges. The basis is put back before each question, so that the order
/// of questions changes no answer. Not safe to use from several threads.
/// </remarks>
public sealed class WarmRelaxation : IDisposable
{
    private const int Devex = 1;

    private readonly LinearModel _model;
    private readonly int[] _columnBasis;
    private readonly int[] _rowBasis;
    private IntPtr _highs;

    private unsafe WarmRelaxation(IntPtr solved, LinearModel model)
    {
        (_model, Bound, Work) = (model, Objective(solved), Steps(solved));
        (_columnBasis, _rowBasis) = (new int[model.Columns], new int[model.Rows]);
        fixed (int* columns = _columnBasis, rows = _rowBasis) _ = HighsNative.GetBasis(solved, columns, rows);
        _highs = Quiet();
        _ = HighsNative.SetInt(_highs, "simplex_dual_edge_weight_strategy", Devex);
        Highs.Pass(_highs, model, relax: true);
    }

    /// <summary>No point of the model is worth more.</summary>
    public double Bound { get; }

    /// <summary>The steps that the model took.</summary>
    public long Work { get; }

    /// <summary>The relaxation of <paramref name="model"/>; none where it has no point, or was not solved in so many seconds and steps.</summary>
    public static WarmRelaxation? Of(LinearModel model, double seconds, long steps)
    {
        ArgumentNullException.ThrowIfNull(model);
        if (model.Columns == 0 || model.Rows == 0) return null;
        var highs = Quiet();
        try
        {
            Highs.Pass(highs, model, relax: true);
            Limit(highs, seconds, steps);
            _ = HighsNative.Run(highs);
            return HighsNative.ModelStatus(highs) == HighsNative.StatusOptimal ? new(highs, model) : null;
        }
        finally
        {
            HighsNative.Destroy(highs);
        }
    }

    /// <summary>What no point is worth more than that also has these columns at these values, and in each set at least one at 1.</summary>
    /// <returns>The bound, infinite where it was not found in time and minus infinite where there is no such point; and the steps that it took.</returns>
    public unsafe (double Bound, long Work) With(IReadOnlyList<(Column Column, double Value)> held, IReadOnlyList<IReadOnlyList<Column>> oneOfEach, double seconds, long steps)
    {
        ArgumentNullException.ThrowIfNull(held);
        ArgumentNullException.ThrowIfNull(oneOfEach);
        if (held.Any(h => h.Value < _model.Lower[h.Column.Index] || h.Value > _model.Upper[h.Column.Index])) return (double.NegativeInfinity, 0);
        fixed (int* columns = _columnBasis, rows = _rowBasis) _ = HighsNative.SetBasis(_highs, columns, rows);
        foreach (var (column, value) in held) _ = HighsNative.ChangeBounds(_highs, column.Index, value, value);
        foreach (var one in oneOfEach)
        {
            int[] index = [.. one.Select(c => c.Index)];
            var ones = Enumerable.Repeat(1.0, index.Length).ToArray();
            fixed (int* indices = index)
            fixed (double* values = ones) _ = HighsNative.AddRow(_highs, 1, double.PositiveInfinity, index.Length, indices, values);
        }

        Limit(_highs, seconds, steps);
        _ = HighsNative.Run(_highs);
        var bound = HighsNative.ModelStatus(_highs) switch
        {
            HighsNative.StatusOptimal => Objective(_highs),
            HighsNative.StatusInfeasible => double.NegativeInfinity,
            _ => double.PositiveInfinity,
        };
        var work = Steps(_highs);
        if (oneOfEach.Count > 0) _ = HighsNative.DeleteRows(_highs, _model.Rows, _model.Rows + oneOfEach.Count - 1);
        foreach (var (column, _) in held) _ = HighsNative.ChangeBounds(_highs, column.Index, _model.Lower[column.Index], _model.Upper[column.Index]);
        return (bound, work);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_highs != IntPtr.Zero) HighsNative.Destroy(_highs);
        _highs = IntPtr.Zero;
    }

    private static IntPtr Quiet()
    {
        var highs = HighsNative.Create();
        _ = HighsNative.SetBool(highs, "output_flag", 0);
        _ = HighsNative.SetInt(highs, "threads", 1);
        return highs;
    }

    /// <summary>The solver's clock runs on from one question to the next, so its limit does too.</summary>
    private static void Limit(IntPtr highs, double seconds, long steps)
    {
        if (double.IsFinite(seconds)) _ = HighsNative.SetDouble(highs, "time_limit", HighsNative.RunTime(highs) + Math.Max(0.001, seconds));
        _ = HighsNative.SetInt(highs, "simplex_iteration_limit", (int)Math.Clamp(steps, 1, int.MaxValue));
    }

    private static double Objective(IntPtr highs)
    {
        _ = HighsNative.GetDouble(highs, "objective_function_value", out var objective);
        return objective;
    }

    private static long Steps(IntPtr highs)
    {
        _ = HighsNative.GetInt(highs, "simplex_iteration_count", out var steps);
        return Math.Max(0, steps);
    }
}
