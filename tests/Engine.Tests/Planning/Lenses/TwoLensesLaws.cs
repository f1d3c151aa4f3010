using Dais.Engine.Planning;
using Dais.Engine.Planning.Lenses;
using Dais.Engine.Quantities;

namespace Dais.Engine.Tests.Planning.Lenses;

/// <summary>What holds of the two ideals and of every plan between them, on small worlds with every rule in play.</summary>
public sealed class TwoLensesLaws
{
    /// <summary>Values nearer than this, relative to the larger of 1 and the best, are one: a little above the resolution of the frontier.</summary>
    private const double Near = 1e-5;

    [Fact]
    public void The_frontier_is_the_one_that_brute_force_finds() => SmallWorldLaw.Holds(everyday: 60, atLength: 3_000, world =>
    {
        var study = Solve(world);
        var (all, shortfall) = Plans(world);
        if (all.Count == 0) return study.Found ? "There is no plan, but two are shown." : null;
        if (!study.IdealsProven || !study.Frontier.Exact) return $"It is not exact: {study.Customer.Status} {study.Platform.Status}, {study.Frontier.Boxes.Length} boxes.";
        var slack = (C: Near * Math.Max(1, Math.Abs(all.Max(p => p.C))), P: Near * Math.Max(1, Math.Abs(all.Max(p => p.P))));
        var shown = study.Frontier.Points.Select(p => (C: p.Value.Customer.Value, P: p.Value.Platform.Value)).ToList();
        foreach (var plan in all.Where(plan => !shown.Any(s => plan.C <= s.C + slack.C && plan.P <= s.P + slack.P))) return $"({plan.C}, {plan.P}) is not covered by {string.Join(' ', shown)}.";
        foreach (var point in shown.Where(s => all.Any(p => p.C > s.C + slack.C && p.P > s.P + slack.P))) return $"{point} is worse than another plan in both.";
        foreach (var point in shown.Where(s => !all.Any(p => Math.Abs(p.C - s.C) < slack.C && Math.Abs(p.P - s.P) < slack.P))) return $"{point} is no plan.";
        return Math.Abs(study.Customer.Shortfall.Value - shortfall) < 1e-4 ? null : $"The customers' ideal lacks {study.Customer.Shortfall}; {shortfall} is the least.";
    });

    [Fact]
    public void The_ideals_are_best_in_their_lens_and_then_in_the_other() => SmallWorldLaw.Holds(everyday: 60, atLength: 3_000, world =>
    {
        var study = Solve(world);
        if (!study.Found) return null;
        foreach (var (lens, plan) in new[] { (Lens.Customer, study.Customer), (Lens.Platform, study.Platform) })
        {
            var best = Oracle.Solve(world.Under(p => p with { Lens = lens }))!;
            var near = 2e-6 * Math.Max(1, Math.Max(Math.Abs(best.Customer), Math.Abs(best.Platform)));
            if (Math.Abs(plan.Value.Customer.Value - best.Customer) > near || Math.Abs(plan.Value.Platform.Value - best.Platform) > near) return $"{lens}: {plan.Value}, but the best is {best.Customer} and {best.Platform}.";
            if (PlanChecker.Check(world.Portfolio, plan) is { Length: > 0 } wrong) return string.Join(' ', wrong);
        }

        return null;
    });

    [Fact]
    public void No_plan_of_the_frontier_is_better_than_another_in_both_lenses() => SmallWorldLaw.Holds(everyday: 60, atLength: 3_000, world =>
    {
        var points = Solve(world).Frontier.Points;
        if (FrontierCheck.Doubt(world.Portfolio, world.Policy, Solve(world)) is { } doubt && Solve(world).Found) return doubt;
        return points.Zip(points.Skip(1)).All(x => x.First.Value.Customer < x.Second.Value.Customer && x.First.Value.Platform > x.Second.Value.Platform) ? null : string.Join(' ', points.Select(p => p.Value));
    });

    [Fact]
    public void The_supported_plans_are_those_that_some_weighting_makes_best() => SmallWorldLaw.Holds(everyday: 60, atLength: 3_000, world =>
    {
        var points = Solve(world).Frontier.Points;
        foreach (var point in points)
        {
            var best = Weightings.Any(w => points.All(other => Worth(other, w) <= Worth(point, w) + 1e-9));
            if (best && !point.Supported) return $"{point.Value} is best under some weighting, but not called supported.";
        }

        return points.IsEmpty || (points[0].Supported && points[^1].Supported) ? null : "An end is not supported.";
    });

    [Fact]
    public void A_compromise_is_the_best_by_its_rule_and_keeps_the_rules() => SmallWorldLaw.Holds(everyday: 60, atLength: 3_000, world =>
    {
        var study = Solve(world);
        if (study.Compromises.IsEmpty) return null;
        var (all, _) = Plans(world);
        var (bestC, bestP) = (all.Max(p => p.C), all.Max(p => p.P));
        foreach (var compromise in study.Compromises)
        {
            if (PlanChecker.Check(world.Portfolio, compromise.Plan) is { Length: > 0 } wrong) return string.Join(' ', wrong);
            var best = all.Max(p => compromise.Kind switch
            {
                CompromiseKind.Nash => Math.Max(0, p.C / bestC) * Math.Max(0, p.P / bestP),
                CompromiseKind.EqualLoss => Math.Min(p.C / bestC, p.P / bestP),
                _ => p.C + p.P,
            });
            if (!compromise.Proven || Math.Abs(best - compromise.Score) > 1e-4 * Math.Max(1, Math.Abs(best))) return $"{compromise.Kind}: {compromise.Score}, but the best is {best}.";
        }

        return null;
    });

    [Fact]
    public void A_frontier_cut_short_covers_every_plan_up_to_its_gap() => SmallWorldLaw.Holds(everyday: 40, atLength: 2_000, world =>
    {
        var study = TwoLenses.Solve(world.Portfolio, world.Policy, new SolveLimits { Seconds = 10, Gap = 0.2 }, TimeProvider.System);
        if (!study.Found) return null;
        var (all, _) = Plans(world);
        var (bestC, bestP) = (Math.Max(1, Math.Abs(study.Customer.Value.Customer.Value)), Math.Max(1, Math.Abs(study.Platform.Value.Platform.Value)));
        var gap = study.Frontier.Gap + 1e-5;
        if (gap > 0.2001) return $"The gap is {gap}.";
        var far = all.Where(p => !study.Frontier.Points.Any(s => p.C <= s.Value.Customer.Value + (gap * bestC) && p.P <= s.Value.Platform.Value + (gap * bestP))).ToList();
        return far.Count == 0 ? null : $"{far[0]} is farther than {gap} from {string.Join(' ', study.Frontier.Points.Select(p => p.Value))}.";
    });

    /// <summary>The search for portfolios with much to choose, on worlds small enough to try every plan: it is complete where it ends, and true where it is stopped.</summary>
    [Fact]
    public void A_frontier_sketched_and_made_better_beside_is_true_too() => SmallWorldLaw.Holds(everyday: 80, atLength: 2_000, world =>
    {
        var whole = TwoLenses.Solve(world.Portfolio, world.Policy, new SolveLimits { Seconds = 20 }, TimeProvider.System, much: true);
        var cut = TwoLenses.Solve(world.Portfolio, world.Policy, new SolveLimits { Work = 40 }, TimeProvider.System, much: true);
        if (!whole.Found) return Solve(world).Found ? "It finds no plan." : null;
        if (!whole.IdealsProven || !whole.Frontier.Exact) return $"It is not exact: {whole.Customer.Status} {whole.Platform.Status}, {whole.Frontier.Boxes.Length} boxes.";
        var (all, _) = Plans(world);
        return Untrue(world, whole, all) ?? (cut.Found ? Untrue(world, cut, all) : null);
    });

    /// <summary>What a study says that brute force contradicts: a plan farther from all points than the gap, or one better than a point by more than the point's own gap.</summary>
    private static string? Untrue(SmallWorld world, LensStudy study, List<(double C, double P)> all)
    {
        if (FrontierCheck.Doubt(world.Portfolio, world.Policy, study) is { } doubt) return doubt;
        var (bestC, bestP) = (Math.Max(1, Math.Abs(study.Customer.Value.Customer.Value)), Math.Max(1, Math.Abs(study.Platform.Value.Platform.Value)));
        var gap = study.Frontier.Gap + 1e-5;
        foreach (var plan in all.Where(p => !study.Frontier.Points.Any(s => p.C <= s.Value.Customer.Value + (gap * bestC) && p.P <= s.Value.Platform.Value + (gap * bestP)))) return $"{plan} is farther than {gap} from every point.";
        foreach (var point in study.Frontier.Points)
        {
            var better = all.Where(p => p.C >= point.Value.Customer.Value && p.P >= point.Value.Platform.Value).Select(p => Math.Min((p.C - point.Value.Customer.Value) / bestC, (p.P - point.Value.Platform.Value) / bestP)).DefaultIfEmpty(0).Max();
            if (point.Gap < 1 && better > (point.Gap / (1 - point.Gap)) + 1e-5 && point.Value is { Customer.Value: > 0, Platform.Value: > 0 }) return $"{point.Value} has a gap of {point.Gap}, but a plan is better by {better} in both.";
            if (study.Frontier.Exact && point.Gap > 1e-5) return $"The frontier is exact, but {point.Value} has a gap of {point.Gap}.";
        }

        return null;
    }

    [Fact]
    public void The_tension_of_two_equal_ideals_is_none_and_parts_stay_parts() => SmallWorldLaw.Holds(everyday: 60, atLength: 2_000, world =>
    {
        var study = Solve(world);
        if (!study.Found) return null;
        var tension = Tension.Of(world.Portfolio, study);
        if (tension.CapacityConflict is < 0 or > 1 || tension.WeightedJaccard is < 0 or > 1 || tension.TimeTension is < 0) return tension.ToString();
        if (tension.CustomerLoss < -1e-6 || tension.PlatformLoss < -1e-6) return $"A side gains under the other's ideal: {tension.CustomerLoss}, {tension.PlatformLoss}.";
        var credited = tension.Items.Where(i => i.InCustomer is not null).Sum(i => i.Customer.Value);
        if (Math.Abs(credited - study.Customer.Value.Customer.Value) > 1e-6 * Math.Max(1, Math.Abs(credited))) return $"The items of the customers' ideal add up to {credited}, not to {study.Customer.Value.Customer}.";
        if (study.Frontier.Points.Length > 1) return null;
        return tension.CustomerLoss is null or < 1e-5 && tension.PlatformLoss is null or < 1e-5 ? null : "One plan is best in both lenses, but something is lost.";
    });

    [Fact]
    public void The_same_work_gives_the_same_study() => SmallWorldLaw.Holds(everyday: 20, atLength: 500, world =>
    {
        string Once()
        {
            var study = TwoLenses.Solve(world.Portfolio, world.Policy, new SolveLimits { Work = 500 }, TimeProvider.System, much: world.Portfolio.Initiatives.Count % 2 == 0);
            return $"{study.Customer.Value} {study.Platform.Value} {study.Frontier.Gap} " + string.Join(' ', study.Frontier.Points.Select(p => p.Value + ":" + string.Join(',', p.Finishes)));
        }

        var (one, again) = (Once(), Once());
        return one == again ? null : one + " and then " + again;
    });

    private static readonly Weights[] Weightings = [.. Enumerable.Range(0, 41).Select(i => new Weights(Math.Sin(i * Math.PI / 80), Math.Cos(i * Math.PI / 80)))];

    private static double Worth(FrontierPoint point, Weights w) => (w.Customer * point.Value.Customer.Value) + (w.Platform * point.Value.Platform.Value);

    private static readonly System.Runtime.CompilerServices.ConditionalWeakTable<SmallWorld, LensStudy> Studies = [];

    private static LensStudy Solve(SmallWorld world) => Studies.GetValue(world, w => TwoLenses.Solve(w.Portfolio, w.Policy, new SolveLimits { Seconds = 20 }, TimeProvider.System));

    /// <summary>V_C and V_P of every plan that lacks least to the floors, and what it lacks.</summary>
    private static (List<(double C, double P)> Plans, double Shortfall) Plans(SmallWorld world)
    {
        var rules = new OracleRules(world);
        var plans = Oracle.Plans(rules).Select(f => (Values: rules.Values(f), Shortfall: rules.Shortfall(f))).ToList();
        if (plans.Count == 0) return ([], 0);
        var least = plans.Min(p => p.Shortfall);
        return ([.. plans.Where(p => p.Shortfall <= least + 1e-6).Select(p => (p.Values.Customer, p.Values.Platform))], least);
    }
}
