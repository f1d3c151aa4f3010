namespace Dais.Engine.Planning.Groups;

/// <summary>How well off groups are together by an α of fairness, as a sum of a rising and concave part of each.</summary>
/// <remarks>
/// <para>
/// Σ_g u_g^(1−α) ÷ (1 − α), and Σ_g log u_g where α = 1 (Atkinson 1970; Mo and Walrand 2000). Up to α = 1 u is the
/// value U_g, from there on the satisfaction σ_g: at 1 both make the same plan best. So α = 0 is the largest sum, 1 the
/// largest product (Nash), and the larger α is, the nearer it comes to the largest smallest satisfaction (maximin).
/// </para>
/// <para>Values are taken as parts of a reference, which changes no order and keeps the numbers near 1.</para>
/// </remarks>
internal sealed class Welfare
{
    private readonly double _alpha;
    private readonly double[] _scale;

    private Welfare(double alpha, double[] scale) => (_alpha, _scale) = (alpha, scale);

    /// <summary>The largest α that is offered; beyond it nothing is to be told from maximin.</summary>
    internal const double MostAlpha = 20;

    /// <summary>The welfare of that α above 0 among groups with these own bests; the reference is a satisfaction of which nobody has much less.</summary>
    internal static Welfare Of(double alpha, double[] best, double reference) => new(alpha, alpha < 1 ? [.. best.Select(b => b / best.Max())] : [.. best.Select(_ => alpha > 1 ? 1 / reference : 1)]);

    /// <summary>What satisfaction σ of group g counts.</summary>
    internal double Of(int g, double satisfaction) => (_alpha, satisfaction) switch
    {
        ( >= 1, <= 0) => double.NegativeInfinity,
        (1, _) => Math.Log(satisfaction),
        _ => Math.Pow(_scale[g] * Math.Max(0, satisfaction), 1 - _alpha) / (1 - _alpha),
    };

    /// <summary>How much it counts more for a little more satisfaction, above 0.</summary>
    internal double Slope(int g, double satisfaction) => _alpha == 1 ? 1 / satisfaction : _scale[g] * Math.Pow(_scale[g] * satisfaction, -_alpha);

    /// <summary>What all count together.</summary>
    internal double Of(double[] satisfactions) => satisfactions.Select((s, g) => Of(g, s)).Sum();

    /// <summary>No group has less satisfaction where all together count at least that much, and none has more than 1.</summary>
    internal double Least(double sum)
    {
        if (_alpha < 1) return 0;
        var others = Enumerable.Range(0, _scale.Length).Select(g => Of(g, 1)).ToArray();
        var own = sum - others.Sum() + others.Max();   // what the least of them has to count at least
        return _alpha == 1 ? Math.Exp(own) : Math.Pow(own * (1 - _alpha), 1 / (1 - _alpha)) / _scale[0];
    }

    /// <summary>
    /// The same as a number that people can read: up to α = 1 the part of the reference that each would have if all had
    /// the same, 1 the product of satisfactions, above it the satisfaction that each would have if all had the same.
    /// </summary>
    internal double Read(double sum)
    {
        if (_alpha == 1) return Math.Exp(sum);
        var each = sum * (1 - _alpha) / _scale.Length;
        return each <= 0 ? (_alpha > 1 ? 1 : 0) : Math.Pow(each, 1 / (1 - _alpha)) / (_alpha > 1 ? _scale[0] : 1);
    }
}
