using System.Collections.Immutable;
using Dais.Engine.Modelling;

namespace Dais.Engine.Planning.Forecasting;

/// <summary>Where every candidate stands by value for effort, in each draw of both.</summary>
/// <remarks>
/// Value is what it is worth by itself when finished as early as it can be, and its equal part of each use case that
/// needs it, by the policy's weights; effort is the sum over teams. Equal ones stand in the order of their ids.
/// </remarks>
internal sealed class Standings
{
    private const double LeastEffort = 1e-6;

    private readonly Problem _problem;
    private readonly Doubts _doubts;
    private readonly int[] _ranked;
    private readonly double[] _own;
    private readonly (int[] Needs, double Part)[] _goals;

    private Standings(Problem problem, Doubts doubts)
    {
        (_problem, _doubts) = (problem, doubts);
        _ranked = [.. Enumerable.Range(0, problem.Candidates.Length).Where(i => problem.Candidates[i].Possible)];
        _own = [.. problem.Candidates.Select(c => c.Possible ? problem.Value.Of(1, c.MinFinish) : 0)];
        _goals = [.. problem.Goals.Select(g => Goal(problem, g))];
    }

    /// <summary>The interval of each one's rank, from the first to the last tenth of the draws.</summary>
    internal static ImmutableSortedDictionary<Id<Initiative>, RankInterval> Of(Problem problem, Doubts doubts, Draws draws)
    {
        var standings = new Standings(problem, doubts);
        var nominal = standings.Ranks(d => d.Nominal);
        var ranks = standings._ranked.Select(_ => new int[draws.Count]).ToArray();
        for (var n = 0; n < draws.Count; n++)
        {
            var draw = n;
            var now = standings.Ranks(d => draws[d][draw]);
            for (var place = 0; place < ranks.Length; place++) ranks[place][n] = now[place];
        }

        var (low, high) = ((int)Math.Ceiling(0.1 * draws.Count) - 1, (int)Math.Ceiling(0.9 * draws.Count) - 1);
        foreach (var each in ranks) Array.Sort(each);
        return Enumerable.Range(0, ranks.Length).ToImmutableSortedDictionary(
            place => problem.Candidates[standings._ranked[place]].Id,
            place => new RankInterval(ranks[place][low], nominal[place], ranks[place][high], ranks.Length));
    }

    private static (int[], double) Goal(Problem problem, Goal goal)
    {
        int[] needs = [.. goal.Initiatives.Concat(goal.Steps.SelectMany(s => problem.Steps[s].Raisers)).Distinct()];
        return (needs, needs.Length == 0 ? 0 : problem.Value.Of(1, 0, problem.Portfolio.UseCases[goal.Id].Ramp ?? 1) / needs.Length);
    }

    /// <summary>The ranks of the ranked, in their order.</summary>
    private int[] Ranks(Func<Doubt, double> number)
    {
        var worth = new double[_problem.Candidates.Length];
        for (var g = 0; g < _goals.Length; g++)
        {
            if (_doubts.Goal[g] is not { } doubt) continue;
            var part = _problem.Weights.Customer * number(doubt) * _goals[g].Part;
            foreach (var i in _goals[g].Needs) worth[i] += part;
        }

        var ratios = new double[_ranked.Length];
        for (var place = 0; place < ratios.Length; place++)
        {
            var i = _ranked[place];
            if (_doubts.Customer[i] is { } customer) worth[i] += _problem.Weights.Customer * number(customer) * _own[i];
            if (_doubts.Platform[i] is { } platform) worth[i] += _problem.Weights.Platform * number(platform) * _own[i];
            var effort = 0.0;
            foreach (var doubt in _doubts.Effort[i]) effort += number(doubt);
            ratios[place] = -worth[i] / Math.Max(effort, LeastEffort);
        }

        int[] order = [.. Enumerable.Range(0, ratios.Length)];
        Array.Sort(order, (a, b) => ratios[a] != ratios[b] ? ratios[a].CompareTo(ratios[b]) : a - b);
        var ranks = new int[order.Length];
        for (var rank = 0; rank < order.Length; rank++) ranks[order[rank]] = rank + 1;
        return ranks;
    }
}
