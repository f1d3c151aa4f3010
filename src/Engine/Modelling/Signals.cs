using System.Collections.Immutable;
using Dais.Engine.Quantities;

namespace Dais.Engine.Modelling;

/// <summary>What a request is about.</summary>
public abstract record Link
{
    private Link()
    {
    }

    /// <summary>An initiative.</summary>
    public sealed record ToInitiative(Id<Initiative> Initiative) : Link;

    /// <summary>A use case.</summary>
    public sealed record ToUseCase(Id<UseCase> UseCase) : Link;

    /// <summary>A capability.</summary>
    public sealed record ToCapability(Id<Capability> Capability) : Link;
}

/// <summary>Something that somebody asked for, in their own words.</summary>
public sealed record Request(Id<Request> Id, string Title) : IThing<Request>
{
    /// <summary>The title.</summary>
    public string Name => Title;

    /// <summary>The group that asks.</summary>
    public Id<StakeholderGroup>? Group { get; init; }

    /// <summary>The account that asks, or on whose behalf it is asked.</summary>
    public Id<Account>? Account { get; init; }

    /// <summary>The words of it.</summary>
    public string? Text { get; init; }

    /// <summary>The priority claimed, as it was written.</summary>
    public string? Priority { get; init; }

    /// <summary>When it is needed.</summary>
    public Period? NeededBy { get; init; }

    /// <summary>What it is about.</summary>
    public ImmutableArray<Link> Links { get; init; } = [];

    /// <summary>How many voted for it; unknown is absent.</summary>
    public double? Votes { get; init; }

    /// <summary>The system it came from.</summary>
    public string? Source { get; init; }

    /// <summary>Its id there.</summary>
    public string? SourceId { get; init; }

    /// <summary>The day it was made.</summary>
    public DateOnly? Created { get; init; }

    /// <summary>How far it is, as it was written.</summary>
    public string? Status { get; init; }
}

/// <summary>How far a piece of evidence is from the end user.</summary>
public enum EvidenceDistance
{
    /// <summary>Use was observed.</summary>
    ObservedUse = 0,

    /// <summary>The end user said so.</summary>
    EndUserSaid = 1,

    /// <summary>The account team said so.</summary>
    AccountTeamSaid = 2,

    /// <summary>Somebody inside thinks so.</summary>
    InternalOpinion = 3,
}

/// <summary>That an account cited a theme, at a stage of its journey.</summary>
public sealed record Evidence(Id<Evidence> Id) : IThing<Evidence>
{
    /// <summary>The theme.</summary>
    public string Name => Theme ?? Id.Value;

    /// <summary>Who.</summary>
    public Id<Account>? Account { get; init; }

    /// <summary>About what.</summary>
    public string? Theme { get; init; }

    /// <summary>When in the journey.</summary>
    public JourneyStage? Stage { get; init; }

    /// <summary>How strongly, as it was written (critical, important, …).</summary>
    public string? Strength { get; init; }

    /// <summary>How far from the end user.</summary>
    public EvidenceDistance? Distance { get; init; }

    /// <summary>On what day.</summary>
    public DateOnly? Date { get; init; }

    /// <summary>In what words.</summary>
    public string? Quote { get; init; }

    /// <summary>Whether they were asked.</summary>
    public bool? Solicited { get; init; }

    /// <summary>What it is about, where that is known.</summary>
    public ImmutableArray<Link> Links { get; init; } = [];

    /// <summary>A measured number, such as a share of use; its unit is in <see cref="Unit"/>.</summary>
    public double? Measure { get; init; }

    /// <summary>The unit of <see cref="Measure"/>.</summary>
    public string? Unit { get; init; }

    /// <summary>The system it came from.</summary>
    public string? Source { get; init; }
}

/// <summary>Work that was done, in one past period.</summary>
/// <param name="Period">When; may lie before the horizon.</param>
/// <param name="Team">Who did it.</param>
/// <param name="Ew">How much.</param>
/// <param name="Initiative">On what, where it was an initiative.</param>
/// <param name="Kind">What sort of work.</param>
/// <param name="Group">For whom.</param>
/// <param name="Planned">Whether it was in the plan; unknown is absent.</param>
public sealed record WorkLogEntry(
    Period Period,
    Id<Team> Team,
    EngineerWeeks Ew,
    Id<Initiative>? Initiative = null,
    InitiativeKind? Kind = null,
    Id<StakeholderGroup>? Group = null,
    bool? Planned = null);
