namespace Dais.Engine.Solving.Closures;

/// <summary>What the bound lost on average when an item was tried in and out.</summary>
internal sealed class Experience(int items, int shift)
{
    private const double LeastLoss = 1e-3;

    private readonly double[] _in = new double[items];
    private readonly double[] _out = new double[items];
    private readonly int[] _tries = new int[items];
    private readonly double _unit = Math.Pow(2, shift);

    internal void Add(int item, long lossIn, long lossOut)
    {
        _in[item] += lossIn;
        _out[item] += lossOut;
        _tries[item]++;
    }

    /// <summary>The average losses; none before it was tried <paramref name="often"/> enough.</summary>
    internal (double? In, double? Out) Of(int item, int often) =>
        _tries[item] < often ? (null, null) : (_in[item] / _tries[item], _out[item] / _tries[item]);

    /// <summary>How good a split with these losses is, in units of worth.</summary>
    internal double Score(double lossIn, double lossOut) => Math.Max(lossIn / _unit, LeastLoss) * Math.Max(lossOut / _unit, LeastLoss);
}
