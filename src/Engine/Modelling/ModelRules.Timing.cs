using Dais.Engine.Quantities;

namespace Dais.Engine.Modelling;

// Whether an initiative can be chosen at all: its window, its teams, its promises.
public static partial class ModelRules
{
    private static IEnumerable<Finding> WindowsLieInTheHorizon(Portfolio p) =>
        Placed(p.Initiatives, "initiatives").Where(i => IsOpen(i.Thing)).Select(i => Window(i.Thing, i.At, p.Platform.Calendar)).OfType<Finding>();

    private static Finding? Window(Initiative i, string at, Calendar calendar)
    {
        var (first, last) = WindowOf(i, calendar);
        var periods = Math.Max(1, i.Periods ?? 1);
        if (first >= calendar.Count)
            return Cannot(".earliest", $"earliest {Label(first)} lies after the horizon, which ends with {Label(calendar.Count - 1)}", "Maybe the horizon is to be longer.");
        if (last < 0)
            return Cannot(".latest", $"latest {Label(last)} lies before the horizon, which begins with {Label(0)}", "Maybe it is done: then give it that status.");
        if (first > last)
            return Cannot(".latest", $"latest {Label(last)} lies before earliest {Label(first)}", "Maybe the two are exchanged.");
        if (last - first + 1 < periods)
            return Cannot(".periods", $"it takes {periods} periods, and there are {last - first + 1} from {Label(first)} to {Label(last)}", "Maybe the horizon or its window is to be longer.");
        return null;

        string Label(int t) => calendar.Label(new Period(t));
        Finding Cannot(string field, string why, string maybe) => Finding.Warning(Rule.Window, at + field, $"{i.Id} cannot be chosen: {why}.", maybe);
    }

    private static IEnumerable<Finding> TeamsCanDoTheWork(Portfolio p)
    {
        var capacity = p.Teams.DistinctBy(t => t.Id).ToDictionary(t => t.Id, t => NetOf(t, p.Platform.Calendar));
        foreach (var (i, at) in Placed(p.Initiatives, "initiatives"))
        {
            if (!IsOpen(i)) continue;
            var (first, last) = WindowOf(i, p.Platform.Calendar);
            foreach (var (team, estimate) in i.EffortAhead)
            {
                var effort = estimate.P50.Value;
                if (effort <= 0 || first > last || !capacity.TryGetValue(team, out var net)) continue;
                var place = $"{at}.{(i.Status == InitiativeStatus.Started && i.Remaining is not null ? "remaining" : "effort")}.{team}";
                if (Trouble(i, team, effort, net.AsSpan(first, last + 1 - first)) is { } why)
                    yield return Finding.Warning(Rule.Feasible, place, $"{i.Id} cannot be chosen: {why}.", "Maybe its effort is too high, or another team is meant.");
            }
        }
    }

    private static string? Trouble(Initiative i, Id<Team> team, double effort, ReadOnlySpan<double> net)
    {
        var (total, paced) = (0.0, 0.0);
        var pace = i.Pace is { Value: > 0 } limit ? limit.Value : double.PositiveInfinity;
        foreach (var ew in net)
        {
            total += ew;
            paced += Math.Min(ew, pace);
        }

        if (total <= 0) return $"it needs {Weeks(effort)} of {team}, which has no capacity in its window";
        if (total < effort - 1e-6) return $"it needs {Weeks(effort)} of {team}, which has {Weeks(total)} in its window";
        return paced < effort - 1e-6 ? $"it needs {Weeks(effort)} of {team}, and at a pace of {Weeks(pace)} a period {Weeks(paced)} fit its window" : null;
    }

    private static double[] NetOf(Team team, Calendar calendar) =>
        [.. calendar.Periods.Select(t => CapacityOf(team, t) * Math.Max(0, 1 - Kept(team, t)))];

    private static double CapacityOf(Team team, Period period) => team.Capacity switch
    {
        { Constant: { } constant } => constant.Value,
        var each => period.Index < each.List.Length ? each.List[period.Index].Value : 0,
    };

    private static IEnumerable<Finding> EffortIsStated(Portfolio p) =>
        from placed in Placed(p.Initiatives, "initiatives")
        where IsOpen(placed.Thing) && placed.Thing.Effort.IsEmpty && placed.Thing.Remaining is null
        select Finding.Warning(Rule.Effort, placed.At, $"{placed.Thing.Id} states no effort: it is planned as if it took none.", "Maybe an estimate is missing; 0 says that it takes none.");

    private static IEnumerable<Finding> PromisesHaveAPeriod(Portfolio p)
    {
        var calendar = p.Platform.Calendar;
        foreach (var (i, at) in Placed(p.Initiatives, "initiatives"))
        {
            if (i.Status != InitiativeStatus.Committed) continue;
            if (i.CommittedFinish is not { } finish)
                yield return Finding.Warning(Rule.Commitment, at, $"{i.Id} is committed, and no period is promised: it is planned as if it were proposed.", "Maybe \"committedFinish\" is missing.");
            else if (!calendar.Contains(finish))
                yield return Finding.Error(Rule.Commitment, at + ".committedFinish", $"{i.Id} is promised for {calendar.Label(finish)}; the horizon goes from {calendar.Label(new Period(0))} to {calendar.Label(calendar.Last)}.", finish.Index < 0 ? "Maybe it is done: then give it that status." : "Maybe the horizon is to be longer.");
        }
    }

    private static IEnumerable<Finding> StartedWorkSaysWhatRemains(Portfolio p) =>
        from placed in Placed(p.Initiatives, "initiatives")
        where placed.Thing.Status == InitiativeStatus.Started && placed.Thing.Remaining is null
        select Finding.Warning(Rule.Remaining, placed.At, $"{placed.Thing.Id} is started, and does not say what remains: its whole effort is assumed to.", "Maybe add \"remaining\".");
}
