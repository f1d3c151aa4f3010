namespace Dais.Engine.Solving.Closures;

/// <summary>
/// An upper bound on the best choice among the items that are still undecided: each budget gets a price, and what an
/// item costs is taken off its worth.
/// </summary>
/// <remarks>
/// <para>
/// With prices λ ≥ 0, L(λ) = Σ_b λ_b · left_b + max over closures C of Σ_C (worth − Σ_b λ_b · cost_b) is at least the worth
/// of every choice that keeps the budgets. Each closure is a line in λ below L, so L is convex, and for one budget the
/// least L lies where the best line that rises (a closure that fits) and the best that falls (one that does not) cross:
/// price that crossing, find the best closure there, replace a line by it, until nothing lies above the crossing.
/// Closures are whole by themselves, so the least L is exactly the bound of the linear relaxation. With several budgets
/// the prices are set one after another, which may stop above it; any L(λ) is a bound.
/// </para>
/// <para>
/// The Lagrangian relaxation is that of precedence-constrained knapsacks: Johnson and Niemi (1983) set the problem,
/// Geoffrion (1974) the bound; the sequence of best closures as a price falls is nested, a parametric maximum flow:
/// Gallo, Grigoriadis and Tarjan (1989). Here each is found from the flow that the last one left (<see cref="Pseudoflow"/>).
/// </para>
/// </remarks>
internal sealed partial class PricedClosure
{
    private const int MostRounds = 3;

    private readonly int _shift;
    private readonly long _highestPrice;
    private readonly bool[] _scratch;
    private readonly bool[] _nothing;

    /// <summary>What <paramref name="fix"/> leaves undecided (0; 1 is in, −1 is out), at prices to begin from.</summary>
    internal PricedClosure(ClosureProblem problem, sbyte[] fix, long[] prices, Meter meter)
    {
        _shift = problem.Shift;
        Item = [.. Enumerable.Range(0, problem.Count).Where(v => fix[v] == 0)];
        var local = new int[problem.Count];
        Array.Fill(local, -1);
        for (var i = 0; i < Item.Length; i++) local[Item[i]] = i;
        Worth = [.. Item.Select(v => problem.Worth[v])];
        Cost = [.. problem.Cost.Select(c => Item.Select(v => c[v]).ToArray())];
        Left = (long[])problem.Budget.Clone();
        Decided = problem.Already;
        for (var v = 0; v < fix.Length; v++)
        {
            if (fix[v] <= 0) continue;
            Decided += problem.Worth[v];
            for (var b = 0; b < Left.Length; b++) Left[b] -= problem.Cost[b][v];
        }

        Flow = Graph(problem, Item, local, meter);
        Price = (long[])prices.Clone();
        for (var i = 0; i < Item.Length; i++) Flow.Excess[i] = Weight(i);
        Under = new bool[Item.Length];
        Over = new bool[Item.Length];
        _scratch = new bool[Item.Length];
        _nothing = new bool[Item.Length];
        Filling = new(this);
        _highestPrice = problem.Worth.Sum(w => Math.Max(0, w)) << _shift;
    }

    /// <summary>The item of the problem that each undecided one is.</summary>
    internal int[] Item { get; }

    internal long[] Worth { get; }

    internal long[][] Cost { get; }

    internal Pseudoflow Flow { get; }

    internal long[] Price { get; }

    /// <summary>Asked whether to be content with the bound there is.</summary>
    internal Func<bool> Stop { get; init; } = () => false;

    /// <summary>What is left of each budget.</summary>
    internal long[] Left { get; }

    /// <summary>The worth of what is decided in.</summary>
    internal long Decided { get; private set; }

    /// <summary>The least bound found, in units of 2^−Shift.</summary>
    internal long Bound { get; private set; } = long.MaxValue;

    /// <summary>The best closure that keeps the budget priced last.</summary>
    internal bool[] Under { get; }

    /// <summary>The best closure that fills or breaks it.</summary>
    internal bool[] Over { get; }

    /// <summary>Completes choices of the undecided items.</summary>
    internal Filling Filling { get; }

    internal bool Overspent => Array.Exists(Left, l => l < 0);

    /// <summary>L at the present prices, for which the flow is balanced.</summary>
    internal long Value
    {
        get
        {
            var value = (Decided << _shift) + Flow.Surplus();
            for (var b = 0; b < Left.Length; b++) value += Price[b] * Left[b];
            return value;
        }
    }

    /// <summary>Whether <see cref="Under"/> keeps every budget.</summary>
    internal bool UnderFits => Enumerable.Range(0, Left.Length).All(b => LineOf(Under, b).Slope >= 0);

    /// <summary>Worth less price, in units of 2^−Shift.</summary>
    internal long Weight(int i)
    {
        var weight = Worth[i] << _shift;
        for (var b = 0; b < Price.Length; b++) weight -= Price[b] * Cost[b][i];
        return weight;
    }

    /// <summary>Sets the prices so that the bound is least.</summary>
    /// <param name="enough">A bound that is low enough to stop.</param>
    /// <param name="most">How often the flow may be balanced for each budget.</param>
    /// <param name="warm">Whether <see cref="Under"/> and <see cref="Over"/> are there to begin from.</param>
    /// <param name="stay">Whether the flow may be left at other prices than the best.</param>
    internal void Lower(long enough, int most, bool warm, bool stay)
    {
        Bound = long.MaxValue;
        var rounds = Left.Length == 1 ? 1 : MostRounds;
        for (var round = 0; round < rounds; round++)
        {
            var before = Bound;
            for (var b = 0; b < Left.Length && Bound > enough && (Bound == long.MaxValue || !Stop()); b++) LowerByPrice(b, enough, most, warm || round > 0, stay);
            if (Bound <= enough || Stop() || (round > 0 && before - Bound < 1L << Math.Max(0, _shift - 3))) break;
        }
    }

    private void LowerByPrice(int b, long enough, int most, bool warm, bool stay)
    {
        Array.Fill(_scratch, true);
        var (rise, fall) = (LineOf(_nothing, b), LineOf(_scratch, b));
        if (fall.Slope >= 0)
        {
            SettleAtNothing(b);
            return;
        }

        if (warm) (rise, fall) = Sharper(Sharper((rise, fall), LineOf(Under, b), Price[b]), LineOf(Over, b), Price[b]);
        var (best, bestPrice) = (long.MaxValue, Price[b]);
        for (var step = 0; step < most; step++)
        {
            var price = step == 0 && !warm && Price[b] > 0 ? Price[b] : Crossing(rise, fall);
            var crossing = Int128.Max(rise.At(price), fall.At(price));
            SetPrice(b, price);
            Flow.Balance();
            var value = Value;
            if (value < best) (best, bestPrice) = (value, price);
            var slope = Replace(b, ref rise, ref fall);
            if (slope is null || value <= crossing + Grain(slope.Value) || best <= enough || Stop()) break;
        }

        if (!stay && Price[b] != bestPrice)
        {
            SetPrice(b, bestPrice);
            Flow.Balance();
        }

        Bound = Math.Min(Bound, best);
    }

    /// <summary>Puts the best closure at this price in the place of a line; its slope, or nothing where both lines meet here.</summary>
    private long? Replace(int b, ref Line rise, ref Line fall)
    {
        Flow.MarkSmallest(_scratch);
        if (LineOf(_scratch, b) is { Slope: < 0 } falling)
        {
            _scratch.CopyTo(Over, 0);
            return (fall = falling).Slope;
        }

        _scratch.CopyTo(Under, 0);
        MarkLargest(_scratch);
        var largest = LineOf(_scratch, b);
        if (Price[b] == 0 || largest.Slope <= 0)
        {
            _scratch.CopyTo(Over, 0);
            return null;
        }

        _scratch.CopyTo(Under, 0);
        return (rise = largest).Slope;
    }

    /// <summary>The budget suffices for everything: its price is nothing.</summary>
    private void SettleAtNothing(int b)
    {
        SetPrice(b, 0);
        Flow.Balance();
        Bound = Math.Min(Bound, Value);
        MarkLargest(Over);
        Over.CopyTo(Under, 0);
    }

    private void MarkLargest(bool[] member)
    {
        for (var v = 0; v < member.Length; v++) member[v] = !Flow.Gone[v] && Flow.InLargest(v);
    }

    private void SetPrice(int b, long price)
    {
        var more = price - Price[b];
        if (more == 0) return;
        Price[b] = price;
        var (excess, cost, gone) = (Flow.Excess, Cost[b], Flow.Gone);
        for (var v = 0; v < excess.Length; v++)
        {
            if (!gone[v]) excess[v] -= more * cost[v];
        }
    }

    /// <summary>A closure's worth under the budgets, as a line over the price of one.</summary>
    private Line LineOf(bool[] closure, int b)
    {
        var (worth, slope) = (Decided, Left[b]);
        var gone = Flow.Gone;
        for (var v = 0; v < closure.Length; v++)
        {
            if (!closure[v] || gone[v]) continue;
            worth += Worth[v];
            slope -= Cost[b][v];
        }

        var value = worth << _shift;
        for (var other = 0; other < Left.Length; other++)
        {
            if (other != b) value += Price[other] * (Left[other] - CostOf(closure, other));
        }

        return new(value, slope);
    }

    private long CostOf(bool[] closure, int b)
    {
        var sum = 0L;
        for (var v = 0; v < closure.Length; v++)
        {
            if (closure[v] && !Flow.Gone[v]) sum += Cost[b][v];
        }

        return sum;
    }

    private static (Line Rise, Line Fall) Sharper((Line Rise, Line Fall) lines, Line line, long price) =>
        line.Slope >= 0
            ? (line.At(price) > lines.Rise.At(price) ? line : lines.Rise, lines.Fall)
            : (lines.Rise, line.At(price) > lines.Fall.At(price) ? line : lines.Fall);

    /// <summary>No price above the highest lowers the bound: there, nothing that costs anything pays.</summary>
    private long Crossing(Line rise, Line fall) =>
        (long)Int128.Clamp(((Int128)fall.Base - rise.Base) / Math.Max(1, rise.Slope - fall.Slope), 0, _highestPrice);

    /// <summary>What prices being whole may cost the bound, and a little.</summary>
    private long Grain(long slope) => Math.Abs(slope) + (1L << Math.Max(0, _shift - 7));

    private static Pseudoflow Graph(ClosureProblem problem, int[] items, int[] local, Meter meter)
    {
        var start = new int[items.Length + 1];
        var heads = new List<int>(items.Length * 2);
        for (var i = 0; i < items.Length; i++)
        {
            for (var k = problem.NeedStart[items[i]]; k < problem.NeedStart[items[i] + 1]; k++)
            {
                if (local[problem.Need[k]] >= 0) heads.Add(local[problem.Need[k]]);
            }

            start[i + 1] = heads.Count;
        }

        return new(start, [.. heads], meter);
    }

    /// <summary>Base + Slope · price.</summary>
    private readonly record struct Line(long Base, long Slope)
    {
        internal Int128 At(long price) => Base + ((Int128)Slope * price);
    }
}
