namespace Dais.Engine.Planning.Groups;

/// <summary>
/// The method of equal shares: every group gets the same part of the capacity to spend, and what is bought is paid for by
/// those it serves, in proportion to what it is worth to them.
/// </summary>
/// <remarks>
/// <para>
/// A thing to buy is an initiative or a use case with all that it stands on and that is not bought yet; its price is the
/// effort of that, and its worth to group g what U_g would gain if all of it were finished at its earliest, as a part of
/// U_g*. It can be bought at ρ when Σ_g min(b_g, ρ · worth_g) = price, b_g being what g has left. The thing with the
/// smallest ρ is bought, as long as there is one and a list schedule finds room for it; what is ordered anyway costs
/// nobody anything. Of equal ρ the one that is worth more goes first, then the first in the order of ids.
/// </para>
/// <para>Source: Peters, Pierczyński and Skowron (2021), Proportional participatory budgeting with additive utilities.</para>
/// </remarks>
internal static class EqualShares
{
    private const double Near = 1e-9;

    /// <summary>The candidates bought, besides what is forced; yardsticks are those of the groups, each with the U_g* that makes them parts.</summary>
    internal static List<int> Choose(Problem problem, (Yardstick Yardstick, double Best)[] groups)
    {
        var forced = Enumerable.Range(0, problem.Candidates.Length).Where(i => problem.Candidates[i].Forced).ToList();
        var bought = new SortedSet<int>(forced);
        var left = Enumerable.Repeat(Math.Max(0, problem.Total - forced.Sum(i => problem.Candidates[i].Total)) / groups.Length, groups.Length).ToArray();
        var bundles = Bundles(problem).ToList();
        while (bundles.Count > 0)
        {
            var before = Worth(problem, groups, bought);
            var offers = bundles.Select(b => Offer(problem, groups, left, before, bought, b)).OfType<Offered>().ToList();
            if (offers.Count == 0) break;
            var best = offers.Aggregate((a, b) => b.Rate < a.Rate - Near || (b.Rate <= a.Rate + Near && b.Worth.Sum() > a.Worth.Sum() + Near) ? b : a);
            bundles.Remove(best.Bundle);
            if (!HasRoom(problem, bought, best.Bundle)) continue;
            bought.UnionWith(best.Bundle);
            for (var g = 0; g < left.Length; g++) left[g] -= Math.Min(left[g], best.Rate * best.Worth[g]);
        }

        return [.. bought];
    }

    private sealed record Offered(int[] Bundle, double Rate, double[] Worth);

    private static Offered? Offer(Problem problem, (Yardstick, double)[] groups, double[] left, double[] before, SortedSet<int> bought, int[] bundle)
    {
        var price = bundle.Where(i => !bought.Contains(i)).Sum(i => problem.Candidates[i].Total);
        var after = Worth(problem, groups, bought.Union(bundle));
        var worth = after.Select((w, g) => Math.Max(0, w - before[g])).ToArray();
        return worth.Sum() > Near && Rate(price, worth, left) is { } rate ? new(bundle, rate, worth) : null;
    }

    /// <summary>The ρ at which those it serves can pay for it; nothing where they cannot.</summary>
    internal static double? Rate(double price, double[] worth, double[] left)
    {
        if (price <= Near) return 0;
        var (rest, served) = (price, worth.Sum());
        foreach (var g in Enumerable.Range(0, worth.Length).Where(g => worth[g] > 0).OrderBy(g => left[g] / worth[g]).ThenBy(g => g))
        {
            var rate = rest / served;
            if (rate * worth[g] <= left[g] + Near) return rate;
            rest -= left[g];
            served -= worth[g];
        }

        return null;
    }

    /// <summary>What each group has of these, all finished at their earliest, as a part of its best.</summary>
    private static double[] Worth(Problem problem, (Yardstick Yardstick, double Best)[] groups, IEnumerable<int> chosen)
    {
        var finishes = new int[problem.Candidates.Length];
        Array.Fill(finishes, -1);
        foreach (var i in chosen) finishes[i] = problem.Candidates[i].MinFinish;
        return [.. groups.Select(g => g.Yardstick.Of(problem, finishes) / g.Best)];
    }

    /// <summary>Each initiative, and each use case, with all it stands on; a level is raised by whatever does it with the least effort.</summary>
    private static IEnumerable<int[]> Bundles(Problem problem)
    {
        for (var i = 0; i < problem.Candidates.Length; i++)
        {
            if (Closure(problem, [i]) is { } closure) yield return closure;
        }

        foreach (var goal in problem.Goals)
        {
            var raisers = goal.Steps.Select(s => problem.Steps[s].Raisers.Select(i => Closure(problem, [i])).OfType<int[]>().MinBy(c => c.Sum(i => problem.Candidates[i].Total))).ToList();
            if (raisers.Contains(null)) continue;
            if (Closure(problem, [.. goal.Initiatives, .. raisers.SelectMany(r => r!)]) is { } closure) yield return closure;
        }
    }

    private static int[]? Closure(Problem problem, IEnumerable<int> from)
    {
        var seen = new SortedSet<int>(from);
        var open = new Stack<int>(seen);
        while (open.TryPop(out var i))
        {
            if (!problem.Candidates[i].Possible) return null;
            foreach (var j in problem.Candidates[i].After.Concat(problem.Candidates[i].Requires))
            {
                if (seen.Add(j)) open.Push(j);
            }
        }

        return [.. seen];
    }

    private static bool HasRoom(Problem problem, SortedSet<int> bought, int[] bundle)
    {
        var together = bought.Union(bundle).ToList();
        return ListSchedule.Build(problem, together) is { } finishes && together.TrueForAll(i => finishes[i] >= 0) && Searching.Soundness.Holds(problem, finishes);
    }
}
