using System.Collections.Immutable;
using System.Globalization;
using Dais.Engine.Modelling;
using Dais.Engine.Planning.Forecasting;
using Dais.Engine.Quantities;

namespace Dais.Engine.Planning.Robustness;

/// <summary>Asks how sure a plan is: against chance, against other weights of the groups, against other horizons, and against plans nearly as good.</summary>
/// <remarks>
/// The time is shared among the searches still to come, the plan first; what one does not use goes to the next. Each
/// says how far it came. Every search is one on the planner's own formulation.
/// </remarks>
public sealed class RobustnessSearch
{
    private const int WorthKnowingFirst = 3;
    private static readonly (int Tail, double? Rate)[] OtherHorizons = [(0, null), (4, null), (12, null), (4, 0.05), (4, 0.15)];

    private readonly Portfolio _portfolio;
    private readonly Policy _policy;
    private readonly RobustnessLimits _limits;
    private readonly Budget _budget;
    private readonly Action<Progress>? _progress;
    private readonly Problem _problem;
    private readonly Search _search;
    private readonly Doubts _doubts;

    private RobustnessSearch(Portfolio portfolio, Policy policy, RobustnessLimits limits, Budget budget, Action<Progress>? progress)
    {
        (_portfolio, _policy, _limits, _budget, _progress) = (portfolio, policy, limits, budget, progress);
        _problem = Compile.From(portfolio, policy);
        _search = new(_problem, budget, p => progress?.Invoke(p with { Phase = "the plan: " + p.Phase }));
        _doubts = Doubts.Of(_problem);
    }

    /// <summary>All of it, as far as <paramref name="limits"/> allow.</summary>
    /// <param name="portfolio">The facts; it breaks no rule of the model.</param>
    /// <param name="policy">What the plan is asked to be best at, and the orders that it obeys.</param>
    /// <param name="limits">How long and how often to look.</param>
    /// <param name="clock">The time, for the limit in seconds and for progress.</param>
    /// <param name="progress">Called as the search goes on, from any thread, one call at a time.</param>
    /// <param name="cancel">Stops the search; what is known so far is returned.</param>
    public static RobustnessStudy Solve(Portfolio portfolio, Policy policy, RobustnessLimits limits, TimeProvider clock, Action<Progress>? progress = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(portfolio);
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(limits);
        ArgumentNullException.ThrowIfNull(clock);
        ArgumentOutOfRangeException.ThrowIfLessThan(limits.Draws, 1, nameof(limits));
        var budget = new Budget(limits.Solve, clock, cancel);
        return new RobustnessSearch(portfolio, policy, limits, budget, progress).Run(clock) with { Seconds = budget.Elapsed };
    }

    private RobustnessStudy Run(TimeProvider clock)
    {
        var found = _budget.Within(0.4, _search.Run);
        if (found.Finishes is null) return RobustnessStudy.Nothing(found.Status == PlanStatus.Infeasible ? Planner.NoPlan(_problem, found, _budget, clock) : Draft.Of(_problem, found, _budget));
        var ties = TieBreak.None;
        if (found.Status == PlanStatus.Optimal && _policy.Timing == Timing.Flow)
        {
            _search.Enter("proven; telling equal plans apart");
            (var finishes, ties) = _budget.Within(0.1, () => Ties.Break(_problem, _search, found));
            found = found with { Finishes = finishes };
        }

        var plan = Draft.Of(_problem, found, _budget) with { Ties = ties, Stability = Promises.Unpriced(_problem, found.Finishes) };
        var met = new PlansMet(_problem, found.Finishes);
        var horizons = _budget.Within(0.12, () => Horizons(found, met));
        Tell("weights of the groups");
        var core = _budget.Within(0.2, () => CoreSearch.Of(_problem, _budget, found));
        var good = _budget.Within(0.25, () => new GoodPlansSearch(_problem, _search, found, _budget, met).Run(Tell));
        var optima = new OptimaSearch(_problem, _doubts, found, _budget);
        var sample = _budget.Within(0.85, () => optima.Run(_limits, met, n => Tell(string.Create(CultureInfo.InvariantCulture, $"draw {n + 1} of {_limits.Draws}"))));
        Tell("what to find out first");
        var information = FindOut(found, met);
        var chance = new ForecastLimits { Seed = _limits.Solve.Seed, Correlation = _limits.Correlation };
        return new(
            plan, sample, Odds(plan, found.Finishes, optima, sample, core, Forecast.Of(_portfolio, plan, chance)), core, Shrinkage.Of(_problem, _doubts, found.Finishes),
            ScoreRanking.Of(_portfolio, _limits.Solve.Seed), information, horizons, good);
    }

    private ImmutableArray<InitiativeOdds> Odds(Plan plan, int[] finishes, OptimaSearch optima, OptimaSample sample, CoreRegion? core, Forecast forecast)
    {
        var counted = sample.Solved - sample.Hopeless;
        var places = _problem.Candidates.Select((c, i) => (c.Id, i)).ToDictionary(x => x.Id, x => x.i);
        return
        [
            .. from initiative in _portfolio.Initiatives
               where places.TryGetValue(initiative.Id, out var place) && _problem.Candidates[place].Possible
               let i = places[initiative.Id]
               select new InitiativeOdds(
                   initiative.Id, finishes[i] >= 0, _problem.Candidates[i].Forced,
                   counted == 0 ? null : Share.Of((double)optima.Used[i] / counted),
                   core is null ? null : Share.Of(Math.Clamp(core.Optima.Where(o => o.Chosen.Contains(initiative.Id)).Sum(o => o.Part.Value), 0, 1)),
                   forecast.Find(initiative.Id), forecast.RankOf(initiative.Id)),
        ];
    }

    /// <summary>The plans for other tails and rates, begun from this one.</summary>
    private ImmutableArray<HorizonCase> Horizons(Found best, PlansMet met)
    {
        var plan = best.Finishes!;
        if (_policy.Timing == Timing.Once) return [];   // nothing flows, so neither matters
        var cases = ImmutableArray.CreateBuilder<HorizonCase>();
        var others = OtherHorizons.Select(o => (Tail: o.Rate is null ? o.Tail : _policy.Tail, Rate: o.Rate is { } rate ? DiscountRate.Of(rate) : _portfolio.Platform.DiscountRate))
            .Where(o => o != (_policy.Tail, _portfolio.Platform.DiscountRate)).Distinct().ToList();
        var used = Use.Of(_problem, plan, _problem.Judge);
        foreach (var ((tail, rate), place) in others.Select((o, k) => (o, k)))
        {
            if (_budget.Over) break;
            Tell(string.Create(CultureInfo.InvariantCulture, $"tail {tail}, discount {rate.Yearly * 100:0.#} %"));
            var problem = Compile.From(_portfolio with { Platform = _portfolio.Platform with { DiscountRate = rate } }, _policy with { Tail = tail });
            var found = _budget.Within(1.0 / (others.Count - place), () => Again(best, problem));
            if (found.Finishes is not { } finishes) continue;
            met.Take(finishes);
            var now = Use.Of(problem, finishes, problem.Judge);
            cases.Add(new(tail, rate, Ids(i => now[i] && plan[i] < 0), Ids(i => finishes[i] < 0 && used[i]), found.Status == PlanStatus.Optimal));
        }

        return cases.ToImmutable();
    }

    /// <summary>The best plan of a problem a little different, begun from this one.</summary>
    private Found Again(Found best, Problem problem)
    {
        var search = new Search(problem, _budget, null, best.Finishes);
        return best.Status == PlanStatus.Optimal ? search.Run() : search.Sketch();
    }

    /// <summary>What it would be worth to know; with the plans that are best at both ends of what matters most among those compared.</summary>
    private Information FindOut(Found best, PlansMet met)
    {
        var limits = new ForecastLimits { Seed = _limits.Solve.Seed, Correlation = _limits.Correlation };
        var first = new InformationWorth(_problem, _doubts, met.Plans).Of(limits);
        var known = met.Plans.Count;
        foreach (var doubt in first.Doubts.Take(WorthKnowingFirst).Select(w => _doubts.All.First(w.IsOf)))
        {
            foreach (var z in new[] { -Normal.Z90, Normal.Z90 })
            {
                if (_budget.Over) break;
                var other = Compile.From(_doubts.With(d => ReferenceEquals(d, doubt) ? d.At(z) : d.Nominal), _policy);
                if (_budget.Within(0.3, () => Again(best, other)).Finishes is { } finishes) met.Take(finishes);
            }
        }

        return met.Plans.Count == known ? first : new InformationWorth(_problem, _doubts, met.Plans).Of(limits);
    }

    private ImmutableArray<Id<Initiative>> Ids(Func<int, bool> which) =>
        [.. Enumerable.Range(0, _problem.Candidates.Length).Where(which).Select(i => _problem.Candidates[i].Id)];

    private void Tell(string note) => _progress?.Invoke(new(_budget.Elapsed, null, null, "robustness") { Note = note });
}
