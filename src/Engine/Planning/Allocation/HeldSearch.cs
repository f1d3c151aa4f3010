using System.Collections.Immutable;
using Dais.Engine.Modelling;
using Dais.Engine.Quantities;

namespace Dais.Engine.Planning.Allocation;

/// <summary>
/// Finds best plans of one problem under ever other floors and ceilings, and lets each question profit from all before it.
/// </summary>
/// <remarks>
/// <para>
/// A plan found anywhere is a plan wherever it keeps to what is asked; the best of them is where a search begins. A bound
/// found under wider ceilings and no higher floors bounds every narrower question. Where the two meet, nothing is solved.
/// </para>
/// <para>Floors asked here are hard: a plan that lacks anything to them is none.</para>
/// </remarks>
internal sealed class HeldSearch(Problem problem, Budget budget)
{
    private const double Slack = 1e-6;

    private readonly List<(int[] Finishes, double Objective, double[] Effort)> _plans = [];
    private readonly List<(Band[] Bands, double Bound)> _bounds = [];

    /// <summary>The problem with its own floors and ceilings.</summary>
    internal Problem Problem => problem;

    /// <summary>The time and work there is.</summary>
    internal Budget Budget => budget;

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

    /// <summary>Takes note that no plan within these is worth more.</summary>
    internal void Know(Band[] bands, double bound)
    {
        if (!double.IsNaN(bound) && !double.IsPositiveInfinity(bound)) _bounds.Add((bands, bound));
    }

    /// <summary>The best plan known within these; nothing where none is.</summary>
    internal int[]? KnownWithin(Band[] bands)
    {
        var (best, most) = ((int[]?)null, double.NegativeInfinity);
        foreach (var (finishes, objective, effort) in _plans)
        {
            if (objective > most && Keeps(effort, bands)) (best, most) = (finishes, objective);
        }

        return best;
    }

    /// <summary>The least bound known on plans within these.</summary>
    internal double KnownBound(Band[] bands) =>
        _bounds.Where(b => Covers(b.Bands, bands)).Select(b => b.Bound).DefaultIfEmpty(double.PositiveInfinity).Min();

    /// <summary>The best plan within these.</summary>
    internal Found Best(Band[] bands)
    {
        var (known, bound) = (KnownWithin(bands), KnownBound(bands));
        if (double.IsNegativeInfinity(bound)) return new(PlanStatus.Infeasible, null, double.NaN, bound, 0);
        if (known is not null && bound - problem.Judge(known) <= Search.Tolerance * Math.Max(1, Math.Abs(problem.Judge(known)))) return new(PlanStatus.Optimal, known, problem.Judge(known), bound, 0);
        if (budget.Over) return Unsolved(known, bound);
        Solved++;
        var search = new Search(problem.With(bands), budget, null);
        search.Begin(0, true, known is null ? [] : [known], bound);
        var found = search.Run();
        var lacks = found.Finishes is { } finishes && !Keeps(Evaluation.Effort(problem, finishes), bands);
        if (lacks && search.FloorsKnown) found = new(PlanStatus.Infeasible, null, double.NaN, double.NegativeInfinity, 0);
        else if (lacks || found.Finishes is null && found.Status != PlanStatus.Infeasible) return Unsolved(known, Math.Min(bound, found.Finishes is null ? found.Bound : double.PositiveInfinity));
        Know(bands, found.Status == PlanStatus.Infeasible ? double.NegativeInfinity : found.Bound);
        if (found.Finishes is { } some) Know(some);
        return found;
    }

    /// <summary>What was found, for people.</summary>
    internal HeldPlan Publish(Found found) => Publish(problem, found);

    /// <summary>What was found, for people.</summary>
    internal static HeldPlan Publish(Problem problem, Found found) => found.Finishes is { } finishes
        ? new(found.Status, Money.Of(problem.Judge(finishes)), double.IsFinite(found.Bound) ? Money.Of(Math.Max(found.Bound, problem.Judge(finishes))) : null, problem.Chosen(finishes))
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

    private Found Unsolved(int[]? known, double bound) => known is null
        ? new(PlanStatus.Unknown, null, double.NaN, bound, 0)
        : new(PlanStatus.Feasible, known, problem.Judge(known), Math.Max(bound, problem.Judge(known)), 0);

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
