namespace Dais.Engine.Solving.Closures;

/// <summary>
/// Sees whether a linear model asks for the best closure within a few budgets, and reads it as one. It goes by the rows
/// alone, whatever they stand for.
/// </summary>
/// <remarks>
/// Every column must be 0 or 1, or be a share between 0 and its upper bound that only appears in needs; with the rest
/// held at whole numbers, such shares come out whole by themselves. Every row must, in terms of column ÷ upper bound,
/// say nothing; or hold one column at 0 or 1; or say "y needs x": y − x ≤ 0, or in sum y · Σa ≤ Σ a·x or Σ a·y ≤ x · Σa;
/// or be a budget: at most a limit, no factor below 0. Anything else, no budget or more than six: not recognised.
/// </remarks>
internal sealed class Recognition
{
    private const int MostBudgets = 6;
    private const int FewestShiftBits = 4;
    private const double Tolerance = 1e-9;
    private const double LimitTolerance = 1e-6;
    private const double MostRounding = 1e-8;

    private readonly LinearModel _model;
    private readonly sbyte[] _held;
    private readonly int[] _seenInRow;
    private readonly List<(int From, int To)> _needs = [];
    private readonly List<(int[] Columns, double[] Factors, double Limit)> _budgets = [];
    private readonly List<int> _columns = [];
    private readonly List<double> _factors = [];

    private Recognition(LinearModel model)
    {
        _model = model;
        _held = new sbyte[model.Columns];
        _seenInRow = new int[model.Columns];
    }

    /// <summary>The closure problem that <paramref name="model"/> is; none where it is not one.</summary>
    internal static ClosureProblem? Of(LinearModel model)
    {
        var recognition = new Recognition(model);
        for (var c = 0; c < model.Columns; c++)
        {
            if (!recognition.TakesColumn(c)) return null;
        }

        for (var r = 0; r < model.Rows; r++)
        {
            if (model.RowUpper[r] < double.PositiveInfinity && !recognition.TakesRow(r, 1, model.RowUpper[r])) return null;
            if (model.RowLower[r] > double.NegativeInfinity && !recognition.TakesRow(r, -1, -model.RowLower[r])) return null;
        }

        return recognition._budgets.Count == 0 ? null : recognition.Problem();
    }

    private bool TakesColumn(int c)
    {
        var (lower, upper) = (_model.Lower[c], _model.Upper[c]);
        if (!double.IsFinite(_model.Worth[c])) return false;
        if (!_model.Whole[c]) return lower == 0 && upper > 0 && double.IsFinite(upper);
        if (upper > 1 + Tolerance || lower < -Tolerance) return false;
        if (upper >= 1 - Tolerance) _held[c] = (sbyte)(lower > Tolerance ? 1 : 0);
        else if (upper < 0 || lower > 0) return false;
        else _held[c] = -1;
        return true;
    }

    /// <summary>Takes the row sign · Σ factor · column ≤ limit; false where it is of no kind that belongs here.</summary>
    private bool TakesRow(int r, int sign, double limit)
    {
        var pass = (2 * r) + (sign > 0 ? 2 : 1);
        _columns.Clear();
        _factors.Clear();
        for (var k = _model.Start[r]; k < _model.Start[r + 1]; k++)
        {
            var c = _model.Index[k];
            var factor = sign * _model.Value[k] * _model.Upper[c];
            if (factor == 0) continue;
            if (_seenInRow[c] == pass) return false;
            _seenInRow[c] = pass;
            _columns.Add(c);
            _factors.Add(factor);
        }

        var most = _factors.Sum(f => Math.Max(0, f));
        if (most <= limit + Tolerance) return true;
        return _factors.TrueForAll(f => f > 0) ? HoldsOut(limit) || TakesBudget(limit)
            : HoldsIn(limit) || (Math.Abs(limit) <= Tolerance && (OneNeedsMany() || ManyNeedOne()));
    }

    /// <summary>None of the columns fits into the limit.</summary>
    private bool HoldsOut(double limit)
    {
        if (limit < 0 || _factors.Min() <= limit + Tolerance || (limit > Tolerance && !AllWhole)) return false;
        if (_columns.Exists(c => _held[c] > 0)) return false;
        foreach (var c in _columns) _held[c] = -1;
        return true;
    }

    /// <summary>−a·x ≤ limit below 0: only with x = 1.</summary>
    private bool HoldsIn(double limit)
    {
        if (_columns.Count != 1 || !AllWhole || _factors[0] > limit + Tolerance) return false;
        if (_held[_columns[0]] < 0) return false;
        _held[_columns[0]] = 1;
        return true;
    }

    private bool TakesBudget(double limit)
    {
        if (!AllWhole || _budgets.Count == MostBudgets) return false;
        _budgets.Add(([.. _columns], [.. _factors], limit));
        return true;
    }

    /// <summary>a·y ≤ Σ b·x where y = 1 takes every x = 1.</summary>
    private bool OneNeedsMany()
    {
        if (_factors.Count(f => f > 0) != 1) return false;
        var at = _factors.FindIndex(f => f > 0);
        var (own, others) = (_factors[at], -_factors.Where(f => f < 0).Sum());
        var equal = Math.Abs(own - others) <= Tolerance * Math.Max(1, others);
        if (AllWhole && own > others && !equal) return HoldOut(_columns[at]);
        var least = -_factors.Where(f => f < 0).Max();
        var needsAll = AllWhole && own <= others + Tolerance && own > others - least + Tolerance;
        if (!needsAll && !(equal && _columns.Count == 2)) return false;
        _needs.AddRange(_columns.Where((_, k) => k != at).Select(x => (_columns[at], x)));
        return true;
    }

    /// <summary>Σ a·y ≤ b·x where x = 1 lets every y be 1.</summary>
    private bool ManyNeedOne()
    {
        if (!AllWhole || _factors.Count(f => f < 0) != 1) return false;
        var at = _factors.FindIndex(f => f < 0);
        if (_factors.Where(f => f > 0).Sum() > -_factors[at] + Tolerance) return false;
        _needs.AddRange(_columns.Where((_, k) => k != at).Select(y => (y, _columns[at])));
        return true;
    }

    private bool HoldOut(int c)
    {
        if (_held[c] > 0) return false;
        _held[c] = -1;
        return true;
    }

    private bool AllWhole => _columns.TrueForAll(c => _model.Whole[c]);

    private ClosureProblem? Problem()
    {
        var columns = _model.Columns;
        var costs = new long[_budgets.Count][];
        var limits = new long[_budgets.Count];
        for (var b = 0; b < costs.Length; b++)
        {
            var (places, factors, limit) = _budgets[b];
            if (WholeNumbers.Exactly(factors) is not { } cost) return null;
            costs[b] = new long[columns];
            for (var k = 0; k < places.Length; k++) costs[b][places[k]] = cost.Numbers[k];
            limits[b] = (long)Math.Floor(Math.Max(-1, (limit / cost.Unit) + LimitTolerance));
        }

        if (Worths(ClosureProblem.MostBits - costs.Max(ClosureProblem.Bits) - FewestShiftBits) is not { } worth) return null;
        var reduction = new Reduction(worth.Numbers, costs, limits);
        foreach (var (from, to) in _needs) reduction.Graph.Add(from, to);
        reduction.Reduce(_held);
        return new(_model, reduction, worth, limits);
    }

    /// <summary>What the columns are worth, in so many bits; none where that is too rough.</summary>
    private WholeNumbers? Worths(int bits)
    {
        if (bits < 1) return null;
        double[] worths = [.. Enumerable.Range(0, _model.Columns).Select(c => _model.Worth[c] * _model.Upper[c])];
        if (WholeNumbers.Exactly(worths) is { } exact && ClosureProblem.Bits(exact.Numbers) <= bits) return exact;
        var nearly = WholeNumbers.Nearly(worths, bits);
        return nearly.Rounding <= MostRounding * worths.Sum(Math.Abs) ? nearly : null;
    }
}
