using Dais.Engine.Modelling;
using Dais.Engine.Quantities;

namespace Dais.Engine.Planning;

/// <summary>Lists the rules that can make a plan impossible: those about what must be chosen and all it stands on.</summary>
internal static class HardRules
{
    internal static List<HardRule> Of(Setting setting)
    {
        var rules = new List<HardRule>();
        foreach (var initiative in setting.Portfolio.Initiatives.Where(i => i.Status != InitiativeStatus.Done))
        {
            rules.AddRange(Orders(setting, initiative));
            rules.AddRange(Dates(setting, initiative));
            rules.AddRange(Relations(setting, initiative));
        }

        rules.AddRange(setting.Portfolio.Teams.Select(t => Capacity(setting, t)));
        if (setting.Policy.Allocation) rules.AddRange(setting.Portfolio.Buckets.Where(b => b.Max is not null).Select(b => Ceiling(setting, b)));
        if (setting.Policy is { Release: true, MaxMoves: { } moves })
        {
            rules.Add(new("R8", "policy", $"at most {moves} committed finishes may move", s => s with { Policy = s.Policy with { MaxMoves = null } }));
        }

        return rules;
    }

    /// <summary>R8.</summary>
    private static IEnumerable<HardRule> Orders(Setting setting, Initiative initiative)
    {
        var (id, name) = (initiative.Id, initiative.Name);
        string Label(Period p) => setting.Calendar.Label(p);
        if (initiative.Must) yield return new("R8", id.Value, $"{name} must be chosen", s => s.With(id, i => i with { Must = false }));
        if (initiative.Status == InitiativeStatus.Started)
        {
            yield return new("R8", id.Value, $"{name} has started, so it is chosen", s => s.With(id, i => i with { Status = InitiativeStatus.Proposed, Effort = i.EffortAhead }));
        }

        if (initiative.Status == InitiativeStatus.Dropped)
        {
            yield return new("R8", id.Value, $"{name} was dropped", s => s.With(id, i => i with { Status = InitiativeStatus.Proposed }));
        }

        if (setting.Policy.Bans.Contains(id))
        {
            yield return new("R8", id.Value, $"{name} is banned by the policy", s => s with { Policy = s.Policy with { Bans = s.Policy.Bans.RemoveAll(b => b == id) } });
        }

        if (initiative is { Status: InitiativeStatus.Committed, CommittedFinish: { } promised } && !setting.Policy.Release)
        {
            yield return new("R8", id.Value, $"{name} is committed to finish in {Label(promised)}", s => s.With(id, i => i with { Status = InitiativeStatus.Proposed }))
            {
                Milder = s => Nearest(s, promised).Select(p => ($"commit {name} to {Label(p)} instead", Change(id, i => i with { CommittedFinish = p }))),
            };
        }

        foreach (var pin in setting.Policy.Pins.Where(p => p.Initiative == id))
        {
            yield return new("R8", id.Value, $"{name} is pinned to finish in {Label(pin.Finish)}", s => s with { Policy = s.Policy with { Pins = s.Policy.Pins.Remove(pin) } })
            {
                Milder = s => Nearest(s, pin.Finish).Select(p => ($"pin {name} to {Label(p)} instead", new Func<Setting, Setting>(x => x with { Policy = x.Policy with { Pins = x.Policy.Pins.Replace(pin, new(id, p)) } }))),
            };
        }
    }

    /// <summary>R2 and R3.</summary>
    private static IEnumerable<HardRule> Dates(Setting setting, Initiative initiative)
    {
        var (id, name) = (initiative.Id, initiative.Name);
        string Label(Period p) => setting.Calendar.Label(p);
        if (initiative.Earliest is { Index: > 0 } earliest)
        {
            yield return new("R3", id.Value, $"no work on {name} before {Label(earliest)}", s => s.With(id, i => i with { Earliest = null }))
            {
                Milder = s => Enumerable.Range(1, Math.Min(earliest.Index, s.Calendar.Count)).Select(d => ($"let {name} begin in {Label(earliest.Plus(-d))}", Change(id, i => i with { Earliest = earliest.Plus(-d) }))),
            };
        }

        if (initiative.Latest is { } latest && latest < setting.Calendar.Last)
        {
            yield return new("R3", id.Value, $"{name} is finished by {Label(latest)} or not chosen", s => s.With(id, i => i with { Latest = null }))
            {
                Milder = s => s.Calendar.Periods.Where(p => p > latest).Select(p => ($"let {name} finish by {Label(p)}", Change(id, i => i with { Latest = p }))),
            };
        }

        if (initiative.Periods is > 1 and { } periods)
        {
            yield return new("R3", id.Value, $"{name} takes at least {periods} periods", s => s.With(id, i => i with { Periods = null }))
            {
                Milder = _ => Enumerable.Range(1, periods - 1).Select(d => ($"let {name} take {periods - d} period{(periods - d == 1 ? "" : "s")}", Change(id, i => i with { Periods = periods - d }))),
            };
        }

        if (initiative.Pace is { Value: > 0 } pace)
        {
            yield return new("R2", id.Value, $"no team puts more than {pace} into {name} in one period", s => s.With(id, i => i with { Pace = null }))
            {
                Slide = new(initiative.EffortAhead.Values.Select(e => e.P50.Value).DefaultIfEmpty(0).Max(), 0.1, (s, more) => s.With(id, i => i with { Pace = EngineerWeeks.Of(pace.Value + more) }), more => $"a pace of {EngineerWeeks.Of(pace.Value + more)} a period for {name}"),
            };
        }
    }

    /// <summary>R5, R6 and R7.</summary>
    private static IEnumerable<HardRule> Relations(Setting setting, Initiative initiative)
    {
        var (id, name) = (initiative.Id, initiative.Name);
        bool Open(Id<Initiative> other) => setting.Portfolio.Initiatives.Find(other) is { Status: not InitiativeStatus.Done };
        string Name(Id<Initiative> other) => setting.Portfolio.Initiatives[other].Name;
        foreach (var before in initiative.After.Where(Open).Distinct())
        {
            yield return new("R5", id.Value, $"no work on {name} until {Name(before)} is finished", s => s.With(id, i => i with { After = i.After.RemoveAll(x => x == before) }));
        }

        foreach (var required in initiative.Requires.Where(Open).Distinct())
        {
            yield return new("R6", id.Value, $"{name} requires {Name(required)}, finished no later", s => s.With(id, i => i with { Requires = i.Requires.RemoveAll(x => x == required) }));
        }

        foreach (var other in initiative.Excludes.Where(Open).Distinct().Where(o => o < id || !setting.Portfolio.Initiatives[o].Excludes.Contains(id)))
        {
            yield return new("R7", id.Value, $"at most one of {name} and {Name(other)} is chosen", s => s
                .With(id, i => i with { Excludes = i.Excludes.RemoveAll(x => x == other) })
                .With(other, i => i with { Excludes = i.Excludes.RemoveAll(x => x == id) }));
        }
    }

    /// <summary>R4.</summary>
    private static HardRule Capacity(Setting setting, Team team)
    {
        var periods = setting.Calendar.Periods.Select(p => team.Net(p)).ToList();
        var same = periods.All(p => p == periods[0]);
        var words = same ? $"{periods[0]} a period" : string.Join(", ", periods.Select(p => p.ToString()));
        return new("R4", team.Id.Value, $"{team.Name} has {words} after reserves", s => s with { Unlimited = s.Unlimited.Add(team.Id) })
        {
            Slide = new(
                setting.Portfolio.Initiatives.Sum(i => i.EffortAhead.TryGetValue(team.Id, out var e) ? e.P50.Value : 0),
                0.1,
                (s, more) => s with { Portfolio = s.Portfolio.With(More(s, team, more)) },
                more => $"{EngineerWeeks.Of(more)} more a period for {team.Name}"),
        };
    }

    /// <summary>The team with so much more after reserves in every period.</summary>
    private static Team More(Setting setting, Team team, double more) => team with
    {
        Capacity = PerPeriod<EngineerWeeks>.Each(setting.Calendar.Periods.Select(p => EngineerWeeks.Of(team.Net(p).Value + more))),
        Reserve = Reserve.Unstated,
    };

    /// <summary>R9.</summary>
    private static HardRule Ceiling(Setting setting, Bucket bucket) =>
        new("R9", bucket.Id.Value, $"{bucket.Name} gets at most {bucket.Max} of the capacity", s => s with { Portfolio = s.Portfolio.With(s.Portfolio.Buckets[bucket.Id] with { Max = null }) })
        {
            Slide = new(
                1 - bucket.Max!.Value.Value,
                0.001,
                (s, more) => s with { Portfolio = s.Portfolio.With(s.Portfolio.Buckets[bucket.Id] with { Max = Share.Of(Math.Min(1, bucket.Max.Value.Value + more)) }) },
                more => $"a ceiling of {Share.Of(Math.Min(1, bucket.Max.Value.Value + more))} for {bucket.Name}"),
        };

    private static Func<Setting, Setting> Change(Id<Initiative> id, Func<Initiative, Initiative> change) => s => s.With(id, change);

    private static IEnumerable<Period> Nearest(Setting setting, Period wished) =>
        setting.Calendar.Periods.Where(p => p != wished).OrderBy(p => Math.Abs(p.Index - wished.Index)).ThenByDescending(p => p.Index);
}
