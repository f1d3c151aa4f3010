using System.Collections.Immutable;
using Dais.Engine.Modelling;
using Dais.Engine.Planning;
using Dais.Engine.Quantities;

namespace Dais.Engine.Tests.Planning;

/// <summary>Ways to make a good plan wrong: by changing it, or by changing the rules under it.</summary>
internal static class PlanMutations
{
    private static readonly Id<Initiative> Stranger = Id<Initiative>.Of("stranger");

    private static readonly Team Extra = new(Id<Team>.Of("x"), "X", PerPeriod<EngineerWeeks>.Always(EngineerWeeks.Of(9)), Reserve.Unstated);

    /// <summary>Each one with the rule that it breaks; nothing where a plan offers no place for it.</summary>
    internal static readonly ImmutableSortedDictionary<string, (string Rule, Func<Portfolio, Plan, (Portfolio, Plan)?> Break)> All =
        new Dictionary<string, (string, Func<Portfolio, Plan, (Portfolio, Plan)?>)>(StringComparer.Ordinal)
        {
            ["less work than the effort"] = ("R1", (p, plan) => Worked(plan, 0.01) is { } x ? (p, Rework(plan, x, w => w - 0.01)) : null),
            ["more work than the effort"] = ("R1", (p, plan) => Worked(plan, 0.01) is { } x ? (p, Rework(plan, x, w => w + 0.01)) : null),
            ["work on a team without effort"] = ("R1", (p, plan) => First(plan) is { } i ? (p.With(Extra), Edit(plan, i with { Work = i.Work.Add(Extra.Id, Constant(p, 0.5)) })) : null),
            ["work missing"] = ("R1", (p, plan) => Worked(plan, 0.01) is { } x ? (p, Edit(plan, x.Of with { Work = x.Of.Work.Remove(x.Team) })) : null),
            ["a slower pace"] = ("R2", (p, plan) => Worked(plan, 0.4) is { } x ? (Edit(p, x.Of, i => i with { Pace = EngineerWeeks.Of(0.3) }), plan) : null),
            ["a later earliest"] = ("R3", (p, plan) => Worked(plan, 0.01) is { } x ? (Edit(p, x.Of, i => i with { Earliest = new Period(x.Period + 1) }), plan) : null),
            ["a finish before the work"] = ("R3", (p, plan) => Worked(plan, 0.01) is { Period: > 0 } x ? (p, Edit(plan, x.Of with { Finish = new Period(x.Period - 1) })) : null),
            ["a finish after the horizon"] = ("R3", (p, plan) => First(plan) is { } i ? (p, Edit(plan, i with { Finish = new Period(p.Platform.Calendar.Count) })) : null),
            ["a finish before the horizon"] = ("R3", (p, plan) => First(plan) is { } i ? (p, Edit(plan, i with { Finish = Period.BeforeStart })) : null),
            ["an earlier latest"] = ("R3", (p, plan) => First(plan) is { } i ? (Edit(p, i, x => x with { Latest = i.Finish.Plus(-1) }), plan) : null),
            ["more periods"] = ("R3", (p, plan) => First(plan) is { } i ? (Edit(p, i, x => x with { Periods = i.Finish.Index + 2 }), plan) : null),
            ["an earliest after the horizon"] = ("R3", (p, plan) => First(plan) is { } i ? (Edit(p, i, x => x with { Earliest = new Period(p.Platform.Calendar.Count) }), plan) : null),
            ["less capacity"] = ("R4", (p, plan) => Worked(plan, 0.01) is { } x ? (Edit(p, x.Team, t => t with { Capacity = Less(p, t, x.Period) }), plan) : null),
            ["a larger reserve"] = ("R4", (p, plan) => Worked(plan, 0.01) is { } x ? (Edit(p, x.Team, t => t with { Reserve = new Reserve(PerPeriod<Share>.Always(Share.Whole)) }), plan) : null),
            ["after what is not chosen"] = ("R5", (p, plan) => Out(p, plan) is { } o && First(plan) is { } i ? (Edit(p, i, x => x with { After = x.After.Add(o.Id) }), plan) : null),
            ["after what is finished with it"] = ("R5", (p, plan) => Pair(plan, (a, b) => a.Finish == b.Finish) is { } x ? (Edit(p, x.A, i => i with { After = i.After.Add(x.B.Id) }), plan) : null),
            ["requires what is not chosen"] = ("R6", (p, plan) => Out(p, plan) is { } o && First(plan) is { } i ? (Edit(p, i, x => x with { Requires = x.Requires.Add(o.Id) }), plan) : null),
            ["requires what is finished later"] = ("R6", (p, plan) => Pair(plan, (a, b) => a.Finish < b.Finish) is { } x ? (Edit(p, x.A, i => i with { Requires = i.Requires.Add(x.B.Id) }), plan) : null),
            ["excludes what is chosen"] = ("R7", (p, plan) => Pair(plan, (_, _) => true) is { } x ? (Edit(p, x.A, i => i with { Excludes = i.Excludes.Add(x.B.Id) }), plan) : null),
            ["a must that is not chosen"] = ("R8", (p, plan) => Out(p, plan) is { } o ? (p.With(o with { Must = true }), plan) : null),
            ["a pin elsewhere"] = ("R8", (p, plan) => First(plan) is { } i ? (p, plan with { Policy = plan.Policy with { Pins = [new Pin(i.Id, i.Finish.Plus(1))] } }) : null),
            ["a pin on what is not chosen"] = ("R8", (p, plan) => Out(p, plan) is { } o ? (p, plan with { Policy = plan.Policy with { Pins = [new Pin(o.Id, new Period(0))] } }) : null),
            ["a pin outside the horizon"] = ("R8", (p, plan) => Out(p, plan) is { } o ? (p, plan with { Policy = plan.Policy with { Pins = [new Pin(o.Id, Period.BeforeStart)] } }) : null),
            ["a ban on what is chosen"] = ("R8", (p, plan) => First(plan) is { } i ? (p, plan with { Policy = plan.Policy with { Bans = [i.Id] } }) : null),
            ["dropped but chosen"] = ("R8", (p, plan) => First(plan) is { } i ? (Edit(p, i, x => x with { Status = InitiativeStatus.Dropped }), plan) : null),
            ["done but chosen"] = ("R8", (p, plan) => First(plan) is { } i ? (Edit(p, i, x => x with { Status = InitiativeStatus.Done }), plan) : null),
            ["started but not chosen"] = ("R8", (p, plan) => Out(p, plan) is { } o ? (p.With(o with { Status = InitiativeStatus.Started }), plan) : null),
            ["a promise moved"] = ("R8", (p, plan) => First(plan) is { } i ? (Promise(p, i, i.Finish.Plus(1)), plan with { Policy = plan.Policy with { Release = false } }) : null),
            ["a promise dropped"] = ("R8", (p, plan) => Out(p, plan) is { } o ? (p.With(o with { Status = InitiativeStatus.Committed, CommittedFinish = new Period(0) }), plan with { Policy = plan.Policy with { Release = false } }) : null),
            ["too many moves"] = ("R8", (p, plan) => First(plan) is { } i ? (Promise(p, i, i.Finish.Plus(1)), plan with { Policy = plan.Policy with { Release = true, MaxMoves = 0 } }) : null),
            ["a lower ceiling"] = ("R9", LowerCeiling),
            ["a higher floor"] = ("R9", (p, plan) => plan.Buckets.FirstOrDefault(b => b.Share < 0.99 && plan.Capacity.Value > 0) is { } b ? (p.With(p.Buckets[b.Id] with { Min = Share.Whole, Max = null }), plan with { Policy = plan.Policy with { Allocation = true } }) : null),
            ["a bucket's effort"] = ("R9", (p, plan) => Bucket(p, plan, b => b with { Effort = b.Effort + EngineerWeeks.Of(0.001) })),
            ["a bucket's share"] = ("R9", (p, plan) => Bucket(p, plan, b => b with { Share = b.Share + 0.001 })),
            ["a bucket's shortfall"] = ("R9", (p, plan) => Bucket(p, plan, b => b with { Shortfall = b.Shortfall + EngineerWeeks.Of(0.001) })),
            ["a bucket's floor"] = ("R9", (p, plan) => Bucket(p, plan, b => b with { Min = b.Min is null ? Share.None : null })),
            ["a bucket's ceiling"] = ("R9", (p, plan) => Bucket(p, plan, b => b with { Max = b.Max is null ? Share.Whole : null })),
            ["a bucket missing"] = ("R9", (p, plan) => plan.Buckets.Length > 0 ? (p, plan with { Buckets = plan.Buckets.RemoveAt(0) }) : null),
            ["the shortfall"] = ("R9", (p, plan) => (p, plan with { Shortfall = plan.Shortfall + EngineerWeeks.Of(0.001) })),
            ["the whole capacity"] = ("R9", (p, plan) => (p, plan with { Capacity = plan.Capacity + EngineerWeeks.Of(0.001) })),
            ["a capability that nothing raises"] = ("R10", NeedsTooMuch),
            ["a level reached later"] = ("R10", LevelLater),
            ["a use case that never comes"] = ("R11", (p, plan) => Waits(p, plan) is { } u && Out(p, plan) is { } o ? (p.With(p.UseCases[u.Id] with { Needs = [new Need.OfInitiative(o.Id)] }), plan) : null),
            ["a use case that is there from the start"] = ("R11", (p, plan) => Waits(p, plan) is { } u ? (p.With(p.UseCases[u.Id] with { Needs = [] }), plan) : null),
            ["a use case not listed"] = ("R11", (p, plan) => Waits(p, plan) is { } u ? (p, plan with { UseCases = plan.UseCases.Remove(u) }) : null),
            ["a use case too early"] = ("R11", (p, plan) => Waits(p, plan) is { } u ? (p, plan with { UseCases = plan.UseCases.Replace(u, u with { Available = u.Available.Plus(-1) }) }) : null),
            ["the customer value"] = ("Value", (p, plan) => (p, plan with { Value = plan.Value with { Customer = Off(plan, plan.Value.Customer) } })),
            ["the platform value"] = ("Value", (p, plan) => (p, plan with { Value = plan.Value with { Platform = Off(plan, plan.Value.Platform) } })),
            ["the objective"] = ("Value", (p, plan) => (p, plan with { Objective = Off(plan, plan.Objective), Bound = Off(plan, plan.Objective) })),
            ["another lens"] = ("Value", (p, plan) => Math.Abs(plan.Objective.Value - plan.Value.Customer.Value) > 0.01 + (0.001 * Math.Abs(plan.Objective.Value)) ? (p, plan with { Policy = plan.Policy with { Lens = Lens.Customer } }) : null),
            ["the tail's share"] = ("Tail", (p, plan) => plan.Objective.Value > 0.01 ? (p, plan with { TailShare = Share.Of(Math.Abs(plan.TailShare!.Value.Value - 0.01)) }) : null),
            ["no tail's share"] = ("Tail", (p, plan) => plan.Objective.Value > 0.01 ? (p, plan with { TailShare = null }) : null),
            ["a later start"] = ("Start", (p, plan) => First(plan) is { } i ? (p, Edit(plan, i with { Start = i.Start.Plus(1) })) : null),
            ["a team's used work"] = ("Teams", (p, plan) => Team(p, plan, t => t with { Used = t.Used.SetItem(0, t.Used[0] + EngineerWeeks.Of(0.001)) })),
            ["a team's capacity"] = ("Teams", (p, plan) => Team(p, plan, t => t with { Capacity = t.Capacity.SetItem(0, t.Capacity[0] + EngineerWeeks.Of(0.001)) })),
            ["a team missing"] = ("Teams", (p, plan) => (p, plan with { Teams = plan.Teams.RemoveAt(0) })),
            ["a bound below the objective"] = ("Bound", (p, plan) => (p, plan with { Bound = plan.Objective + Money.Of(-0.01 - (0.001 * Math.Abs(plan.Objective.Value))) })),
            ["another gap"] = ("Bound", (p, plan) => (p, plan with { Gap = plan.Gap + 0.001 })),
            ["no gap"] = ("Bound", (p, plan) => (p, plan with { Gap = null })),
            ["a gap without a bound"] = ("Bound", (p, plan) => (p, plan with { Bound = null })),
            ["optimal without a bound"] = ("Status", (p, plan) => (p, plan with { Bound = null, Gap = null })),
            ["optimal below the bound"] = ("Status", (p, plan) => (p, plan with { Bound = plan.Objective + Money.Of(1.1e-6 * Math.Max(1, Math.Abs(plan.Objective.Value))) })),
            ["no word on promises"] = ("Stability", (p, plan) => plan.Stability is not null ? (p, plan with { Stability = null }) : null),
            ["a word on no promises"] = ("Stability", (p, plan) => plan.Stability is null ? (p, plan with { Stability = new([], null, null) }) : null),
            ["a move not named"] = ("Stability", (p, plan) => plan.Stability is { Moves.Length: > 0 } s ? (p, plan with { Stability = s with { Moves = [] } }) : null),
            ["a move that is none"] = ("Stability", (p, plan) => plan.Stability is { } s ? (p, plan with { Stability = s with { Moves = s.Moves.Add(new Move(Stranger, new Period(0), null)) } }) : null),
            ["a stranger listed"] = ("List", (p, plan) => First(plan) is { } i ? (p, plan with { Initiatives = plan.Initiatives.Add(i with { Id = Stranger }) }) : null),
            ["one listed twice"] = ("List", (p, plan) => First(plan) is { } i ? (p, plan with { Initiatives = plan.Initiatives.Add(i) }) : null),
            ["another order"] = ("List", (p, plan) => plan.Initiatives.Length > 1 ? (p, plan with { Initiatives = [.. plan.Initiatives.Reverse()] }) : null),
            ["a period of work too many"] = ("List", (p, plan) => Worked(plan, 0.01) is { } x ? (p, Edit(plan, x.Of with { Work = x.Of.Work.SetItem(x.Team, x.Of.Work[x.Team].Add(EngineerWeeks.Zero)) })) : null),
            ["a plan that says there is none"] = ("List", (p, plan) => First(plan) is not null ? (p, plan with { Status = PlanStatus.Infeasible }) : null),
        }.ToImmutableSortedDictionary(StringComparer.Ordinal);

    private static PlannedInitiative? First(Plan plan) => plan.Initiatives.Length > 0 ? plan.Initiatives[0] : null;

    private static Initiative? Out(Portfolio portfolio, Plan plan) =>
        portfolio.Initiatives.FirstOrDefault(i => plan.Find(i.Id) is null && i.Status is not (InitiativeStatus.Done or InitiativeStatus.Dropped));

    private static (PlannedInitiative Of, Id<Team> Team, int Period)? Worked(Plan plan, double least) =>
        (from i in plan.Initiatives
         from w in i.Work
         from t in Enumerable.Range(0, w.Value.Length)
         where w.Value[t].Value > least
         select ((PlannedInitiative, Id<Team>, int)?)(i, w.Key, t)).FirstOrDefault();

    private static (PlannedInitiative A, PlannedInitiative B)? Pair(Plan plan, Func<PlannedInitiative, PlannedInitiative, bool> are) =>
        (from a in plan.Initiatives
         from b in plan.Initiatives
         where a != b && are(a, b)
         select ((PlannedInitiative, PlannedInitiative)?)(a, b)).FirstOrDefault();

    private static PlannedUseCase? Waits(Portfolio portfolio, Plan plan) =>
        plan.UseCases.FirstOrDefault(u => portfolio.UseCases[u.Id].Needs.All(n => n is Need.OfInitiative));

    private static (Portfolio, Plan)? NeedsTooMuch(Portfolio portfolio, Plan plan) =>
        plan.UseCases.Length > 0 && portfolio.Capabilities.Count > 0
            ? (portfolio.With(portfolio.UseCases[plan.UseCases[0].Id] with { Needs = [new Need.OfCapability(portfolio.Capabilities[0].Id, Level.Of(99))] }), plan)
            : null;

    private static (Portfolio, Plan)? LevelLater(Portfolio portfolio, Plan plan)
    {
        var waiting = plan.UseCases.FirstOrDefault(u => portfolio.UseCases[u.Id].Needs.All(n => n is Need.OfCapability));
        if (waiting is null) return null;
        return (portfolio, plan with { UseCases = plan.UseCases.Replace(waiting, waiting with { Available = waiting.Available.Plus(1) }) });
    }

    private static Plan Rework(Plan plan, (PlannedInitiative Of, Id<Team> Team, int Period) at, Func<double, double> change)
    {
        var work = at.Of.Work[at.Team];
        return Edit(plan, at.Of with { Work = at.Of.Work.SetItem(at.Team, work.SetItem(at.Period, EngineerWeeks.Of(change(work[at.Period].Value)))) });
    }

    private static Plan Edit(Plan plan, PlannedInitiative edited) =>
        plan with { Initiatives = [.. plan.Initiatives.Select(i => i.Id == edited.Id ? edited : i)] };

    private static Portfolio Edit(Portfolio portfolio, PlannedInitiative planned, Func<Initiative, Initiative> edit) =>
        portfolio.With(edit(portfolio.Initiatives[planned.Id]));

    private static Portfolio Edit(Portfolio portfolio, Id<Team> team, Func<Team, Team> edit) => portfolio.With(edit(portfolio.Teams[team]));

    private static Portfolio Promise(Portfolio portfolio, PlannedInitiative planned, Period finish) =>
        Edit(portfolio, planned, i => i with { Status = InitiativeStatus.Committed, CommittedFinish = finish, Remaining = null });

    private static PerPeriod<EngineerWeeks> Less(Portfolio portfolio, Team team, int period) =>
        PerPeriod<EngineerWeeks>.Each(portfolio.Platform.Calendar.Periods.Select(t => t.Index == period ? EngineerWeeks.Zero : team.Capacity[t]));

    private static (Portfolio, Plan)? LowerCeiling(Portfolio portfolio, Plan plan)
    {
        var load = plan.Buckets.FirstOrDefault(b => b.Effort.Value > 0.1 && b.Shortfall == EngineerWeeks.Zero);
        if (load is null || plan.Capacity.Value <= 0) return null;
        var lower = load with { Min = null, Max = Share.Of(load.Share / 2) };
        return (
            portfolio.With(portfolio.Buckets[load.Id] with { Min = null, Max = lower.Max }),
            plan with { Policy = plan.Policy with { Allocation = true }, Buckets = plan.Buckets.Replace(load, lower) });
    }

    private static (Portfolio, Plan)? Bucket(Portfolio portfolio, Plan plan, Func<BucketLoad, BucketLoad> edit) =>
        plan.Buckets.Length > 0 ? (portfolio, plan with { Buckets = plan.Buckets.SetItem(0, edit(plan.Buckets[0])) }) : null;

    private static (Portfolio, Plan)? Team(Portfolio portfolio, Plan plan, Func<TeamLoad, TeamLoad> edit) =>
        (portfolio, plan with { Teams = plan.Teams.SetItem(0, edit(plan.Teams[0])) });

    private static Money Off(Plan plan, Money value) => value + Money.Of(0.001 + (0.001 * Math.Abs(plan.Objective.Value)));

    private static ImmutableArray<EngineerWeeks> Constant(Portfolio portfolio, double value) =>
        [.. portfolio.Platform.Calendar.Periods.Select(_ => EngineerWeeks.Of(value))];
}
