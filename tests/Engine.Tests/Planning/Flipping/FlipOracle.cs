using System.Collections.Immutable;
using Dais.Engine.Modelling;
using Dais.Engine.Planning;
using Dais.Engine.Planning.Flipping;
using Dais.Engine.Planning.Scenarios;

namespace Dais.Engine.Tests.Planning.Flipping;

/// <summary>Whether a change gets a thing in, by trying every plan: the definition, written apart from the planner.</summary>
internal sealed class FlipOracle
{
    private const double Same = 1e-6;

    private readonly SmallWorld _world;
    private readonly Wanted _wanted;

    internal FlipOracle(SmallWorld world, Wanted wanted)
    {
        (_world, _wanted) = (world, wanted);
        Rules = new(world);
    }

    /// <summary>A plan that was tried.</summary>
    internal sealed record Tried(int[] Finishes, bool In, (double Shortfall, double Objective) Rank);

    internal OracleRules Rules { get; }

    /// <summary>Whether these finishes choose the thing.</summary>
    internal bool In(OracleRules rules, int[] f) => _wanted switch
    {
        Wanted.OfInitiative one => Enumerable.Range(0, rules.Count).Any(i => rules.IdOf(i) == one.Initiative && Oracle.IsPeriod(f[i])),
        Wanted.OfUseCase use => rules.Available(_world.Portfolio.UseCases[use.UseCase], f) != OracleRules.Out,
        _ => false,
    };

    internal SmallWorld After(IEnumerable<ScenarioChange> changes)
    {
        var setup = new Scenario("", [.. changes]).Apply(new(_world.Portfolio, _world.Policy));
        return new(setup.Portfolio, setup.Policy);
    }

    /// <summary>Whether the best plan with the thing is as good as the best without, or strictly better.</summary>
    internal bool Gets(IEnumerable<ScenarioChange> changes, bool strictly = false)
    {
        var rules = new OracleRules(After(changes));
        return Gets(Plans(rules), strictly);
    }

    /// <summary>Every plan of the world, whether it chooses the thing, and how good it is.</summary>
    internal List<Tried> Plans(OracleRules rules) => [.. Oracle.Plans(rules).Select(f => new Tried(f, In(rules, f), RankOf(rules, f)))];

    internal static bool Gets(IEnumerable<Tried> plans, bool strictly = false)
    {
        var (with, without) = (Best(plans.Where(p => p.In)), Best(plans.Where(p => !p.In)));
        if (with is not { } w) return false;
        if (without is not { } o) return true;
        return strictly ? !AsGood(o, w) : AsGood(w, o);
    }

    internal static (double Shortfall, double Objective)? Best(IEnumerable<Tried> plans)
    {
        (double Shortfall, double Objective)? best = null;
        foreach (var (_, _, rank) in plans)
        {
            if (best is not { } b || rank.Shortfall < b.Shortfall - Same || (rank.Shortfall <= b.Shortfall + Same && rank.Objective > b.Objective)) best = rank;
        }

        return best;
    }

    internal (double Shortfall, double Objective) RankOf(OracleRules rules, int[] f)
    {
        var weights = _world.Policy.EffectiveWeights;
        var (customer, platform, _, _) = rules.Values(f);
        return (rules.Shortfall(f), (weights.Customer * customer) + (weights.Platform * platform));
    }

    internal static bool AsGood((double Shortfall, double Objective) a, (double Shortfall, double Objective) b) =>
        a.Shortfall < b.Shortfall - (2 * Same) || (a.Shortfall <= b.Shortfall + (2 * Same) && a.Objective >= b.Objective - (Same * Math.Max(1, Math.Abs(b.Objective))));

    /// <summary>The fewest engineer-weeks lent to one team with which some plan with the thing is as good as the base: a bound on every loan.</summary>
    internal double? LeastLoan((double Shortfall, double Objective) asGoodAs)
    {
        double? least = null;
        foreach (var f in AllLists().Where(f => In(Rules, f) && Rules.Allows(f) && AsGood(RankOf(Rules, f), asGoodAs)))
        {
            var sure = Rules.Teams.Select((_, k) => f.Select((at, i) => Oracle.IsPeriod(at) ? Rules.Effort[i][k] : 0).Sum() - Rules.Net[k].Take(f.Where(Oracle.IsPeriod).Max() + 1).Sum()).Where(l => l > 1e-6).ToList();
            if (sure.Count > 1 || sure.Sum() >= least) continue;
            var lacks = Rules.Teams.Select((_, k) => Lack(f, k)).ToList();
            if (lacks.Any(l => l.Never) || lacks.Count(l => l.Ew > 1e-6) > 1) continue;
            var ew = lacks.Sum(l => l.Ew);
            least = Math.Min(least ?? double.PositiveInfinity, ew);
        }

        return least;
    }

    private IEnumerable<int[]> AllLists()
    {
        IEnumerable<int[]> lists = [[]];
        for (var i = 0; i < Rules.Count; i++)
        {
            var choices = Rules.OwnFinishes(i).ToArray();
            lists = lists.SelectMany(head => choices.Select(f => (int[])[.. head, f]));
        }

        return lists;
    }

    /// <summary>What a team lacks for finishes, if it could be lent work in any period; never, where windows and pace alone forbid it.</summary>
    /// <remarks>All that is asked less the maximum flow, which is the smallest cut over the sets of periods.</remarks>
    private (double Ew, bool Never) Lack(int[] f, int k)
    {
        var worked = Enumerable.Range(0, f.Length).Where(i => Oracle.IsPeriod(f[i]) && Rules.Effort[i][k] > 0).ToList();
        var cut = Enumerable.Range(0, 1 << Rules.Periods).Min(periods =>
            Enumerable.Range(0, Rules.Periods).Where(t => (periods >> t & 1) != 0).Sum(t => Rules.Net[k][t])
            + worked.Sum(i => System.Numerics.BitOperations.PopCount((uint)(Rules.Window(i, f) & ~periods)) is > 0 and var left ? Math.Min(Rules.Effort[i][k], left * Rules.Pace[i]) : 0));
        return (Math.Max(0, worked.Sum(i => Rules.Effort[i][k]) - cut), worked.Any(i => !WindowHolds(i, f, Rules.Effort[i][k])));
    }

    private bool WindowHolds(int i, int[] f, double ew)
    {
        var periods = System.Numerics.BitOperations.PopCount((uint)Rules.Window(i, f));
        return periods > 0 && (double.IsPositiveInfinity(Rules.Pace[i]) || periods * Rules.Pace[i] >= ew - 1e-7);
    }
}
