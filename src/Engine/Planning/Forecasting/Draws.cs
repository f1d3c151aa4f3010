using Dais.Engine.Quantities;

namespace Dais.Engine.Planning.Forecasting;

/// <summary>What came of every doubt in each of many draws.</summary>
/// <remarks>
/// Efforts hang together within a team by a Gaussian one-factor copula: the normal score of an effort is
/// √ρ·(the team's) + √(1 − ρ)·(its own), so that any two efforts on one team have scores with correlation ρ and those of
/// different teams have none. Values are independent. Each stream of numbers depends on the seed and on the name of its
/// team or thing alone, and more draws go on where fewer ended: adding other things changes no number.
/// </remarks>
internal sealed class Draws
{
    private readonly Dictionary<Doubt, double[]> _numbers;

    private Draws(int count, Dictionary<Doubt, double[]> numbers) => (Count, _numbers) = (count, numbers);

    /// <summary>How many.</summary>
    internal int Count { get; }

    /// <summary>The numbers that came of a doubt, one for each draw.</summary>
    internal double[] this[Doubt doubt] => _numbers[doubt];

    internal static Draws Of(Doubts doubts, ForecastLimits limits)
    {
        var teams = new Dictionary<string, double[]>(StringComparer.Ordinal);
        var (shared, own) = (Math.Sqrt(limits.Correlation.Value), Math.Sqrt(1 - limits.Correlation.Value));
        var numbers = new Dictionary<Doubt, double[]>(ReferenceEqualityComparer.Instance);
        foreach (var doubt in doubts.All)
        {
            var scores = doubt.IsCertain ? new double[limits.Draws] : Scores(limits, doubt.Name);
            if (doubt is { IsCertain: false, Team: { } team })
            {
                if (!teams.TryGetValue(team.Value, out var together)) teams[team.Value] = together = Scores(limits, "team " + team.Value);
                for (var n = 0; n < scores.Length; n++) scores[n] = (shared * together[n]) + (own * scores[n]);
            }

            for (var n = 0; n < scores.Length; n++) scores[n] = doubt.At(scores[n]);
            numbers[doubt] = scores;
        }

        return new(limits.Draws, numbers);
    }

    private static double[] Scores(ForecastLimits limits, string name)
    {
        var chance = Chance.From((ulong)limits.Seed, name);
        var scores = new double[limits.Draws];
        for (var n = 0; n < scores.Length; n++) scores[n] = chance.Normal();
        return scores;
    }
}
