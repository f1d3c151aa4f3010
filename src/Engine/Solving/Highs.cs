using System.Runtime.InteropServices;

namespace Dais.Engine.Solving;

/// <summary>
/// Branch and bound, and linear programming, by HiGHS.
/// </summary>
/// <remarks>
/// One solve on one thread; several may run at once. Without a limit in seconds the same model and options take the
/// same steps and give the same answer. Points returned are rounded to whole numbers where columns are whole.
/// HiGHS itself: Huangfu &amp; Hall (2018), Parallelizing the dual revised simplex method.
/// </remarks>
public static class Highs
{
    /// <summary>Maximises <paramref name="model"/>.</summary>
    public static Solution Solve(LinearModel model, SolveOptions options)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(options);
        if (model.Columns == 0) return Nothing(model);
        if (options.Cancel.IsCancellationRequested) return new(SolveStatus.Unknown, double.NaN, double.PositiveInfinity, [], 0);
        var run = new Run(model, options);
        return run.Solve();
    }

    private static Solution Nothing(LinearModel model)
    {
        for (var r = 0; r < model.Rows; r++)
        {
            if (model.RowLower[r] > 1e-9 || model.RowUpper[r] < -1e-9) return new(SolveStatus.Infeasible, double.NaN, double.NegativeInfinity, [], 0);
        }

        return new(SolveStatus.Optimal, 0, 0, [], 0);
    }

    internal static unsafe void Pass(IntPtr highs, LinearModel model, bool relax)
    {
        var whole = new int[model.Columns];
        if (!relax)
        {
            for (var c = 0; c < whole.Length; c++) whole[c] = model.Whole[c] ? HighsNative.Integer : 0;
        }

        fixed (double* worth = CollectionsMarshal.AsSpan(model.Worth), lower = CollectionsMarshal.AsSpan(model.Lower), upper = CollectionsMarshal.AsSpan(model.Upper))
        fixed (double* rowLower = CollectionsMarshal.AsSpan(model.RowLower), rowUpper = CollectionsMarshal.AsSpan(model.RowUpper), value = CollectionsMarshal.AsSpan(model.Value))
        fixed (int* start = CollectionsMarshal.AsSpan(model.Start), index = CollectionsMarshal.AsSpan(model.Index), kinds = whole)
        {
            var status = HighsNative.PassMip(
                highs, model.Columns, model.Rows, model.Coefficients, HighsNative.RowWise, HighsNative.Maximise, 0, worth, lower, upper,
                rowLower, rowUpper, start, index, value, kinds);
            if (status == HighsNative.Error) throw new InvalidOperationException("The solver did not take the model.");
        }
    }

    private sealed class Run(LinearModel model, SolveOptions options)
    {
        private bool _stoppedByUs;
        private long _work;
        private double _best = double.NegativeInfinity;

        internal Solution Solve()
        {
            var highs = HighsNative.Create();
            HighsNative.Callback callback = Called;
            try
            {
                SetOptions(highs);
                Pass(highs, model, options.Relax);
                if (options.Start is { } start) Offer(highs, start);
                if (!options.Relax)
                {
                    _ = HighsNative.SetCallback(highs, Marshal.GetFunctionPointerForDelegate(callback), IntPtr.Zero);
                    _ = HighsNative.StartCallback(highs, HighsNative.CallbackImproving);
                    _ = HighsNative.StartCallback(highs, HighsNative.CallbackMipLogging);
                    _ = HighsNative.StartCallback(highs, HighsNative.CallbackMipInterrupt);
                }

                _ = HighsNative.Run(highs);
                return Read(highs);
            }
            finally
            {
                HighsNative.Destroy(highs);
                GC.KeepAlive(callback);
            }
        }

        private void SetOptions(IntPtr highs)
        {
            _ = HighsNative.SetBool(highs, "output_flag", 0);
            _ = HighsNative.SetInt(highs, "threads", 1);
            _ = HighsNative.SetInt(highs, "random_seed", options.Seed);
            _ = HighsNative.SetInt(highs, "mip_pscost_minreliable", options.Trials);
            _ = HighsNative.SetDouble(highs, "mip_rel_gap", options.RelativeGap);
            _ = HighsNative.SetDouble(highs, "mip_abs_gap", options.AbsoluteGap);
            if (double.IsFinite(options.Seconds)) _ = HighsNative.SetDouble(highs, "time_limit", Math.Max(0.001, options.Seconds));
            if (double.IsFinite(options.Cutoff)) _ = HighsNative.SetDouble(highs, "objective_bound", -options.Cutoff);
        }

        /// <summary>Offers the whole columns of a point; the solver finds the rest.</summary>
        private unsafe void Offer(IntPtr highs, double[] start)
        {
            var index = Enumerable.Range(0, start.Length).Where(c => model.Whole[c]).ToArray();
            var value = index.Select(c => start[c]).ToArray();
            fixed (int* columns = index)
            fixed (double* numbers = value) _ = HighsNative.SetSparseSolution(highs, index.Length, columns, numbers);
        }

        private void Called(int type, IntPtr message, IntPtr dataOut, IntPtr dataIn, IntPtr user)
        {
            var bound = ReadDouble(dataOut, "mip_dual_bound");
            var primal = ReadDouble(dataOut, "mip_primal_bound");
            if (type == HighsNative.CallbackImproving) Improve(dataOut);
            options.Progress?.Invoke(primal, bound);
            if (type != HighsNative.CallbackMipInterrupt) return;
            _work = Math.Max(_work, ReadLong(dataOut, "mip_total_lp_iterations"));
            if (_work < options.Work && !options.Cancel.IsCancellationRequested) return;
            _stoppedByUs = true;
            Marshal.WriteInt32(dataIn, 1);
        }

        private void Improve(IntPtr dataOut)
        {
            if (options.Improved is null) return;
            var objective = ReadDouble(dataOut, "objective_function_value");
            if (objective <= _best) return;
            _best = objective;
            var item = HighsNative.DataOut(dataOut, "mip_solution");
            if (item == IntPtr.Zero) return;
            var point = new double[model.Columns];
            Marshal.Copy(item, point, 0, point.Length);
            options.Improved(objective, Rounded(point));
        }

        private static double ReadDouble(IntPtr dataOut, string name)
        {
            var item = HighsNative.DataOut(dataOut, name);
            return item == IntPtr.Zero ? double.NaN : BitConverter.Int64BitsToDouble(Marshal.ReadInt64(item));
        }

        private static long ReadLong(IntPtr dataOut, string name)
        {
            var item = HighsNative.DataOut(dataOut, name);
            return item == IntPtr.Zero ? 0 : Marshal.ReadInt64(item);
        }

        private unsafe Solution Read(IntPtr highs)
        {
            var status = HighsNative.ModelStatus(highs);
            var work = Iterations(highs);
            if (status is HighsNative.StatusInfeasible or HighsNative.StatusUnboundedOrInfeasible && !_stoppedByUs)
            {
                return new(SolveStatus.Infeasible, double.NaN, double.NegativeInfinity, [], work);
            }

            _ = HighsNative.GetInt(highs, "primal_solution_status", out var primal);
            var bound = double.PositiveInfinity;
            if (!options.Relax) _ = HighsNative.GetDouble(highs, "mip_dual_bound", out bound);
            _ = HighsNative.GetDouble(highs, "objective_function_value", out var objective);
            if (status == HighsNative.StatusOptimal && (options.Relax || !model.Whole.Contains(true))) bound = objective;
            if (primal != 2) return new(SolveStatus.Unknown, double.NaN, bound, [], work);
            if (objective <= options.Cutoff) return new(status == HighsNative.StatusOptimal ? SolveStatus.Infeasible : SolveStatus.Unknown, double.NaN, Math.Max(bound, options.Cutoff), [], work);

            var point = new double[model.Columns];
            var rates = options.Relax && status == HighsNative.StatusOptimal ? new double[model.Columns] : [];
            fixed (double* columns = point, duals = rates) _ = HighsNative.GetSolution(highs, columns, rates.Length == 0 ? null : duals, null, null);
            if (!options.Relax) point = Rounded(point);
            return new(status == HighsNative.StatusOptimal ? SolveStatus.Optimal : SolveStatus.Feasible, objective, bound, point, work) { Rates = rates };
        }

        private long Iterations(IntPtr highs)
        {
            _ = HighsNative.GetInt(highs, "simplex_iteration_count", out var simplex);
            return Math.Max(_work, simplex);
        }

        private double[] Rounded(double[] point)
        {
            for (var c = 0; c < point.Length; c++)
            {
                if (model.Whole[c]) point[c] = Math.Round(point[c]);
            }

            return point;
        }
    }
}
