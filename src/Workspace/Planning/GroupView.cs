using System.Collections.Immutable;

namespace Dais.Workspace.Planning;

#pragma warning disable MA0048 // The parts of the view are read together.

/// <summary>What one group sees of a workspace.</summary>
/// <param name="Group">The group's id.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Revision">The revision of the workspace at which asks and names were read.</param>
/// <param name="Plan">The committed plan by which it stands; absent where none was committed.</param>
/// <param name="Asks">How many asks the group has in all.</param>
/// <param name="Requests">They, newest first, as far as they are listed.</param>
/// <param name="Work">The group's work, what its asks are about, and all that these stand on: what is planned in the order of its finish, then the rest.</param>
/// <param name="Buckets">The buckets that it owns.</param>
/// <param name="Share">What these have together.</param>
/// <param name="Fares">What it gets of the plan; absent where that cannot be told any more.</param>
public sealed record GroupView(string Group, string Name, long Revision, CommittedPlan? Plan, long Asks, ImmutableArray<OwnRequest> Requests, ImmutableArray<OwnWork> Work, ImmutableArray<OwnBucket> Buckets, OwnShare Share, OwnFare? Fares);

/// <summary>A committed plan, as far as everyone is told of it.</summary>
/// <param name="Review">The review that keeps it.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Date">On what day it was committed.</param>
/// <param name="Revision">The revision of the workspace that it was computed on.</param>
/// <param name="Periods">Its quarters.</param>
/// <param name="Money">What a money unit is.</param>
public sealed record CommittedPlan(string Review, string Name, string? Date, long Revision, ImmutableArray<string> Periods, string? Money);

/// <summary>Where something stands that was asked for.</summary>
public enum AskStanding
{
    /// <summary>It is there.</summary>
    Done,

    /// <summary>The plan has it.</summary>
    Planned,

    /// <summary>The plan does not have it.</summary>
    NotPlanned,

    /// <summary>It was given up.</summary>
    Dropped,

    /// <summary>No plan was committed that could say.</summary>
    Open,
}

/// <summary>An ask of the group.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Title">Its title; the id where there is none.</param>
/// <param name="Text">The words of it.</param>
/// <param name="Status">How far it is, as it was written.</param>
/// <param name="Priority">The priority claimed.</param>
/// <param name="NeededBy">When it is needed.</param>
/// <param name="Created">The day it was made.</param>
/// <param name="Votes">How many voted for it.</param>
/// <param name="About">What it is about, and where that stands.</param>
public sealed record OwnRequest(string Id, string Title, string? Text, string? Status, string? Priority, string? NeededBy, string? Created, double? Votes, ImmutableArray<AskedThing> About);

/// <summary>A thing that an ask is about.</summary>
/// <param name="Kind">The list: initiatives, useCases or capabilities.</param>
/// <param name="Id">Its id there.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Standing">Where it stands; of a capability, by the work that raises it.</param>
/// <param name="By">The quarter at whose end the plan has it; of a capability, the first rise of it.</param>
/// <param name="Work">The initiatives that bring it, among the view's work.</param>
public sealed record AskedThing(string Kind, string Id, string Name, AskStanding Standing, string? By, ImmutableArray<string> Work);

/// <summary>An initiative that concerns the group.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Status">How far it is.</param>
/// <param name="Standing">Where it stands by the plan.</param>
/// <param name="Own">Whether it is in one of the group's buckets.</param>
/// <param name="Asked">The asks of the group that are about it.</param>
/// <param name="Start">The first quarter with work, by the plan.</param>
/// <param name="Finish">The quarter at whose end it is finished, by the plan.</param>
/// <param name="Dates">When it may really be finished; absent where that cannot be told.</param>
public sealed record OwnWork(string Id, string Name, string Status, AskStanding Standing, bool Own, ImmutableArray<string> Asked, string? Start, string? Finish, LikelyDates? Dates);

/// <summary>When something may really be finished, by chance in the efforts.</summary>
/// <param name="P50">As likely sooner as later; absent: after the horizon.</param>
/// <param name="P85">Later in 15 cases of a hundred; absent: after the horizon.</param>
/// <param name="Late">How likely it is later than planned.</param>
public sealed record LikelyDates(string? P50, string? P85, double Late);

/// <summary>A bucket of the group; shares are of the capacity over the horizon after reserves.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Target">The share that it is meant to have.</param>
/// <param name="Min">The floor.</param>
/// <param name="Max">The ceiling.</param>
/// <param name="Planned">The share that it has in the plan.</param>
/// <param name="Effort">The same in engineer-weeks.</param>
public sealed record OwnBucket(string Id, string Name, double? Target, double? Min, double? Max, double? Planned, double? Effort);

/// <summary>What the buckets of the group have together.</summary>
/// <param name="Target">The sum of their target shares; absent where one has none, or there is no bucket.</param>
/// <param name="Planned">The sum of their shares in the plan; absent where it does not say.</param>
public sealed record OwnShare(double? Target, double? Planned);

/// <summary>What the group gets of the plan.</summary>
/// <param name="Value">The customer value that counts to it, at present value.</param>
/// <param name="OwnBest">What it could have alone; absent, as what follows, where nobody has studied the groups at the plan's revision.</param>
/// <param name="Satisfaction">The value as a part of that.</param>
/// <param name="Regret">What lacks to it: one less the satisfaction.</param>
public sealed record OwnFare(double Value, double? OwnBest, double? Satisfaction, double? Regret);
