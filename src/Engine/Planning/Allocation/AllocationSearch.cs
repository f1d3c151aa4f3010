using System.Collections.Immutable;
using System.Globalization;
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
/// not add up. All plans are best plans of the planner's own formulation, and every plan and bound found helps all other
/// questions (<see cref="HeldSearch"/>).
/// </para>
/// <para>
/// What people ask first is looked for first: five points either way have an answer after two seconds, which is looked at
/// again later where it is not proven. Each part of the work has a share of the time that is left, and so has each step
/// within it; what it leaves is for the others. What is not proven then says its bound. Where the policy's plan was
/// not proven best and a better one turned up on the way, that one is the optimum. Equal plans are told apart last: that can take
/// longer than all else.
/// </para>
/// </remarks>
public sealed class AllocationSearch
{
    private const double ShareOfPlan = 0.35;
    private const double ShareOfTies = 0.1;
    private const double ShareOfSecondEffects = 0.3;
    private const double FivePoints = 0.05;

    /// <summary>How long five points either way may take before anything else is looked at; what is not proven by then is looked at again.</summary>
    private const double SecondsForEffects = 2;

    private const double Near = 1e-9;

    /// <summary>The parts of the optimum whose bands are shown.</summary>
    internal static readonly double[] Parts = [0.98, 0.99];

    private readonly Problem _problem;
    private readonly Budget _budget;
    private readonly Action<Progress>? _progress;
    private readonly HeldSearch _held;
    private readonly Catalog<Bucket> _buckets;

    private AllocationSearch(Problem problem, Budget budget, Action<Progress>? progress)
    {
        (_problem, _budget, _progress, _buckets) = (problem, budget, progress, problem.Portfolio.Buckets);
        _held = new(problem, budget);
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
        if (_problem.Bands.Length == 0 || _problem.Total <= 0) return new(PlanOf(found, ToldApart(search, found, best)));
        var short_ = found.Shortfall;
        _held.TimeIsShort = found.Status != PlanStatus.Optimal;
        _held.Know(best);
        if (short_ <= Near) _held.Know(_problem.Bands, found.Bound);
        var free = Comparisons();
        Effects(best, Math.Min(0.25, SecondsForEffects / _budget.Seconds));
        var curves = Curves();
        var alone = Alone();
        best = Better(best, short_);
        Effects(best, 0.2);
        var bands = new BandSearch(_held, search, best, short_);
        if (bands.Defined) Bands(bands);
        var shadow = Shadow(best);
        best = ToldApart(search, found, Better(best, short_));
        var plan = PlanOf(found, best);
        return Study(plan, best, free) with
        {
            Curves = [.. _buckets.Select((bucket, b) => new ResponseCurve(bucket.Id, curves[b].Points, alone[b]?.Points ?? [], Crossings.Of(_problem, b)))],
            Bands = bands.Defined ? [.. _buckets.SelectMany((_, b) => Parts.Select(part => bands.Of(b, part)))] : [],
            Shadow = shadow,
            Uses = Uses(best, plan),
        };
    }

    /// <summary>
    /// The plan that is left of all that are as good as a proven one, once the questions are answered: telling them apart can
    /// take longer than all of them. Where it splits capacity otherwise, five points are asked about anew.
    /// </summary>
    private int[] ToldApart(Search search, Found found, int[] best)
    {
        if (found.Status != PlanStatus.Optimal || _problem.Policy.Timing != Timing.Flow || _budget.Over) return best;
        _progress?.Invoke(new(_budget.Elapsed, null, null, "allocation") { Note = "telling equal plans apart" });
        var told = _budget.Within(ShareOfTies, () => Ties.Break(_problem, search, found with { Finishes = best })).Finishes;
        if (Enumerable.Range(0, _problem.Bands.Length).All(b => Math.Abs(Planned(told, b) - Planned(best, b)) <= Near)) return told;
        Effects(told, ShareOfSecondEffects);
        return Answered(told) >= Answered(best) ? told : best;
    }

    /// <summary>How many of the questions about five points have an answer.</summary>
    private int Answered(int[] best) => Enumerable.Range(0, _problem.Bands.Length)
        .SelectMany(b => new[] { Less(best, b) is { } less ? Holds.Less(_problem, best, b, less) : null, More(best, b) is { } more ? Holds.More(_problem, best, b, more) : null })
        .Count(bands => bands is null || _held.Known(bands) is { Status: not PlanStatus.Unknown });

    /// <summary>The plan that these finishes are, with the bound that was found for the policy's.</summary>
    private Plan PlanOf(Found found, int[] finishes)
    {
        var objective = _problem.Judge(finishes);
        var proven = found.Status == PlanStatus.Optimal || (found.Shortfall <= Near && _held.Known(_problem.Bands).Status == PlanStatus.Optimal);
        var now = found with { Finishes = finishes, Objective = objective, Status = proven ? PlanStatus.Optimal : PlanStatus.Feasible };
        return Draft.Of(_problem, now, _budget) with { Stability = Promises.Unpriced(_problem, finishes) };
    }

    /// <summary>The best plan under the policy that is known by now.</summary>
    private int[] Better(int[] best, double shortfall)
    {
        var inside = Holds.WithoutFloors(_problem);
        var better = _held.Plans.Where(p => HeldSearch.Keeps(p.Effort, inside) && Evaluation.Shortfall(_problem, p.Finishes) <= shortfall + 1e-6).MaxBy(p => p.Objective);
        return better.Finishes is not null && better.Objective > _problem.Judge(best) + (Search.Tolerance * Math.Max(1, Math.Abs(better.Objective))) ? better.Finishes : best;
    }

    /// <summary>What is known by now about the questions that hold shares to something.</summary>
    private AllocationStudy Study(Plan plan, int[] best, Problem? free)
    {
        HeldPlan Known(Band[] bands) => HeldSearch.Publish(_problem, _held.Known(bands));
        var unbound = free is null ? null : _held.Known(free.Bands);
        return new(plan)
        {
            WithoutFloors = Known(Holds.WithoutFloors(_problem)),
            Free = unbound?.Finishes is { } finishes ? Draft.Of(free!, unbound, _budget) with { Stability = Promises.Unpriced(free!, finishes) } : null,
            Splits = [.. SplitBands().Select(s => new SplitPlan(s.Kind, Known(s.Bands)))],
            Sensitivities = [.. _buckets.Select((bucket, b) => new Sensitivity(bucket.Id, Change(Less(best, b), x => Holds.Less(_problem, best, b, x)), Change(More(best, b), x => Holds.More(_problem, best, b, x))))],
        };

        ShareChange? Change(double? to, Func<double, Band[]> hold) => to is { } x ? new(Share.Of(x), Known(hold(x))) : null;
    }

    /// <summary>Looks for five points less and five points more of every bucket, with no more than that share of what is left.</summary>
    private void Effects(int[] best, double share)
    {
        var steps = new List<(string, Action)>();
        for (var b = 0; b < _problem.Bands.Length; b++)
        {
            var bucket = b;
            if (Less(best, b) is { } less) steps.Add(($"5 pp less for {_buckets[b].Name}", () => LookFor(Holds.Less(_problem, best, bucket, less), bucket)));
            if (More(best, b) is { } more) steps.Add(($"5 pp more for {_buckets[b].Name}", () => LookFor(Holds.More(_problem, best, bucket, more), bucket)));
        }

        Each(share, steps);
    }

    /// <summary>Looks for the best plan within these, unless what is ordered or asked in the bucket says that there is none.</summary>
    private void LookFor(Band[] bands, int bucket)
    {
        var impossible = Holds.OrderedIn(_problem, bucket) > bands[bucket].Ceiling + Holds.Slack || Holds.AllIn(_problem, bucket) < bands[bucket].Floor - Holds.Slack;
        if (impossible) _held.Know(bands, double.NegativeInfinity);
        else _held.Best(bands);
    }

    private double? Less(int[] best, int bucket) => Planned(best, bucket) is > Near and var planned ? Math.Max(0, planned - FivePoints) : null;

    private double? More(int[] best, int bucket) => Planned(best, bucket) is < 1 - Near and var planned ? Math.Min(1, planned + FivePoints) : null;

    private double Planned(int[] best, int bucket) => Math.Min(1, Evaluation.Effort(_problem, best)[bucket] / _problem.Total);

    /// <summary>Looks for the optimum without floors, without ceilings too, and for the splits to compare with; the problem without ceilings.</summary>
    private Problem? Comparisons()
    {
        var free = _problem.Policy.Allocation ? Compile.From(_problem.Portfolio, _problem.Policy with { Allocation = false }) : null;
        List<(string, Action)> steps = [("the optimum without floors", () => _held.Best(Holds.WithoutFloors(_problem)))];
        if (free is not null) steps.Add(("the optimum with floors and ceilings off", () => _held.Best(free.Bands)));
        steps.AddRange(SplitBands().Select(s => ($"the {s.Kind} split".ToLowerInvariant(), (Action)(() => _held.Best(s.Bands)))));
        Each(0.15, steps);
        return free;
    }

    private IEnumerable<(SplitKind Kind, Band[] Bands)> SplitBands()
    {
        if (_buckets.Any(b => b.Share is not null)) yield return (SplitKind.Target, Holds.Target(_problem));
        yield return (SplitKind.Equal, Holds.Equal(_problem));
    }

    private CurveSearch[] Curves()
    {
        var curves = _buckets.Select((_, b) => new CurveSearch(_held, b)).ToArray();
        Each(0.4, [.. curves.SelectMany((curve, b) => curve.Grid().Select(x => (Name(b), (Action)(() => curve.Look(x)))))]);
        Each(0.2, [.. curves.SelectMany((curve, b) => Enumerable.Repeat((Name(b), (Action)curve.LookCloser), CurveSearch.MostExtra))]);
        return curves;

        string Name(int b) => $"response curve of {_buckets[b].Name}";
    }

    /// <summary>The curves of buckets that nothing ties to another, with nothing else to do.</summary>
    private CurveSearch?[] Alone()
    {
        var curves = _buckets.Select((_, b) => Crossings.Of(_problem, b).IsEmpty ? new CurveSearch(new(Crossings.Alone(_problem, b), _budget), b) : null).ToArray();
        Each(0.2, [.. curves.SelectMany((curve, b) => curve is null ? [] : curve.Grid().Select(x => ($"{_buckets[b].Name} alone", (Action)(() => curve.Look(x)))))]);
        return curves;
    }

    private void Bands(BandSearch bands) => Each(0.5,
        [.. _buckets.SelectMany((bucket, b) => Parts.SelectMany(part => new[] { -1, 1 }.Select(sign => ($"indifference band of {bucket.Name}", (Action)(() => bands.Look(b, part, sign))))))]);

    private ShadowPrice Shadow(int[] best)
    {
        var portfolio = _problem.Portfolio;
        var teams = portfolio.Teams.Select(t => (Team: t, Wider: Pricing.Widened(portfolio, t, Pricing.Point))).Where(t => t.Wider is not null).ToList();
        var plans = new HeldPlan?[teams.Count + 2];
        void Price(int k, Portfolio changed) => plans[k] = Pricing.Solve(changed, _problem, best, _budget);
        Each(0.7,
        [
            ("1 % more capacity", () => Price(0, Pricing.Scaled(portfolio, 1 + Pricing.Point))),
            ("1 % less capacity", () => Price(1, Pricing.Scaled(portfolio, 1 - Pricing.Point))),
            .. teams.Select((t, k) => ($"1 pp more for {t.Team.Name}", (Action)(() => Price(k + 2, t.Wider!)))),
        ]);
        var relaxed = RelaxedPrices.Of(_problem, Evaluation.Shortfall(_problem, best), _budget);
        var exact = relaxed is { } r && r.Value - _problem.Judge(best) <= Search.Tolerance * Math.Max(1, Math.Abs(r.Value));
        return new(
            plans[0]!,
            plans[1]!,
            relaxed is null ? null : Money.Of(relaxed.All),
            exact,
            [.. teams.Select((t, k) => new TeamPrice(t.Team.Id, plans[k + 2]!, relaxed is null ? null : Money.Of(relaxed.Teams[portfolio.Teams.PlaceOf(t.Team.Id)])))]);
    }

    private ImmutableArray<BucketUse> Uses(int[] best, Plan plan)
    {
        var work = OneBucket.WorkOf(_problem, plan);
        var uses = new BucketUse[_problem.Bands.Length];
        Each(1, [.. _buckets.Select((bucket, b) => ($"runner-up in {bucket.Name}", (Action)(() =>
        {
            var inside = new OneBucket(_problem, b, best, work);
            uses[b] = new(bucket.Id, inside.Chosen, _budget.Over || !Holds.Members(_problem, b).Any() ? null : inside.RunnerUp(_budget));
        })))]);
        return [.. uses];
    }

    /// <summary>Does steps with no more than that share of what is left; each with half as much again as an equal part of it.</summary>
    private void Each(double share, List<(string Phase, Action Step)> steps) => _budget.Within(share, () =>
    {
        for (var k = 0; k < steps.Count; k++)
        {
            _progress?.Invoke(new(_budget.Elapsed, null, null, "allocation") { Note = string.Create(CultureInfo.InvariantCulture, $"{steps[k].Phase} ({k + 1} of {steps.Count})") });
            _budget.Within(Math.Min(1, 1.5 / (steps.Count - k)), () =>
            {
                steps[k].Step();
                return 0;
            });
        }

        return 0;
    });
}
