using System.Numerics;

namespace Dais.Engine.Quantities;

/// <summary>A stream of random numbers that is the same for the same seed on every machine and in every year.</summary>
/// <remarks>
/// <para>
/// The bits are xoshiro256** (Blackman &amp; Vigna 2018), its state filled by SplitMix64 (Steele, Lea &amp; Flood 2014).
/// The normal is Marsaglia's polar method; the gamma is Marsaglia &amp; Tsang 2000.
/// </para>
/// <para>
/// The C library's <c>log</c> and <c>exp</c> differ in the last digit between machines, and one digit can turn an
/// acceptance round and shift the whole stream. So both are worked out here from the four operations, which IEEE 754
/// fixes to the bit. They are good to about 1e-15; use <see cref="Math"/> where streams are not concerned.
/// </para>
/// <para>Not for secrets. Mutable, and not to be shared between threads.</para>
/// </remarks>
public sealed class Chance
{
    private const double Ln2 = 0.693147180559945309;
    private const double Ln2High = 6.93147180369123816490e-01;   // Ln2 with its low bits cut off, and what was cut off
    private const double Ln2Low = 1.90821492927058770002e-10;
    private static readonly double[] InverseFactorials =
    [
        1, 1, 1.0 / 2, 1.0 / 6, 1.0 / 24, 1.0 / 120, 1.0 / 720, 1.0 / 5040, 1.0 / 40320, 1.0 / 362880, 1.0 / 3628800,
        1.0 / 39916800, 1.0 / 479001600, 1.0 / 6227020800, 1.0 / 87178291200,
    ];

    private ulong _a, _b, _c, _d;
    private double _spare = double.NaN;

    internal Chance(ulong a, ulong b, ulong c, ulong d) => (_a, _b, _c, _d) = (a, b, c, d);

    /// <summary>The stream of that seed.</summary>
    public static Chance From(ulong seed) => new(SplitMix(ref seed), SplitMix(ref seed), SplitMix(ref seed), SplitMix(ref seed));

    /// <summary>
    /// The stream of one thing under that seed: it depends on the seed and the thing's name alone, so that adding,
    /// leaving out or reordering other things changes none of its numbers.
    /// </summary>
    public static Chance From(ulong seed, string name)
    {
        unchecked
        {
            var hash = 14695981039346656037UL;   // FNV-1a over the two bytes of each character
            foreach (var letter in name)
            {
                hash = (hash ^ (byte)letter) * 1099511628211UL;
                hash = (hash ^ (byte)(letter >> 8)) * 1099511628211UL;
            }

            return From(SplitMix(ref seed) ^ hash);
        }
    }

    /// <summary>Sixty-four random bits.</summary>
    public ulong Bits()
    {
        unchecked
        {
            var result = BitOperations.RotateLeft(_b * 5, 7) * 9;
            var shifted = _b << 17;
            _c ^= _a;
            _d ^= _b;
            _b ^= _c;
            _a ^= _d;
            _c ^= shifted;
            _d = BitOperations.RotateLeft(_d, 45);
            return result;
        }
    }

    /// <summary>A number between 0 and 1, both left out; 2^52 values, evenly spaced.</summary>
    public double Unit() => ((Bits() >> 12) + 0.5) * (1.0 / (1UL << 52));

    /// <summary>A standard normal number: mean 0, variance 1.</summary>
    public double Normal()
    {
        if (!double.IsNaN(_spare))
        {
            var kept = _spare;
            _spare = double.NaN;
            return kept;
        }

        while (true)
        {
            var u = (2 * Unit()) - 1;
            var v = (2 * Unit()) - 1;
            var s = (u * u) + (v * v);
            if (s is >= 1 or 0) continue;
            var scale = Math.Sqrt(-2 * Log(s) / s);
            _spare = v * scale;
            return u * scale;
        }
    }

    /// <summary>A gamma number of that shape, above 0, and scale 1; it may underflow to 0 where the shape is tiny.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The shape is not a finite number above 0.</exception>
    public double Gamma(double shape)
    {
        if (!(shape > 0) || !double.IsFinite(shape)) throw new ArgumentOutOfRangeException(nameof(shape), shape, "A gamma's shape is a finite number above 0.");
        if (shape < 1) return Gamma(shape + 1) * Exp(Log(Unit()) / shape);
        var d = shape - (1.0 / 3);
        var c = 1 / (3 * Math.Sqrt(d));
        while (true)
        {
            var x = Normal();
            var root = 1 + (c * x);
            if (root <= 0) continue;
            var v = root * root * root;
            var u = Unit();
            var square = x * x;
            if (u < 1 - (0.0331 * square * square)) return d * v;
            if (Log(u) < (0.5 * square) + (d * (1 - v + Log(v)))) return d * v;
        }
    }

    /// <summary>The next number of SplitMix64.</summary>
    internal static ulong SplitMix(ref ulong state)
    {
        unchecked
        {
            var z = state += 0x9E3779B97F4A7C15UL;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
            return z ^ (z >> 31);
        }
    }

    /// <summary>ln x for a normal x above 0: x = m·2^e with m near 1, and ln m = 2·artanh((m − 1)/(m + 1)) as a series.</summary>
    internal static double Log(double x)
    {
        var bits = BitConverter.DoubleToInt64Bits(x);
        var exponent = (int)(bits >> 52) - 1023;
        var m = BitConverter.Int64BitsToDouble((bits & 0x000FFFFFFFFFFFFFL) | 0x3FF0000000000000L);
        if (m > 1.4142135623730951)
        {
            m *= 0.5;
            exponent++;
        }

        var s = (m - 1) / (m + 1);
        var q = s * s;
        var series = (1.0 / 17) + (q * ((1.0 / 19) + (q * (1.0 / 21))));
        series = (1.0 / 11) + (q * ((1.0 / 13) + (q * ((1.0 / 15) + (q * series)))));
        series = (1.0 / 5) + (q * ((1.0 / 7) + (q * ((1.0 / 9) + (q * series)))));
        return (exponent * Ln2) + (2 * s * (1 + (q * ((1.0 / 3) + (q * series)))));
    }

    /// <summary>e^x for an x of at most 0: x = r + n·ln 2 with r near 0, and e^r as a series.</summary>
    internal static double Exp(double x)
    {
        if (x < -745) return 0;
        var n = Math.Floor((x / Ln2) + 0.5);
        var r = x - (n * Ln2High) - (n * Ln2Low);
        var sum = 0.0;
        for (var k = InverseFactorials.Length - 1; k >= 0; k--) sum = (sum * r) + InverseFactorials[k];
        return Math.ScaleB(sum, (int)n);
    }
}
