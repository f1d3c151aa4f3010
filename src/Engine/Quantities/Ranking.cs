using System.Collections.Immutable;

namespace Dais.Engine.Quantities;

/// <summary>The ranks that a thing may claim: where several are worth the same, they share the ranks they take up.</summary>
/// <param name="Best">The smallest of them, from 1.</param>
/// <param name="Worst">The largest of them.</param>
public readonly record struct RankSpan(int Best, int Worst)
{
    /// <summary>The smallest span that holds both.</summary>
    public RankSpan And(RankSpan other) => new(Math.Min(Best, other.Best), Math.Max(Worst, other.Worst));

    public override string ToString() => Best == Worst ? $"{Best}" : $"{Best}–{Worst}";
}

/// <summary>Numbers put in order, largest first, with ties kept as ties.</summary>
/// <remarks>
/// Two numbers tie when they, or a chain of others between them, lie within 1e-9 of the largest size among all: closer
/// than that they differ by rounding alone.
/// </remarks>
public sealed class Ranking
{
    private const double TieWidth = 1e-9;
    private readonly ImmutableArray<int> _class;   // 0 is the largest; equal numbers are tied

    private Ranking(ImmutableArray<int> classes, ImmutableArray<RankSpan> spans) => (_class, Spans) = (classes, spans);

    /// <summary>The ranks of each number, in the order in which the numbers were given.</summary>
    public ImmutableArray<RankSpan> Spans { get; }

    /// <summary>The ranking of these finite numbers.</summary>
    public static Ranking Of(IReadOnlyList<double> numbers)
    {
        var order = Enumerable.Range(0, numbers.Count).OrderByDescending(i => numbers[i]).ToArray();
        var width = TieWidth * numbers.Select(Math.Abs).DefaultIfEmpty().Max();
        var classes = new int[numbers.Count];
        var spans = new RankSpan[numbers.Count];
        for (int from = 0, group = 0; from < order.Length; group++)
        {
            var to = from + 1;
            while (to < order.Length && numbers[order[to - 1]] - numbers[order[to]] <= width) to++;
            for (var i = from; i < to; i++) (classes[order[i]], spans[order[i]]) = (group, new RankSpan(from + 1, to));
            from = to;
        }

        return new([.. classes], [.. spans]);
    }

    /// <summary>Kendall's τ-b of two rankings of the same things: 1 the same order, −1 the reverse, ties taken into account.</summary>
    /// <returns>Nothing where it is not defined: fewer than two things, or all of them tied in one of the rankings.</returns>
    /// <remarks>τ_b = (C − D) / √((n₀ − n₁)(n₀ − n₂)): C concordant and D discordant pairs, n₀ all pairs, n₁ and n₂ the pairs tied in each (Kendall 1945).</remarks>
    /// <exception cref="ArgumentException">The rankings are of different lengths.</exception>
    public static double? TauB(Ranking a, Ranking b)
    {
        if (a._class.Length != b._class.Length) throw new ArgumentException($"Rankings of {a._class.Length} and of {b._class.Length} things do not compare.", nameof(b));
        long balance = 0, untiedA = 0, untiedB = 0;
        for (var i = 0; i < a._class.Length; i++)
        {
            for (var j = 0; j < i; j++)
            {
                var inA = Math.Sign(a._class[i] - a._class[j]);
                var inB = Math.Sign(b._class[i] - b._class[j]);
                balance += inA * inB;
                untiedA += inA * inA;
                untiedB += inB * inB;
            }
        }

        return untiedA == 0 || untiedB == 0 ? null : balance / Math.Sqrt((double)untiedA * untiedB);
    }
}
