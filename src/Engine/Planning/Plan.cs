using System.Collections.Immutable;
using Dais.Engine.Modelling;
using Dais.Engine.Quantities;

namespace Dais.Engine.Planning;

/// <summary>What is known about a plan.</summary>
public enum PlanStatus
{
    /// <summary>No plan that keeps the rules is better: bound − objective ≤ 1e-6 · max(1, |objective|).</summary>
    Optimal,

    /// <summary>It keeps the rules; a better one may exist, at most the gap away.</summary>
    Feasible,

    /// <summary>The rules cannot hold together: there is no plan, and <see cref="Plan.Conflicts"/> says why.</summary>
    Infeasible,

    /// <summary>The search was stopped before it found a plan or a proof that there is none.</summary>
    Unknown,
}

/// <summary>A chosen initiative, with its dates and its work.</summary>
/// <param name="Id">Which.</param>
/// <param name="Start">The first period with work; the finish, where there is no work at all.</param>
/// <param name="Finish">The period at whose end it is finished.</param>
/// <param name="Work">For each of its teams, the work in each period of the horizon.</param>
public sealed record PlannedInitiative(
    Id<Initiative> Id,
    Period Start,
    Period Finish,
    ImmutableSortedDictionary<Id<Team>, ImmutableArray<EngineerWeeks>> Work);

/// <summary>A use case that the plan makes available, at the end of that period.</summary>
public sealed record PlannedUseCase(Id<UseCase> Id, Period Available);

/// <summary>What a team has to do in each period, and what it can.</summary>
public sealed record TeamLoad(Id<Team> Id, ImmutableArray<EngineerWeeks> Used, ImmutableArray<EngineerWeeks> Capacity);

/// <summary>What a bucket got.</summary>
/// <param name="Id">Which.</param>
/// <param name="Effort">The effort chosen in it.</param>
/// <param name="Share">That effort as a share of K, the capacity over the horizon after reserves.</param>
/// <param name="Min">The floor, where there is one.</param>
/// <param name="Max">The ceiling, where there is one.</param>
/// <param name="Shortfall">What lacks to the floor.</param>
public sealed record BucketLoad(Id<Bucket> Id, EngineerWeeks Effort, double Share, Share? Min, Share? Max, EngineerWeeks Shortfall);

/// <summary>What the plan is worth, at present value.</summary>
/// <param name="Customer">V_C: use cases and what initiatives are worth to customers.</param>
/// <param name="Platform">V_P: what initiatives are worth to the platform.</param>
public readonly record struct PlanValue(Money Customer, Money Platform);

/// <summary>How far equal plans were told apart, in the order of the rules for ties.</summary>
public enum TieBreak
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>By the other lens, where its weight is 0.</summary>
    OtherLens,

    /// <summary>By the least work in progress: periods between first and last work, summed over initiatives.</summary>
    WorkInProgress,

    /// <summary>By the smallest sum of finishes.</summary>
    Finishes,

    /// <summary>Fully: by the smallest list of ids and finishes. The plan is the only one.</summary>
    Complete,
}

/// <summary>A committed finish that the plan moves.</summary>
/// <param name="Initiative">Which.</param>
/// <param name="Promised">The finish that was promised.</param>
/// <param name="Now">The finish in the plan; absent where it is not chosen any more.</param>
public sealed record Move(Id<Initiative> Initiative, Period Promised, Period? Now);

/// <summary>What keeping or moving promises costs.</summary>
/// <param name="Moves">The committed finishes that the plan moves.</param>
/// <param name="ValueOfMoving">Objective gained by releasing the promises, against keeping every one; absent where unknown or impossible.</param>
/// <param name="ValueLost">Objective lost because only so many may move; absent where unknown.</param>
public sealed record Stability(ImmutableArray<Move> Moves, Money? ValueOfMoving, Money? ValueLost);

/// <summary>One rule of a set that cannot hold together, in words, and what would relax it.</summary>
/// <param name="Rule">The rule: R1 … R11.</param>
/// <param name="Subject">The thing it is about: an initiative, a team or a bucket.</param>
/// <param name="Sentence">The rule as it stands for that thing.</param>
/// <param name="Relaxation">What would make the set hold together, verified by solving again; absent where it could not be found.</param>
public sealed record Conflict(string Rule, string Subject, string Sentence, string? Relaxation);

/// <summary>Which initiatives are done when, who works on what, and what that is worth under the stated rules.</summary>
/// <remarks>
/// Every number in it can be checked against the rules R1 … R11 of <c>docs/rules.md</c>; <see cref="PlanChecker"/> does,
/// without the solver. Lists of initiatives, use cases, teams and buckets are in the portfolio's order.
/// </remarks>
public sealed record Plan
{
    /// <summary>What is known about it.</summary>
    public required PlanStatus Status { get; init; }

    /// <summary>What it was asked to be best at.</summary>
    public required Policy Policy { get; init; }

    /// <summary>w_C · V_C + w_P · V_P.</summary>
    public Money Objective { get; init; }

    /// <summary>No plan that keeps the rules is worth more than this; absent where no bound is known.</summary>
    public Money? Bound { get; init; }

    /// <summary>(bound − objective) ÷ max(|bound|, 1e-9), at least 0; absent where no bound is known.</summary>
    public double? Gap { get; init; }

    /// <summary>Wall-clock seconds of the search.</summary>
    public double Seconds { get; init; }

    /// <summary>Work spent, in the count of <see cref="SolveLimits.Work"/>.</summary>
    public long Work { get; init; }

    /// <summary>Its two values.</summary>
    public PlanValue Value { get; init; }

    /// <summary>The part of the objective that lies after the horizon, in the tail, 0 … 1; absent where the objective is not above 0.</summary>
    public Share? TailShare { get; init; }

    /// <summary>How far ties were broken.</summary>
    public TieBreak Ties { get; init; }

    /// <summary>What is chosen.</summary>
    public ImmutableArray<PlannedInitiative> Initiatives { get; init; } = [];

    /// <summary>What becomes available.</summary>
    public ImmutableArray<PlannedUseCase> UseCases { get; init; } = [];

    /// <summary>Who is busy when.</summary>
    public ImmutableArray<TeamLoad> Teams { get; init; } = [];

    /// <summary>Where the capacity goes.</summary>
    public ImmutableArray<BucketLoad> Buckets { get; init; } = [];

    /// <summary>K: the capacity over the horizon after reserves, summed over teams.</summary>
    public EngineerWeeks Capacity { get; init; }

    /// <summary>What lacks to the floors, over all buckets (R9).</summary>
    public EngineerWeeks Shortfall { get; init; }

    /// <summary>What promises cost; absent where nothing was promised.</summary>
    public Stability? Stability { get; init; }

    /// <summary>What a reader should know.</summary>
    public ImmutableArray<string> Warnings { get; init; } = [];

    /// <summary>When infeasible, a smallest set of rules that cannot hold together.</summary>
    public ImmutableArray<Conflict> Conflicts { get; init; } = [];

    /// <summary>The planned initiative of that id, or nothing.</summary>
    public PlannedInitiative? Find(Id<Initiative> id) => Initiatives.FirstOrDefault(i => i.Id == id);
}

/// <summary>How a search stands.</summary>
/// <param name="Seconds">Since its start.</param>
/// <param name="Incumbent">The best plan's objective so far; absent while there is none.</param>
/// <param name="Bound">The best bound so far; absent while there is none.</param>
/// <param name="Phase">What it is doing, in a word or two.</param>
public sealed record Progress(double Seconds, Money? Incumbent, Money? Bound, string Phase)
{
    /// <summary>How it stands in words, where a best plan and its bound do not say it; absent elsewhere.</summary>
    public string? Note { get; init; }

    /// <summary>(bound − incumbent) ÷ |bound|; absent where either is.</summary>
    public double? Gap => Incumbent is { } i && Bound is { } b ? Math.Max(0, (b.Value - i.Value) / Math.Max(Math.Abs(b.Value), 1e-9)) : null;
}
