using System.Collections.Immutable;
using Dais.Engine.Modelling;
using Dais.Engine.Planning.Forecasting;
using Dais.Engine.Quantities;

namespace Dais.Engine.Planning.Robustness;

/// <summary>
/// What it would be worth to know each number before planning: the expected value of perfect information.
/// </summary>
/// <remarks>
/// <para>
/// EVPI(x) = E_x[max_p E(V_p | x)] − max_p E(V_p), over the plans p that the study met. V_p in each draw is what p turns
/// out to be worth, its order kept. E(V_p − V_plan | x) is fitted over the draws by 1, x, z and z², z being the normal
/// score of x's rank (partial EVPI by regression: Strong, Oakley &amp; Brennan 2014). A fit by least squares with a constant
/// keeps the means, so that by Jensen's inequality the result is never below 0.
/// </para>
/// <para>
/// Fits follow chance a little, and a maximum of fits more so. How much is measured: the same is reckoned with numbers
/// that have nothing to do with the draws, and the largest of those is the noise below which nothing is a finding. Plans that the study did
/// not meet are not compared, so the true worth may be larger.
/// </para>
/// </remarks>
internal sealed class InformationWorth
{
    private const int Shuffles = 20;
    private const double UsualWidth = 0.43;   // the standard deviation of the logarithm where nobody gave ends
    private const int MostSwitches = 10;
    private const double FarthestScore = 2.3263478740408408;   // one case in a hundred lies farther out, on each side
    private const int Steps = 16;
    private const int Halvings = 12;
    private const double Same = 1e-6;
    private const long MostReplays = 60_000;

    private readonly Problem _problem;
    private readonly Doubts _doubts;
    private readonly IReadOnlyList<int[]> _plans;
    private readonly ValueUnderDraws[] _values;
    private readonly Lazy<int> _middle;

    internal InformationWorth(Problem problem, Doubts doubts, IReadOnlyList<int[]> plans)
    {
        (_problem, _doubts, _plans) = (problem, doubts, plans);
        _values = [.. plans.Select(p => new ValueUnderDraws(problem, doubts, p))];
        _middle = new(() => Best(d => d.Nominal, [.. Enumerable.Range(0, plans.Count)]));
    }

    internal Information Of(ForecastLimits limits)
    {
        limits = limits with { Draws = (int)Math.Clamp(MostReplays / _plans.Count, 100, limits.Draws) };
        var draws = Draws.Of(_doubts, limits);
        var gains = Gains(draws);
        var better = Enumerable.Range(0, gains.Length).MaxBy(p => gains[p].Average());
        var uncertain = _doubts.All.Where(d => !d.IsCertain).ToList();
        var worths = uncertain.Select(d => (Doubt: d, Worth: Worth(gains, draws[d]))).OrderByDescending(w => w.Worth).ThenBy(w => w.Doubt.Name, StringComparer.Ordinal).ToList();
        var noise = Enumerable.Range(0, Shuffles).Select(k => Worth(gains, Shuffled(draws.Count, (ulong)(limits.Seed + k)))).DefaultIfEmpty(0).Max();
        return new(
            [.. worths.Select((w, place) => DoubtWorth.Of(w.Doubt, w.Worth, place < MostSwitches ? Switching(w.Doubt, -1) : null, place < MostSwitches ? Switching(w.Doubt, 1) : null))],
            Money.Of(noise),
            better == 0 ? null : new(Money.Of(gains[better].Average()), Only(_plans[better], _plans[0]), Only(_plans[0], _plans[better])),
            _plans.Count,
            draws.Count);
    }

    /// <summary>By plan and draw, how much more it is worth than the plan itself.</summary>
    private double[][] Gains(Draws draws)
    {
        var gains = _plans.Select(_ => new double[draws.Count]).ToArray();
        for (var n = 0; n < draws.Count; n++)
        {
            var draw = n;
            for (var p = 0; p < gains.Length; p++) gains[p][n] = _values[p].Of(d => draws[d][draw]);
            for (var p = gains.Length - 1; p >= 0; p--) gains[p][n] -= gains[0][n];
        }

        return gains;
    }

    /// <summary>EVPI of what has these numbers.</summary>
    private static double Worth(double[][] gains, double[] numbers)
    {
        var basis = Basis(numbers);
        var best = new double[numbers.Length];
        var most = double.NegativeInfinity;
        Array.Fill(best, double.NegativeInfinity);
        foreach (var gain in gains)
        {
            var mean = gain.Average();
            var fitted = new double[gain.Length];
            Array.Fill(fitted, mean);
            foreach (var b in basis)
            {
                var part = 0.0;
                for (var n = 0; n < b.Length; n++) part += b[n] * gain[n];
                for (var n = 0; n < b.Length; n++) fitted[n] += part * b[n];
            }

            for (var n = 0; n < best.Length; n++) best[n] = Math.Max(best[n], fitted[n]);
            most = Math.Max(most, mean);
        }

        return Math.Max(0, best.Average() - most);
    }

    /// <summary>z, z² and the number itself, made to stand at right angles to each other and to a constant, each of length 1 (Gram &amp; Schmidt).</summary>
    private static List<double[]> Basis(double[] numbers)
    {
        var z = Scores(numbers);
        var basis = new List<double[]>();
        foreach (var column in new[] { z, [.. z.Select(x => x * x)], (double[])numbers.Clone() })
        {
            var before = Math.Sqrt(column.Sum(x => x * x));
            var mean = column.Average();
            for (var n = 0; n < column.Length; n++) column[n] -= mean;
            foreach (var other in basis)
            {
                var along = column.Zip(other, (x, y) => x * y).Sum();
                for (var n = 0; n < column.Length; n++) column[n] -= along * other[n];
            }

            var length = Math.Sqrt(column.Sum(x => x * x));
            if (length > 1e-9 * before) basis.Add([.. column.Select(x => x / length)]);
        }

        return basis;
    }

    /// <summary>The normal score of each number's rank.</summary>
    private static double[] Scores(double[] numbers)
    {
        var scores = new double[numbers.Length];
        var order = Enumerable.Range(0, numbers.Length).OrderBy(n => numbers[n]).ThenBy(n => n).ToArray();
        for (var rank = 0; rank < order.Length; rank++) scores[order[rank]] = Normal.Quantile((rank + 0.5) / order.Length);
        return scores;
    }

    private static double[] Shuffled(int count, ulong seed)
    {
        var chance = Chance.From(seed, "noise");
        return [.. Enumerable.Range(0, count).Select(_ => Math.Exp(UsualWidth * chance.Normal()))];
    }

    /// <summary>Where, going down or up from the middle, a plan with another choice overtakes what is best there, all else being as planned; else where one with other dates does.</summary>
    /// <remarks>What is best in the middle need not be the plan itself: replayed, another of those met can turn out better already there.</remarks>
    private Switch? Switching(Doubt doubt, int way) =>
        Switching(doubt, way, p => !SameChoice(_plans[p], _plans[_middle.Value])) ?? Switching(doubt, way, p => p != _middle.Value);

    private Switch? Switching(Doubt doubt, int way, Func<int, bool> rival)
    {
        var before = 0.0;
        for (var step = 1; step <= Steps; step++)
        {
            var z = way * FarthestScore * step / Steps;
            if (Overtaking(doubt, z, rival) is null)
            {
                before = z;
                continue;
            }

            for (var h = 0; h < Halvings; h++)
            {
                var middle = (before + z) / 2;
                if (Overtaking(doubt, middle, rival) is null) before = middle;
                else z = middle;
            }

            var (other, best) = (_plans[Overtaking(doubt, z, rival)!.Value], _plans[_middle.Value]);
            return new(doubt.At(z), Only(other, best), Only(best, other));
        }

        return null;
    }

    /// <summary>The rival that is worth most with the number at that score, where it is worth more than all that are no rivals.</summary>
    private int? Overtaking(Doubt doubt, double z, Func<int, bool> rival)
    {
        var at = doubt.At(z);
        var best = Best(d => ReferenceEquals(d, doubt) ? at : d.Nominal, [.. Enumerable.Range(0, _plans.Count).OrderBy(rival)]);
        return rival(best) ? best : null;
    }

    /// <summary>The plan that is worth most with these numbers; of equal ones the first in that order.</summary>
    private int Best(Func<Doubt, double> number, int[] order)
    {
        var (best, most) = (-1, double.NegativeInfinity);
        foreach (var p in order)
        {
            var worth = _values[p].Of(number);
            if (best < 0 || worth > most + (Same * Math.Max(1, Math.Abs(most)))) (best, most) = (p, worth);
        }

        return best;
    }

    private static bool SameChoice(int[] one, int[] other) => Enumerable.Range(0, one.Length).All(i => one[i] >= 0 == other[i] >= 0);

    private ImmutableArray<Id<Initiative>> Only(int[] one, int[] other) =>
        [.. Enumerable.Range(0, one.Length).Where(i => one[i] >= 0 && other[i] < 0).Select(i => _problem.Candidates[i].Id)];
}
