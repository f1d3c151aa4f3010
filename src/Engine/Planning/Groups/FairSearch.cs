using Dais.Engine.Solving;

namespace Dais.Engine.Planning.Groups;

/// <summary>Finishes that are best by a rule of fairness.</summary>
/// <param name="Finishes">The finishes.</param>
/// <param name="Score">What the rule makes largest; absent where it makes nothing largest.</param>
/// <param name="Bound">No plan has more.</param>
internal sealed record FairFound(int[] Finishes, double? Score, double? Bound);

/// <summary>
/// Best plans by rules of fairness over satisfactions σ_g = U_g ÷ U_g*, for the groups whose U_g* is above 0.
/// </summary>
/// <remarks>
/// The smallest σ is a column below each; the product is found as Σ log σ_g, and what any other α makes largest as the
/// sum of its <see cref="Welfare"/>: such a concave part is held from above by tangents, which are added where the last plan lies until they say no more than the truth (outer approximation,
/// Duran and Grossmann 1986): exact, because a plan is visited at most once.
/// </remarks>
internal sealed class FairSearch
{
    private const double Tolerance = 1e-6;
    private const int MostRounds = 60;
    private static readonly double[] FirstTangents = [1, 0.75, 0.5, 0.35, 0.2, 0.1, 0.05];

    private readonly Problem _problem;
    private readonly Search _search;
    private readonly Yardstick _sum;
    private Yardstick[] _yardsticks;
    private double[] _best;
    private int[] _counted;
    private readonly double _shortfall;

    internal FairSearch(Problem problem, Search search, Stakes stakes, double[] best, double shortfall)
    {
        (_problem, _search, _shortfall, _sum) = (problem, search, shortfall, stakes.Sum(problem));
        _counted = [.. Enumerable.Range(0, best.Length).Where(g => best[g] > GroupSearch.Least)];
        _yardsticks = [.. _counted.Select(g => stakes.Yardsticks[g])];
        _best = [.. _counted.Select(g => best[g])];
    }

    /// <summary>The groups that count, by their place among those with a stake.</summary>
    internal IReadOnlyList<int> Counted => _counted;

    /// <summary>
    /// Leaves out the groups that <paramref name="plan"/> gives nothing and of which it is proven that no plan under the
    /// policy gives them anything: with them the smallest σ and the product would be none for every plan.
    /// </summary>
    internal void LeaveOutUnserved(int[] plan)
    {
        var satisfactions = Satisfactions(plan);
        var kept = Enumerable.Range(0, _counted.Length).Where(g => satisfactions[g] > GroupSearch.Least || CanBeServed(_yardsticks[g])).ToArray();
        if (kept.Length == 0) return;
        (_counted, _yardsticks, _best) = ([.. kept.Select(g => _counted[g])], [.. kept.Select(g => _yardsticks[g])], [.. kept.Select(g => _best[g])]);
    }

    private bool CanBeServed(Yardstick yardstick)
    {
        var found = _search.Maximise(Aim([], f => f.MaximiseValue(yardstick), finishes => yardstick.Of(_problem, finishes)), null);
        return found.Status != PlanStatus.Optimal || found.Objective > GroupSearch.Least;
    }

    /// <summary>σ of each group.</summary>
    internal double[] Satisfactions(int[] finishes) => [.. _yardsticks.Select((y, g) => y.Of(_problem, finishes) / _best[g])];

    /// <summary>The largest Σ U_g.</summary>
    internal FairFound? Utilitarian(int[] start) => Read(_search.Maximise(Aim([], f => f.MaximiseValue(_sum), finishes => _sum.Of(_problem, finishes)), start));

    /// <summary>The largest smallest σ, and of equals the largest Σ U_g.</summary>
    internal FairFound? Maximin(int[] start)
    {
        if (Smallest([], start) is not { } found) return null;
        if (!IsProven(found)) return found;
        var held = found.Score!.Value - Tolerance;
        var best = _search.Maximise(Aim([f => EachAtLeast(f, held)], f => f.MaximiseValue(_sum), finishes => _sum.Of(_problem, finishes)), found.Finishes);
        return found with { Finishes = best.Finishes ?? found.Finishes };
    }

    /// <summary>Of all with that sum, the one with the largest product of σ; where every product is 0, with the largest smallest σ.</summary>
    internal int[] FairestOf(FairFound sum)
    {
        if (!IsProven(sum)) return sum.Finishes;
        var held = sum.Score!.Value - (Tolerance * Math.Max(1, Math.Abs(sum.Score.Value)));
        Action<Formulation>[] rows = [f => f.Model.AtLeast(held, f.ValueTerms(_sum))];
        if (Smallest(rows, sum.Finishes) is not { } start) return sum.Finishes;
        return Nash(rows, start)?.Finishes ?? start.Finishes;
    }

    /// <summary>The largest product of σ; nothing where the plan to start from leaves a group with nothing, because then every product may be 0.</summary>
    internal FairFound? Nash(Action<Formulation>[] rows, FairFound start) => Fairest(1, rows, start);

    /// <summary>The fairest by an α above 0; nothing where the plan to start from leaves a group with less than it may have by that α.</summary>
    internal FairFound? Fairest(double alpha, Action<Formulation>[] rows, FairFound start)
    {
        var smallest = Satisfactions(start.Finishes).Min();
        if (alpha >= 1 ? smallest <= GroupSearch.Least : smallest < 0) return null;
        var welfare = Welfare.Of(alpha, _best, Math.Max(smallest, GroupSearch.Least));
        var tangents = _best.Select(_ => FirstTangents.ToList()).ToArray();
        double Sum(int[] finishes) => welfare.Of(Satisfactions(finishes));
        var least = Math.Max(alpha >= 1 ? 1e-12 : 0, welfare.Least(Sum(start.Finishes)) * (1 - Tolerance));
        var (best, bound) = (start.Finishes, welfare.Of([.. _best.Select(_ => 1.0)]));
        for (var round = 0; round < MostRounds; round++)
        {
            var found = _search.Maximise(Aim([.. rows, f => EachAtLeast(f, least)], f => MaximiseWelfare(f, welfare, tangents, least), Sum), null);
            if (found.Finishes is not { } finishes) break;
            bound = Math.Min(bound, found.Bound);
            if (Sum(finishes) > Sum(best)) best = finishes;
            if (bound - Sum(best) <= Tolerance || !AddTangents(tangents, finishes)) break;
        }

        return new(best, welfare.Read(Sum(best)), Math.Max(welfare.Read(Sum(best)), welfare.Read(bound)));
    }

    /// <summary>The method of equal shares, completed by the largest Σ U_g.</summary>
    internal FairFound? EqualShares()
    {
        var chosen = Groups.EqualShares.Choose(_problem, [.. _yardsticks.Zip(_best)]);
        var found = _search.Maximise(Aim([f => Choose(f, chosen)], f => f.MaximiseValue(_sum), finishes => _sum.Of(_problem, finishes)), Completed(chosen));
        return found.Finishes is { } finishes ? new(finishes, null, null) : null;
    }

    /// <summary>What was bought, and what else a list has room for; nothing where floors would lack more.</summary>
    private int[]? Completed(List<int> chosen) =>
        ListSchedule.Build(_problem, [.. chosen, .. ListSchedule.ByValueForEffort(_problem)]) is { } list && chosen.TrueForAll(i => list[i] >= 0)
        && Evaluation.Shortfall(_problem, list) <= _shortfall + Tolerance && Searching.Soundness.Holds(_problem, list) ? list : null;

    private FairFound? Smallest(Action<Formulation>[] rows, int[] start) => Read(_search.Maximise(Aim(rows, f =>
    {
        f.ClearObjective();
        var lowest = _yardsticks.Select((y, g) => y.Least(_problem) / _best[g]).Min();
        var smallest = f.Model.Continuous(Math.Min(0, lowest) - 1, 1, 1);
        for (var g = 0; g < _best.Length; g++) f.Model.AtLeast(0, [.. Parts(f, g), (smallest, -1)]);
    }, finishes => Satisfactions(finishes).Min()), start));

    private void MaximiseWelfare(Formulation f, Welfare welfare, List<double>[] tangents, double least)
    {
        f.ClearObjective();
        for (var g = 0; g < _best.Length; g++)
        {
            var counts = f.Model.Continuous(welfare.Of(g, Math.Max(least, 1e-12)) - 1, welfare.Of(g, 1), 1);
            var parts = Parts(f, g);
            foreach (var at in tangents[g])
            {
                var slope = welfare.Slope(g, at);
                f.Model.AtLeast((slope * at) - welfare.Of(g, at), [.. parts.Select(p => (p.Column, p.Factor * slope)), (counts, -1)]);
            }
        }
    }

    /// <summary>Whether some tangent was not there yet.</summary>
    private bool AddTangents(List<double>[] tangents, int[] finishes)
    {
        var satisfactions = Satisfactions(finishes);
        var added = false;
        for (var g = 0; g < satisfactions.Length; g++)
        {
            var at = Math.Clamp(satisfactions[g], 1e-12, 1);
            if (tangents[g].Exists(t => Math.Abs(t - at) <= 1e-9 * at)) continue;
            tangents[g].Add(at);
            added = true;
        }

        return added;
    }

    private void EachAtLeast(Formulation f, double satisfaction)
    {
        for (var g = 0; g < _best.Length; g++) f.Model.AtLeast(satisfaction, Parts(f, g));
    }

    private static void Choose(Formulation f, IEnumerable<int> candidates)
    {
        foreach (var i in candidates) f.Model.AtLeast(1, (f.Chosen(i)!.Value, 1));
    }

    /// <summary>σ_g as terms.</summary>
    private (Column Column, double Factor)[] Parts(Formulation f, int g) => [.. f.ValueTerms(_yardsticks[g]).Select(t => (t.Column, t.Factor / _best[g]))];

    private Aim Aim(Action<Formulation>[] rows, Action<Formulation> last, Func<int[], double> worth) => new("groups", f =>
    {
        foreach (var row in rows) row(f);
        last(f);
    }, worth)
    {
        Shortfall = _shortfall,
    };

    private static FairFound? Read(Found found) => found.Finishes is { } finishes ? new(finishes, found.Objective, found.Bound) : null;

    private static bool IsProven(FairFound found) => found.Bound - found.Score <= 2 * Tolerance * Math.Max(1, Math.Abs(found.Score!.Value));
}
