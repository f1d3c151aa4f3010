namespace Dais.Engine.Solving.Closures;

/// <summary>
/// Choose items, each worth something and costing something of a few budgets, so that whatever a chosen item needs is
/// chosen too, every budget is kept, and the worth is largest. All numbers are whole.
/// </summary>
/// <remarks>
/// Sets of items that hold all they need are called closures. One item stands for one or more columns of the linear
/// model that it was read from; <see cref="PointOf"/> and <see cref="ItemsOf"/> go between the two.
/// </remarks>
internal sealed class ClosureProblem
{
    /// <summary>Bits that a sum of prices times costs may have, so that no sum of such sums leaves 64 bits.</summary>
    internal const int MostBits = 57;

    private readonly LinearModel _model;
    private readonly int[][] _columns;
    private readonly int[] _always;

    internal ClosureProblem(LinearModel model, Reduction reduced, WholeNumbers worth, long[] budgets)
    {
        _model = model;
        _always = [.. reduced.Always];
        var live = Enumerable.Range(0, model.Columns).Where(reduced.IsLive).ToArray();
        var local = new int[model.Columns];
        for (var i = 0; i < live.Length; i++) local[live[i]] = i;
        _columns = [.. live.Select(v => reduced.Members[v].ToArray())];
        Worth = [.. live.Select(v => reduced.Worth[v])];
        Cost = [.. reduced.Cost.Select(c => live.Select(v => c[v]).ToArray())];
        Budget = budgets;
        Already = reduced.AlreadyWorth;
        Unit = worth.Unit;
        Exact = worth.Exact;
        Rounding = worth.Rounding;
        Contradiction = reduced.Contradiction || budgets.Any(b => b < 0);
        var needs = live.Select(v => reduced.Graph.Needs[v].Select(h => local[h]).Order().ToArray()).ToArray();
        (NeedStart, Need) = Flat(needs);
        var users = live.Select(_ => new List<int>()).ToArray();
        for (var v = 0; v < needs.Length; v++)
        {
            foreach (var h in needs[v]) users[h].Add(v);
        }

        (UserStart, User) = Flat([.. users.Select(u => u.ToArray())]);
        var (worthBits, costBits) = (Bits(worth.Numbers), Cost.Max(Bits));
        Shift = Math.Min(worth.Exact ? costBits + 10 : 4, MostBits - worthBits - costBits);
    }

    /// <summary>Number of items.</summary>
    internal int Count => Worth.Length;

    /// <summary>What each item is worth; may be negative.</summary>
    internal long[] Worth { get; }

    /// <summary>What each item costs of each budget, at least 0: by budget, then item.</summary>
    internal long[][] Cost { get; }

    /// <summary>How much of each budget there is.</summary>
    internal long[] Budget { get; }

    /// <summary>Item v needs the items <c>Need[NeedStart[v] .. NeedStart[v + 1]]</c>.</summary>
    internal int[] NeedStart { get; }

    internal int[] Need { get; }

    /// <summary>Item v is needed by the items <c>User[UserStart[v] .. UserStart[v + 1]]</c>.</summary>
    internal int[] UserStart { get; }

    internal int[] User { get; }

    /// <summary>The worth of what every choice holds.</summary>
    internal long Already { get; }

    /// <summary>What one unit of worth is in the model's objective.</summary>
    internal double Unit { get; }

    /// <summary>Whether every objective is a whole multiple of <see cref="Unit"/>.</summary>
    internal bool Exact { get; }

    /// <summary>The worth of any choice times <see cref="Unit"/> is at most this far from the model's objective.</summary>
    internal double Rounding { get; }

    /// <summary>Whether no choice keeps the rows.</summary>
    internal bool Contradiction { get; }

    /// <summary>Worth is weighed against prices in units of 2^−Shift.</summary>
    internal int Shift { get; }

    /// <summary>The largest objective there can be at or below a bound, where objectives are whole multiples of the unit.</summary>
    internal double Tightened(double bound) => Exact && double.IsFinite(bound) ? Math.Floor((bound / Unit) + 1e-6) * Unit : bound;

    /// <summary>A value for each column of the model.</summary>
    internal double[] PointOf(bool[] chosen)
    {
        var point = new double[_model.Columns];
        foreach (var c in _always) point[c] = At(c);
        for (var v = 0; v < chosen.Length; v++)
        {
            if (!chosen[v]) continue;
            foreach (var c in _columns[v]) point[c] = At(c);
        }

        return point;
    }

    /// <summary>A closure like the one at <paramref name="point"/>, going by its whole columns; the rest may be left at 0.</summary>
    internal bool[] ItemsOf(double[] point)
    {
        var chosen = new bool[Count];
        for (var v = 0; v < chosen.Length; v++)
        {
            var whole = _columns[v].Where(c => _model.Whole[c]).ToArray();
            chosen[v] = whole.Length > 0 ? whole.All(c => point[c] > 0.5) : Worth[v] > 0;
        }

        var open = new Stack<int>(Enumerable.Range(0, Count).Where(v => !chosen[v]));
        while (open.TryPop(out var v))
        {
            for (var k = UserStart[v]; k < UserStart[v + 1]; k++)
            {
                if (!chosen[User[k]]) continue;
                chosen[User[k]] = false;
                open.Push(User[k]);
            }
        }

        return chosen;
    }

    /// <summary>Whether a choice holds all it needs and keeps every budget.</summary>
    internal bool Keeps(bool[] chosen)
    {
        for (var v = 0; v < chosen.Length; v++)
        {
            for (var k = NeedStart[v]; chosen[v] && k < NeedStart[v + 1]; k++)
            {
                if (!chosen[Need[k]]) return false;
            }
        }

        return Cost.Zip(Budget).All(x => x.First.Where((_, v) => chosen[v]).Sum() <= x.Second);
    }

    private double At(int column) => _model.Whole[column] ? Math.Round(_model.Upper[column]) : _model.Upper[column];

    private static (int[] Start, int[] Items) Flat(int[][] lists)
    {
        var start = new int[lists.Length + 1];
        for (var i = 0; i < lists.Length; i++) start[i + 1] = start[i] + lists[i].Length;
        return (start, [.. lists.SelectMany(list => list)]);
    }

    /// <summary>Bits of the sum of absolute numbers.</summary>
    internal static int Bits(long[] numbers) => 64 - (int)long.LeadingZeroCount(numbers.Sum(Math.Abs));
}
