using System.Collections.Immutable;
using Dais.Engine.Modelling;
using Dais.Engine.Quantities;

namespace Dais.Engine.Planning;

/// <summary>Writes what a search found as a <see cref="Plan"/>, in the portfolio's order and with its units.</summary>
internal static class Draft
{
    internal static Plan Of(Problem problem, Found found, Budget budget) =>
        LaidOut(problem, found, found.Finishes is { } finishes ? Arrange.Best(problem, finishes, budget) : null) with { Seconds = budget.Elapsed, Work = budget.Spent };

    /// <summary>The same with its work laid out so.</summary>
    internal static Plan LaidOut(Problem problem, Found found, double[][][]? laidOut)
    {
        var plan = new Plan
        {
            Status = found.Status,
            Policy = problem.Policy,
            Capacity = EngineerWeeks.Of(problem.Total),
        };
        if (found.Finishes is not { } finishes || laidOut is not { } work) return plan;
        var (customer, platform) = Evaluation.Value(problem, finishes);
        var objective = (problem.Weights.Customer * customer) + (problem.Weights.Platform * platform);
        var bound = Math.Max(found.Bound, objective);
        return plan with
        {
            Objective = Money.Of(objective),
            Bound = double.IsFinite(bound) ? Money.Of(bound) : null,
            Gap = double.IsFinite(bound) ? (bound - objective) / Math.Max(Math.Abs(bound), 1e-9) : null,
            Value = new(Money.Of(customer), Money.Of(platform)),
            TailShare = TailShare(problem, finishes, objective),
            Initiatives = Initiatives(problem, finishes, work),
            UseCases = UseCases(problem, finishes),
            Teams = Teams(problem, finishes, work),
            Buckets = Buckets(problem, finishes),
            Shortfall = EngineerWeeks.Of(Tidy(Evaluation.Shortfall(problem, finishes))),
        };
    }

    /// <summary>A plan of these finishes that nobody claims to be the best; what moving promises costs is not priced.</summary>
    internal static Plan Unproven(Problem problem, int[] finishes, Budget budget) =>
        Of(problem, Claimed(problem, finishes), budget) with { Stability = Promises.Unpriced(problem, finishes) };

    /// <summary>The same, laid out quickly; none where the finishes do not fit.</summary>
    internal static Plan? Quick(Problem problem, int[] finishes) => JustInTime.Of(problem, finishes) is { } work
        ? LaidOut(problem, Claimed(problem, finishes), work) with { Stability = Promises.Unpriced(problem, finishes) }
        : null;

    private static Found Claimed(Problem problem, int[] finishes) => new(PlanStatus.Feasible, finishes, problem.Judge(finishes), double.PositiveInfinity, 0);

    private static Share? TailShare(Problem problem, int[] finishes, double objective)
    {
        if (objective <= 1e-9) return null;
        var tail = 0.0;
        for (var i = 0; i < finishes.Length; i++)
        {
            if (finishes[i] < 0) continue;
            var initiative = problem.Portfolio.Initiatives[problem.Candidates[i].Id];
            tail += problem.Weights.Customer * problem.Value.InTail(problem.Portfolio.CustomerWorth(initiative)?.Value ?? 0, finishes[i]);
            tail += problem.Weights.Platform * problem.Value.InTail(problem.Portfolio.PlatformWorth(initiative)?.Value ?? 0, finishes[i]);
        }

        foreach (var goal in problem.Goals)
        {
            if (Evaluation.Available(problem, goal, finishes) is not { } available) continue;
            var useCase = problem.Portfolio.UseCases[goal.Id];
            tail += problem.Weights.Customer * problem.Value.InTail(problem.Portfolio.Worth(useCase)?.Value ?? 0, available, useCase.Ramp ?? 1);
        }

        return Share.Of(Math.Clamp(tail / objective, 0, 1));
    }

    private static ImmutableArray<PlannedInitiative> Initiatives(Problem problem, int[] finishes, double[][][] work)
    {
        var places = problem.Candidates.Select((c, i) => (c.Id, i)).ToDictionary(x => x.Id, x => x.i);
        return
        [
            .. problem.Portfolio.Initiatives.Where(i => places.TryGetValue(i.Id, out var place) && finishes[place] >= 0)
                .Select(i => Initiative(problem, places[i.Id], finishes[places[i.Id]], work[places[i.Id]])),
        ];
    }

    private static PlannedInitiative Initiative(Problem problem, int i, int finish, double[][] work)
    {
        var candidate = problem.Candidates[i];
        var first = Enumerable.Range(0, problem.Periods).FirstOrDefault(t => work.Any(w => Tidy(w[t]) > 0), finish);
        return new(
            candidate.Id,
            new(first),
            new(finish),
            candidate.Effort.Select((e, slot) => (problem.Portfolio.Teams[e.Team].Id, Weeks(work[slot]))).ToImmutableSortedDictionary(x => x.Id, x => x.Item2));
    }

    private static ImmutableArray<EngineerWeeks> Weeks(double[] numbers) => [.. numbers.Select(n => EngineerWeeks.Of(Tidy(n)))];

    private static ImmutableArray<PlannedUseCase> UseCases(Problem problem, int[] finishes) =>
    [
        .. problem.Goals.Select(g => (g.Id, Available: Evaluation.Available(problem, g, finishes)))
            .Where(x => x.Available is not null).Select(x => new PlannedUseCase(x.Id, new(x.Available!.Value))),
    ];

    private static ImmutableArray<TeamLoad> Teams(Problem problem, int[] finishes, double[][][] work)
    {
        var used = problem.Capacity.Select(c => new double[c.Length]).ToArray();
        for (var i = 0; i < finishes.Length; i++)
        {
            if (finishes[i] < 0) continue;
            var effort = problem.Candidates[i].Effort;
            for (var slot = 0; slot < effort.Length; slot++)
            {
                for (var t = 0; t < problem.Periods; t++) used[effort[slot].Team][t] += work[i][slot][t];
            }
        }

        return [.. problem.Portfolio.Teams.Select((t, k) => new TeamLoad(t.Id, Weeks(used[k]), Weeks(problem.Capacity[k])))];
    }

    private static ImmutableArray<BucketLoad> Buckets(Problem problem, int[] finishes)
    {
        var effort = Evaluation.Effort(problem, finishes);
        return
        [
            .. problem.Portfolio.Buckets.Select((bucket, b) => new BucketLoad(
                bucket.Id,
                EngineerWeeks.Of(effort[b]),
                problem.Total > 0 ? effort[b] / problem.Total : 0,
                bucket.Min,
                bucket.Max,
                EngineerWeeks.Of(Tidy(Math.Max(0, problem.Bands[b].Floor - effort[b]))))),
        ];
    }

    /// <summary>Without the dust of rounding.</summary>
    private static double Tidy(double number) => Math.Round(number, 9);
}
