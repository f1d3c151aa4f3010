namespace Dais.Engine.Quantities;

/// <summary>
/// How uncertain a quantity is: the distribution that goes through its three points, of which one case in ten lies
/// below P10, half below P50 and one in ten above P90 (M-08 a).
/// </summary>
/// <remarks>
/// <para>
/// Of points all above 0: where |ln(P50/√(P10·P90))| ≤ 0.02 a lognormal with median P50 and
/// σ = ln(P90/P10)/(2·1.28155); else the log-metalog through the three (Keelin 2016, symmetric percentile triplet):
/// ln x = a₁ + a₂·logit y + a₃·(y − ½)·logit y, with γ = ln of a point, D = γ₉₀ − γ₁₀, a₁ = γ₅₀, a₂ = D/(2 ln 9),
/// r = (γ₅₀ − γ₁₀)/D and a₃ = (1 − 2r)·D/(0.8·ln 9). Points all below 0 are the mirror image. Points on both sides of 0,
/// or at 0, have no logarithms: there the same metalog goes through the points themselves. Equal points are a certainty.
/// </para>
/// <para>
/// A metalog rises from end to end only where r lies between 0.1666 and 0.8334, that is, where
/// |1 − 2r| ≤ 0.8/1.19968; see <see cref="Rises"/>. Other points are refused; those that somebody wrote into a model, where
/// a rule names them (§33), are read with the nearest middle that will do, marked as assumed.
/// </para>
/// <para>
/// Where points are missing they are assumed, and <see cref="IsAssumed"/> says so: 121 Landmark projects ended at 1.11,
/// 1.79 and 3.32 times what was foretold (P10, P50, P90; M-08 c), which about the middle is 0.62 and 1.85. With one end
/// given the other is assumed in the same proportion. The unit is that of the points.
/// </para>
/// </remarks>
public sealed record Spread
{
    /// <summary>P10 as a part of P50, where nobody said.</summary>
    public const double AssumedLow = 1.11 / 1.79;

    /// <summary>P90 as a part of P50, where nobody said.</summary>
    public const double AssumedHigh = 3.32 / 1.79;

    private const double NearlyLognormal = 0.02;
    private const double MostSkew = 0.8 / 1.199678640257734;   // 1.19968 solves x·tanh x = 1: where the metalog's slope is least
    private const double FarOut = 40;

    private static readonly double LogNine = Math.Log(9);

    private readonly Form _form;
    private readonly double _a1, _a2, _a3;

    private Spread(double p10, double p50, double p90, bool assumed)
    {
        (P10, P50, P90, IsAssumed) = (p10, p50, p90, assumed);
        _form = FormOf(p10, p50, p90);
        var (low, middle, high) = Levels(_form, p10, p50, p90);
        _a1 = middle;
        if (_form == Form.Certain) return;
        if (_form is Form.Lognormal or Form.MirroredLognormal)
        {
            _a2 = (high - low) / (2 * Normal.Z90);
            return;
        }

        var width = high - low;
        _a2 = width / (2 * LogNine);
        _a3 = (1 - (2 * (middle - low) / width)) * width / (0.8 * LogNine);
    }

    private enum Form
    {
        Certain,
        Lognormal,
        LogMetalog,
        Metalog,
        MirroredLognormal,
        MirroredLogMetalog,
    }

    /// <summary>One case of ten lies below it.</summary>
    public double P10 { get; }

    /// <summary>As many cases lie below it as above. What plans reckon with.</summary>
    public double P50 { get; }

    /// <summary>One case of ten lies above it.</summary>
    public double P90 { get; }

    /// <summary>Whether a point is missing and was assumed.</summary>
    public bool IsAssumed { get; }

    /// <summary>Whether there is no doubt: all points are the same.</summary>
    public bool IsCertain => _form == Form.Certain;

    /// <summary>The mean; absent where the upper tail is so heavy that there is none.</summary>
    /// <remarks>Of the log-metalog by the trapezoid rule over logit y, whose error is far below its rounding; the others in closed form.</remarks>
    public double? Mean => _form switch
    {
        Form.Certain => _a1,
        Form.Lognormal => Math.Exp(_a1 + (_a2 * _a2 / 2)),
        Form.MirroredLognormal => -Math.Exp(_a1 + (_a2 * _a2 / 2)),
        Form.Metalog => _a1 + (_a3 / 2),
        Form.LogMetalog => MeanOfLogMetalog(),
        _ => -MeanOfLogMetalog(),
    };

    /// <summary>The distribution through three points.</summary>
    /// <exception cref="ArgumentException">The points do not rise, or no distribution of this form goes through them.</exception>
    public static Spread Of(double p10, double p50, double p90) => Of(p10, p50, p90, assumed: false);

    /// <summary>That of an estimate of work, in engineer-weeks; a draw below 0 is meant as 0.</summary>
    public static Spread Of(Estimate estimate) => Of(estimate.P10?.Value, estimate.P50.Value, estimate.P90?.Value);

    /// <summary>That of an amount of money, in money units of its own currency.</summary>
    public static Spread Of(Amount amount) => Of(amount.P10, amount.Value, amount.P90);

    /// <summary>The distribution nearest to the points that are given; what is missing is assumed, and so is a middle that had to be moved.</summary>
    /// <exception cref="ArgumentException">The points do not rise.</exception>
    public static Spread Of(double? p10, double p50, double? p90)
    {
        if (p10 is { } low && p90 is { } high) return low <= p50 && p50 <= high && !Rises(low, p50, high) ? Moved(low, p50, high) : Of(low, p50, high, assumed: false);
        var (below, above) = p50 >= 0 ? (AssumedLow, AssumedHigh) : (AssumedHigh, AssumedLow);
        return (p10, p90) switch
        {
            ({ } given, null) => Of(given, p50, Other(p50, given, below, above), assumed: true),
            (null, { } given) => Of(Other(p50, given, above, below), p50, given, assumed: true),
            _ => Of(p50 * below, p50, p50 * above, assumed: true),
        };
    }

    /// <summary>Whether a distribution of this form goes through the points, which rise: whether it rises from end to end.</summary>
    public static bool Rises(double p10, double p50, double p90)
    {
        var form = FormOf(p10, p50, p90);
        if (form is Form.Certain or Form.Lognormal or Form.MirroredLognormal) return true;
        var (low, middle, high) = Levels(form, p10, p50, p90);
        return Math.Abs(1 - (2 * (middle - low) / (high - low))) <= MostSkew;
    }

    /// <summary>Between which numbers P50 has to lie for <see cref="Rises"/>, the ends being given.</summary>
    public static (double Least, double Most) Middles(double p10, double p90)
    {
        var part = (1 - MostSkew) / 2;
        var logarithms = p10 > 0 || p90 < 0;
        double Between(double part) => logarithms
            ? Math.CopySign(Math.Exp(((1 - part) * Math.Log(Math.Abs(p10))) + (part * Math.Log(Math.Abs(p90)))), p10)
            : ((1 - part) * p10) + (part * p90);
        var least = Math.Clamp(Between(part), p10, p90);
        return (least, Math.Clamp(Between(1 - part), least, p90));
    }

    /// <summary>The number that a part <paramref name="p"/> of all cases lies below.</summary>
    /// <param name="p">Above 0 and below 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">p is not.</exception>
    public double Quantile(double p) => p is > 0 and < 1
        ? At(Normal.Quantile(p))
        : throw new ArgumentOutOfRangeException(nameof(p), p, "A quantile is of a part above 0 and below 1.");

    /// <summary>The number at a normal score: that which as many cases lie below as of a standard normal lie below <paramref name="z"/>.</summary>
    public double At(double z) => _form switch
    {
        Form.Certain => _a1,
        Form.Lognormal => Math.Exp(_a1 + (_a2 * z)),
        Form.MirroredLognormal => -Math.Exp(_a1 - (_a2 * z)),
        Form.Metalog => AtScore(z),
        Form.LogMetalog => Math.Exp(AtScore(z)),
        _ => -Math.Exp(AtScore(-z)),
    };

    /// <summary>The same in another unit.</summary>
    /// <param name="factor">Above 0.</param>
    public Spread Times(double factor) => factor == 1 ? this : new(P10 * factor, P50 * factor, P90 * factor, IsAssumed);

    public bool Equals(Spread? other) => other is not null && (P10, P50, P90, IsAssumed).Equals((other.P10, other.P50, other.P90, other.IsAssumed));

    public override int GetHashCode() => (P10, P50, P90, IsAssumed).GetHashCode();

    private static Spread Moved(double p10, double p50, double p90)
    {
        var (least, most) = Middles(p10, p90);
        return new(p10, Math.Clamp(p50, least, most), p90, assumed: true);
    }

    private static Spread Of(double p10, double p50, double p90, bool assumed)
    {
        if (!(p10 <= p50 && p50 <= p90)) throw new ArgumentException($"The points of a spread rise: P10 {p10}, P50 {p50}, P90 {p90}.", nameof(p50));
        return Rises(p10, p50, p90)
            ? new(p10, p50, p90, assumed)
            : throw new ArgumentException($"No distribution goes smoothly through P10 {p10}, P50 {p50} and P90 {p90}: P50 lies too near to one end.", nameof(p50));
    }

    /// <summary>The end that is missing: as far out as the given one, in the proportion of the reference class.</summary>
    private static double Other(double p50, double given, double side, double missing) =>
        p50 == 0 || given / p50 <= 0 ? p50 + ((p50 - given) * Math.Log(AssumedHigh) / -Math.Log(AssumedLow)) : p50 * Math.Exp(Math.Log(given / p50) * Math.Log(missing) / Math.Log(side));

    private static Form FormOf(double p10, double p50, double p90)
    {
        if (p10 == p90) return Form.Certain;
        if (p10 <= 0 && p90 >= 0) return Form.Metalog;
        var lognormal = Math.Abs(Math.Log(p50 / p10) - Math.Log(p90 / p50)) <= 2 * NearlyLognormal;
        return (p10 > 0, lognormal) switch
        {
            (true, true) => Form.Lognormal,
            (true, false) => Form.LogMetalog,
            (false, true) => Form.MirroredLognormal,
            _ => Form.MirroredLogMetalog,
        };
    }

    private static (double Low, double Middle, double High) Levels(Form form, double p10, double p50, double p90) => form switch
    {
        Form.Lognormal or Form.LogMetalog => (Math.Log(p10), Math.Log(p50), Math.Log(p90)),
        Form.MirroredLognormal or Form.MirroredLogMetalog => (Math.Log(-p90), Math.Log(-p50), Math.Log(-p10)),
        _ => (p10, p50, p90),
    };

    private double AtScore(double z)
    {
        var tail = Normal.Tail(Math.Abs(z));
        if (tail <= 0) tail = double.Epsilon;
        var logit = Math.CopySign(Math.Log((1 - tail) / tail), z);
        return AtLogit(logit, Math.CopySign(0.5 - tail, z));
    }

    private double AtLogit(double logit, double aboveHalf) => _a1 + ((_a2 + (_a3 * aboveHalf)) * logit);

    private double? MeanOfLogMetalog()
    {
        var slope = _a2 + (_a3 / 2);   // how fast ln x rises with logit y far out: e^(slope·u) against a density that falls as e^−u
        if (slope >= 1) return null;
        const double step = 0.125;
        var sum = 0.0;
        for (var u = -FarOut; u <= FarOut / (1 - slope); u += step)
        {
            var y = 1 / (1 + Math.Exp(-u));
            sum += Math.Exp(AtLogit(u, y - 0.5) - Math.Abs(u)) / Math.Pow(1 + Math.Exp(-Math.Abs(u)), 2);
        }

        return sum * step;
    }
}
