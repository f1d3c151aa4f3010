using System.Collections.Immutable;
using Dais.Engine.Quantities;

namespace Dais.Engine.Modelling;

/// <summary>What became of the first quarter of the horizon.</summary>
public sealed record QuarterActuals
{
    /// <summary>Work of that quarter that the work log does not hold yet.</summary>
    public ImmutableArray<WorkLogEntry> Work { get; init; } = [];

    /// <summary>What was finished in it.</summary>
    public ImmutableArray<Id<Initiative>> Finished { get; init; } = [];

    /// <summary>What is now thought to remain of initiatives under way, in the place of what is reckoned.</summary>
    public ImmutableSortedDictionary<Id<Initiative>, ImmutableSortedDictionary<Id<Team>, Estimate>> Remaining { get; init; } = ImmutableSortedDictionary<Id<Initiative>, ImmutableSortedDictionary<Id<Team>, Estimate>>.Empty;
}

/// <summary>A quarter that was closed.</summary>
/// <param name="Portfolio">The portfolio one quarter on.</param>
/// <param name="Work">All work of the quarter; its period is 0 of the horizon before.</param>
/// <param name="Slipped">What was promised by the end of the quarter and is not finished.</param>
/// <param name="Late">What has to be done and has passed its <c>latest</c>, which was taken away.</param>
public sealed record ClosedQuarter(Portfolio Portfolio, ImmutableArray<WorkLogEntry> Work, ImmutableArray<Id<Initiative>> Slipped, ImmutableArray<Id<Initiative>> Late);

/// <summary>Closes the first quarter of the horizon: what was done is written down, what remains goes on, and the horizon moves by one quarter.</summary>
/// <remarks>
/// What was finished is done, and nothing of it remains. What was worked on and is not finished is started: of each team
/// there remains what was ahead less what was worked, at least 0, at each point of the estimate; or what is now thought
/// to remain; and it needs one period less. A promise for the quarter or before that was not kept is taken back: started
/// work stays started, and what was committed is proposed again unless it was worked on. A <c>latest</c> that has passed
/// is taken away from what every plan has to choose, since no plan would keep it; other work keeps it, and can be chosen no
/// more. An <c>earliest</c> that has passed binds nothing and stays. Values for each period lose their first and repeat
/// their last. All other quarters keep their names.
/// </remarks>
public static class QuarterClosing
{
    /// <summary>The portfolio one quarter on.</summary>
    /// <exception cref="ArgumentException">The actuals are about something that the portfolio does not hold, or do not go together.</exception>
    public static ClosedQuarter Close(Portfolio portfolio, QuarterActuals actuals)
    {
        ArgumentNullException.ThrowIfNull(portfolio);
        ArgumentNullException.ThrowIfNull(actuals);
        ImmutableArray<WorkLogEntry> work = [.. portfolio.Worklog.Where(w => w.Period.Index == 0), .. actuals.Work];
        Demand(portfolio, actuals, work);
        var all = portfolio with { Worklog = [.. portfolio.Worklog, .. actuals.Work] };
        var slipped = all.Initiatives.Where(i => Slips(i, actuals)).Select(i => i.Id).ToImmutableArray();
        var went = all.Initiatives.Select(i => After(i, actuals, Worked(i, work), slipped.Contains(i.Id))).ToImmutableArray();
        ImmutableArray<Id<Initiative>> late = [.. went.Where(IsLate).Select(i => i.Id)];
        var closed = all with { Initiatives = Catalog<Initiative>.Of(went.Select(i => IsLate(i) ? i with { Latest = null } : i)) };
        return new(Rolled(closed), work, slipped, late);
    }

    private static void Demand(Portfolio portfolio, QuarterActuals actuals, ImmutableArray<WorkLogEntry> work)
    {
        if (actuals.Work.FirstOrDefault(w => w.Period.Index != 0) is { } other) throw new ArgumentException($"Work of {portfolio.Platform.Calendar.Label(other.Period)} is among that of {portfolio.Platform.Calendar.First}. Maybe that quarter is closed already, or not yet to be closed.");
        foreach (var line in work)
        {
            if (!portfolio.Teams.Contains(line.Team)) throw new ArgumentException($"There is no team \"{line.Team}\". Maybe its id is mistyped.");
            if (line.Initiative is { } on && !portfolio.Initiatives.Contains(on)) throw new ArgumentException($"There is no initiative \"{on}\". Maybe its id is mistyped.");
        }

        foreach (var id in actuals.Finished)
        {
            if (portfolio.Initiatives.Find(id) is not { } initiative) throw new ArgumentException($"There is no initiative \"{id}\" to be finished. Maybe its id is mistyped.");
            if (!IsOpen(initiative)) throw new ArgumentException($"\"{id}\" cannot be finished: it is done or dropped already. Maybe another one is meant.");
        }

        foreach (var (id, teams) in actuals.Remaining)
        {
            if (portfolio.Initiatives.Find(id) is not { } initiative) throw new ArgumentException($"There is no initiative \"{id}\" of which something remains. Maybe its id is mistyped.");
            if (actuals.Finished.Contains(id)) throw new ArgumentException($"\"{id}\" is finished, and something remains of it. Maybe one of the two is left over.");
            if (!IsOpen(initiative) || (initiative.Status != InitiativeStatus.Started && Worked(initiative, work).Count == 0)) throw new ArgumentException($"\"{id}\" is not under way, so nothing remains of it. Maybe its effort is to be changed.");
            if (teams.Keys.Where(t => !portfolio.Teams.Contains(t)).Select(t => t.Value).FirstOrDefault() is { } unknown) throw new ArgumentException($"There is no team \"{unknown}\". Maybe its id is mistyped.");
        }
    }

    private static bool IsOpen(Initiative initiative) => initiative.Status is not (InitiativeStatus.Done or InitiativeStatus.Dropped);

    private static bool Slips(Initiative i, QuarterActuals actuals) =>
        i.Status is InitiativeStatus.Committed or InitiativeStatus.Started && i.CommittedFinish is { Index: <= 0 } && !actuals.Finished.Contains(i.Id);

    // What every plan has to choose cannot keep a quarter that has passed.
    private static bool IsLate(Initiative i) =>
        i.Latest is { Index: <= 0 } && IsOpen(i) && (i.Must || i.Status is InitiativeStatus.Started or InitiativeStatus.Committed);

    private static Dictionary<Id<Team>, double> Worked(Initiative initiative, ImmutableArray<WorkLogEntry> work) =>
        work.Where(w => w.Initiative == initiative.Id && w.Ew.Value > 0).GroupBy(w => w.Team).ToDictionary(g => g.Key, g => g.Sum(w => w.Ew.Value));

    private static Initiative After(Initiative i, QuarterActuals actuals, Dictionary<Id<Team>, double> worked, bool slips)
    {
        if (!IsOpen(i)) return i;
        if (actuals.Finished.Contains(i.Id)) return i with { Status = InitiativeStatus.Done, Remaining = null };
        var promise = slips ? null : i.CommittedFinish;
        var thought = actuals.Remaining.GetValueOrDefault(i.Id);
        if (worked.Count > 0) return i with { Status = InitiativeStatus.Started, Remaining = thought ?? Less(i.EffortAhead, worked), Periods = i.Periods is > 1 and var periods ? periods - 1 : i.Periods, CommittedFinish = promise };
        if (slips && i.Status == InitiativeStatus.Committed) return i with { Status = InitiativeStatus.Proposed, CommittedFinish = null };
        return i with { Remaining = thought ?? i.Remaining, CommittedFinish = promise };
    }

    private static ImmutableSortedDictionary<Id<Team>, Estimate> Less(ImmutableSortedDictionary<Id<Team>, Estimate> ahead, Dictionary<Id<Team>, double> worked) =>
        ahead.ToImmutableSortedDictionary(e => e.Key, e => worked.TryGetValue(e.Key, out var ew) ? Estimate.Of(Less(e.Value.P10, ew), Less(e.Value.P50, ew)!.Value, Less(e.Value.P90, ew)) : e.Value);

    // To a millionth of a millionth: what lies below is arithmetic, not work.
    private static EngineerWeeks? Less(EngineerWeeks? ahead, double ew) => ahead is { } weeks ? EngineerWeeks.Of(Math.Max(0, Math.Round(weeks.Value - ew, 9))) : null;

    private static Portfolio Rolled(Portfolio p)
    {
        var calendar = p.Platform.Calendar;
        return p with
        {
            Platform = p.Platform with { Calendar = new(calendar.Label(new(1)), calendar.Count, calendar.Starts?.AddMonths(3)) },
            Teams = Catalog<Team>.Of(p.Teams.Select(t => t with { Capacity = Rolled(t.Capacity)!, Reserve = new(Rolled(t.Reserve.Ktlo), Rolled(t.Reserve.Unplanned)) })),
            Initiatives = Catalog<Initiative>.Of(p.Initiatives.Select(i => i with { Earliest = i.Earliest?.Plus(-1), Latest = i.Latest?.Plus(-1), CommittedFinish = i.CommittedFinish?.Plus(-1) })),
            Requests = Catalog<Request>.Of(p.Requests.Select(r => r with { NeededBy = r.NeededBy?.Plus(-1) })),
            Views = [.. p.Views.Select(v => v with { Period = v.Period.Plus(-1) })],
            Worklog = [.. p.Worklog.Select(w => w with { Period = w.Period.Plus(-1) })],
        };
    }

    private static PerPeriod<T>? Rolled<T>(PerPeriod<T>? values)
        where T : struct => values is null or { Constant: not null } || values.List.IsEmpty ? values : PerPeriod<T>.Each([.. values.List.Skip(1), values.List[^1]]);
}
