using System.Collections.Immutable;
using Dais.Engine.Modelling;
using Dais.Engine.Planning;
using Dais.Engine.Quantities;

namespace Dais.Engine.Explaining;

/// <summary>
/// Finds, for each initiative that is not chosen, the first rule that keeps it out of this plan when everything chosen
/// keeps its finish.
/// </summary>
/// <remarks>
/// In order: forbidden, dates, prerequisites, alternatives, its bucket's ceiling, capacity. Where none of them binds, it
/// adds nothing, or an unproven plan has overlooked it. What would have to yield, and at what price, is a question of
/// its own: the why-not card solves for it.
/// </remarks>
internal sealed class LeftOutReasons
{
    private readonly Problem _problem;
    private readonly Portfolio _portfolio;
    private readonly int[] _finishes;
    private readonly double[] _effort;
    private readonly double _objective;
    private readonly double[][] _free;
    private readonly Gains _gains;
    private readonly string?[] _inBucket;
    private readonly string?[] _onTeam;

    private LeftOutReasons(Problem problem, int[] finishes)
    {
        (_problem, _portfolio, _finishes) = (problem, problem.Portfolio, finishes);
        _effort = Evaluation.Effort(problem, finishes);
        _objective = Evaluation.Objective(problem, finishes, problem.Weights);
        _free = Free();
        _gains = new(problem, finishes);
        _inBucket = new string?[problem.Bands.Length];
        _onTeam = new string?[problem.Capacity.Length];
    }

    internal static ImmutableArray<LeftOut> Of(Problem problem, int[] finishes)
    {
        var reasons = new LeftOutReasons(problem, finishes);
        var places = problem.Candidates.Select((c, i) => (c.Id, i)).ToDictionary(x => x.Id, x => x.i);
        return [.. problem.Portfolio.Initiatives.Where(i => places.TryGetValue(i.Id, out var place) && finishes[place] < 0).Select(i => reasons.Reason(places[i.Id]))];
    }

    private LeftOut Reason(int i)
    {
        var needed = Closure(i);
        var gain = Gain(needed);
        return Forbidden(i, gain) ?? Dates(i, gain) ?? Prerequisite(i, needed, gain) ?? Alternative(i, needed, gain)
            ?? Worthless(i, gain) ?? Ceiling(i, needed, gain) ?? Capacity(i, needed, gain) ?? Together(i, needed, gain);
    }

    private LeftOut? Forbidden(int i, Money gain)
    {
        var initiative = Initiative(i);
        if (initiative.Status == InitiativeStatus.Dropped) return Said(i, Obstacle.Forbidden, gain, "it was dropped");
        return _problem.Policy.Bans.Contains(initiative.Id) ? Said(i, Obstacle.Forbidden, gain, "the policy bans it") : null;
    }

    private LeftOut? Dates(int i, Money gain)
    {
        var candidate = _problem.Candidates[i];
        if (candidate.Possible || candidate.After.Concat(candidate.Requires).Any(j => !_problem.Candidates[j].Possible)) return null;
        var calendar = _portfolio.Platform.Calendar;
        var initiative = Initiative(i);
        if (initiative.Earliest is { } earliest && earliest > calendar.Last) return Said(i, Obstacle.Dates, gain, $"it may not begin before {calendar.Label(earliest)}, after the horizon");
        if (initiative.Latest is { Index: < 0 } latest) return Said(i, Obstacle.Dates, gain, $"it is of use only by {calendar.Label(latest)}, before the horizon");
        return candidate.MinFinish >= _problem.Periods
            ? Said(i, Obstacle.Dates, gain, "even alone, it and what it stands on do not fit into the horizon")
            : Said(i, Obstacle.Dates, gain, $"it cannot be finished before {calendar.Label(new(candidate.MinFinish))}, and is of use only by {calendar.Label(new(candidate.MaxFinish))}");
    }

    private LeftOut? Prerequisite(int i, List<int> needed, Money gain)
    {
        var barred = needed.Where(j => j != i && !_problem.Candidates[j].Possible).ToList();
        return barred.Count == 0 ? null : Said(i, Obstacle.Prerequisite, gain, $"it stands on {Name(barred[0])}, which cannot be chosen") with { Subject = Initiative(barred[0]).Id.Value };
    }

    private LeftOut? Alternative(int i, List<int> needed, Money gain)
    {
        foreach (var (a, b) in _problem.Excludes)
        {
            var (mine, other) = needed.Contains(a) ? (a, b) : (b, a);
            if (!needed.Contains(mine) || _finishes[other] < 0) continue;
            var through = mine == i ? "" : $" of {Name(mine)}, on which it stands";
            return Said(i, Obstacle.Alternative, gain, $"{Name(other)}, an alternative{through}, is chosen") with { Subject = Initiative(other).Id.Value };
        }

        return null;
    }

    private LeftOut? Worthless(int i, Money gain) =>
        gain.Value > 1e-9 ? null : Said(i, Obstacle.NoValue, gain, "by itself it adds nothing to the objective: no value of its own under this lens, and no use case that would become available");

    private LeftOut? Ceiling(int i, List<int> needed, Money gain)
    {
        foreach (var group in needed.Where(j => _problem.Candidates[j].Bucket >= 0).GroupBy(j => _problem.Candidates[j].Bucket))
        {
            var (effort, ceiling) = (group.Sum(j => _problem.Candidates[j].Total), _problem.Bands[group.Key].Ceiling);
            var free = Math.Max(0, ceiling - _effort[group.Key]);
            if (effort <= free + 1e-6) continue;
            var bucket = _portfolio.Buckets[group.Key];
            return Said(i, Obstacle.Bucket, gain, $"{bucket.Name} has {EngineerWeeks.Of(free)} left below its ceiling of {bucket.Max}, and {Takes(i, needed)} {EngineerWeeks.Of(effort)} of it; {InBucket(group.Key)}")
                with { Subject = bucket.Id.Value, Needed = EngineerWeeks.Of(effort), Free = EngineerWeeks.Of(free) };
        }

        return null;
    }

    /// <summary>The team that lacks most for it, by its latest finish.</summary>
    private LeftOut? Capacity(int i, List<int> needed, Money gain)
    {
        var by = _problem.Candidates[i].MaxFinish;
        LeftOut? worst = null;
        var most = 1e-6;
        for (var team = 0; team < _free.Length; team++)
        {
            var effort = needed.Sum(j => _problem.Candidates[j].Effort.Where(e => e.Team == team).Sum(e => e.Ew));
            var free = Math.Max(0, _free[team].Take(by + 1).Sum());
            if (effort - free <= most) continue;
            most = effort - free;
            var (name, period) = (_portfolio.Teams[team].Name, new Period(by));
            worst = Said(i, Obstacle.Capacity, gain, $"{name} has {EngineerWeeks.Of(Math.Round(free, 6))} free through {_portfolio.Platform.Calendar.Label(period)}, and {Takes(i, needed)} {EngineerWeeks.Of(effort)}; {OnTeam(team)}")
                with { Subject = _portfolio.Teams[team].Id.Value, Needed = EngineerWeeks.Of(effort), Free = EngineerWeeks.Of(Math.Round(free, 6)), By = period };
        }

        return worst;
    }

    /// <summary>Enough is free in sum, but not when it could be used; or there is room and it was overlooked.</summary>
    private LeftOut Together(int i, List<int> needed, Money gain)
    {
        var trial = (int[])_finishes.Clone();
        foreach (var j in needed) trial[j] = Math.Max(_problem.Candidates[j].MaxFinish, 0);
        var misfits = KeepsOrder(trial, needed) ? Layout.Misfits(_problem, trial, needed.SelectMany(j => _problem.Candidates[j].Effort, (_, e) => e.Team).Distinct().Order()) : [];
        if (misfits.Count > 0)
        {
            var team = _portfolio.Teams[misfits[0].Team];
            return Said(i, Obstacle.Capacity, gain, $"{team.Name} has enough free in sum, but not in the periods in which {Takes(i, needed)} it; {OnTeam(misfits[0].Team)}")
                with { Subject = team.Id.Value };
        }

        var late = LateGain(i, needed);
        return late.Value > 1e-6 * Math.Max(1, Math.Abs(_objective))
            ? Said(i, Obstacle.Overlooked, late, "there may be room for it: this plan is not proven best")
            : Said(i, Obstacle.NoValue, late, "what room is left comes too late for it to add anything within the horizon and its tail");
    }

    private bool KeepsOrder(int[] trial, List<int> needed) =>
        needed.All(j => _problem.Candidates[j].Possible && trial[j] >= Evaluation.First(_problem, j, trial) + _problem.Candidates[j].Periods - 1);

    private Money LateGain(int i, List<int> needed)
    {
        var trial = (int[])_finishes.Clone();
        foreach (var j in needed) trial[j] = Math.Max(trial[j], _problem.Candidates[j].MaxFinish);
        return _problem.Candidates[i].Possible ? Money.Of(_gains.Of(trial, needed)) : Money.Zero;
    }

    /// <summary>What it would add with all it stands on, each finished as early as could ever be.</summary>
    private Money Gain(List<int> needed)
    {
        var trial = (int[])_finishes.Clone();
        foreach (var j in needed)
        {
            if (_problem.Candidates[j].MinFinish >= _problem.Periods) return Money.Zero;
            trial[j] = Math.Max(0, _problem.Candidates[j].MinFinish);
        }

        return Money.Of(_gains.Of(trial, needed));
    }

    /// <summary>It and all it stands on that is not chosen.</summary>
    private List<int> Closure(int i)
    {
        var needed = new SortedSet<int>();
        var open = new Stack<int>([i]);
        while (open.TryPop(out var j))
        {
            if (_finishes[j] >= 0 || !needed.Add(j)) continue;
            foreach (var before in _problem.Candidates[j].After.Concat(_problem.Candidates[j].Requires)) open.Push(before);
        }

        return [.. needed];
    }

    private double[][] Free()
    {
        var free = _problem.Capacity.Select(c => (double[])c.Clone()).ToArray();
        var work = Layout.Any(_problem, _finishes) ?? Layout.Empty(_problem, _finishes);
        for (var i = 0; i < _finishes.Length; i++)
        {
            for (var slot = 0; slot < work[i].Length; slot++)
            {
                for (var t = 0; t < _problem.Periods; t++) free[_problem.Candidates[i].Effort[slot].Team][t] -= work[i][slot][t];
            }
        }

        return free;
    }

    private string Takes(int i, List<int> needed)
    {
        var before = needed.Where(j => j != i).Select(Name).ToList();
        return before.Count == 0 ? "it takes" : $"with {Words.Few(before)}, on which it stands, it takes";
    }

    private string InBucket(int bucket) => _inBucket[bucket] ??= Instead(j => _problem.Candidates[j].Bucket == bucket);

    private string OnTeam(int team) => _onTeam[team] ??= Instead(j => _problem.Candidates[j].Effort.Any(e => e.Team == team));

    private string Instead(Func<int, bool> competes)
    {
        var chosen = Enumerable.Range(0, _finishes.Length).Where(j => _finishes[j] >= 0 && competes(j))
            .OrderByDescending(j => _problem.Candidates[j].Total).ThenBy(j => j).Select(Name).ToList();
        return chosen.Count == 0 ? "nothing else is chosen there" : $"{Words.Few(chosen)} took that place and are worth more together";
    }

    private LeftOut Said(int i, Obstacle obstacle, Money gain, string why) =>
        new(Initiative(i).Id, obstacle, null, null, null, null, gain, $"{Name(i)} is left out because {why}.");

    private Initiative Initiative(int i) => _portfolio.Initiatives[_problem.Candidates[i].Id];

    private string Name(int i) => Initiative(i).Name;
}
