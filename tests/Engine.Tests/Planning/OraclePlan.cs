using System.Collections.Immutable;
using Dais.Engine.Modelling;
using Dais.Engine.Planning;
using Dais.Engine.Quantities;

namespace Dais.Engine.Tests.Planning;

/// <summary>A whole plan for given finishes in a small world, with every number that a plan states.</summary>
internal static class OraclePlan
{
    /// <summary>The plan that the oracle calls best, as proven; nothing where there is none.</summary>
    internal static Plan? Best(SmallWorld world) => Oracle.Solve(world) is { } answer ? Of(world, answer.Finishes) : null;

    /// <summary>The plan of these finishes, which fit, laid out with the fewest gaps.</summary>
    internal static Plan Of(SmallWorld world, int[] finishes)
    {
        var (rules, portfolio) = (new OracleRules(world), world.Portfolio);
        var work = Work(rules, finishes);
        var (customer, platform, customerTail, platformTail) = rules.Values(finishes);
        var weights = world.Policy.EffectiveWeights;
        var objective = (weights.Customer * customer) + (weights.Platform * platform);
        var tail = (weights.Customer * customerTail) + (weights.Platform * platformTail);
        return new Plan
        {
            Status = PlanStatus.Optimal,
            Policy = world.Policy,
            Objective = Money.Of(objective),
            Bound = Money.Of(objective),
            Gap = 0,
            Value = new(Money.Of(customer), Money.Of(platform)),
            TailShare = objective > 1e-9 ? Share.Of(Math.Clamp(tail / objective, 0, 1)) : null,
            Initiatives = [.. Chosen(rules, finishes).Select(i => Planned(rules, i, finishes[i], work[i]))],
            UseCases = [.. portfolio.UseCases.Select(u => (u.Id, A: rules.Available(u, finishes))).Where(u => Oracle.IsPeriod(u.A)).Select(u => new PlannedUseCase(u.Id, new(u.A)))],
            Teams = [.. rules.Teams.Select((id, k) => new TeamLoad(id, Amounts(rules, t => work.Sum(w => w[k, t])), Amounts(rules, t => rules.Net[k][t])))],
            Buckets = [.. portfolio.Buckets.Select(b => Load(rules, b, finishes))],
            Capacity = EngineerWeeks.Of(rules.K),
            Shortfall = EngineerWeeks.Of(rules.Shortfall(finishes)),
            Stability = Stability(rules, finishes),
        };
    }

    /// <summary>Work by initiative, team and period, in the periods with the fewest gaps.</summary>
    private static double[][,] Work(OracleRules rules, int[] finishes)
    {
        var masks = new OracleLayout(rules, finishes).FewestGaps;
        double[][,] work = [.. masks.Select(_ => new double[rules.Teams.Length, rules.Periods])];
        for (var k = 0; k < rules.Teams.Length; k++)
        {
            var flow = TransportFlow.Of(
                [.. masks.Select((_, i) => Oracle.IsPeriod(finishes[i]) ? rules.Effort[i][k] : 0)],
                rules.Net[k],
                (i, t) => (masks[i] >> t & 1) != 0 ? rules.Pace[i] : 0);
            for (var i = 0; i < masks.Length; i++)
            {
                for (var t = 0; t < rules.Periods; t++) work[i][k, t] = flow[i, t];
            }
        }
        return work;
    }

    private static PlannedInitiative Planned(OracleRules rules, int i, int finish, double[,] work)
    {
        var teams = Enumerable.Range(0, rules.Teams.Length).Where(k => rules.Effort[i][k] > 0).ToList();
        var worked = Enumerable.Range(0, rules.Periods).Where(t => teams.Any(k => work[k, t] > 1e-9)).DefaultIfEmpty(finish);
        return new(
            rules.IdOf(i),
            new Period(worked.First()),
            new Period(finish),
            teams.ToImmutableSortedDictionary(k => rules.Teams[k], k => Amounts(rules, t => work[k, t])));
    }

    private static BucketLoad Load(OracleRules rules, Bucket bucket, int[] f) => new(
        bucket.Id,
        EngineerWeeks.Of(rules.Effort9(bucket, f)),
        rules.K > 0 ? rules.Effort9(bucket, f) / rules.K : 0,
        bucket.Min,
        bucket.Max,
        EngineerWeeks.Of(rules.Shortfall(bucket, f)));

    private static Stability? Stability(OracleRules rules, int[] f)
    {
        var promised = Enumerable.Range(0, rules.Count).Where(i => rules.Promise(i) is not null).ToList();
        return promised.Count == 0 ? null : new(
            [.. promised.Where(i => f[i] != rules.Promise(i)).Select(i => new Move(rules.IdOf(i), new(rules.Promise(i)!.Value), Oracle.IsPeriod(f[i]) ? new Period(f[i]) : null))],
            ValueOfMoving: null,
            ValueLost: null);
    }

    private static IEnumerable<int> Chosen(OracleRules rules, int[] f) => Enumerable.Range(0, rules.Count).Where(i => Oracle.IsPeriod(f[i]));

    private static ImmutableArray<EngineerWeeks> Amounts(OracleRules rules, Func<int, double> of) =>
        [.. Enumerable.Range(0, rules.Periods).Select(t => EngineerWeeks.Of(Math.Max(0, of(t))))];
}
