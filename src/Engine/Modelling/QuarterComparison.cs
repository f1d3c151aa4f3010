using System.Collections.Immutable;
using Dais.Engine.Quantities;

namespace Dais.Engine.Modelling;

/// <summary>What was planned for one quarter.</summary>
/// <param name="Work">The work of each team on each initiative.</param>
/// <param name="Finishes">What was to be finished in it.</param>
public sealed record PlannedQuarter(ImmutableDictionary<(Id<Initiative> Initiative, Id<Team> Team), EngineerWeeks> Work, ImmutableArray<Id<Initiative>> Finishes)
{
    /// <summary>Nothing was.</summary>
    public static PlannedQuarter Nothing { get; } = new(ImmutableDictionary<(Id<Initiative>, Id<Team>), EngineerWeeks>.Empty, []);
}

/// <summary>Planned against actual of one team on one initiative, in engineer-weeks.</summary>
public sealed record WorkLine(Id<Initiative> Initiative, Id<Team> Team, double Planned, double Actual);

/// <summary>Planned against actual of a bucket, as shares of the quarter's capacity after reserves; absent where there is none.</summary>
public sealed record BucketLine(Id<Bucket> Bucket, double? Planned, double? Actual);

/// <summary>Planned against actual of a team.</summary>
/// <param name="Team">Which.</param>
/// <param name="Planned">Work planned on initiatives.</param>
/// <param name="OnInitiatives">Work done on initiatives.</param>
/// <param name="Used">All work done.</param>
/// <param name="Capacity">Capacity after reserves.</param>
/// <param name="Gross">Capacity before them.</param>
public sealed record TeamLine(Id<Team> Team, double Planned, double OnInitiatives, double Used, double Capacity, double Gross);

/// <summary>Planned against actual of the first quarter of the horizon.</summary>
/// <param name="Work">By initiative and team.</param>
/// <param name="Buckets">By bucket.</param>
/// <param name="Teams">By team.</param>
/// <param name="Unplanned">Work that the plan did not hold, and that the log does not call planned.</param>
public sealed record QuarterComparison(ImmutableArray<WorkLine> Work, ImmutableArray<BucketLine> Buckets, ImmutableArray<TeamLine> Teams, ImmutableArray<WorkLogEntry> Unplanned)
{
    /// <summary>The comparison.</summary>
    /// <param name="portfolio">The portfolio before the quarter is closed.</param>
    /// <param name="planned">What was planned.</param>
    /// <param name="work">What was done.</param>
    public static QuarterComparison Of(Portfolio portfolio, PlannedQuarter planned, ImmutableArray<WorkLogEntry> work)
    {
        ArgumentNullException.ThrowIfNull(portfolio);
        ArgumentNullException.ThrowIfNull(planned);
        var done = work.Where(w => w.Initiative is not null).GroupBy(w => (Initiative: w.Initiative!.Value, w.Team)).ToDictionary(g => g.Key, g => g.Sum(w => w.Ew.Value));
        ImmutableArray<WorkLine> lines =
        [
            .. from initiative in portfolio.Initiatives
               from team in portfolio.Teams
               let key = (initiative.Id, team.Id)
               where planned.Work.ContainsKey(key) || done.ContainsKey(key)
               select new WorkLine(initiative.Id, team.Id, planned.Work.GetValueOrDefault(key).Value, done.GetValueOrDefault(key)),
        ];
        return new(
            lines,
            [.. portfolio.Buckets.Select(b => Line(portfolio, b, lines))],
            [.. portfolio.Teams.Select(t => Line(t, lines, work))],
            [.. work.Where(w => w.Initiative is { } on ? !planned.Work.ContainsKey((on, w.Team)) : w.Planned != true)]);
    }

    private static BucketLine Line(Portfolio portfolio, Bucket bucket, ImmutableArray<WorkLine> lines)
    {
        var capacity = portfolio.Teams.Sum(t => t.Net(new(0)).Value);
        var inside = lines.Where(l => portfolio.Initiatives[l.Initiative].Bucket == bucket.Id).ToList();
        return capacity > 0 ? new(bucket.Id, inside.Sum(l => l.Planned) / capacity, inside.Sum(l => l.Actual) / capacity) : new(bucket.Id, null, null);
    }

    private static TeamLine Line(Team team, ImmutableArray<WorkLine> lines, ImmutableArray<WorkLogEntry> work)
    {
        var own = lines.Where(l => l.Team == team.Id).ToList();
        return new(team.Id, own.Sum(l => l.Planned), own.Sum(l => l.Actual), work.Where(w => w.Team == team.Id).Sum(w => w.Ew.Value), team.Net(new(0)).Value, team.Capacity[new(0)].Value);
    }
}
