using System.Collections.Immutable;
using Dais.Engine.Quantities;

namespace Dais.Engine.Planning.Allocation;

/// <summary>A response curve of a stated shape: A·(1 − e^(−x/k)).</summary>
/// <param name="Most">A: what no share brings more than, at least 0.</param>
/// <param name="Scale">k: the share of capacity that brings 63 % of it, in percentage points, above 0.</param>
public sealed record ExponentialResponse(Money Most, double Scale)
{
    /// <summary>What x percentage points bring.</summary>
    internal double At(double x) => Most.Value * (1 - Math.Exp(-x / Scale));

    /// <summary>What the next percentage point brings at x: A/k·e^(−x/k).</summary>
    internal double Slope(double x) => Most.Value / Scale * Math.Exp(-x / Scale);

    /// <summary>The x at which the next percentage point brings that much; 0 where it never does.</summary>
    internal double Where(double slope) => Most.Value <= 0 ? 0 : Math.Max(0, Scale * Math.Log(Most.Value / Scale / slope));
}

/// <summary>The best split when curves have a stated shape.</summary>
/// <param name="Shares">By bucket.</param>
/// <param name="Value">What they bring together.</param>
/// <param name="PerPoint">λ: what one percentage point more of capacity would bring.</param>
public sealed record ExponentialOptimum(ImmutableArray<Share> Shares, Money Value, Money PerPoint);

/// <summary>
/// The split of capacity among buckets whose curves are stated instead of solved for (M-06 a, b): the fallback where
/// there are no initiatives to plan yet.
/// </summary>
/// <remarks>
/// <para>
/// The curves are concave and nothing ties the buckets together but the capacity, so that the best split gives every
/// bucket with a share the same marginal value, λ; λ is found by halving an interval, since the shares it gives fall as
/// it rises. The band of a bucket is the interval of shares at which the best split of the rest still reaches a part of
/// the optimum; that value is concave in the share, so that each end is found by halving too.
/// </para>
/// <para>Source: Loch and Kavadias (2002), Dynamic portfolio selection of NPD programs using marginal returns.</para>
/// </remarks>
/// <param name="Curves">One for each bucket, at least one.</param>
public sealed record ExponentialResponses(ImmutableArray<ExponentialResponse> Curves)
{
    private const int Halvings = 200;
    private const double Whole = 100;

    /// <summary>What a split brings.</summary>
    public Money Value(ImmutableArray<Share> split) => Money.Of(Curves.Zip(split, (c, s) => c.At(s.Value * Whole)).Sum());

    /// <summary>What the next percentage point brings, by bucket.</summary>
    public ImmutableArray<Money> Marginals(ImmutableArray<Share> split) => [.. Curves.Zip(split, (c, s) => Money.Of(c.Slope(s.Value * Whole)))];

    /// <summary>An equal part for everyone.</summary>
    public ImmutableArray<Share> EqualSplit => [.. Curves.Select(_ => Share.Of(1.0 / Curves.Length))];

    /// <summary>The best split.</summary>
    public ExponentialOptimum Optimum
    {
        get
        {
            var (slope, points) = Fill([.. Curves], Whole);
            return new([.. points.Select(x => Share.Of(Math.Clamp(x / Whole, 0, 1)))], Money.Of(Curves.Zip(points, (c, x) => c.At(x)).Sum()), Money.Of(slope));
        }
    }

    /// <summary>The shares of a bucket at which a split exists that reaches that part of the optimum.</summary>
    public (Share Low, Share High) Band(int bucket, double part)
    {
        var (best, least) = (Optimum.Shares[bucket].Value * Whole, part * Optimum.Value.Value);
        var others = Curves.Where((_, i) => i != bucket).ToArray();
        double With(double x) => Curves[bucket].At(x) + (others.Length == 0 ? 0 : others.Zip(Fill(others, Whole - x).Points, (c, y) => c.At(y)).Sum());
        return (Share.Of(End(0, best) / Whole), Share.Of(End(Whole, best) / Whole));

        double End(double outside, double inside)
        {
            if (With(outside) >= least) return outside;
            for (var k = 0; k < Halvings / 2; k++)
            {
                var middle = (outside + inside) / 2;
                if (With(middle) >= least) inside = middle;
                else outside = middle;
            }

            return inside;
        }
    }

    /// <summary>The best split of that many points, and the marginal value at it.</summary>
    private static (double Slope, double[] Points) Fill(ExponentialResponse[] curves, double points)
    {
        var (low, high) = (0.0, curves.Max(c => c.Slope(0)));
        if (high <= 0) return (0, [.. curves.Select(_ => points / curves.Length)]);
        for (var k = 0; k < Halvings; k++)
        {
            var middle = (low + high) / 2;
            if (middle <= 0 || curves.Sum(c => c.Where(middle)) > points) low = middle;
            else high = middle;
        }

        return (high, [.. curves.Select(c => c.Where(high))]);
    }
}
