using Dais.Engine.Planning.Forecasting;
using Dais.Engine.Quantities;

namespace Dais.Engine.Planning.Robustness;

/// <summary>
/// The optimizer's curse (Smith &amp; Winkler 2006, M-07 c): of many uncertain values the largest are chosen, and the
/// largest are mostly those that were estimated too high. Shrinkage towards what such things are worth on average takes
/// it back: v̂ → μ + B·(v̂ − μ), B = τ²/(τ² + σ²), where things truly differ by τ about μ and an estimate errs by σ.
/// </summary>
/// <param name="Estimated">What the plan's uncertain values are worth as estimated, at present value.</param>
/// <param name="Shrunk">The same after shrinkage.</param>
/// <param name="PriorMean">μ: money a year.</param>
/// <param name="PriorSd">τ: money a year.</param>
/// <param name="Values">From how many values of the workspace the prior was taken; nobody gave one, so it is assumed.</param>
public sealed record Shrinkage(Money Estimated, Money Shrunk, Money PriorMean, Money PriorSd, int Values)
{
    private const int FewestValues = 3;

    /// <summary>What is left of an estimate's distance from the prior's mean: B, 0 … 1.</summary>
    /// <param name="prior">τ, the standard deviation of what things are truly worth.</param>
    /// <param name="noise">σ, the standard deviation of an estimate's error.</param>
    public static double Left(double prior, double noise) => prior == 0 ? 0 : prior * prior / ((prior * prior) + (noise * noise));

    /// <summary>The estimate after shrinkage.</summary>
    public static double Of(double estimate, double priorMean, double prior, double noise) => priorMean + (Left(prior, noise) * (estimate - priorMean));

    /// <summary>
    /// For a plan: μ is the mean of all values of the workspace, τ² their variance less the mean square of their errors, and
    /// σ of each (P90 − P10)/(2·1.28155). Absent where fewer than three values are known.
    /// </summary>
    internal static Shrinkage? Of(Problem problem, Doubts doubts, int[] finishes)
    {
        var all = doubts.All.Where(d => d.Kind != DoubtKind.Effort).ToList();
        if (all.Count < FewestValues) return null;
        var mean = all.Average(d => d.Nominal);
        var variance = all.Sum(d => (d.Nominal - mean) * (d.Nominal - mean)) / (all.Count - 1);
        var prior = Math.Sqrt(Math.Max(0, variance - all.Average(d => Noise(d) * Noise(d))));
        var (estimated, shrunk) = (0.0, 0.0);
        foreach (var (doubt, factor) in ValueUnderDraws.Factors(problem, doubts, finishes))
        {
            estimated += factor * doubt.Nominal;
            shrunk += factor * Of(doubt.Nominal, mean, prior, Noise(doubt));
        }

        return new(Money.Of(estimated), Money.Of(shrunk), Money.Of(mean), Money.Of(prior), all.Count);
    }

    private static double Noise(Doubt doubt) => doubt.Parts.Sum(p => (p.P90 - p.P10) / (2 * Normal.Z90));
}
