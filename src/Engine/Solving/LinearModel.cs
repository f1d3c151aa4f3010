namespace Dais.Engine.Solving;

/// <summary>A column of a <see cref="LinearModel"/>: something to decide.</summary>
public readonly record struct Column(int Index);

/// <summary>
/// Maximise a sum of columns, each within its bounds and some of them whole, such that every row keeps within its own.
/// </summary>
/// <remarks>
/// A plain list of numbers with no meaning of its own: a builder for the solver and a thing to test it with. Rows and
/// columns stand in the order in which they were added; the same additions make the same model, and the same model
/// makes the solver take the same steps.
/// </remarks>
public sealed class LinearModel
{
    private readonly List<double> _lower = [];
    private readonly List<double> _upper = [];
    private readonly List<double> _worth = [];
    private readonly List<bool> _whole = [];
    private readonly List<double> _rowLower = [];
    private readonly List<double> _rowUpper = [];
    private readonly List<int> _start = [0];
    private readonly List<int> _index = [];
    private readonly List<double> _value = [];

    private const double Tolerance = 1e-6;

    /// <summary>No bound.</summary>
    public const double Unbounded = double.PositiveInfinity;

    /// <summary>Number of columns.</summary>
    public int Columns => _lower.Count;

    /// <summary>Number of rows.</summary>
    public int Rows => _rowLower.Count;

    /// <summary>Number of coefficients.</summary>
    public int Coefficients => _index.Count;

    internal List<double> Lower => _lower;

    internal List<double> Upper => _upper;

    internal List<double> Worth => _worth;

    internal List<bool> Whole => _whole;

    internal List<double> RowLower => _rowLower;

    internal List<double> RowUpper => _rowUpper;

    internal List<int> Start => _start;

    internal List<int> Index => _index;

    internal List<double> Value => _value;

    /// <summary>A column that is 0 or 1.</summary>
    public Column Binary(double worth = 0) => Add(0, 1, worth, true);

    /// <summary>A column that is any number within its bounds.</summary>
    public Column Continuous(double lower, double upper, double worth = 0) => Add(lower, upper, worth, false);

    /// <summary>The worth of one unit of <paramref name="column"/> in the objective.</summary>
    public void SetWorth(Column column, double worth) => _worth[column.Index] = worth;

    /// <summary>Adds to the worth of one unit of <paramref name="column"/>.</summary>
    public void AddWorth(Column column, double worth) => _worth[column.Index] += worth;

    /// <summary>Holds <paramref name="column"/> at <paramref name="value"/>.</summary>
    public void Fix(Column column, double value) => (_lower[column.Index], _upper[column.Index]) = (value, value);

    /// <summary>Bounds of <paramref name="column"/>.</summary>
    public void Bound(Column column, double lower, double upper) => (_lower[column.Index], _upper[column.Index]) = (lower, upper);

    /// <summary>The terms add up to at most <paramref name="limit"/>.</summary>
    public void AtMost(double limit, params ReadOnlySpan<(Column Column, double Factor)> terms) => Row(double.NegativeInfinity, limit, terms);

    /// <summary>The terms add up to at least <paramref name="limit"/>.</summary>
    public void AtLeast(double limit, params ReadOnlySpan<(Column Column, double Factor)> terms) => Row(limit, double.PositiveInfinity, terms);

    /// <summary>The terms add up to exactly <paramref name="target"/>.</summary>
    public void Equal(double target, params ReadOnlySpan<(Column Column, double Factor)> terms) => Row(target, target, terms);

    /// <summary><paramref name="a"/> is at most <paramref name="b"/>.</summary>
    public void Below(Column a, Column b) => AtMost(0, (a, 1), (b, -1));

    /// <summary>A copy that can be changed by itself.</summary>
    public LinearModel Copy()
    {
        var copy = new LinearModel();
        copy._lower.AddRange(_lower);
        copy._upper.AddRange(_upper);
        copy._worth.AddRange(_worth);
        copy._whole.AddRange(_whole);
        copy._rowLower.AddRange(_rowLower);
        copy._rowUpper.AddRange(_rowUpper);
        copy._start.Clear();
        copy._start.AddRange(_start);
        copy._index.AddRange(_index);
        copy._value.AddRange(_value);
        return copy;
    }

    /// <summary>The objective at <paramref name="point"/>, one number for each column.</summary>
    public double Objective(ReadOnlySpan<double> point)
    {
        var sum = 0.0;
        for (var c = 0; c < point.Length; c++) sum += _worth[c] * point[c];
        return sum;
    }

    /// <summary>Whether <paramref name="point"/> keeps every bound, every row and every whole number, to 1e-6.</summary>
    public bool Keeps(ReadOnlySpan<double> point)
    {
        for (var c = 0; c < Columns; c++)
        {
            if (!(point[c] >= _lower[c] - Tolerance && point[c] <= _upper[c] + Tolerance)) return false;
            if (_whole[c] && Math.Abs(point[c] - Math.Round(point[c])) > Tolerance) return false;
        }

        for (var r = 0; r < Rows; r++)
        {
            var sum = 0.0;
            for (var k = _start[r]; k < _start[r + 1]; k++) sum += _value[k] * point[_index[k]];
            if (!(sum >= _rowLower[r] - Tolerance && sum <= _rowUpper[r] + Tolerance)) return false;
        }

        return true;
    }

    private Column Add(double lower, double upper, double worth, bool whole)
    {
        _lower.Add(lower);
        _upper.Add(upper);
        _worth.Add(worth);
        _whole.Add(whole);
        return new(_lower.Count - 1);
    }

    private void Row(double lower, double upper, ReadOnlySpan<(Column Column, double Factor)> terms)
    {
        foreach (var (column, factor) in terms)
        {
            if (factor == 0) continue;
            _index.Add(column.Index);
            _value.Add(factor);
        }

        _start.Add(_index.Count);
        _rowLower.Add(lower);
        _rowUpper.Add(upper);
    }
}
