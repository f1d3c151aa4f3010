using System.Collections.Immutable;
using Dais.Engine.Modelling;
using Dais.Engine.Planning.Forecasting;
using Dais.Engine.Quantities;

namespace Dais.Engine.Planning.Robustness;

/// <summary>A ranking by imported scores, and how little of it is sure (M-07 b).</summary>
/// <param name="Method">By what.</param>
/// <param name="Items">What has such a score, the highest first.</param>
/// <param name="Top">How many are called the top.</param>
/// <param name="FirstIsFirst">The chance that the one with the highest score is really the best.</param>
/// <param name="WholeOrder">The chance that the whole order is right.</param>
public sealed record ScoreRanking(ScoreMethod Method, ImmutableArray<ScoreStanding> Items, int Top, Share FirstIsFirst, Share WholeOrder)
{
    private const int Draws = 20_000;

    /// <summary>How far the factors of a score are out, as standard deviations of their logarithms; no score says, so it is assumed.</summary>
    /// <remarks>
    /// RICE: reach 0.6, impact 0.5 and effort 0.6, as in the worked example of M-07 b; confidence is the scorer's own word.
    /// WSJF: the cost of delay as a whole 0.6, the size 0.6.
    /// </remarks>
    public static ImmutableArray<double> AssumedDoubts(ScoreMethod method) => method == ScoreMethod.Rice ? [0.6, 0.5, 0.6] : [0.6, 0.6];

    /// <summary>The ranking by each method that at least two initiatives have scores of.</summary>
    internal static ImmutableArray<ScoreRanking> Of(Portfolio portfolio, int seed) =>
    [
        .. Enum.GetValues<ScoreMethod>().Select(method => (method, Scored: portfolio.Initiatives.Where(i => i.Scores?.Of(method) is not null).ToList()))
            .Where(x => x.Scored.Count >= 2)
            .Select(x => Of(x.method, [.. x.Scored.Select(i => (i.Id, i.Scores!.Of(x.method)!.Value))], [.. x.Scored.Select(_ => Together(AssumedDoubts(x.method)))], seed)),
    ];

    /// <summary>The doubt of a product of independent factors.</summary>
    internal static double Together(IEnumerable<double> doubts) => Math.Sqrt(doubts.Sum(d => d * d));

    /// <summary>The ranking of scores whose true sizes lie about them: lognormal, each with its own standard deviation of the logarithm, independent.</summary>
    internal static ScoreRanking Of(ScoreMethod method, IReadOnlyList<(Id<Initiative> Id, double Score)> scores, IReadOnlyList<double> doubts, int seed)
    {
        int[] order = [.. Enumerable.Range(0, scores.Count).OrderByDescending(i => scores[i].Score).ThenBy(i => scores[i].Id)];
        var top = Math.Min(3, Math.Max(1, scores.Count - 1));
        var streams = scores.Select(s => Chance.From((ulong)seed, $"{method} of {s.Id}")).ToArray();
        var ranks = order.Select(_ => new int[Draws]).ToArray();
        var (first, whole) = (0, 0);
        var drawn = new double[order.Length];
        for (var n = 0; n < Draws; n++)
        {
            for (var place = 0; place < order.Length; place++) drawn[place] = scores[order[place]].Score * Math.Exp(doubts[order[place]] * streams[order[place]].Normal());
            int[] now = [.. Enumerable.Range(0, order.Length).OrderByDescending(place => drawn[place]).ThenBy(place => place)];
            for (var rank = 0; rank < now.Length; rank++) ranks[now[rank]][n] = rank + 1;
            if (now[0] == 0) first++;
            if (now.Zip(now.Skip(1)).All(pair => pair.First < pair.Second)) whole++;
        }

        var items = order.Select((i, place) =>
        {
            Array.Sort(ranks[place]);
            var interval = new RankInterval(ranks[place][(Draws / 10) - 1], place + 1, ranks[place][(Draws * 9 / 10) - 1], order.Length);
            return new ScoreStanding(scores[i].Id, scores[i].Score, interval, Share.Of((double)ranks[place].Count(r => r <= top) / Draws));
        });
        return new(method, [.. items], top, Share.Of((double)first / Draws), Share.Of((double)whole / Draws));
    }
}

/// <summary>How one initiative stands by a score.</summary>
/// <param name="Id">Which.</param>
/// <param name="Score">The score; it has no unit that means anything.</param>
/// <param name="Rank">Where it may stand.</param>
/// <param name="InTop">The chance that it is among the top.</param>
public sealed record ScoreStanding(Id<Initiative> Id, double Score, RankInterval Rank, Share InTop);
