using System.Collections.Immutable;
using Dais.Engine.Modelling;
using Dais.Engine.Planning.Searching;
using Dais.Engine.Quantities;

namespace Dais.Engine.Planning.Allocation;

/// <summary>
/// Finds best plans of one problem under ever other floors and ceilings, and lets each question profit from all others.
/// </summary>
/// <remarks>
/// <para>
/// A plan found anywhere is a plan wherever it keeps to what is asked; the best of them is where a search begins, beside
/// lists in the order of the best plan of all. A bound found under wider ceilings and no higher floors bounds every
/// narrower question. Where the two meet, nothing is solved. <see cref="Known"/> says what is known by now, so that an
/// answer may get better by what was looked for after it.
/// </para>
/// <para>
/// Floors asked here are hard: a plan that lacks anything to them is none. Where no plan at hand meets them, the
/// least that must lack is not looked for first.
/// </para>
/// <para>
/// Where time is short, a plan near the best one (<see cref="NearbyPlan"/>) and neighbourhoods of it come first, and what
/// branch and bound can prove after them: a good plan with a bound says more than a poor one.
/// </para>
/// </remarks>
internal sealed class HeldSearch(Problem problem, Budget budget)
{
    private const double Slack = 1e-6;
    private const double ShareForNear = 0.4;
    private const double ShareForFloors = 0.3;
    private const double ShareForPlans = 0.7;

    private readonly List<(int[] Finishes, double Objective, double[] Effort)> _plans = [];
    private readonly List<(Band[] Bands, double Bound)> _bounds = [];

    /// <summary>The problem with its own floors and ceilings.</summary>
    internal Problem Problem => problem;

    /// <summary>The time and work there is.</summary>
    internal Budget Budget => budget;

    /// <summary>Whether there is too little time for a proof of each question.</summary>
    internal bool TimeIsShort { get; set; }

    /// <summary>How many questions had to be solved; the others were answered by what was known.</summary>
    internal int Solved { get; private set; }

    /// <summary>The plans known so far, with the effort of each in each bucket.</summary>
    internal IReadOnlyList<(int[] Finishes, double Objective, double[] Effort)> Plans => _plans;

    /// <summary>Takes note of a plan that keeps all rules but, perhaps, floors and ceilings.</summary>
    internal void Know(int[] finishes)
    {
        if (_plans.Exists(p => p.Finishes.AsSpan().SequenceEqual(finishes))) return;
        _plans.Add((finishes, problem.Judge(finishes), Evaluation.Effort(problem, finishes)));
    }

    /// <summary>Takes note that no plan within these is worth more; negative infinity where there is none.</summary>
    internal void Know(Band[] bands, double bound)
    {
        if (!double.IsNaN(bound) && !double.IsPositiveInfinity(bound)) _bounds.Add((bands, bound));
    }

    /// <summary>The best plan within these, as far as it is known by now.</summary>
    internal Found Known(Band[] bands)
    {
        var bound = _bounds.Where(b => Covers(b.Bands, bands)).Select(b => b.Bound).DefaultIfEmpty(double.PositiveInfinity).Min();
        if (double.IsNegativeInfinity(bound)) return None;
        if (KnownWithin(bands) is not { } best) return new(PlanStatus.Unknown, null, double.NaN, bound, 0);
        var objective = problem.Judge(best);
        bound = Math.Max(bound, objective);
        return new(bound - objective <= Near(objective) ? PlanStatus.Optimal : PlanStatus.Feasible, best, objective, bound, 0);
    }

    /// <summary>Looks for the best plan within these, where it is not known already.</summary>
    internal Found Best(Band[] bands)
    {
        var known = Known(bands);
        if (known.Status is PlanStatus.Optimal or PlanStatus.Infeasible || budget.Over) return known;
        Solved++;
        var inside = problem.With(bands);
        var search = new Search(inside, budget, null);
        List<int[]> starts = [.. known.Finishes is { } best ? [best] : (int[][])[], .. Lists(inside), .. _plans.Select(p => p.Finishes).Where(p => Soundness.Holds(inside, p))];
        if (TimeIsShort && budget.Within(ShareForNear, () => NearbyPlan.Find(inside, _plans, budget)) is { } near) starts.Add(near);
        search.Begin(0, true, starts, known.Bound);
        var ready = bands.All(b => b.Floor <= 0) || starts.Exists(s => Keeps(Evaluation.Effort(problem, s), bands)) || (TimeIsShort && budget.Within(ShareForFloors, search.ComeToFloors));
        if (ready && TimeIsShort) budget.Within(ShareForPlans, search.Sketch);
        var found = ready ? search.Run() : search.Maximise(search.Value with { AskAgain = true }, null);
        if (found.Finishes is { } finishes) Know(finishes);
        Know(bands, found.Status == PlanStatus.Infeasible ? double.NegativeInfinity : found.Bound);
        return Known(bands);
    }

    /// <summary>That there is no plan.</summary>
    internal static Found None => new(PlanStatus.Infeasible, null, double.NaN, double.NegativeInfinity, 0);

    /// <summary>What was found, for people.</summary>
    internal static HeldPlan Publish(Problem problem, Found found) => found.Finishes is { } finishes
        ? new(found.Status, Money.Of(problem.Judge(finishes)), double.IsFinite(found.Bound) ? Money.Of(Math.Max(found.Bound, problem.Judge(finishes))) : null, problem.Named(finishes))
        : new(found.Status, null, double.IsFinite(found.Bound) ? Money.Of(found.Bound) : null, ImmutableSortedDictionary<Id<Initiative>, Period>.Empty);

    /// <summary>Whether the effort in each bucket lies within these.</summary>
    internal static bool Keeps(double[] effort, Band[] bands)
    {
        for (var b = 0; b < effort.Length; b++)
        {
            if (effort[b] > bands[b].Ceiling + Holds.Slack || effort[b] < bands[b].Floor - Slack) return false;
        }

        return true;
    }

    private static double Near(double objective) => Search.Tolerance * Math.Max(1, Math.Abs(objective));

    private int[]? KnownWithin(Band[] bands)
    {
        var (best, most) = ((int[]?)null, double.NegativeInfinity);
        foreach (var (finishes, objective, effort) in _plans)
        {
            if (objective > most && Keeps(effort, bands)) (best, most) = (finishes, objective);
        }

        return best;
    }

    /// <summary>Plans by lists: what the best plan of all chooses, in its order; before it, as much as lacks to floors that it does not meet.</summary>
    private IEnumerable<int[]> Lists(Problem inside)
    {
        if (_plans.Count == 0) yield break;
        var (model, _, effort) = _plans.MaxBy(p => p.Objective);
        var chosen = Enumerable.Range(0, model.Length).Where(i => model[i] >= 0).OrderBy(i => model[i]).ThenBy(i => i).ToList();
        var worth = ListSchedule.ByValueForEffort(inside).ToList();
        var lacking = Enumerable.Range(0, effort.Length).Where(b => effort[b] < inside.Bands[b].Floor - Slack).ToList();
        var first = lacking.SelectMany(b => chosen.Where(i => inside.Candidates[i].Bucket == b).Concat(Wanted(inside, model, b, inside.Bands[b].Floor - effort[b])));
        foreach (var order in lacking.Count == 0 ? (IEnumerable<int>[])[chosen.Concat(worth)] : [first.Concat(chosen).Concat(worth), first.Concat(worth)])
        {
            if (ListSchedule.Build(inside, order) is { } list && Soundness.Holds(inside, list)) yield return list;
        }
    }

    /// <summary>What is not chosen in the bucket, by value for effort, until that much is there.</summary>
    private static IEnumerable<int> Wanted(Problem inside, int[] model, int bucket, double lacking)
    {
        var rest = Holds.Members(inside, bucket).Where(i => model[i] < 0).ToList();
        foreach (var i in ListSchedule.ByValueForEffort(inside).Where(rest.Contains).Concat(rest).Distinct())
        {
            if (lacking <= Slack) yield break;
            lacking -= inside.Candidates[i].Total;
            yield return i;
        }
    }

    /// <summary>Whether every plan within <paramref name="narrow"/> is within <paramref name="wide"/>.</summary>
    private static bool Covers(Band[] wide, Band[] narrow)
    {
        for (var b = 0; b < wide.Length; b++)
        {
            if (wide[b].Floor > narrow[b].Floor || wide[b].Ceiling < narrow[b].Ceiling) return false;
        }

        return true;
    }
}
