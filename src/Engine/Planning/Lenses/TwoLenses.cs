using System.Collections.Immutable;
using System.Globalization;
using Dais.Engine.Modelling;
using Dais.Engine.Quantities;

namespace Dais.Engine.Planning.Lenses;

/// <summary>
/// Solves the same portfolio through both lenses, and finds the plans between them (M-04 a, b).
/// </summary>
/// <remarks>
/// The ideals are lexicographic: the other lens breaks ties, else the platform's ideal could be worth nothing to
/// customers. The weights of the policy play no part. Floors come first, as in every plan: the ideals and all plans
/// between them lack equally little.
/// </remarks>
public sealed class TwoLenses
{
    private const double ShareOfIdeal = 0.25;
    private const double ShareOfTies = 0.15;

    private readonly Portfolio _portfolio;
    private readonly Policy _policy;
    private readonly Budget _budget;
    private readonly Action<Progress>? _progress;

    private TwoLenses(Portfolio portfolio, Policy policy, Budget budget, Action<Progress>? progress) =>
        (_portfolio, _policy, _budget, _progress) = (portfolio, policy, budget, progress);

    /// <summary>Both ideals, the frontier and the compromises, as far as <paramref name="limits"/> allow.</summary>
    /// <param name="portfolio">The facts; it breaks no rule of the model.</param>
    /// <param name="policy">The orders that every plan obeys; its lens and weights do not matter.</param>
    /// <param name="limits">How long to look in all; a gap above 0 is the gap of the frontier at which to stop.</param>
    /// <param name="clock">The time, for the limit in seconds and for progress.</param>
    /// <param name="progress">Called as the search goes on, from any thread, one call at a time.</param>
    /// <param name="cancel">Stops the search; what is known so far is returned.</param>
    public static LensStudy Solve(Portfolio portfolio, Policy policy, SolveLimits limits, TimeProvider clock, Action<Progress>? progress = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(portfolio);
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(limits);
        ArgumentNullException.ThrowIfNull(clock);
        var budget = new Budget(limits, clock, cancel);
        return new TwoLenses(portfolio, policy, budget, progress).Run(clock) with { Seconds = budget.Elapsed };
    }

    private LensStudy Run(TimeProvider clock)
    {
        var customer = Ideal(Lens.Customer, null);
        if (customer.Found.Finishes is null) return Nothing(customer, clock);
        var platform = Ideal(Lens.Platform, customer);
        if (platform.Found.Finishes is null) return Nothing(platform, clock);
        if (platform.Found.Shortfall < customer.Found.Shortfall - 1e-6) customer = Ideal(Lens.Customer, platform);
        var region = Between(customer, platform);
        new FrontierSearch(customer.Problem, customer.Search, _budget, region, customer.Found.Shortfall, Report).Run(_budget.Limits.Gap);
        Tell("laying out the plans", null);
        var frontier = FrontierOf(customer.Problem, region);
        return new(PlanOf(Ended(customer, region.Found[^1])), PlanOf(Ended(platform, region.Found[0])), frontier, Compromises.Of(_portfolio, _policy, region, frontier, _budget));
    }

    private LensStudy Nothing(Side side, TimeProvider clock)
    {
        var none = side.Found.Status == PlanStatus.Infeasible ? Planner.NoPlan(side.Problem, side.Found, _budget, clock) : Draft.Of(side.Problem, side.Found, _budget);
        return new(none, none, new([], [], double.PositiveInfinity), []);
    }

    /// <summary>The best plan of one lens, of equals the one that is best in the other.</summary>
    private Side Ideal(Lens lens, Side? before)
    {
        var problem = Compile.From(_portfolio, _policy with { Lens = lens });
        var name = lens == Lens.Customer ? "customers' ideal" : "platform's ideal";
        var search = new Search(problem, _budget, p => _progress?.Invoke(p with { Phase = name + ": " + p.Phase }));
        if (before is { Found.Finishes: { } finishes }) search.Begin(before.Found.Shortfall, before.Search.FloorsKnown, [finishes]);
        var found = _budget.Within(ShareOfIdeal, search.Run);
        if (found.Status != PlanStatus.Optimal) return new(problem, search, found, TieBreak.None);
        search.Enter("proven; telling equal plans apart");
        var upTo = _policy.Timing == Timing.Flow ? TieBreak.Complete : TieBreak.OtherLens;
        var (told, ties) = _budget.Within(ShareOfTies, () => Ties.Break(problem, search, found, upTo));
        return new(problem, search, found with { Finishes = told, Objective = problem.Judge(told) }, ties);
    }

    private static Region Between(Side customer, Side platform)
    {
        var (problem, c, p) = (customer.Problem, customer.Found, platform.Found);
        var least = new Spot(Yardstick.Of(problem, new(1, 0)).Least(problem) - 1, Yardstick.Of(problem, new(0, 1)).Least(problem) - 1);
        var bound = new Spot(Finite(problem, c.Bound, new(1, 0)), Finite(problem, p.Bound, new(0, 1)));
        var region = new Region(least, bound, new(c.Objective, p.Objective));
        foreach (var side in (Side[])[customer, platform])
        {
            var (x, y) = Evaluation.Value(problem, side.Found.Finishes!);
            region.Take(new(new(x, y), side.Found.Finishes!));
            if (side.Ties >= TieBreak.OtherLens) region.CutCorner(new(x, y));
        }

        if (customer.Ties >= TieBreak.OtherLens) region.CutCorner(new(c.Objective - region.Slack.Customer, Evaluation.Value(problem, c.Finishes!).Platform));
        if (platform.Ties >= TieBreak.OtherLens) region.CutCorner(new(Evaluation.Value(problem, p.Finishes!).Customer, p.Objective - region.Slack.Platform));
        return region;
    }

    /// <summary>The ideal, or the plan at its end of the frontier where the search came upon one that covers it.</summary>
    private static Side Ended(Side side, Landmark end)
    {
        if (side.Ties >= TieBreak.OtherLens) return side;
        var objective = side.Problem.Judge(end.Finishes);
        var proven = side.Found.Bound - objective <= Search.Tolerance * Math.Max(1, Math.Abs(objective));
        return side with { Found = side.Found with { Finishes = end.Finishes, Objective = objective, Status = proven ? side.Found.Status : PlanStatus.Feasible } };
    }

    /// <summary>The bound, or all that could be earned where there is none.</summary>
    private static double Finite(Problem problem, double bound, Weights weights)
    {
        var yardstick = Yardstick.Of(problem, new(-weights.Customer, -weights.Platform));
        return double.IsFinite(bound) ? bound : -yardstick.Least(problem);
    }

    private Plan PlanOf(Side side) => Draft.Of(side.Problem, side.Found, _budget) with { Ties = side.Ties, Stability = Promises.Unpriced(side.Problem, side.Found.Finishes!) };

    private static Frontier FrontierOf(Problem problem, Region region)
    {
        var supported = Hull.Of([.. region.Found.Select(f => f.At)]);
        return new(
            [.. region.Found.Select((f, i) => new FrontierPoint(ValueAt(f.At), supported[i], FinishesOf(problem, f.Finishes)))],
            [.. region.Boxes.OrderBy(b => b.Low.Customer).ThenBy(b => b.High.Customer).Select(b => new FrontierBox(ValueAt(b.Low), ValueAt(b.High)))],
            region.Gap);
    }

    private static PlanValue ValueAt(Spot spot) => new(Money.Of(spot.Customer), Money.Of(spot.Platform));

    private static ImmutableSortedDictionary<Id<Initiative>, Period> FinishesOf(Problem problem, int[] finishes) =>
        problem.Candidates.Select((c, i) => (c.Id, Finish: finishes[i])).Where(x => x.Finish >= 0).ToImmutableSortedDictionary(x => x.Id, x => new Period(x.Finish));

    private void Report(Region region) => Tell(
        "frontier",
        string.Create(CultureInfo.InvariantCulture, $"{region.Found.Count} plans, gap {(region.Boxes.Count == 0 ? "none" : (region.Gap * 100).ToString("0.##", CultureInfo.InvariantCulture) + " %")}"));

    private void Tell(string phase, string? note) => _progress?.Invoke(new(_budget.Elapsed, null, null, phase) { Note = note ?? "" });

    /// <summary>One lens: its problem, its search and what that found.</summary>
    private sealed record Side(Problem Problem, Search Search, Found Found, TieBreak Ties);
}
