using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Dais.Engine.Modelling;
using Dais.Engine.Planning;
using Dais.Engine.Planning.Flipping;
using Dais.Engine.Planning.Scenarios;
using Dais.Engine.Quantities;

namespace Dais.Engine.Tests.Planning.Flipping;

/// <summary>Every cheapest change gets its thing in when it is made, and none smaller of its kind does: tried out on small worlds.</summary>
public sealed class FlipLaws
{
    private static readonly SolveLimits Limits = new() { Seconds = 120 };

    /// <summary>All kinds are asked for at once; each law looks at one.</summary>
    private static readonly ConditionalWeakTable<SmallWorld, List<(Wanted Wanted, FlipReport Report)>> Reports = [];

    [Fact]
    public void More_work_of_one_team_gets_it_in_and_less_does_not() => SmallWorldLaw.Holds(everyday: 80, atLength: 1_000, world => Each(world, FlipKind.Capacity, (oracle, report, answer) =>
    {
        var least = oracle.LeastLoan(RankOf(report.Base));
        if (answer.Flip is not { } flip) return answer.Without == NoFlip.None && least is not null && AnyLoan(oracle, world) is { } does ? $"There is none, but {does} does." : null;
        if (!oracle.Gets(flip.Changes)) return $"{flip.Size} ew do not get it in.";
        if (least is not { } l) return "There is a loan where none can do.";
        if (flip.Bound > l + 1e-3) return $"The bound of {flip.Bound} is above {l}.";
        if (flip.Smallest && Math.Abs(flip.Size - l) > 2e-3) return $"{flip.Size} is called the smallest, and {l} is.";
        return flip is { Decides: true } ? null : "It is not proven to decide.";
    }));

    [Fact]
    public void Less_scope_gets_it_in_and_more_does_not() => SmallWorldLaw.Holds(everyday: 80, atLength: 1_000, world => Each(world, FlipKind.Scope, (oracle, report, answer) =>
    {
        ImmutableArray<Id<Initiative>> cut = answer.Flip is { } some ? [.. some.Changes.Cast<ScenarioChange.ScaleEffort>().Select(s => s.Initiative)] : CutIn(oracle, world, report);
        bool Gets(double share) => oracle.Gets(cut.Select(i => new ScenarioChange.ScaleEffort(i, share)));
        if (answer.Flip is not { } flip)
        {
            if (answer.Without == NoFlip.NotFound) return "None was found.";
            return cut.IsEmpty || Enumerable.Range(1, 9).FirstOrDefault(x => Gets(x / 10.0)) is not (> 0 and var tenths) ? null : $"There is none, but {tenths / 10.0} does.";
        }

        if (!Gets(flip.Size)) return $"A share of {flip.Size} does not get it in.";
        if (!flip.Decides) return "It is not proven to decide.";
        if (!flip.Smallest) return null;
        return Enumerable.Range(1, 20).Select(x => flip.Size + 2e-3 + ((1 - flip.Size - 2e-3) * x / 20)).FirstOrDefault(x => x <= 1 && Gets(x)) is > 0 and var more ? $"{flip.Size} is called the largest, and {more} does too." : null;
    }));

    [Fact]
    public void More_value_decides_for_it_and_less_does_not() => SmallWorldLaw.Holds(everyday: 80, atLength: 1_000, world => Each(world, FlipKind.Value, (oracle, report, answer) =>
    {
        if (answer.Flip is not { } flip)
        {
            var (id, toPlatform) = (report.Wanted, world.Policy.EffectiveWeights.Customer == 0);
            return answer.Without == NoFlip.NotFound ? "None was found." : oracle.Gets([More(id, 1e5, toPlatform)], strictly: true) ? "There is none, but a large one does." : null;
        }

        if (!oracle.Gets(flip.Changes, strictly: true)) return $"{flip.Size} more a year do not decide for it.";
        if (!flip.Smallest || !flip.Decides) return "It is not proven.";
        var less = Math.Max(0, (flip.Size * 0.999) - 1e-4);
        return oracle.Gets([More(report.Wanted, less, world.Policy.EffectiveWeights.Customer == 0)], strictly: true) ? $"{flip.Size} is called the smallest, and {less} decides too." : null;
    }));

    [Fact]
    public void Dropping_others_gets_it_in_and_no_cheaper_set_does() => SmallWorldLaw.Holds(everyday: 80, atLength: 1_000, world => Each(world, FlipKind.Drop, (oracle, report, answer) =>
    {
        var (rules, floor) = (oracle.Rules, RankOf(report.Base).Shortfall);
        var plans = oracle.Plans(rules);
        double? least = null;
        foreach (var set in Enumerable.Range(0, 1 << rules.Count))
        {
            var left = plans.Where(p => Enumerable.Range(0, rules.Count).All(i => (set >> i & 1) == 0 || !Oracle.IsPeriod(p.Finishes[i]))).ToList();
            if (!FlipOracle.Gets(left) || FlipOracle.Best(left.Where(p => p.In)) is not { } best || best.Shortfall > floor + 2e-6) continue;
            least = Math.Min(least ?? double.PositiveInfinity, report.Base.Objective.Value - best.Objective);
        }

        if (answer.Flip is not { } flip) return least is null ? null : $"There is none, but one costs {least}.";
        if (!oracle.Gets(flip.Changes)) return "It does not get it in.";
        if (!flip.Smallest || !flip.Decides || !flip.SmallerFails) return $"It is not proven: {flip.Smallest} {flip.Decides} {flip.SmallerFails}.";
        return least is { } l && Math.Abs(l - flip.Size) < 1e-4 ? null : $"It costs {flip.Size}, and the cheapest {least}.";
    }));

    [Fact]
    public void Delaying_others_gets_it_in_and_no_shorter_delay_does() => SmallWorldLaw.Holds(everyday: 80, atLength: 1_000, world => Each(world, FlipKind.Delay, (oracle, report, answer) =>
    {
        var (rules, floor) = (oracle.Rules, RankOf(report.Base).Shortfall);
        var plans = oracle.Plans(rules);
        var now = Enumerable.Range(0, rules.Count).Select(i => report.Base.Find(rules.IdOf(i))?.Finish.Index ?? -1).ToArray();
        var kept = plans.Where(p => now.Select((at, i) => at < 0 || Oracle.IsPeriod(p.Finishes[i])).All(holds => holds)).ToList();
        int? least = null;
        foreach (var pins in Pins(now, rules.Periods, report.Wanted is Wanted.OfInitiative one ? one.Initiative.Value : "", rules))
        {
            var quarters = pins.Select((p, i) => p < 0 ? 0 : p - now[i]).Sum();
            if (quarters >= (least ?? int.MaxValue)) continue;
            var left = kept.Where(x => pins.Select((p, i) => p < 0 || x.Finishes[i] == p).All(holds => holds)).ToList();
            if (!FlipOracle.Gets(left) || FlipOracle.Best(left.Where(p => p.In)) is not { } best || best.Shortfall > floor + 2e-6) continue;
            least = quarters;
        }

        if (answer.Flip is not { } flip) return least is null ? null : $"There is none, but {least} quarters do.";
        if (!oracle.Gets(flip.Changes)) return "It does not get it in.";
        if (!flip.Smallest || !flip.Decides) return "It is not proven.";
        return least == flip.Size ? null : $"It takes {flip.Size} quarters, and {least} do.";
    }));

    /// <summary>A loan of a round size that gets the thing in: lent in one period, or in each.</summary>
    private static string? AnyLoan(FlipOracle oracle, SmallWorld world)
    {
        var periods = world.Portfolio.Platform.Calendar.Count;
        foreach (var (team, ew, at) in world.Portfolio.Teams.SelectMany(t => new[] { 0.5, 2, 6 }.SelectMany(ew => Enumerable.Range(-1, periods + 1).Select(at => (t.Id, ew, at)))))
        {
            var loan = new ScenarioChange.AddCapacity(team, [.. Enumerable.Range(0, periods).Select(t => EngineerWeeks.Of(at < 0 || at == t ? ew : 0))], BandsKeepEffort: true);
            if (oracle.Gets([loan])) return $"{ew} ew of {team} in {(at < 0 ? "each period" : $"period {at}")}";
        }

        return null;
    }

    private static ImmutableArray<Id<Initiative>> CutIn(FlipOracle oracle, SmallWorld world, (Plan Base, Wanted Wanted) report) =>
        report.Wanted is Wanted.OfInitiative one && world.Portfolio.Initiatives[one.Initiative].EffortAhead.Values.Any(e => e.P50.Value > 0) ? [one.Initiative] : [];

    private static IEnumerable<int[]> Pins(int[] now, int periods, string wanted, OracleRules rules)
    {
        IEnumerable<int[]> all = [[]];
        for (var i = 0; i < now.Length; i++)
        {
            int[] choices = now[i] < 0 || rules.IdOf(i).Value == wanted ? [-1] : [-1, .. Enumerable.Range(now[i] + 1, periods - now[i] - 1)];
            all = all.SelectMany(head => choices.Select(p => (int[])[.. head, p]));
        }

        return all;
    }

    private static ScenarioChange More(Wanted wanted, double yearly, bool toPlatform) => wanted is Wanted.OfUseCase use
        ? new ScenarioChange.AddGrowth(use.UseCase, Money.Of(yearly))
        : new ScenarioChange.AddValue(((Wanted.OfInitiative)wanted).Initiative, Money.Of(yearly), toPlatform);

    private static (double Shortfall, double Objective) RankOf(Plan plan) => (plan.Shortfall.Value, plan.Objective.Value);

    /// <summary>Asks for an initiative and for a use case of a world that its best plan does not choose.</summary>
    private static string? Each(SmallWorld world, FlipKind kind, Func<FlipOracle, (Plan Base, Wanted Wanted), FlipAnswer, string?> law)
    {
        foreach (var (wanted, report) in Reports.GetValue(world, Reported))
        {
            if (law(new(world, wanted), (report.Base, wanted), report.Answers.Single(a => a.Kind == kind)) is { } wrong) return $"{wanted}: {wrong}";
        }

        return null;
    }

    private static List<(Wanted Wanted, FlipReport Report)> Reported(SmallWorld world)
    {
        var plan = Planner.Solve(world.Portfolio, world.Policy, Limits, TimeProvider.System);
        if (plan.Status != PlanStatus.Optimal) return [];
        var chosen = plan.Initiatives.Select(i => i.Id).ToHashSet();
        var available = plan.UseCases.Select(u => u.Id).ToHashSet();
        IEnumerable<Wanted> initiatives = world.Portfolio.Initiatives.Where(i => !chosen.Contains(i.Id) && i.Status != InitiativeStatus.Done).Take(1).Select(i => new Wanted.OfInitiative(i.Id));
        IEnumerable<Wanted> useCases = world.Portfolio.UseCases.Where(u => !available.Contains(u.Id)).Take(1).Select(u => new Wanted.OfUseCase(u.Id));
        return
        [
            .. initiatives.Concat(useCases)
                .Select(wanted => (wanted, Flips.Find(world.Portfolio, plan, wanted, null, Limits, TimeProvider.System)))
                .Where(x => !x.Item2.In && !x.Item2.Answers.IsEmpty),
        ];
    }
}
