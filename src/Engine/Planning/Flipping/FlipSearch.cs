using Dais.Engine.Modelling;
using Dais.Engine.Planning.Groups;
using Dais.Engine.Planning.Scenarios;
using Dais.Engine.Quantities;

namespace Dais.Engine.Planning.Flipping;

/// <summary>
/// The search for what gets one thing into one plan.
/// </summary>
/// <remarks>
/// <para>
/// The base is polished first, else a change could seem to gain what was merely missed; where a better plan turns up by
/// the way all the same, it becomes the base and the search begins again.
/// </para>
/// <para>
/// Then a first answer at once: the relaxation with the thing in bounds what any plan with it is worth, and the best
/// plan of the neighbourhood around the thing says what putting it in costs. In that neighbourhood each kind of change
/// is looked for by the same definition as in the whole: a change found there is a change, but nothing is proven of it.
/// The rest of the time goes into proofs over all plans, the kinds in turns: first that each change does, then that none
/// is smaller. What one does not use goes to the next, and each turn has half of what is left, so that none starves.
/// </para>
/// </remarks>
internal sealed class FlipSearch(Setup setup, Plan plan, Wanted wanted, Id<StakeholderGroup>? group, Budget budget, Action<Progress>? progress)
{
    private const double ShareForBase = 0.35;
    private const double ShareForFirst = 0.5;
    private const int MostBases = 4;
    private const int Turns = 3;

    private static readonly (FlipKind Kind, Func<Case, FlipOutcome> Find)[] Kinds =
    [
        (FlipKind.Value, ValueFlip.Find), (FlipKind.Scope, ScopeFlip.Find), (FlipKind.Capacity, CapacityFlip.Find), (FlipKind.Drop, Rivals.Dropping), (FlipKind.Delay, Rivals.Delaying),
    ];

    private readonly Problem _problem = Compile.From(setup.Portfolio, setup.Policy);
    private readonly Trial _trial = new(budget, progress);

    internal FlipReport Run(bool polish)
    {
        var target = Sought();
        var polished = Polished(polish);
        for (var left = MostBases; ; left--)
        {
            if (target is null || target.In(polished.Finishes)) return Report(polished) with { In = target is not null || wanted is Wanted.OfUseCase };
            if (target.OneOfEach.Any(o => o.IsEmpty)) return Report(polished);
            var finds = new Finds();
            var report = WithBase(new(setup, _problem, wanted, target, polished, _trial) { Finds = finds }, left > 1);
            if (report is not null) return report;
            var rank = Rank.Of(_problem, finds.Better!);
            _trial.Tell("the plan", "a better one turned up, and becomes the one that is asked about");
            polished = new(finds.Better!, rank, Math.Max(polished.Bound, rank.Objective), false);
        }
    }

    /// <summary>Of the given plan as it is: the first answer for each kind, and nothing proven.</summary>
    internal IReadOnlyCollection<FlipOutcome> FirstOnly()
    {
        if (Sought() is not { } target) return [];
        var start = new Case(setup, _problem, wanted, target, Polished(polish: false), _trial);
        var (forced, around) = new Standpoint(_problem, start.Base.Finishes, _trial).Near(target);
        return around is null ? [] : Near(start with { Forced = forced, Around = around }).Values;
    }

    private Target? Sought() => wanted switch
    {
        Wanted.OfInitiative one => Target.Of(_problem, one.Initiative),
        Wanted.OfUseCase use => Target.Of(_problem, use.UseCase),
        _ => null,
    };

    private Best Polished(bool polish)
    {
        var finishes = _problem.FinishesOf(plan);
        if (plan.Status == PlanStatus.Optimal) return new(finishes, Rank.Of(_problem, finishes), plan.Bound?.Value ?? plan.Objective.Value, true);
        if (!polish) return new(finishes, Rank.Of(_problem, finishes), plan.Bound?.Value ?? double.PositiveInfinity, false);
        _trial.Tell("the plan", "looking for a better one first");
        var found = budget.Within(ShareForBase, () => new Search(_problem, budget, progress, finishes).Run());
        var best = found.Finishes is { } better && !Rank.Of(_problem, finishes).AsGoodAs(Rank.Of(_problem, better)) ? better : finishes;
        var rank = Rank.Of(_problem, best);
        return new(best, rank, Math.Max(rank.Objective, Math.Min(found.Bound, plan.Bound?.Value ?? double.PositiveInfinity)), found.Status == PlanStatus.Optimal);
    }

    /// <summary>All that is found from that base; none where a better base turned up, and may be begun from.</summary>
    private FlipReport? WithBase(Case start, bool mayBeginAgain)
    {
        bool BeginAgain() => mayBeginAgain && !budget.Over && start.Finds.Better is not null;
        var (target, basis) = (start.Target, start.Base);
        var (forced, around, bound) = First(start);
        if (BeginAgain()) return null;
        var near = start with { Forced = forced, Around = around };
        if (forced is not null && forced.Rank.AsGoodAs(basis.Rank)) return Report(basis) with { AsGood = true, Forced = Case.Drawn(_problem, forced, budget), ForcedBound = Known(bound) };
        var outcomes = around is null ? Kinds.ToDictionary(k => k.Kind, k => new FlipOutcome(k.Kind, null, NoFlip.NotFound)) : budget.Within(ShareForFirst, () => Near(near));
        if (BeginAgain()) return null;
        var report = Report(basis);
        _trial.Tell("with it, and nothing else changed", "looking for the best of all such plans");
        var (better, known) = budget.Within(1.0 / 6, () => AllWith(start, forced));
        if (better is not null) (forced, bound) = (better, Math.Min(bound, better.Bound));
        if (better is not null) start.Finds.Offer(_problem, basis.Rank, better.Finishes);
        if (BeginAgain()) return null;
        var shown = forced is null ? null : Case.Drawn(_problem, forced, budget);
        report = report with { Forced = shown, ForcedBound = Known(bound) };
        if (forced is not null && forced.Rank.AsGoodAs(basis.Rank)) return report with { AsGood = true };
        var whole = start with { Forced = forced, NoneForced = known && better is null };
        foreach (var proving in Proving(whole, outcomes))
        {
            proving();
            if (BeginAgain()) return null;
        }

        return report with { Answers = [.. outcomes.Values.OrderBy(o => o.Kind).Select(whole.Drawn)] };
    }

    /// <summary>A plan with the thing near the base, and what no plan with it is worth more than.</summary>
    private (Best? Forced, Around? Around, double Bound) First(Case start)
    {
        _trial.Tell("with it, and nothing else changed", "a first answer near the plan");
        var (forced, around) = budget.Within(ShareForFirst, () => new Standpoint(_problem, start.Base.Finishes, _trial).Near(start.Target));
        if (forced is not null) start.Finds.Offer(_problem, start.Base.Rank, forced.Finishes);
        if (forced is not null) _trial.Tell("with it, and nothing else changed", $"the plan would be worth {FlipNotes.Money(setup.Portfolio.Platform, start.Base.Rank.Objective - forced.Rank.Objective)} less, or fewer");
        using var relaxation = budget.Within(1.0 / 8, () => ForcedBound.Of(_problem, start.Base.Rank.Shortfall, budget));
        var bound = relaxation?.With(start.Target, budget) ?? double.PositiveInfinity;
        return (forced, around, forced is null ? bound : Math.Max(bound, forced.Rank.Objective));
    }

    /// <summary>The best of all plans with the thing and nothing else changed, begun from one of them: as the planner looks for it where the thing is a must; none where there is none (that is known) or none was found.</summary>
    private (Best? Best, bool Known) AllWith(Case start, Best? near)
    {
        if (start.Target.All.Any(i => !_problem.Candidates[i].Possible)) return (null, true);
        if (start.Target.OneOfEach.Length > 0) return _trial.BestOf(Part.All(_problem, start.Target), start.Target.Require, near?.Finishes);
        var must = start.After([.. start.Target.All.Select(i => (ScenarioChange)new ScenarioChange.Force(_problem.Candidates[i].Id))]);
        var found = new Search(must, budget, null, near?.Finishes).Run();
        if (found.Finishes is not { } finishes) return (null, found.Status == PlanStatus.Infeasible);
        var rank = Rank.Of(_problem, finishes);
        return (new(finishes, rank, Math.Max(found.Bound, rank.Objective), found.Status == PlanStatus.Optimal), true);
    }

    /// <summary>Each kind in the neighbourhood.</summary>
    private Dictionary<FlipKind, FlipOutcome> Near(Case near)
    {
        var outcomes = new Dictionary<FlipKind, FlipOutcome>();
        foreach (var ((kind, find), place) in Kinds.Select((k, place) => (k, place)))
        {
            _trial.Tell(FlipNotes.Of(kind), "looking near the plan");
            outcomes[kind] = budget.Within(1.0 / (Kinds.Length - place), () => find(near));
            _trial.Tell(FlipNotes.Of(kind), FlipNotes.Of(outcomes[kind], setup.Portfolio.Platform));
        }

        return outcomes;
    }

    /// <summary>The steps of the proofs: that each change does, then in turns that none is smaller.</summary>
    private IEnumerable<Action> Proving(Case whole, Dictionary<FlipKind, FlipOutcome> outcomes)
    {
        foreach (var (place, kind) in Kinds.Select(k => k.Kind).Where(k => outcomes[k].Flip is { Decides: false }).ToList().Index())
        {
            yield return () => Step(kind, "whether it does, by solving again", 1.0 / (2 * (Kinds.Length - place)), () => Confirming.Of(whole, outcomes[kind]));
        }

        for (var turn = 1; turn <= Turns; turn++)
        {
            var open = Kinds.Where(k => !outcomes[k.Kind].Settled).ToList();
            foreach (var (place, (kind, find)) in open.Index())
            {
                var share = 1.0 / (open.Count - place + (turn < Turns ? open.Count : 0));
                yield return () => Step(kind, "whether a smaller one does", share, () => outcomes[kind].And(find(whole with { Known = outcomes[kind].Flip })));
            }
        }

        void Step(FlipKind kind, string question, double share, Func<FlipOutcome> step)
        {
            if (budget.Over) return;
            _trial.Tell(FlipNotes.Of(kind), $"{FlipNotes.Of(outcomes[kind], setup.Portfolio.Platform)}; {question}");
            outcomes[kind] = budget.Within(share, step);
        }
    }

    private FlipReport Report(Best basis)
    {
        var same = basis.Finishes.AsSpan().SequenceEqual(_problem.FinishesOf(plan)) && plan.Status == PlanStatus.Optimal;
        var (own, now) = group is { } id ? OwnOf(id, basis.Finishes) : (null, null);
        return new(same ? plan : Case.Drawn(_problem, basis, budget), false, false, null, [], own, now);
    }

    /// <summary>The most that any plan is worth to the group, as in the study of groups, and what these finishes are.</summary>
    private (Most? Best, Money? Now) OwnOf(Id<StakeholderGroup> id, int[] finishes)
    {
        var free = Alone.Free(_problem);
        var stakes = Stakes.Of(free);
        if (Array.IndexOf(stakes.Groups, id) is not (>= 0 and var place)) return (new(Money.Of(0), Money.Of(0)), Money.Of(0));
        var yardstick = stakes.Yardsticks[place];
        _trial.Tell("the group that asks", "what a plan for it alone would bring");
        var best = budget.Within(1.0 / 8, () => Alone.Best(free, new(free, budget, null), yardstick, _ => { }, finishes));
        var now = Money.Of(yardstick.Of(free, finishes));
        return (best ?? new(now, Money.Of(Alone.Ceiling(free, yardstick))), now);
    }

    private static Money? Known(double bound) => double.IsFinite(bound) ? Money.Of(bound) : null;
}
