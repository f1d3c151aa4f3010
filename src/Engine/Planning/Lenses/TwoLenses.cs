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
/// between them lack equally little. Which of equal ideals is shown is told, beyond the other lens, only when the
/// frontier is there: it takes longer than all the rest.
/// </remarks>
public sealed class TwoLenses
{
    private const double ShareOfIdeal = 0.25;

    // Where there is much to choose, each ideal is also looked for among the plans between, and together with them.
    private const double ShareOfLargeIdeal = 0.12;
    private const double ShareOfCountedIdeal = 0.04;
    private const double ShareOfTies = 0.15;
    private const double ShareOfTelling = 0.3;
    private const double Near = 1e-6;

    private readonly Portfolio _portfolio;
    private readonly Policy _policy;
    private readonly Budget _budget;
    private readonly Action<Progress>? _progress;

    private readonly bool? _much;

    private TwoLenses(Portfolio portfolio, Policy policy, Budget budget, bool? much, Action<Progress>? progress) =>
        (_portfolio, _policy, _budget, _much, _progress) = (portfolio, policy, budget, much, progress);

    /// <summary>Both ideals, the frontier and the compromises, as far as <paramref name="limits"/> allow.</summary>
    /// <param name="portfolio">The facts; it breaks no rule of the model.</param>
    /// <param name="policy">The orders that every plan obeys; its lens and weights do not matter.</param>
    /// <param name="limits">How long to look in all; a gap above 0 is the gap of the frontier at which to stop.</param>
    /// <param name="clock">The time, for the limit in seconds and for progress.</param>
    /// <param name="progress">Called as the search goes on, from any thread, one call at a time.</param>
    /// <param name="cancel">Stops the search; what is known so far is returned.</param>
    public static LensStudy Solve(Portfolio portfolio, Policy policy, SolveLimits limits, TimeProvider clock, Action<Progress>? progress = null, CancellationToken cancel = default) =>
        Solve(portfolio, policy, limits, clock, null, progress, cancel);

    /// <summary>The same, with a word on whether there is much to choose, which is else seen from the portfolio.</summary>
    internal static LensStudy Solve(Portfolio portfolio, Policy policy, SolveLimits limits, TimeProvider clock, bool? much, Action<Progress>? progress = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(portfolio);
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(limits);
        ArgumentNullException.ThrowIfNull(clock);
        var budget = new Budget(limits, clock, cancel);
        return new TwoLenses(portfolio, policy, budget, much, progress).Run(clock) with { Seconds = budget.Elapsed };
    }

    private LensStudy Run(TimeProvider clock)
    {
        var customer = Ideal(Lens.Customer, null);
        if (customer.Found.Finishes is null) return Nothing(customer, clock);
        var platform = Ideal(Lens.Platform, customer);
        if (platform.Found.Finishes is null) return Nothing(platform, clock);
        if (platform.Found.Shortfall < customer.Found.Shortfall - 1e-6) customer = Ideal(Lens.Customer, platform);
        var region = Between(customer, platform);
        new FrontierSearch(customer.Problem, customer.Search, _budget, region, customer.Found.Shortfall, IsMuch(customer.Problem), Report).Run(_budget.Limits.Gap);
        (customer, platform) = (ToldApart(customer, region, ShareOfTelling), ToldApart(platform, region, ShareOfTelling));
        Tell("laying out the plans", null);
        var named = Compromises.Of(region);
        var frontier = FrontierOf(customer.Problem, region, [.. named.Select(n => n.At)]);
        var both = Compile.From(_portfolio, _policy with { Lens = Lens.Both, Weights = new(1, 1) });
        var distinct = named.Select(n => n.At).Distinct().ToList();
        Func<Plan>[] layouts =
        [
            () => PlanOf(Ended(customer, Lens.Customer, region.Found[^1], region)),
            () => PlanOf(Ended(platform, Lens.Platform, region.Found[0], region)),
            .. distinct.Select<Landmark, Func<Plan>>(at => () => Draft.Unproven(both, at.Finishes, _budget)),
        ];
        var plans = layouts.AsParallel().AsOrdered().WithDegreeOfParallelism(2).Select(layout => layout()).ToArray();
        return new(plans[0], plans[1], frontier, [.. named.Select(n => new Compromise(n.Kind, plans[2 + distinct.IndexOf(n.At)], n.Score, n.Bound))]);
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
        var share = !IsMuch(problem) ? ShareOfIdeal : _budget.Counted ? ShareOfCountedIdeal : ShareOfLargeIdeal;
        var found = _budget.Within(share, search.Run);
        if (found.Status == PlanStatus.Unknown && share < ShareOfIdeal) found = _budget.Within(ShareOfIdeal, search.Run);
        if (found.Status != PlanStatus.Optimal) return new(problem, search, found, TieBreak.None);
        var (told, ties) = _budget.Within(ShareOfTies, () => Ties.Break(problem, search, found, TieBreak.OtherLens));
        return new(problem, search, found with { Finishes = told, Objective = problem.Judge(told) }, ties);
    }

    /// <summary>The ideal that is left of all that are equal in both lenses, as far as that share of the time allows; it takes its place on the frontier too.</summary>
    private Side ToldApart(Side side, Region region, double share)
    {
        if (side.Ties != TieBreak.OtherLens || _policy.Timing != Timing.Flow || _budget.Over) return side;
        side.Search.Enter("proven; telling equal plans apart");
        var (told, ties) = _budget.Within(share, () => Ties.Break(side.Problem, side.Search, side.Found));
        if (ties <= TieBreak.OtherLens) return side;
        region.Replace(side.Found.Finishes!, told);
        return side with { Found = side.Found with { Finishes = told, Objective = side.Problem.Judge(told) }, Ties = ties };
    }

    private bool IsMuch(Problem problem) => _much ?? FrontierSearch.IsMuch(problem);

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

    /// <summary>The ideal, or the plan at its end of the frontier where the search came upon one that covers it, with all that is known of it by now.</summary>
    private static Side Ended(Side side, Lens lens, Landmark end, Region region)
    {
        if (side.Ties >= TieBreak.OtherLens) return side;
        var objective = end.At.On(lens);
        var bound = Math.Max(objective, Math.Min(side.Found.Bound, region.BoundOf(lens == Lens.Customer ? new(1, 0) : new(0, 1))));
        var proven = side.Search.FloorsKnown && bound - objective <= Search.Tolerance * Math.Max(1, Math.Abs(objective));
        var found = side.Found with { Finishes = end.Finishes, Objective = objective, Bound = bound, Status = proven ? PlanStatus.Optimal : PlanStatus.Feasible };
        return side with { Found = found, Ties = proven && region.GapAt(end.At) <= Near ? TieBreak.OtherLens : TieBreak.None };
    }

    /// <summary>The bound, or all that could be earned where there is none.</summary>
    private static double Finite(Problem problem, double bound, Weights weights)
    {
        var yardstick = Yardstick.Of(problem, new(-weights.Customer, -weights.Platform));
        return double.IsFinite(bound) ? bound : -yardstick.Least(problem);
    }

    private Plan PlanOf(Side side) => Draft.Of(side.Problem, side.Found, _budget) with { Ties = side.Ties, Stability = Promises.Unpriced(side.Problem, side.Found.Finishes!) };

    /// <summary>All plans found where they are all there are; else some that lie well apart, among them the ends and those <paramref name="named"/>.</summary>
    private static Frontier FrontierOf(Problem problem, Region region, Landmark[] named)
    {
        var supported = Hull.Of([.. region.Found.Select(f => f.At)]);
        var shown = region.Boxes.IsEmpty ? [.. region.Found] : Slots.WellApart(region, named);
        return new(
            [.. region.Found.Select((f, i) => (Plan: f, Supported: supported[i])).Where(x => shown.Contains(x.Plan)).Select(x => Point(problem, region, x.Plan, x.Supported))],
            [.. region.Boxes.OrderBy(b => b.Low.Customer).ThenBy(b => b.High.Customer).Select(b => new FrontierBox(ValueAt(b.Low), ValueAt(b.High)))],
            region.GapWith(shown))
        {
            Found = region.Found.Length,
        };
    }

    private static FrontierPoint Point(Problem problem, Region region, Landmark plan, bool supported) =>
        new(ValueAt(plan.At), supported, problem.Named(plan.Finishes), region.GapAt(plan.At) is var gap && gap <= Near ? 0 : gap);

    private static PlanValue ValueAt(Spot spot) => new(Money.Of(spot.Customer), Money.Of(spot.Platform));

    private void Report(Region region) => Tell(
        "frontier",
        string.Create(CultureInfo.InvariantCulture, $"{region.Found.Length} plans, gap {(region.Boxes.IsEmpty ? "none" : (region.Gap * 100).ToString("0.##", CultureInfo.InvariantCulture) + " %")}"));

    private void Tell(string phase, string? note) => _progress?.Invoke(new(_budget.Elapsed, null, null, phase) { Note = note ?? "" });

    /// <summary>One lens: its problem, its search and what that found.</summary>
    private sealed record Side(Problem Problem, Search Search, Found Found, TieBreak Ties);
}
