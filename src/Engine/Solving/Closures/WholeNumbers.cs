namespace Dais.Engine.Solving.Closures;

/// <summary>Numbers as whole multiples of a unit: exactly where they are decimals, else with a known error.</summary>
/// <param name="Numbers">The multiples.</param>
/// <param name="Unit">One of them, in terms of the numbers given.</param>
/// <param name="Exact">Whether nothing was rounded.</param>
/// <param name="Rounding">The most by which any sum of the numbers, each counted at most once, differs from the same sum of multiples.</param>
internal sealed record WholeNumbers(long[] Numbers, double Unit, bool Exact, double Rounding)
{
    private const double Dust = 1e-9;
    private const double Precision = 1e-14;
    private const double FinestDecimal = 1e6;
    private const double LargestSum = 1L << 50;

    /// <summary>The coarsest unit of which all are multiples; none where they have more than six decimals.</summary>
    internal static WholeNumbers? Exactly(double[] values)
    {
        for (var scale = 1.0; scale <= FinestDecimal; scale *= 10)
        {
            if (!Array.TrueForAll(values, v => IsWhole(v * scale))) continue;
            if (values.Sum(v => Math.Abs(v * scale)) > LargestSum) return null;
            long[] numbers = [.. values.Select(v => (long)Math.Round(v * scale))];
            var common = Math.Max(1, numbers.Aggregate(0L, CommonDivisor));
            return new([.. numbers.Select(n => n / common)], common / scale, true, 0);
        }

        return null;
    }

    /// <summary>The nearest multiples of a unit so small that their sum takes <paramref name="bits"/> bits.</summary>
    internal static WholeNumbers Nearly(double[] values, int bits)
    {
        var unit = values.Sum(Math.Abs) / (1L << bits);
        long[] numbers = [.. values.Select(v => (long)Math.Round(v / unit))];
        return new(numbers, unit, false, values.Select((v, i) => Math.Abs(v - (numbers[i] * unit))).Sum());
    }

    private static bool IsWhole(double value) => Math.Abs(value - Math.Round(value)) <= Dust + (Precision * Math.Abs(value));

    private static long CommonDivisor(long a, long b)
    {
        while (b != 0) (a, b) = (b, a % b);
        return Math.Abs(a);
    }
}
