using System.Runtime.CompilerServices;
using Dais.Engine.Modelling;
using Dais.Engine.Planning;
using Dais.Engine.Planning.Allocation;

namespace Dais.Engine.Tests.Planning.Allocation;

/// <summary>What holds of response curves, bands, prices and five points either way, on small worlds with every rule in play, against trying every plan.</summary>
public sealed class AllocationLaws
{
    private const int Everyday = 150;

    [Fact]
    public void Questions_are_answered_before_equal_plans_are_told_apart_and_the_plan_left_is_that_of_the_planner()
    {
        var portfolio = Bench.PortfolioBenchWorld.Make(10, 4, 3, 1, 3);
        var notes = new List<string>();
        var limits = new SolveLimits { Seconds = 120 };
        var study = AllocationSearch.Solve(portfolio, new(), limits, TimeProvider.System, p => notes.Add(p.Note ?? p.Phase), TestContext.Current.CancellationToken);
        var told = notes.FindIndex(n => n.Contains("equal plans", StringComparison.Ordinal));
        Assert.InRange(told, notes.FindLastIndex(n => n.StartsWith("response", StringComparison.Ordinal)) + 1, notes.Count);
        Assert.InRange(told, notes.FindIndex(n => n.StartsWith("5 pp", StringComparison.Ordinal)) + 1, notes.Count);
        var plan = Planner.Solve(portfolio, new(), limits, TimeProvider.System, cancel: TestContext.Current.CancellationToken);
        Assert.Equal(TieBreak.Complete, plan.Ties);
        Assert.Equal(plan.Initiatives.Select(i => (i.Id, i.Finish)), study.Policy.Initiatives.Select(i => (i.Id, i.Finish)));
        Assert.All(study.Sensitivities, s => Assert.True(s.Less is null or { Plan.Status: not PlanStatus.Unknown } && s.More is null or { Plan.Status: not PlanStatus.Unknown }));
    }

    [Fact]
    public void Each_point_of_a_curve_is_the_best_plan_within_that_share_that_brute_force_finds() => Holds(t =>
    {
        foreach (var curve in t.Study.Curves)
        {
            var b = t.Place(curve.Bucket);
            foreach (var point in curve.Points)
            {
                var best = t.Best(p => p.WithinCeilings(except: b) && p.Effort[b] <= Math.Min(t.Ceiling(b), point.Most.Value * t.K) + Tiny);
                if (Trials.Wrong(point.Plan, best) is { } wrong) return $"{curve.Bucket} at {point.Most}: {wrong}";
            }
        }

        return null;
    });

    [Fact]
    public void A_curve_never_falls_and_ends_at_the_optimum_within_the_ceilings() => Holds(t =>
    {
        foreach (var curve in t.Study.Curves)
        {
            var values = curve.Points.Where(p => p.Plan.Found).Select(p => p.Plan.Value!.Value.Value).ToList();
            if (values.Zip(values.Skip(1)).Any(v => v.Second < v.First - Near)) return $"{curve.Bucket} falls: {string.Join(' ', values)}";
            if (!Same(values[^1], t.Study.WithoutFloors!.Value!.Value.Value)) return $"{curve.Bucket} ends at {values[^1]}, not {t.Study.WithoutFloors.Value}.";
        }

        var floors = t.World.Policy.Allocation && t.World.Portfolio.Buckets.Any(b => b.Min is { Value: > 0 });
        return floors || Same(t.Study.WithoutFloors!.Value!.Value.Value, t.Study.Policy.Objective.Value) ? null : "Without floors the curves do not end at the plan.";
    });

    [Fact]
    public void Five_points_either_way_are_the_best_plans_that_brute_force_finds() => Holds(t =>
    {
        var planned = t.Efforts(t.Study.Policy);
        foreach (var s in t.Study.Sensitivities)
        {
            var b = t.Place(s.Bucket);
            bool Others(Tried p) => p.WithinCeilings(except: b) && Enumerable.Range(0, planned.Length).All(c => c == b || p.Effort[c] >= Math.Min(t.Floor(c), planned[c]) - 1e-6);
            if (s.Less is { } less && Trials.Wrong(less.Plan, t.Best(p => Others(p) && p.Effort[b] <= Math.Min(t.Ceiling(b), less.To.Value * t.K) + Tiny)) is { } wrong) return $"Less for {s.Bucket}: {wrong}";
            if (s.More is not { } more) continue;
            var ceiling = more.To.Value * t.K <= t.Ceiling(b) ? t.Ceiling(b) : double.PositiveInfinity;
            if (Trials.Wrong(more.Plan, t.Best(p => Others(p) && p.Effort[b] >= (more.To.Value * t.K) - 1e-6 && p.Effort[b] <= ceiling + Tiny)) is { } other) return $"More for {s.Bucket}: {other}";
        }

        return null;
    });

    [Fact]
    public void A_band_reaches_from_the_least_to_the_largest_share_of_all_plans_that_are_good_enough() => Holds(t =>
    {
        var best = t.Study.Policy.Objective.Value;
        foreach (var band in t.Study.Bands)
        {
            var b = t.Place(band.Bucket);
            if (!band.Low.Proven || !band.High.Proven) return $"{band} is not proven.";
            var good = t.Plans.Where(p => p.UnderPolicy && p.Objective >= (band.Part * best) - Near).Select(p => p.Effort[b] / t.K).ToList();
            if (!Same(band.Low.Found, good.Min()) || !Same(band.High.Found, good.Max())) return $"{band}, but shares reach from {good.Min()} to {good.Max()}.";
        }

        return t.Study.Bands.IsEmpty && best >= 0 && t.K > 0 ? "There are no bands." : null;
    });

    [Fact]
    public void A_band_contains_the_optimum_and_the_narrower_lies_inside_the_wider() => Holds(t =>
    {
        foreach (var group in t.Study.Bands.GroupBy(b => b.Bucket))
        {
            var (planned, wide, narrow) = (t.Efforts(t.Study.Policy)[t.Place(group.Key)] / t.K, group.Single(b => b.Part == 0.98), group.Single(b => b.Part == 0.99));
            if (planned < narrow.Low.Found - Near || planned > narrow.High.Found + Near) return $"{narrow} does not contain {planned}.";
            if (narrow.Low.Found < wide.Low.Found - Near || narrow.High.Found > wide.High.Found + Near) return $"{narrow} is not inside {wide}.";
        }

        return null;
    });

    [Fact]
    public void Floors_and_ceilings_never_gain_anything_and_other_splits_are_as_brute_force_finds_them() => Holds(t =>
    {
        if (t.Study.Free is { } free && !Same(free.Objective.Value, t.Best(_ => true)!.Value)) return $"Without floors and ceilings {free.Objective} is not the best.";
        if (t.Study.PriceOfBuckets?.Value < -Near) return $"The price of floors and ceilings is {t.Study.PriceOfBuckets}.";
        var equal = t.Study.Splits.Single(s => s.Kind == SplitKind.Equal).Plan;
        return Trials.Wrong(equal, t.Best(p => p.Effort.All(e => e <= (t.K / p.Effort.Length) + Tiny)));
    });

    [Fact]
    public void The_price_of_capacity_is_the_difference_that_planning_again_by_brute_force_makes() => Holds(t =>
    {
        if (t.Study.Shadow is not { } shadow) return t.K > 0 ? "There is no price." : null;
        foreach (var (name, plan, portfolio) in new[]
        {
            ("more", shadow.More, Pricing.Scaled(t.World.Portfolio, 1.01)),
            ("less", shadow.Less, Pricing.Scaled(t.World.Portfolio, 0.99)),
        }.Concat(shadow.Teams.Select(x => (x.Team.Value, x.More, Pricing.Widened(t.World.Portfolio, t.World.Portfolio.Teams[x.Team], 0.01)!))))
        {
            var answer = Oracle.Solve(t.World with { Portfolio = portfolio });
            if (Trials.Wrong(plan, answer?.Objective) is { } wrong) return $"{name}: {wrong}";
        }

        return null;
    });

    [Fact]
    public void A_bucket_that_nothing_ties_to_others_has_the_curve_that_it_has_alone() => Holds(t =>
    {
        foreach (var curve in t.Study.Curves)
        {
            if (curve.Crossings.IsEmpty == curve.Alone.IsEmpty) return $"{curve.Bucket} has {curve.Crossings.Length} crossings, and {curve.Alone.Length} points alone.";
            var b = t.Place(curve.Bucket);
            var alone = new Trials(Trials.Only(t.World, curve.Bucket), t.Study);
            foreach (var point in curve.Alone)
            {
                var best = alone.Best(p => p.Effort[b] <= Math.Min(t.Ceiling(b), point.Most.Value * t.K) + Tiny);
                if (Trials.Wrong(point.Plan, best) is { } wrong) return $"{curve.Bucket} alone at {point.Most}: {wrong}";
            }
        }

        return null;
    });

    [Fact]
    public void Every_plan_behind_a_number_passes_the_check_and_one_that_is_changed_does_not() => Holds(t =>
    {
        if (AllocationCheck.Doubt(t.World.Portfolio, t.World.Policy, t.Study) is { } doubt) return doubt;
        var curve = t.Study.Curves[0];
        if (curve.Points.LastOrDefault(p => p.Plan.Found) is not { } last) return null;
        var better = last with { Plan = last.Plan with { Value = last.Plan.Value!.Value + Engine.Quantities.Money.Of(1) } };
        var lying = t.Study with { Curves = [curve with { Points = curve.Points.Replace(last, better) }, .. t.Study.Curves.Skip(1)] };
        return AllocationCheck.Doubt(t.World.Portfolio, t.World.Policy, lying) is null ? "A plan that states more than it is worth passes." : null;
    });

    [Fact]
    public void Shares_of_all_capacity_sum_to_the_whole() => Holds(t =>
    {
        var lines = ShareLine.Of(t.World.Portfolio, t.Study.Policy);
        return lines.All(l => l.PlannedOfGross is null) || Same(lines.Sum(l => l.PlannedOfGross!.Value), 1) ? null : $"They sum to {lines.Sum(l => l.PlannedOfGross)}.";
    });

    [Fact]
    public void The_laws_are_not_empty()
    {
        var (steps, bands, prices, alone, impossible) = (0, 0, 0, 0, 0);
        Holds(t =>
        {
            steps += t.Study.Curves.Count(c => c.Points.Where(p => p.Plan.Found).Select(p => p.Plan.Value).Distinct().Count() > 1);
            bands += t.Study.Bands.Count(b => b.High.Found - b.Low.Found > 0.01);
            prices += t.Study.PriceOfBuckets is { Value: > 0.01 } ? 1 : 0;
            alone += t.Study.Curves.Count(c => c.Alone.Length > 2);
            impossible += t.Study.Curves.Sum(c => c.Points.Count(p => p.Plan.Status == PlanStatus.Infeasible));
            return null;
        });
        Assert.True(steps > 5 && bands > 0 && prices > 2 && alone > 5 && impossible > 0, $"{steps} curves with steps, {bands} wide bands, {prices} prices, {alone} alone, {impossible} impossible points");
    }

    private const double Near = 1e-4;
    private const double Tiny = 1e-7;

    private static bool Same(double a, double b) => Math.Abs(a - b) <= 1e-5 * Math.Max(1, Math.Max(Math.Abs(a), Math.Abs(b)));

    private static readonly ConditionalWeakTable<SmallWorld, Trials> Studies = [];

    private static void Holds(Func<Trials, string?> law) => SmallWorldLaw.Holds(Everyday, 1_000, world =>
    {
        if (world.Portfolio.Buckets.Count == 0) return null;
        var trials = Studies.GetValue(world, w => new(w, AllocationSearch.Solve(w.Portfolio, w.Policy, new SolveLimits(), TimeProvider.System)));
        return trials.Study.Found && trials.K > 0 ? law(trials) : null;
    });
}
