using System.Collections.Immutable;
using System.Globalization;
using Dais.Engine.Modelling;
using Dais.Engine.Planning;
using Dais.Engine.Planning.Scenarios;
using Dais.Engine.Quantities;

namespace Dais.Engine.Explaining;

/// <summary>
/// Finds for each initiative that moves between base and scenario the reason that is read first: the scenario itself, then
/// links, then its own numbers, then the team or the bucket that binds.
/// </summary>
/// <remarks>
/// What goes out has the rule that keeps it out of the scenario's plan (<see cref="LeftOutReasons"/>). What comes in had
/// such a rule in the base plan: the reason is what the scenario, or other moves, changed about it. For what only moves,
/// a link that forces the new finish goes before a team that it shares with other moves.
/// </remarks>
internal sealed class MoveReasons
{
    private const int MostNames = 2;

    private readonly Side _base;
    private readonly Side _now;
    private readonly ImmutableArray<ScenarioChange> _orders;
    private readonly Dictionary<Id<Initiative>, Change> _moves;

    /// <summary>One of the two plans, with all that is asked of it again and again.</summary>
    private sealed record Side(Portfolio Portfolio, Plan Plan, Explanation Explanation)
    {
        internal Dictionary<Id<Initiative>, LeftOut> LeftOut { get; } = Explanation.LeftOut.ToDictionary(l => l.Id);

        internal HashSet<Id<UseCase>> Served { get; } = [.. Plan.UseCases.Select(u => u.Id)];

        internal Initiative Of(Id<Initiative> id) => Portfolio.Initiatives[id];
    }

    private MoveReasons(Setup of, Plan plan, Scenario scenario, Setup setup, Plan found, ImmutableArray<Change> changes)
    {
        _base = new(of.Portfolio, plan, Explanation.Of(of.Portfolio, plan));
        _now = new(setup.Portfolio, found, Explanation.Of(setup.Portfolio, found));
        _orders = scenario.Changes;
        _moves = changes.ToDictionary(c => c.Id);
    }

    /// <summary>Every move with its reason, in the order of <paramref name="changes"/>.</summary>
    internal static ImmutableArray<ScenarioMove> Of(Setup of, Plan plan, Scenario scenario, Setup setup, Plan found, ImmutableArray<Change> changes)
    {
        var reasons = new MoveReasons(of, plan, scenario, setup, found, changes);
        return [.. changes.Select(reasons.Reason)];
    }

    private ScenarioMove Reason(Change move) =>
        Ordered(move) ?? Linked(move) ?? Alternative(move, o => Leads(o, move)) ?? Served(move, o => Leads(o, move)) ?? Numbers(move) ?? Rule(move) ?? Shared(move)
        ?? Alternative(move, _ => true) ?? Served(move, _ => true) ?? Said(move, MoveCause.Together, null, [], "everything together is worth most so");

    /// <summary>Whether <paramref name="other"/> has a reason that does not lead back to <paramref name="move"/>.</summary>
    private bool Leads(Change other, Change move) => Ordered(other) is not null || (Linked(other) is { } linked && !linked.Because.Contains(move.Id));

    private ScenarioMove? Ordered(Change move)
    {
        var why = _orders.Select(order => order switch
        {
            ScenarioChange.Pin pin when pin.Initiative == move.Id => $"the scenario pins it to {_now.Portfolio.Platform.Calendar.Label(pin.Finish)}",
            ScenarioChange.Forbid ban when ban.Initiative == move.Id && move.After is null => "the scenario forbids it",
            ScenarioChange.Drop drop when drop.Initiative == move.Id && move.After is null => "the scenario gives it up",
            ScenarioChange.Force force when force.Initiative == move.Id && move.Before is null => "the scenario orders it",
            ScenarioChange.Propose propose when propose.Initiative.Id == move.Id && move.Before is null => "the scenario proposes it, and it is worth its place",
            _ => null,
        }).LastOrDefault(w => w is not null);
        return why is null ? null : Said(move, MoveCause.Ordered, null, [], why);
    }

    /// <summary>By after and requires (R5, R6), in either direction.</summary>
    private ScenarioMove? Linked(Change move)
    {
        var mine = _now.Of(move.Id);
        var (below, above) = (Moving(mine.After.Concat(mine.Requires)), Moving(_now.Portfolio.Initiatives.Where(i => i.After.Contains(move.Id) || i.Requires.Contains(move.Id)).Select(i => i.Id)));
        return move.Kind switch
        {
            ChangeKind.Removed => Because(move, below, ChangeKind.Removed, _ => true, "on which it stands, is out"),
            ChangeKind.Added => Because(move, above, ChangeKind.Added, _ => true, "which stands on it, comes in"),
            ChangeKind.Later => Because(move, below, ChangeKind.Later, j => Soonest(mine, j.Id, j.After!.Value) > move.Before, "on which it stands, is later"),
            _ => Because(move, below, ChangeKind.Sooner, j => Soonest(mine, j.Id, j.Before!.Value) > move.After, "on which it stands, is sooner")
                ?? Because(move, above, ChangeKind.Sooner, j => Ordered(j) is not null && Soonest(_now.Of(j.Id), move.Id, move.Before!.Value) > j.After, "which stands on it, is sooner")
                ?? Because(move, above, ChangeKind.Added, j => Soonest(_now.Of(j.Id), move.Id, move.Before!.Value) > j.After, "which stands on it, comes in"),
        };
    }

    /// <summary>The soonest finish of <paramref name="mine"/> when what it stands on is finished then.</summary>
    private static Period Soonest(Initiative mine, Id<Initiative> on, Period finished) =>
        mine.After.Contains(on) ? finished.Plus(mine.Periods ?? 1) : finished;

    private ScenarioMove? Because(Change move, IEnumerable<Change> others, ChangeKind kind, Func<Change, bool> binds, string what)
    {
        var binding = others.Where(o => o.Kind == kind && binds(o)).Select(o => o.Id).ToList();
        return binding.Count == 0 ? null : Said(move, MoveCause.Prerequisite, null, binding, $"{Names(binding)}, {(binding.Count == 1 ? what : Plural(what))}");
    }

    /// <summary>An alternative that makes room, or takes it (R7).</summary>
    private ScenarioMove? Alternative(Change move, Func<Change, bool> leads)
    {
        if (move.Kind is not (ChangeKind.Added or ChangeKind.Removed)) return null;
        var (wanted, what) = move.Kind == ChangeKind.Added ? (ChangeKind.Removed, "an alternative, is out") : (ChangeKind.Added, "an alternative, comes in");
        var others = Moving(_now.Portfolio.Initiatives.Where(i => i.Excludes.Contains(move.Id) || _now.Of(move.Id).Excludes.Contains(i.Id)).Select(i => i.Id))
            .Where(o => o.Kind == wanted && (move.Kind == ChangeKind.Added || leads(o))).Select(o => o.Id).ToList();
        return others.Count == 0 ? null : Said(move, MoveCause.Alternative, null, others, $"{Names(others)}, {what}");
    }

    /// <summary>A use case that needs it together with something else that moves the same way.</summary>
    private ScenarioMove? Served(Change move, Func<Change, bool> leads)
    {
        if (move.Kind is not (ChangeKind.Added or ChangeKind.Removed)) return null;
        foreach (var useCase in _now.Portfolio.UseCases.Where(u => _base.Served.Contains(u.Id) != _now.Served.Contains(u.Id) && _now.Served.Contains(u.Id) == (move.Kind == ChangeKind.Added)))
        {
            var needed = useCase.Needs.SelectMany(Meeting).ToHashSet();
            if (!needed.Contains(move.Id)) continue;
            var others = Moving(needed).Where(o => o.Id != move.Id && o.Kind == move.Kind && leads(o)).Select(o => o.Id).ToList();
            if (others.Count == 0) continue;
            var what = move.Kind == ChangeKind.Added ? $"with it, {Names(others)} make{(others.Count == 1 ? "s" : "")} {useCase.Name} possible" : $"{useCase.Name} is not possible without {Names(others)}";
            return Said(move, MoveCause.UseCase, useCase.Id.Value, others, what);
        }

        return null;
    }

    private IEnumerable<Id<Initiative>> Meeting(Need need) => need switch
    {
        Need.OfInitiative x => [x.Initiative],
        Need.OfCapability x => _now.Portfolio.Initiatives.Where(i => i.Raises.Any(r => r.Capability == x.Capability && r.To >= x.Level)).Select(i => i.Id),
        _ => [],
    };

    private ScenarioMove? Numbers(Change move)
    {
        var why = _orders.Select(order => order switch
        {
            ScenarioChange.ScaleEffort scale when scale.Initiative == move.Id => string.Create(CultureInfo.InvariantCulture, $"its effort is {scale.Factor * 100:0.#} % of what it was"),
            ScenarioChange.AddValue value when value.Initiative == move.Id => $"it is worth {MoreOrLess(value.Yearly)}{(value.ToPlatform ? " to the platform" : "")}",
            ScenarioChange.AddGrowth growth when _now.Portfolio.UseCases[growth.UseCase].Needs.SelectMany(Meeting).Contains(move.Id) => $"{_now.Portfolio.UseCases[growth.UseCase].Name}, which it serves, is worth {MoreOrLess(growth.Yearly)}",
            ScenarioChange.Propose propose when propose.Initiative.Id == move.Id => "the scenario states it anew",
            _ => null,
        }).LastOrDefault(w => w is not null);
        return why is null ? null : Said(move, MoveCause.Numbers, null, [], why);
    }

    private string MoreOrLess(Money yearly) => $"{Words.Of(_now.Portfolio.Platform, Money.Of(Math.Abs(yearly.Value)))} a year {(yearly.Value < 0 ? "less" : "more")}";

    /// <summary>The rule that keeps out what goes out, or kept out what comes in.</summary>
    private ScenarioMove? Rule(Change move)
    {
        var left = move.Kind switch
        {
            ChangeKind.Removed => _now.LeftOut.GetValueOrDefault(move.Id),
            ChangeKind.Added => _base.LeftOut.GetValueOrDefault(move.Id),
            _ => null,
        };
        var cause = left?.Obstacle switch { Obstacle.Capacity => MoveCause.Capacity, Obstacle.Bucket => MoveCause.Bucket, _ => MoveCause.Together };
        if (left is null || cause == MoveCause.Together) return null;
        if (move.Kind == ChangeKind.Removed) return Said(move, cause, left.Subject, Rivals(cause, left.Subject!, ChangeKind.Added, ChangeKind.Sooner, move.Id), Reasoned(left, cause, move.Id));
        var room = Rivals(cause, left.Subject!, ChangeKind.Removed, ChangeKind.Later, move.Id);
        var (name, given) = cause == MoveCause.Capacity ? (_now.Portfolio.Teams[Id<Team>.Of(left.Subject!)].Name, More(Id<Team>.Of(left.Subject!))) : (_now.Portfolio.Buckets[Id<Bucket>.Of(left.Subject!)].Name, Wider(Id<Bucket>.Of(left.Subject!)));
        if (given is not null) return Said(move, cause, left.Subject, room, given);
        return room.Count == 0 ? null : Said(move, cause, left.Subject, room, $"{Names(room)} leave{(room.Count == 1 ? "s" : "")} room {(cause == MoveCause.Capacity ? "on " : "in ")}{name}");
    }

    /// <summary>For what stays in: a team of its that the scenario or other moves relieve or load.</summary>
    private ScenarioMove? Shared(Change move)
    {
        var sooner = move.Kind is ChangeKind.Sooner or ChangeKind.Added;
        (Id<Team> Team, List<Id<Initiative>> Others)? most = null;
        foreach (var (team, _) in _now.Of(move.Id).EffortAhead.Where(e => e.Value.P50.Value > 0))
        {
            if (sooner && More(team) is { } given) return Said(move, MoveCause.Capacity, team.Value, [], given);
            if (!sooner && Fewer(team) is { } taken) return Said(move, MoveCause.Capacity, team.Value, [], taken);
            var others = sooner ? Rivals(MoveCause.Capacity, team.Value, ChangeKind.Removed, ChangeKind.Later, move.Id) : Rivals(MoveCause.Capacity, team.Value, ChangeKind.Added, ChangeKind.Sooner, move.Id);
            if (others.Count > (most?.Others.Count ?? 0)) most = (team, others);
        }

        if (most is not { } found) return null;
        var (name, names) = (_now.Portfolio.Teams[found.Team].Name, Names(found.Others));
        return Said(move, MoveCause.Capacity, found.Team.Value, found.Others, sooner ? $"{names} leave{(found.Others.Count == 1 ? "s" : "")} room on {name}" : $"{names} take{(found.Others.Count == 1 ? "s" : "")} room on {name}");
    }

    private List<Id<Initiative>> Rivals(MoveCause cause, string subject, ChangeKind one, ChangeKind other, Id<Initiative> but) =>
        [.. _now.Portfolio.Initiatives.Where(i => i.Id != but && _moves.TryGetValue(i.Id, out var m) && (m.Kind == one || (cause == MoveCause.Capacity && m.Kind == other)) && Competes(i, cause, subject)).Select(i => i.Id)];

    private static bool Competes(Initiative initiative, MoveCause cause, string subject) => cause == MoveCause.Bucket
        ? initiative.Bucket?.Value == subject
        : initiative.EffortAhead.TryGetValue(Id<Team>.Of(subject), out var effort) && effort.P50.Value > 0;

    private string? More(Id<Team> team) => Difference(team) is > 1e-9 and var more ? $"{_now.Portfolio.Teams[team].Name} has {EngineerWeeks.Of(more)} more in the scenario" : null;

    private string? Fewer(Id<Team> team) => Difference(team) is < -1e-9 and var less ? $"{_now.Portfolio.Teams[team].Name} has {EngineerWeeks.Of(-less)} less in the scenario" : null;

    private double Difference(Id<Team> team) =>
        _now.Portfolio.Platform.Calendar.Periods.Sum(p => _now.Portfolio.Teams[team].Net(p).Value - _base.Portfolio.Teams[team].Net(p).Value);

    private string? Wider(Id<Bucket> bucket) =>
        (_base.Portfolio.Buckets[bucket].Max?.Value ?? 1, _now.Portfolio.Buckets[bucket].Max?.Value ?? 1) is var (before, after) && after > before
            ? $"the ceiling of {_now.Portfolio.Buckets[bucket].Name} is {Share.Of(after)} instead of {Share.Of(before)}"
            : null;

    /// <summary>What lacks, and which of the other moves took it.</summary>
    private string Reasoned(LeftOut left, MoveCause cause, Id<Initiative> id)
    {
        var takers = Rivals(cause, left.Subject!, ChangeKind.Added, ChangeKind.Added, id);
        if (takers.Count == 0) takers = Rivals(cause, left.Subject!, ChangeKind.Sooner, ChangeKind.Sooner, id);
        var taken = takers.Count == 0 ? "" : $"; {Names(takers)} take{(takers.Count == 1 ? "s" : "")} that place";
        if (left is not { Needed: { } needed, Free: { } free }) return $"{_now.Portfolio.Teams[Id<Team>.Of(left.Subject!)].Name} has enough free in sum, but not when it could be used{taken}";
        return cause == MoveCause.Bucket
            ? $"{_now.Portfolio.Buckets[Id<Bucket>.Of(left.Subject!)].Name} has {free} left below its ceiling, and it takes {needed} of it{taken}"
            : $"{_now.Portfolio.Teams[Id<Team>.Of(left.Subject!)].Name} has {free} left{(left.By is { } by ? " through " + _now.Portfolio.Platform.Calendar.Label(by) : "")}, and it takes {needed}{taken}";
    }

    private IEnumerable<Change> Moving(IEnumerable<Id<Initiative>> ids) => ids.Where(_moves.ContainsKey).Select(id => _moves[id]);

    private string Names(IReadOnlyCollection<Id<Initiative>> ids) => Words.Few([.. ids.Select(id => _now.Of(id).Name)], MostNames);

    private static string Plural(string what) => what.Replace(" is ", " are ", StringComparison.Ordinal).Replace("stands", "stand", StringComparison.Ordinal).Replace("it stand,", "it stands,", StringComparison.Ordinal).Replace("comes", "come", StringComparison.Ordinal);

    private static ScenarioMove Said(Change move, MoveCause cause, string? subject, IReadOnlyCollection<Id<Initiative>> because, string why) => new(move, cause, subject, [.. because], why);
}
