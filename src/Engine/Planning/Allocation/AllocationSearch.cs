using System.Collections.Immutable;
using Dais.Engine.Modelling;
using Dais.Engine.Quantities;

namespace Dais.Engine.Planning.Allocation;

/// <summary>
/// Finds what the split of capacity among buckets is worth (M-06 a, b, c, e): the joint optimum, five points either way,
/// response curves, the indifference band, prices, and what each bucket's share is best used for.
/// </summary>
/// <remarks>
/// <para>
/// The optimum is the joint solve, never the sum of curves: curves of buckets that share teams or stand on each other do
/// not add up. All plans are best plans of the planner's own formulation, and every plan found helps the questions after
/// it (<see cref="HeldSearch"/>).
/// </para>
/// <para>
/// What people ask first is looked for first. Each step may take its part of the time that is left, twice what an equal
/// split of it would be; what it leaves is for the others. Whatever is not proven then says its bound.
/// </para>
/// </remarks>
public sealed class AllocationSearch
{
    private const double ShareOfPlan = 0.25;
    private const double ShareOfTies = 0.1;
    private const double FivePoints = 0.05;
    private const double Near = 1e-9;

    /// <summary>The parts of the optimum whose bands are shown.</summary>
    internal static readonly double[] Parts = [0.98, 0.99];

    private readonly Problem _problem;
    private readonly Budget _budget;
    private readonly Action<Progress>? _progress;
    private int _left;

    private AllocationSearch(Problem problem, Budget budget, Action<Progress>? progress)
    {
        (_problem, _budget, _progress) = (problem, budget, progress);
        var buckets = problem.Bands.Length;
        _left = 4 + (buckets * (2 + 2 + 4 + 1)) + 20 + 2 + problem.Capacity.Length;
    }

    /// <summary>All of it, as far as <paramref name="limits"/> allow.</summary>
    /// <param name="portfolio">The facts; it breaks no rule of the model.</param>
    /// <param name="policy">What plans are asked to be best at, and the orders that every plan obeys.</param>
    /// <param name="limits">How long to look in all.</param>
    /// <param name="clock">The time, for the limit in seconds and for progress.</param>
    /// <param name="progress">Called as the search goes on, from any thread, one call at a time.</param>
    /// <param name="cancel">Stops the search; what is known so far is returned.</param>
    public static AllocationStudy Solve(Portfolio portfolio, Policy policy, SolveLimits limits, TimeProvider clock, Action<Progress>? progress = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(portfolio);
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(limits);
        ArgumentNullException.ThrowIfNull(clock);
        var budget = new Budget(limits, clock, cancel);
        return new AllocationSearch(Compile.From(portfolio, policy), budget, progress).Run(clock) with { Seconds = budget.Elapsed };
    }

    private AllocationStudy Run(TimeProvider clock)
    {
        var search = new Search(_problem, _budget, p => _progress?.Invoke(p with { Phase = "the policy's plan: " + p.Phase }));
        var found = _budget.Within(ShareOfPlan, search.Run);
        if (found.Finishes is not { } best) return new(found.Status == PlanStatus.Infeasible ? Planner.NoPlan(_problem, found, _budget, clock) : Draft.Of(_problem, found, _budget));
        if (found.Status == PlanStatus.Optimal && _problem.Policy.Timing == Timing.Flow) best = _budget.Within(ShareOfTies, () => Ties.Break(_problem, search, found)).Finishes;
        var plan = Draft.Of(_problem, found with { Finishes = best }, _budget) with { Stability = Promises.Unpriced(_problem, best) };
        var study = new AllocationStudy(plan);
        if (_problem.Bands.Length == 0) return study;
        var held = new HeldSearch(_problem, _budget);
        held.Know(best);
        if (found.Shortfall <= Near && search.FloorsKnown) held.Know(_problem.Bands, found.Bound);
        study = study with { Sensitivities = Sensitivities(held, best) };
        study = study with { WithoutFloors = held.Publish(Step("the optimum without floors", () => held.Best(Holds.WithoutFloors(_problem)))), Free = Free(held) };
        study = study with { Splits = Splits(held), Curves = Curves(held), Bands = Bands(held, search, best, found.Shortfall) };
        return study with { Shadow = Shadow(best), Uses = Uses(best, plan) };
    }

    /// <summary>Five points less and five points more for each bucket.</summary>
    private ImmutableArray<Sensitivity> Sensitivities(HeldSearch held, int[] best)
    {
        if (_problem.Total <= 0) return [];
        var effort = Evaluation.Effort(_problem, best);
        return
        [
            .. _problem.Portfolio.Buckets.Select((bucket, b) =>
            {
                var planned = Math.Min(1, effort[b] / _problem.Total);
                var (less, more) = (Math.Max(0, planned - FivePoints), Math.Min(1, planned + FivePoints));
                return new Sensitivity(
                    bucket.Id,
                    planned <= Near ? null : Change(less, () => LessThan(held, best, b, less), $"5 pp less for {bucket.Name}"),
                    planned >= 1 - Near ? null : Change(more, () => MoreThan(held, best, b, more), $"5 pp more for {bucket.Name}"));
            }),
        ];

        ShareChange Change(double to, Func<Found> look, string phase) => new(Share.Of(to), held.Publish(Step(phase, look)));
    }

    private static Found Impossible => new(PlanStatus.Infeasible, null, double.NaN, double.NegativeInfinity, 0);

    private Found LessThan(HeldSearch held, int[] best, int bucket, double share) =>
        Holds.OrderedIn(_problem, bucket) > (share * _problem.Total) + Holds.Slack ? Impossible : held.Best(Holds.Less(_problem, best, bucket, share));

    private Found MoreThan(HeldSearch held, int[] best, int bucket, double share) =>
        Holds.AllIn(_problem, bucket) < (share * _problem.Total) - Holds.Slack ? Impossible : held.Best(Holds.More(_problem, best, bucket, share));

    /// <summary>The best plan with floors and ceilings off.</summary>
    private Plan? Free(HeldSearch held)
    {
        if (!_problem.Policy.Allocation) return null;
        var free = Compile.From(_problem.Portfolio, _problem.Policy with { Allocation = false });
        var found = Step("the optimum with floors and ceilings off", () => held.Best(free.Bands));
        return found.Finishes is { } finishes ? Draft.Of(free, found, _budget) with { Stability = Promises.Unpriced(free, finishes) } : null;
    }

    private ImmutableArray<SplitPlan> Splits(HeldSearch held)
    {
        var splits = ImmutableArray.CreateBuilder<SplitPlan>();
        if (_problem.Portfolio.Buckets.Any(b => b.Share is not null)) splits.Add(new(SplitKind.Target, held.Publish(Step("the target split", () => held.Best(Holds.Target(_problem))))));
        splits.Add(new(SplitKind.Equal, held.Publish(Step("the equal split", () => held.Best(Holds.Equal(_problem))))));
        return splits.ToImmutable();
    }

    private ImmutableArray<ResponseCurve> Curves(HeldSearch held) =>
    [
        .. _problem.Portfolio.Buckets.Select((bucket, b) =>
        {
            var crossings = Crossings.Of(_problem, b);
            var points = new CurveSearch(held, _problem, b, x => Holds.Curve(_problem, b, x)).Run(look => Step($"response curve of {bucket.Name}", look));
            return new ResponseCurve(bucket.Id, points, crossings.IsEmpty ? Alone(bucket, b) : [], crossings);
        }),
    ];

    /// <summary>The curve of a bucket that nothing ties to another, with nothing else to do.</summary>
    private ImmutableArray<CurvePoint> Alone(Bucket bucket, int b)
    {
        var alone = Crossings.Alone(_problem, b);
        var held = new HeldSearch(alone, _budget);
        return new CurveSearch(held, alone, b, x => Holds.Curve(alone, b, x)).Run(look => Step($"{bucket.Name} alone", look));
    }

    private ImmutableArray<IndifferenceBand> Bands(HeldSearch held, Search search, int[] best, double shortfall)
    {
        var bands = new BandSearch(held, search, best, shortfall);
        return [.. _problem.Portfolio.Buckets.SelectMany((bucket, b) => bands.Of(b, Parts, look => Step($"indifference band of {bucket.Name}", look)))];
    }

    private ShadowPrice? Shadow(int[] best)
    {
        if (_problem.Total <= 0) return null;
        var portfolio = _problem.Portfolio;
        HeldPlan Price(Portfolio changed, string phase) => Step(phase, () => Pricing.Solve(changed, _problem, best, _budget));
        var more = Price(Pricing.Scaled(portfolio, 1 + Pricing.Point), "1 % more capacity");
        var less = Price(Pricing.Scaled(portfolio, 1 - Pricing.Point), "1 % less capacity");
        var teams = ImmutableArray.CreateBuilder<TeamPrice>();
        foreach (var team in portfolio.Teams)
        {
            if (Pricing.Widened(portfolio, team, Pricing.Point) is { } wider) teams.Add(new(team.Id, Price(wider, $"1 pp more for {team.Name}"), null));
        }

        return new(more, less, null, false, teams.ToImmutable());
    }

    private ImmutableArray<BucketUse> Uses(int[] best, Plan plan)
    {
        var work = OneBucket.WorkOf(_problem, plan);
        return
        [
            .. _problem.Portfolio.Buckets.Select((bucket, b) =>
            {
                var inside = new OneBucket(_problem, b, best, work);
                var runnerUp = _budget.Over || !Holds.Members(_problem, b).Any() ? null : Step($"runner-up in {bucket.Name}", () => inside.RunnerUp(_budget));
                return new BucketUse(bucket.Id, inside.Chosen, runnerUp);
            }),
        ];
    }

    /// <summary>Does the next step with its part of the time that is left.</summary>
    private T Step<T>(string phase, Func<T> step)
    {
        _progress?.Invoke(new(_budget.Elapsed, null, null, "allocation") { Note = phase });
        return _budget.Within(Math.Min(1, 2.0 / Math.Max(2, _left--)), step);
    }
}
