using System.Collections.Immutable;
using Dais.Engine.Modelling;
using Dais.Engine.Quantities;

namespace Dais.Engine.Explaining;

/// <summary>Why something waits on an initiative.</summary>
public enum LinkKind
{
    /// <summary>No work before it is finished (R5).</summary>
    After,

    /// <summary>Not finished before it is (R6).</summary>
    Requires,

    /// <summary>A use case that needs it (R11).</summary>
    Needs,

    /// <summary>A use case that needs a capability at a level that it is the first to bring (R10).</summary>
    Level,
}

/// <summary>That one thing of a plan waits on an initiative of it.</summary>
/// <param name="Kind">Why.</param>
/// <param name="Waiting">The id of the initiative or use case that waits.</param>
/// <param name="WaitingName">Its name.</param>
/// <param name="On">What it waits on.</param>
/// <param name="WaitingTeams">The teams that work on what waits; none for a use case.</param>
/// <param name="OnTeams">The teams that work on what it waits on.</param>
/// <param name="Group">The group for which a use case is; absent where there is none.</param>
/// <param name="Finish">When the plan finishes what is waited on.</param>
/// <param name="NeededBy">The last period in which it may be finished so that what waits keeps its date and its work, as laid out.</param>
public sealed record DependencyLink(
    LinkKind Kind,
    string Waiting,
    string WaitingName,
    Id<Initiative> On,
    ImmutableArray<Id<Team>> WaitingTeams,
    ImmutableArray<Id<Team>> OnTeams,
    Id<StakeholderGroup>? Group,
    Period Finish,
    Period NeededBy)
{
    /// <summary>Quarters by which what is waited on may slip before what waits has to; at least 0.</summary>
    public int Slack => NeededBy.Index - Finish.Index;

    /// <summary>Whether it lies between initiatives, and some team waits on another one.</summary>
    public bool CrossesTeams => Kind is LinkKind.After or LinkKind.Requires && WaitingTeams.Any(w => OnTeams.Any(o => o != w));

    /// <summary>Whether it is on the critical chain.</summary>
    public bool Critical { get; init; }

    /// <summary>The chance that what is waited on is finished after <see cref="NeededBy"/>; absent where nobody drew.</summary>
    public Share? Late { get; init; }

    /// <summary>Whether that chance rests on a point of an estimate that is assumed.</summary>
    public bool LateAssumed { get; init; }
}

/// <summary>That one team waits on another.</summary>
/// <param name="Waiting">The one that waits.</param>
/// <param name="On">The one it waits on.</param>
/// <param name="Links">Over how many links.</param>
/// <param name="Tightest">The least slack of these, in quarters.</param>
public sealed record TeamWait(Id<Team> Waiting, Id<Team> On, int Links, int Tightest);

/// <summary>A team on which others wait.</summary>
/// <param name="Team">Which.</param>
/// <param name="Links">Over how many links between initiatives another team waits on it.</param>
/// <param name="Teams">How many other teams wait so.</param>
/// <param name="Shared">How many planned initiatives it shares with other teams, so that each waits for the other's part.</param>
/// <param name="UseCases">How many use cases wait on work of its.</param>
/// <param name="Effort">Its planned work on all of these.</param>
/// <param name="Latest">The highest chance among these links that what is waited for is late; absent where nobody drew or there is none.</param>
public sealed record WaitedUpon(Id<Team> Team, int Links, int Teams, int Shared, int UseCases, EngineerWeeks Effort, Share? Latest);

/// <summary>Who waits on whom in a plan, by how much it may slip, and how likely it does.</summary>
/// <remarks>
/// Only what the model says is a link; that two things share a team is not one. Circles cannot be: the model's rules
/// refuse them (§12), but for a ring of things that require each other and ship together.
/// </remarks>
/// <param name="Links">Links between initiatives first, then of use cases; each in the order of slack, then of names.</param>
/// <param name="CriticalChain">
/// The links that lead to the last value with the least slack in sum, of equals the most of them, from first to last. A
/// slip of its first thing by more than that slack makes the plan's last value later.
/// </param>
/// <param name="ChainSlack">That slack, in quarters; absent without links.</param>
/// <param name="Pairs">Which team waits on which, most links first.</param>
/// <param name="MostWaitedUpon">The teams on which others wait, most links first, then most use cases.</param>
/// <param name="Shared">The planned initiatives on which more than one team works, in the portfolio's order.</param>
public sealed record DependencyRegister(
    ImmutableArray<DependencyLink> Links,
    ImmutableArray<DependencyLink> CriticalChain,
    int? ChainSlack,
    ImmutableArray<TeamWait> Pairs,
    ImmutableArray<WaitedUpon> MostWaitedUpon,
    ImmutableArray<Id<Initiative>> Shared)
{
    /// <summary>The links between initiatives.</summary>
    public IEnumerable<DependencyLink> BetweenInitiatives => Links.Where(l => l.Kind is LinkKind.After or LinkKind.Requires);

    /// <summary>The part of the links between initiatives on which some team waits on another; absent without such links.</summary>
    public Share? Crossing => BetweenInitiatives.Any() ? Share.Of((double)BetweenInitiatives.Count(l => l.CrossesTeams) / BetweenInitiatives.Count()) : null;
}
