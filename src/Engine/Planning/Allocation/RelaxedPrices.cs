using Dais.Engine.Solving;

namespace Dais.Engine.Planning.Allocation;

/// <summary>What capacity is worth in the linear relaxation, in which initiatives may be chosen in part.</summary>
/// <param name="Value">The relaxation's objective: no plan is worth more.</param>
/// <param name="Teams">By team, what a point of K more on it is worth at first.</param>
/// <param name="All">What one per cent more capacity on every team is worth at first.</param>
/// <remarks>
/// Every team may be lent θ points of K, spread over the periods as its capacity is; K grows with them, and so do floors
/// and ceilings. θ is held at 0, and its reduced cost is the price. Where the relaxation is worth what the best plan is,
/// the price is that of the plan; else it is a hint that does not jump as whole plans do.
/// </remarks>
internal sealed record RelaxedPrices(double Value, double[] Teams, double All)
{
    /// <summary>The prices; nothing where the relaxation was not solved in time.</summary>
    internal static RelaxedPrices? Of(Problem problem, double shortfall, Budget budget)
    {
        if (budget.Over) return null;
        var point = Pricing.Point * problem.Total;
        var own = problem.Capacity.Select(c => c.Sum()).ToArray();
        var free = problem.With([.. problem.Bands.Select(_ => new Band(0, double.PositiveInfinity))]);
        var f = Formulation.Build(free, new WorkColumns(free).Pairs, Leeway.Lending(problem.Capacity, Enumerable.Range(0, own.Length)));
        var more = own.Select(_ => f.Model.Continuous(0, 0)).ToArray();
        for (var k = 0; k < own.Length; k++)
        {
            for (var t = 0; t < problem.Periods; t++) f.Model.Equal(0, (f.Leeway!.Lent(k, t)!.Value, 1), (more[k], own[k] <= 0 ? 0 : -point * problem.Capacity[k][t] / own[k]));
        }

        Shares(f, problem, shortfall, more, point);
        f.MaximiseValue(problem.Weights);
        var solution = Highs.Solve(f.Model, new() { Relax = true, Seconds = budget.Seconds, Seed = budget.Limits.Seed });
        budget.Spend(solution.Work);
        if (solution.Rates.Length == 0) return null;
        var prices = more.Select(m => solution.Rates[m.Index]).ToArray();
        return new(solution.Objective, prices, prices.Zip(own, (price, capacity) => price * capacity / problem.Total).Sum());
    }

    /// <summary>R9, with floors and ceilings that grow with what is lent.</summary>
    private static void Shares(Formulation f, Problem problem, double shortfall, Column[] more, double point)
    {
        var lacking = new List<(Column, double)>();
        for (var b = 0; b < problem.Bands.Length; b++)
        {
            var ((floor, ceiling), bucket) = ((problem.Bands[b].Floor, problem.Bands[b].Ceiling), b);
            var chosen = Holds.Members(problem, bucket).Where(i => problem.Candidates[i].Total > 0).Select(i => (f.Chosen(i)!.Value, problem.Candidates[i].Total)).ToList();
            IEnumerable<(Column, double)> Growing(double limit) => more.Select(m => (m, -limit / problem.Total * point));
            if (double.IsFinite(ceiling)) f.Model.AtMost(ceiling, [.. chosen, .. Growing(ceiling)]);
            if (floor <= 0) continue;
            var lack = f.Model.Continuous(0, floor);
            lacking.Add((lack, 1));
            f.Model.AtLeast(floor, [.. chosen, (lack, 1), .. Growing(floor)]);
        }

        if (lacking.Count > 0) f.Model.AtMost(shortfall + 1e-9, [.. lacking]);
    }
}
