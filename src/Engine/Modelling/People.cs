using System.Collections.Immutable;
using Dais.Engine.Quantities;

namespace Dais.Engine.Modelling;

/// <summary>What a stakeholder group is to the platform.</summary>
public enum StakeholderClass
{
    /// <summary>Those who use what is built on the platform: the user's user.</summary>
    EndUser,

    /// <summary>Accounts that pay.</summary>
    Customer,

    /// <summary>Other companies that build on the platform.</summary>
    Partner,

    /// <summary>A part of the own company with products and revenue.</summary>
    BusinessUnit,

    /// <summary>A discipline, such as sales or reliability engineering.</summary>
    Function,

    /// <summary>Those who decide about the platform's means.</summary>
    Leadership,

    /// <summary>Those who set rules from outside.</summary>
    Regulator,

    /// <summary>Software that acts on somebody's behalf.</summary>
    Agent,
}

/// <summary>A group of people who have a stake in the platform. Always a group, never a person.</summary>
/// <remarks>Power, legitimacy and urgency are those of Mitchell, Agle &amp; Wood (1997), each 0 … 1; unknown is absent.</remarks>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Class">What it is to the platform, where known.</param>
/// <param name="People">How many people; fewer than three are not reported on.</param>
/// <param name="Power">How far it can have its way.</param>
/// <param name="Legitimacy">How proper its claim is.</param>
/// <param name="Urgency">How pressing its claim is.</param>
/// <param name="Nearness">How near it sits to the platform team: 0 far, 1 next door.</param>
public sealed record StakeholderGroup(
    Id<StakeholderGroup> Id,
    string Name,
    StakeholderClass? Class = null,
    int? People = null,
    Share? Power = null,
    Share? Legitimacy = null,
    Share? Urgency = null,
    Share? Nearness = null) : IThing<StakeholderGroup>;

/// <summary>A kind of end user.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Size">How many there are, where known.</param>
public sealed record Segment(Id<Segment> Id, string Name, double? Size = null) : IThing<Segment>;

/// <summary>Where a customer's journey stands.</summary>
public enum JourneyStage
{
    /// <summary>Choosing.</summary>
    Purchase,

    /// <summary>Getting it to work.</summary>
    Deployment,

    /// <summary>Staying.</summary>
    Renewal,

    /// <summary>Buying more.</summary>
    Expansion,
}

/// <summary>A customer that pays, or a tenant that would.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Segment">The segment it belongs to, where known.</param>
/// <param name="Arr">Annual recurring revenue, or its equivalent; unknown is absent.</param>
/// <param name="Stage">Where its journey stands.</param>
public sealed record Account(Id<Account> Id, string Name, Id<Segment>? Segment = null, Amount? Arr = null, JourneyStage? Stage = null) : IThing<Account>;

/// <summary>What a group would put first, in one period: a ranking, or points from a budget.</summary>
/// <param name="Group">Whose view.</param>
/// <param name="Period">When it was given; may lie before the horizon.</param>
/// <param name="Ranking">The items from first to last; empty where points were given.</param>
/// <param name="Points">Points for each item, at least 0; empty where a ranking was given.</param>
public sealed record PriorityView(
    Id<StakeholderGroup> Group,
    Period Period,
    ImmutableArray<string> Ranking,
    ImmutableSortedDictionary<string, double> Points);
