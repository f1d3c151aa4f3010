namespace Dais.Engine.Quantities;

/// <summary>The standard normal distribution, mean 0 and variance 1: its two functions.</summary>
internal static class Normal
{
    /// <summary>The number that one of ten is above: z with Φ(z) = 0.9.</summary>
    internal const double Z90 = 1.2815515655446004;

    /// <summary>1 − Φ(z) for a <paramref name="z"/> of at least 0, good to some fifteen digits of the tail itself.</summary>
    /// <remarks>Hart's rational function (1968), as given by West, "Better approximations to cumulative normal functions" (2005).</remarks>
    internal static double Tail(double z)
    {
        if (z > 37) return 0;
        var density = Math.Exp(-z * z / 2);
        if (z >= 7.07106781186547) return density / (z + (1 / (z + (2 / (z + (3 / (z + (4 / (z + 0.65))))))))) / 2.506628274631;
        var above = (((((((((((0.0352624965998911 * z) + 0.700383064443688) * z) + 6.37396220353165) * z) + 33.912866078383) * z) + 112.079291497871) * z) + 221.213596169931) * z) + 220.206867912376;
        var below = (((((((((((((0.0883883476483184 * z) + 1.75566716318264) * z) + 16.064177579207) * z) + 86.7807322029461) * z) + 296.564248779674) * z) + 637.333633378831) * z) + 793.826512519948) * z) + 440.413735824752;
        return density * above / below;
    }

    /// <summary>Φ(z): the chance of a number of at most <paramref name="z"/>.</summary>
    internal static double Cdf(double z) => z <= 0 ? Tail(-z) : 1 - Tail(z);

    /// <summary>The z with Φ(z) = <paramref name="p"/>, for a p above 0 and below 1.</summary>
    /// <remarks>Acklam's rational function, made exact by one step of Halley's.</remarks>
    internal static double Quantile(double p)
    {
        if (p > 0.5) return -Quantile(1 - p);
        var z = p < 0.02425 ? Far(Math.Sqrt(-2 * Math.Log(p))) : Near(p - 0.5);
        var off = (Cdf(z) - p) * Math.Sqrt(2 * Math.PI) * Math.Exp(z * z / 2);
        return z - (off / (1 + (z * off / 2)));
    }

    private static double Near(double q)
    {
        var r = q * q;
        return ((((((((((-39.69683028665376 * r) + 220.9460984245205) * r) - 275.9285104469687) * r) + 138.3577518672690) * r) - 30.66479806614716) * r) + 2.506628277459239) * q
            / ((((((((((-54.47609879822406 * r) + 161.5858368580409) * r) - 155.6989798598866) * r) + 66.80131188771972) * r) - 13.28068155288572) * r) + 1);
    }

    private static double Far(double q) =>
        ((((((((((-0.007784894002430293 * q) - 0.3223964580411365) * q) - 2.400758277161838) * q) - 2.549732539343734) * q) + 4.374664141464968) * q) + 2.938163982698783)
        / ((((((((0.007784695709041462 * q) + 0.3224671290700398) * q) + 2.445134137142996) * q) + 3.754408661907416) * q) + 1);
}
