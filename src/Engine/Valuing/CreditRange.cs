using System.Collections.Immutable;
using Dais.Engine.Quantities;

namespace Dais.Engine.Valuing;

/// <summary>How sure the rows of shares are: the concentration κ of the Dirichlet distribution that each is drawn from.</summary>
/// <param name="Measured">κ of a row whose shares are all stated.</param>
/// <param name="Guessed">κ of a row with a share that was assumed.</param>
public readonly record struct Concentration(double Measured, double Guessed)
{
    /// <summary>20 and 5: the standard deviation of a share of 30 % is then 10 and 19 points.</summary>
    public static Concentration Usual => new(20, 5);
}

/// <summary>Between which values the credit of a thing lies in eight of ten draws of the shares.</summary>
/// <param name="Thing">The product or capability.</param>
/// <param name="P10">One draw in ten is below.</param>
/// <param name="P90">One draw in ten is above.</param>
public sealed record CreditRange(Thing Thing, Money P10, Money P90)
{
    /// <summary>What part of the value in a loop a draw may leave on the way.</summary>
    private const double UnderWay = 1e-12;

    /// <summary>How often the shares are drawn unless said otherwise.</summary>
    public const int UsualDraws = 2000;

    /// <summary>The P10 and P90 of every known credit when shares are uncertain and end values are not.</summary>
    /// <remarks>
    /// Each row, the shares of one thing and what it keeps, is drawn from a Dirichlet distribution with mean at the
    /// shares and concentration κ; a share of 0 stays 0, and a thing that keeps nothing goes on keeping nothing. Every
    /// draw conserves value. The same for a seed on every machine; the draws of a row depend on the seed and the thing's
    /// id alone, so that other things and the order of a file change nothing. P10 and P90 interpolate between draws.
    /// </remarks>
    /// <param name="flow">The values.</param>
    /// <param name="seed">Where the stream of chance begins.</param>
    /// <param name="draws">How many, at least 1.</param>
    /// <param name="concentration">How sure the rows are; the usual ones unless given.</param>
    /// <exception cref="ArgumentOutOfRangeException">No draws, or a concentration that is not a finite number above 0.</exception>
    public static ImmutableArray<CreditRange> Draw(ValueFlow flow, ulong seed, int draws = UsualDraws, Concentration? concentration = null)
    {
        var kappa = concentration ?? Concentration.Usual;
        ArgumentOutOfRangeException.ThrowIfLessThan(draws, 1);
        if (!(kappa.Measured > 0 && kappa.Guessed > 0 && double.IsFinite(kappa.Measured) && double.IsFinite(kappa.Guessed)))
        {
            throw new ArgumentOutOfRangeException(nameof(concentration), kappa, "A concentration is a finite number above 0.");
        }

        var graph = flow.Graph;
        var rows = Enumerable.Range(0, graph.Count).Where(flow.Reaches.IsKnown).Select(i => new Row(graph, i, kappa, seed)).ToArray();
        var credit = rows.Select(_ => new double[draws]).ToArray();
        var circulation = new Circulation(graph, flow.Components, UnderWay);
        var values = ValueFlow.EndValues(graph);
        var (x, share, keep) = (new double[graph.Count], (double[])graph.Share.Clone(), (double[])graph.Keep.Clone());
        for (var draw = 0; draw < draws; draw++)
        {
            foreach (var row in rows) row.Draw(share, keep);
            values.CopyTo(x, 0);
            circulation.Run(x, share, keep);
            for (var i = 0; i < rows.Length; i++) credit[i][draw] = x[rows[i].Node] * keep[rows[i].Node];
        }

        foreach (var each in credit) Array.Sort(each);
        return [.. rows.Select((row, i) => new CreditRange(graph.Things[row.Node], Money.Of(Quantile(credit[i], 0.1)), Money.Of(Quantile(credit[i], 0.9))))];
    }

    /// <summary>The quantile of sorted numbers, linear between neighbours (Hyndman &amp; Fan 1996, type 7).</summary>
    private static double Quantile(double[] sorted, double level)
    {
        var place = level * (sorted.Length - 1);
        var below = (int)place;
        var above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + ((place - below) * (sorted[above] - sorted[below]));
    }

    /// <summary>One row of the graph with its own stream of chance.</summary>
    private sealed class Row
    {
        /// <summary>The least weight drawn for what is above 0: a draw never closes a loop.</summary>
        private const double Least = 1e-12;
        private readonly int _from, _to;
        private readonly double _kappa;
        private readonly UsageGraph _graph;
        private readonly Chance _chance;

        public Row(UsageGraph graph, int node, Concentration kappa, ulong seed)
        {
            (_graph, Node) = (graph, node);
            (_from, _to) = (graph.First[node], graph.First[node + 1]);
            _kappa = graph.Assumed.AsSpan(_from, _to - _from).Contains(true) ? kappa.Guessed : kappa.Measured;
            _chance = Chance.From(seed, graph.Things[node].ToString());
        }

        public int Node { get; }

        public void Draw(double[] share, double[] keep)
        {
            if (_from == _to) return;
            var sum = keep[Node] = Weight(_graph.Keep[Node]);
            for (var e = _from; e < _to; e++) sum += share[e] = Weight(_graph.Share[e]);
            keep[Node] /= sum;
            for (var e = _from; e < _to; e++) share[e] /= sum;
        }

        private double Weight(double mean) => mean > 0 ? Math.Max(Least, _chance.Gamma(_kappa * mean)) : 0;
    }
}
