using Dais.Engine.Modelling;
using Dais.Engine.Planning;

namespace Dais.Engine.Tests.Planning;

/// <summary>What is best in a small world.</summary>
/// <param name="Shortfall">The least that can lack to the floors.</param>
/// <param name="Objective">The most that a plan with that shortfall is worth.</param>
/// <param name="Customer">V_C of the plan that the rules for ties choose.</param>
/// <param name="Platform">V_P of it.</param>
/// <param name="Finishes">Its finishes, by place in the portfolio.</param>
/// <param name="Ties">How many plans have that shortfall and objective.</param>
internal sealed record OracleAnswer(double Shortfall, double Objective, double Customer, double Platform, int[] Finishes, int Ties);

/// <summary>The best plan of a small world, found by trying every list of finishes.</summary>
internal static class Oracle
{
    /// <summary>How far two values may differ and count as equal, relative to the larger of 1 and the value.</summary>
    private const double Same = 1e-6;

    /// <summary>The one plan that the rules call best; nothing where no plan keeps them.</summary>
    internal static OracleAnswer? Solve(SmallWorld world)
    {
        var rules = new OracleRules(world);
        var weights = world.Policy.EffectiveWeights;
        var plans = Plans(rules).Select(f => new Candidate(f, rules, weights)).ToList();
        if (plans.Count == 0) return null;

        plans = Least(plans, p => p.Shortfall);
        plans = Least(plans, p => -p.Objective);
        var (shortfall, objective, ties) = (plans.Min(p => p.Shortfall), plans.Max(p => p.Objective), plans.Count);

        if (weights.Platform == 0) plans = Least(plans, p => -p.Platform);
        if (weights.Customer == 0) plans = Least(plans, p => -p.Customer);
        if (plans.Count > 1) plans = Least(plans, p => new OracleLayout(rules, p.Finishes).LeastSpan);
        plans = Least(plans, p => p.Finishes.Where(IsPeriod).Sum());
        var best = plans.Aggregate((a, b) => Compare(List(rules, a.Finishes), List(rules, b.Finishes)) <= 0 ? a : b);
        return new(shortfall, objective, best.Customer, best.Platform, best.Finishes, ties);
    }

    /// <summary>Every list of finishes that keeps the rules.</summary>
    internal static IEnumerable<int[]> Plans(OracleRules rules) =>
        Lists([.. Enumerable.Range(0, rules.Count).Select(i => rules.OwnFinishes(i).ToArray())])
            .Where(f => rules.Allows(f) && new OracleLayout(rules, f).Fits);

    /// <summary>The chosen initiatives and their finishes, in the order of the ids.</summary>
    internal static List<(Id<Initiative> Id, int Finish)> List(OracleRules rules, int[] f) =>
        [.. Enumerable.Range(0, rules.Count).Where(i => IsPeriod(f[i])).Select(i => (rules.IdOf(i), f[i])).OrderBy(x => x.Item1)];

    internal static bool IsPeriod(int finish) => finish is not (-1 or OracleRules.Out);

    private static IEnumerable<int[]> Lists(int[][] choices)
    {
        IEnumerable<int[]> lists = [[]];
        return choices.Aggregate(lists, (heads, last) => heads.SelectMany(head => last.Select(f => (int[])[.. head, f])));
    }

    private static List<Candidate> Least(List<Candidate> plans, Func<Candidate, double> of)
    {
        var values = plans.ConvertAll(p => of(p));
        var least = values.Min();
        return [.. plans.Where((_, i) => values[i] <= least + (Same * Math.Max(1, Math.Abs(least))))];
    }

    /// <summary>As lists compare: by the first difference; one that the other begins with is the smaller.</summary>
    private static int Compare(List<(Id<Initiative> Id, int Finish)> a, List<(Id<Initiative> Id, int Finish)> b)
    {
        var (left, right) = (a, b);
        foreach (var (x, y) in left.Zip(right))
        {
            if (x.Id != y.Id) return x.Id.CompareTo(y.Id);
            if (x.Finish != y.Finish) return x.Finish.CompareTo(y.Finish);
        }
        return left.Count.CompareTo(right.Count);
    }

    private sealed class Candidate
    {
        internal Candidate(int[] finishes, OracleRules rules, Weights weights)
        {
            Finishes = finishes;
            Shortfall = rules.Shortfall(finishes);
            (Customer, Platform, _, _) = rules.Values(finishes);
            Objective = (weights.Customer * Customer) + (weights.Platform * Platform);
        }

        internal int[] Finishes { get; }

        internal double Shortfall { get; }

        internal double Customer { get; }

        internal double Platform { get; }

        internal double Objective { get; }
    }
}
