using System.Collections.Immutable;
using Dais.Engine.Quantities;

namespace Dais.Engine.Modelling;

/// <summary>What sort of work an initiative is.</summary>
public enum InitiativeKind
{
    /// <summary>Somebody asked for it.</summary>
    Ask,

    /// <summary>A base that others build on.</summary>
    Foundation,

    /// <summary>It moves a quality attribute.</summary>
    Quality,

    /// <summary>It keeps the lights on.</summary>
    Ktlo,

    /// <summary>Deliberate debt, to be repaid.</summary>
    Shortcut,
}

/// <summary>How far an initiative is (R8).</summary>
public enum InitiativeStatus
{
    /// <summary>Free to choose.</summary>
    Proposed,

    /// <summary>Promised by a period.</summary>
    Committed,

    /// <summary>Under way: chosen, with what remains of it.</summary>
    Started,

    /// <summary>Done: outside the plan, its effect there from the start.</summary>
    Done,

    /// <summary>Given up: never chosen.</summary>
    Dropped,
}

/// <summary>Why a company builds a platform.</summary>
public enum Motive
{
    /// <summary>To reach a wider ecosystem.</summary>
    EcosystemReach,

    /// <summary>To serve several products.</summary>
    MultiProduct,

    /// <summary>To take in acquired companies.</summary>
    Mergers,

    /// <summary>To make the own people faster.</summary>
    InternalProductivity,
}

/// <summary>That an initiative brings a capability to a level (R10).</summary>
public sealed record Raise(Id<Capability> Capability, Level To);

/// <summary>What an initiative is worth to the platform itself, a year: built up from parts, or simply stated.</summary>
/// <param name="Stated">A bare number, which is shown as assumed.</param>
/// <param name="KtloAvoided">Engineer-weeks a period that need not be spent any more.</param>
/// <param name="RiskRetired">Expected loss a year that is gone.</param>
/// <param name="Other">Anything else, a year.</param>
public sealed record PlatformValue(Amount? Stated = null, EngineerWeeks? KtloAvoided = null, Amount? RiskRetired = null, Amount? Other = null);

/// <summary>What an initiative is worth a year by itself: only what no use case carries.</summary>
/// <param name="Customer">To customers.</param>
/// <param name="Platform">To the platform.</param>
public sealed record InitiativeValue(Amount? Customer = null, PlatformValue? Platform = null)
{
    /// <summary>Nobody said.</summary>
    public static InitiativeValue Unknown { get; } = new();
}

/// <summary>A piece of work that a plan may choose, with what it takes and what it brings.</summary>
public sealed record Initiative(Id<Initiative> Id, string Name) : IThing<Initiative>
{
    /// <summary>The bucket whose share it takes; none counts towards no bucket.</summary>
    public Id<Bucket>? Bucket { get; init; }

    /// <summary>What sort of work it is.</summary>
    public InitiativeKind? Kind { get; init; }

    /// <summary>What it takes of each team (R1).</summary>
    public ImmutableSortedDictionary<Id<Team>, Estimate> Effort { get; init; } = ImmutableSortedDictionary<Id<Team>, Estimate>.Empty;

    /// <summary>The fewest periods from its first possible one to its finish (R3), at least 1; absent is 1.</summary>
    public int? Periods { get; init; }

    /// <summary>The most that one team can put into it in one period (R2); absent is no limit.</summary>
    public EngineerWeeks? Pace { get; init; }

    /// <summary>What must be finished before any work on it (R5).</summary>
    public ImmutableArray<Id<Initiative>> After { get; init; } = [];

    /// <summary>What must be finished when it is (R6).</summary>
    public ImmutableArray<Id<Initiative>> Requires { get; init; } = [];

    /// <summary>What cannot be chosen beside it (R7).</summary>
    public ImmutableArray<Id<Initiative>> Excludes { get; init; } = [];

    /// <summary>No work on it before this period (R3).</summary>
    public Period? Earliest { get; init; }

    /// <summary>Finished by this period, or not chosen (R3).</summary>
    public Period? Latest { get; init; }

    /// <summary>Whether every plan has to choose it (R8).</summary>
    public bool Must { get; init; }

    /// <summary>The capabilities it brings up (R10).</summary>
    public ImmutableArray<Raise> Raises { get; init; } = [];

    /// <summary>What it is worth by itself.</summary>
    public InitiativeValue Value { get; init; } = InitiativeValue.Unknown;

    /// <summary>To which groups its customer value counts, and with what share; empty means a default is assumed.</summary>
    public ImmutableSortedDictionary<Id<StakeholderGroup>, Share> ValueTo { get; init; } = ImmutableSortedDictionary<Id<StakeholderGroup>, Share>.Empty;

    /// <summary>How far it is; absent is proposed.</summary>
    public InitiativeStatus? Status { get; init; }

    /// <summary>What remains of started work; absent means the whole effort is assumed to remain.</summary>
    public ImmutableSortedDictionary<Id<Team>, Estimate>? Remaining { get; init; }

    /// <summary>The finish that was promised (R8).</summary>
    public Period? CommittedFinish { get; init; }

    /// <summary>Why a platform does it.</summary>
    public Motive? Motive { get; init; }

    /// <summary>The outcome it works towards.</summary>
    public Id<Outcome>? Outcome { get; init; }

    /// <summary>What it scored elsewhere, such as by RICE; absent where it did not.</summary>
    public Scores? Scores { get; init; }

    /// <summary>The effort that a plan reckons with: what remains of started work, else all of it.</summary>
    public ImmutableSortedDictionary<Id<Team>, Estimate> EffortAhead => Status == InitiativeStatus.Started ? Remaining ?? Effort : Effort;
}

/// <summary>A number that should move, by when, and whose it is.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Metric">What is measured.</param>
/// <param name="Unit">In what unit.</param>
/// <param name="Baseline">Where it stands.</param>
/// <param name="Target">Where it should stand.</param>
/// <param name="Date">By when.</param>
/// <param name="Owner">The group that answers for it.</param>
/// <param name="Lens">growth, retention, margin, user or risk.</param>
public sealed record Outcome(
    Id<Outcome> Id,
    string Name,
    string? Metric = null,
    string? Unit = null,
    double? Baseline = null,
    double? Target = null,
    DateOnly? Date = null,
    Id<StakeholderGroup>? Owner = null,
    string? Lens = null) : IThing<Outcome>;
