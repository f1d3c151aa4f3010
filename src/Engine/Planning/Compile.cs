using System.Collections.Immutable;
using Dais.Engine.Modelling;
using Dais.Engine.Quantities;

namespace Dais.Engine.Planning;

/// <summary>Turns a portfolio under a policy into a <see cref="Problem"/>: defaults filled in, done work taken out.</summary>
internal sealed class Compile
{
    private readonly Portfolio _portfolio;
    private readonly Policy _policy;
    private readonly int _periods;
    private readonly PresentValue _value;
    private readonly List<Initiative> _open;
    private readonly Dictionary<Id<Initiative>, int> _places;
    private readonly HashSet<Id<Initiative>> _done;
    private readonly Dictionary<(Id<Capability>, int), int> _steps = [];
    private readonly List<Step> _stepList = [];
    private readonly ILookup<Id<Capability>, (Initiative Initiative, Level To)> _raising;

    private readonly IReadOnlySet<Id<Team>> _unlimited;

    private Compile(Portfolio portfolio, Policy policy, IReadOnlySet<Id<Team>> unlimited)
    {
        _unlimited = unlimited;
        (_portfolio, _policy) = (portfolio, policy);
        _periods = portfolio.Platform.Calendar.Count;
        _value = new(portfolio.Platform.DiscountRate.Yearly, _periods, policy.Tail, policy.Timing);
        _done = [.. portfolio.Initiatives.Where(i => i.Status == InitiativeStatus.Done).Select(i => i.Id)];
        _open = [.. portfolio.Initiatives.Where(i => i.Status != InitiativeStatus.Done).OrderBy(i => i.Id)];
        _raising = portfolio.Initiatives.SelectMany(i => i.Raises, (i, raise) => (raise.Capability, Initiative: i, raise.To)).ToLookup(r => r.Capability, r => (r.Initiative, r.To));
        _places = _open.Select((i, place) => (i.Id, place)).ToDictionary(p => p.Id, p => p.place);
    }

    internal static Problem From(Portfolio portfolio, Policy policy) => From(portfolio, policy, ImmutableHashSet<Id<Team>>.Empty);

    /// <summary>As if some teams had all the capacity that is ever asked of them; K stays what it is.</summary>
    internal static Problem From(Portfolio portfolio, Policy policy, IReadOnlySet<Id<Team>> unlimited) => new Compile(portfolio, policy, unlimited).Whole();

    private Problem Whole()
    {
        var capacity = _portfolio.Teams.Select(t => _portfolio.Platform.Calendar.Periods.Select(p => t.Net(p).Value).ToArray()).ToArray();
        var total = capacity.Sum(c => c.Sum());
        for (var team = 0; team < capacity.Length; team++)
        {
            if (_unlimited.Contains(_portfolio.Teams[team].Id)) Array.Fill(capacity[team], AllThatIsAsked(_portfolio.Teams[team].Id));
        }

        var candidates = _open.Select(Candidate).ToArray();
        var goals = _portfolio.UseCases.Select(Goal).OfType<Goal>().ToArray();
        var problem = new Problem
        {
            Portfolio = _portfolio,
            Policy = _policy,
            Periods = _periods,
            Capacity = capacity,
            Candidates = candidates,
            Goals = goals,
            Steps = [.. _stepList.Select(s => s with { Raisers = FirstRaisers(s.Raisers, candidates) })],
            Bands = Bands(total),
            Total = total,
            Excludes = Excludes(),
            MaxMoves = _policy is { Release: true, MaxMoves: { } moves } ? moves : int.MaxValue,
            Weights = _policy.EffectiveWeights,
            Value = _value,
        };
        Windows.Tighten(problem);
        return problem;
    }

    private Candidate Candidate(Initiative initiative)
    {
        var effort = initiative.EffortAhead.Where(e => e.Value.P50.Value > 0)
            .Select(e => (Team: _portfolio.Teams.PlaceOf(e.Key), Ew: e.Value.P50.Value)).OrderBy(e => e.Team).ToArray();
        var earliest = Math.Max(0, initiative.Earliest?.Index ?? 0);
        var periods = initiative.Periods ?? 1;
        var committed = initiative.Status == InitiativeStatus.Committed ? initiative.CommittedFinish : null;
        var fixedFinishes = _policy.Pins.Where(p => p.Initiative == initiative.Id).Select(p => p.Finish.Index).ToList();
        if (committed is { } promised && !_policy.Release) fixedFinishes.Add(promised.Index);
        var first = earliest + periods - 1;
        var last = Math.Min(_periods - 1, initiative.Latest?.Index ?? (_periods - 1));
        foreach (var finish in fixedFinishes) (first, last) = (Math.Max(first, finish), Math.Min(last, finish));
        if (Barred(initiative)) last = -1;
        var customer = _portfolio.CustomerWorth(initiative)?.Value ?? 0;
        var platform = _portfolio.PlatformWorth(initiative)?.Value ?? 0;
        return new()
        {
            Id = initiative.Id,
            Effort = effort,
            Total = effort.Sum(e => e.Ew),
            Periods = periods,
            Pace = initiative.Pace is { Value: > 0 } pace ? pace.Value : double.PositiveInfinity,
            After = Open(initiative.After),
            Requires = Open(initiative.Requires),
            Earliest = earliest,
            Customer = [.. Enumerable.Range(0, _periods).Select(t => _value.Of(customer, t))],
            Platform = [.. Enumerable.Range(0, _periods).Select(t => _value.Of(platform, t))],
            Bucket = initiative.Bucket is { } bucket ? _portfolio.Buckets.PlaceOf(bucket) : -1,
            Forced = initiative.Must || initiative.Status == InitiativeStatus.Started || fixedFinishes.Count > 0,
            Promised = _policy.Release ? committed?.Index : null,
            MinFinish = first,
            MaxFinish = last,
        };
    }

    private bool Barred(Initiative initiative) =>
        initiative.Status == InitiativeStatus.Dropped || _policy.Bans.Contains(initiative.Id) || initiative.Earliest?.Index > _periods - 1;

    private double AllThatIsAsked(Id<Team> team) => 1 + _open.Sum(i => i.EffortAhead.TryGetValue(team, out var e) ? e.P50.Value : 0);

    private int[] Open(IEnumerable<Id<Initiative>> ids) => [.. ids.Where(id => !_done.Contains(id)).Select(id => _places[id]).Distinct()];

    private (int, int)[] Excludes() =>
    [
        .. _open.SelectMany((initiative, place) => Open(initiative.Excludes).Where(other => other != place).Select(other => (Math.Min(place, other), Math.Max(place, other))))
            .Distinct().Order(),
    ];

    private Band[] Bands(double total) =>
    [
        .. _portfolio.Buckets.Select(b => _policy.Allocation
            ? new Band((b.Min?.Value ?? 0) * total, b.Max is { } max ? max.Value * total : double.PositiveInfinity)
            : new Band(0, double.PositiveInfinity)),
    ];

    /// <summary>The use case, unless it is available from the start or can never be.</summary>
    private Goal? Goal(UseCase useCase)
    {
        if (_portfolio.Worth(useCase)?.Value is not { } worth) worth = 0;
        var initiatives = new List<int>();
        var steps = new List<int>();
        foreach (var need in useCase.Needs)
        {
            switch (need)
            {
                case Need.OfInitiative(var id) when !_done.Contains(id):
                    initiatives.Add(_places[id]);
                    break;
                case Need.OfCapability(var id, var level) when !Reached(id, level):
                    steps.Add(StepOf(id, level));
                    break;
                default:
                    break;
            }
        }

        if (initiatives.Count + steps.Count == 0) return null;
        var value = Enumerable.Range(0, _periods).Select(a => _value.Of(worth, a, useCase.Ramp ?? 1)).ToArray();
        return new(useCase.Id, [.. initiatives.Distinct()], [.. steps.Distinct()], value);
    }

    /// <summary>Those that do not stand on another of them: that one would have raised the level before.</summary>
    /// <remarks>Without this the model could reach a level by half of one initiative and half of the next.</remarks>
    private static int[] FirstRaisers(int[] raisers, Candidate[] candidates)
    {
        var kept = raisers.ToList();
        foreach (var raiser in raisers)
        {
            if (StandsOn(raiser, candidates).Overlaps(kept.Where(other => other != raiser))) kept.Remove(raiser);
        }

        return [.. kept];
    }

    private static HashSet<int> StandsOn(int i, Candidate[] candidates)
    {
        var seen = new HashSet<int>();
        var open = new Stack<int>([i]);
        while (open.TryPop(out var at))
        {
            foreach (var before in candidates[at].After.Concat(candidates[at].Requires))
            {
                if (seen.Add(before)) open.Push(before);
            }
        }

        return seen;
    }

    private bool Reached(Id<Capability> id, Level level) =>
        _portfolio.Capabilities[id].Level >= level
        || _raising[id].Any(r => r.Initiative.Status == InitiativeStatus.Done && r.To >= level);

    private int StepOf(Id<Capability> id, Level level)
    {
        if (_steps.TryGetValue((id, level.Value), out var place)) return place;
        var raisers = _raising[id].Where(r => r.To >= level && _places.ContainsKey(r.Initiative.Id)).Select(r => _places[r.Initiative.Id]).Distinct().Order().ToArray();
        _stepList.Add(new(id, level.Value, raisers));
        return _steps[(id, level.Value)] = _stepList.Count - 1;
    }
}
