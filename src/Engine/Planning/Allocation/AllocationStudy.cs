using System.Collections.Immutable;
using Dais.Engine.Modelling;
using Dais.Engine.Quantities;

namespace Dais.Engine.Planning.Allocation;

/// <summary>The best plan that was found while shares or capacity were held to something, or that there is none.</summary>
/// <param name="Status">What is known: infeasible where no plan keeps to it, unknown where none was found in time.</param>
/// <param name="Value">Its objective at present value; absent without a plan.</param>
/// <param name="Bound">No plan that keeps to it is worth more; absent where nothing is known.</param>
/// <param name="Finishes">What it chooses, with the finish of each.</param>
public sealed record HeldPlan(PlanStatus Status, Money? Value, Money? Bound, ImmutableSortedDictionary<Id<Initiative>, Period> Finishes)
{
    /// <summary>Whether there is a plan.</summary>
    public bool Found => Status is PlanStatus.Optimal or PlanStatus.Feasible;

    /// <summary>Whether it is proven best, or proven that there is none.</summary>
    public bool Proven => Status is PlanStatus.Optimal or PlanStatus.Infeasible;

    /// <summary>The initiatives chosen here and not in <paramref name="other"/>.</summary>
    public IEnumerable<Id<Initiative>> Beyond(IEnumerable<Id<Initiative>> other) => Finishes.Keys.Except(other);
}

/// <summary>A point of a response curve: the best plan in which a bucket gets at most that share.</summary>
/// <param name="Most">The share of K that it is held to.</param>
/// <param name="Plan">The best plan then.</param>
public sealed record CurvePoint(Share Most, HeldPlan Plan);

/// <summary>What ties a bucket to another, so that it has no curve of its own.</summary>
public enum CrossingKind
{
    /// <summary>An initiative is after one of another bucket, or requires it.</summary>
    Prerequisite,

    /// <summary>An initiative and one of another bucket exclude each other.</summary>
    Alternative,

    /// <summary>A use case needs initiatives of both.</summary>
    UseCase,
}

/// <summary>One thing that ties a bucket to another.</summary>
/// <param name="Kind">In which way.</param>
/// <param name="Thing">The id of the initiative or the use case.</param>
/// <param name="Other">The other bucket; absent for initiatives of none.</param>
public sealed record Crossing(CrossingKind Kind, string Thing, Id<Bucket>? Other);

/// <summary>How the value of the whole answers to what one bucket may have.</summary>
/// <param name="Bucket">Which.</param>
/// <param name="Points">V_b(x): floors let go, the other buckets free within their ceilings; by rising share, up to its own ceiling or all that is asked in it.</param>
/// <param name="Alone">The same with nothing but this bucket to do; only where nothing ties it to another.</param>
/// <param name="Crossings">What ties it to others.</param>
public sealed record ResponseCurve(Id<Bucket> Bucket, ImmutableArray<CurvePoint> Points, ImmutableArray<CurvePoint> Alone, ImmutableArray<Crossing> Crossings);

/// <summary>What happens when a bucket gets another share than in the policy's plan.</summary>
/// <param name="To">The share of K that it may have at most, or must have at least.</param>
/// <param name="Plan">The best plan then, the other buckets free between what they have of their floors and their ceilings.</param>
public sealed record ShareChange(Share To, HeldPlan Plan);

/// <summary>The effect of five points less and five points more for one bucket.</summary>
/// <param name="Bucket">Which.</param>
/// <param name="Less">Five points less than planned, or nothing at all; absent where it has nothing.</param>
/// <param name="More">Five points more than planned; absent where it has the whole.</param>
public sealed record Sensitivity(Id<Bucket> Bucket, ShareChange? Less, ShareChange? More);

/// <summary>One end of an interval of shares of K, as fractions.</summary>
/// <param name="Found">A plan has this share.</param>
/// <param name="Bound">No plan lies beyond this; equal to <paramref name="Found"/> when proven.</param>
/// <param name="Finishes">What that plan chooses, with the finish of each.</param>
public sealed record BandEnd(double Found, double Bound, ImmutableSortedDictionary<Id<Initiative>, Period> Finishes)
{
    /// <summary>Whether no plan lies beyond what was found, to a hundredth of a point.</summary>
    public bool Proven => Math.Abs(Found - Bound) <= 1e-4;
}

/// <summary>The shares that a bucket has over all plans that reach a part of the optimum: a projection, bucket by bucket.</summary>
/// <param name="Bucket">Which.</param>
/// <param name="Part">The part of the optimum that is reached, such as 0.98.</param>
/// <param name="Low">The smallest share.</param>
/// <param name="High">The largest share.</param>
public sealed record IndifferenceBand(Id<Bucket> Bucket, double Part, BandEnd Low, BandEnd High);

/// <summary>What one team's capacity is worth.</summary>
/// <param name="Team">Which.</param>
/// <param name="More">The best plan with one point of K more on that team, spread as its capacity is.</param>
/// <param name="PerPoint">The price of that by the duals of the relaxation, in which initiatives may be chosen in part; absent where not known.</param>
public sealed record TeamPrice(Id<Team> Team, HeldPlan More, Money? PerPoint);

/// <summary>What a point of capacity is worth.</summary>
/// <param name="More">The best plan with one per cent more capacity on every team.</param>
/// <param name="Less">The best plan with one per cent less.</param>
/// <param name="PerPoint">The price of that by the duals of the relaxation; absent where not known.</param>
/// <param name="Exact">Whether the relaxation is worth what the best plan is, so that its price is exact for small changes.</param>
/// <param name="Teams">Team by team.</param>
public sealed record ShadowPrice(HeldPlan More, HeldPlan Less, Money? PerPoint, bool Exact, ImmutableArray<TeamPrice> Teams);

/// <summary>A split of capacity to compare with.</summary>
public enum SplitKind
{
    /// <summary>Every bucket gets at most the share it is meant to have.</summary>
    Target,

    /// <summary>Every bucket gets at most an equal part.</summary>
    Equal,
}

/// <summary>The best plan under another split; floors let go.</summary>
/// <param name="Kind">Which split.</param>
/// <param name="Plan">The best plan then.</param>
public sealed record SplitPlan(SplitKind Kind, HeldPlan Plan);

/// <summary>What a bucket's share is best used for, everything else staying as it is.</summary>
/// <param name="Bucket">Which.</param>
/// <param name="Best">The best set in it, in the portfolio's order.</param>
/// <param name="RunnerUp">The best plan with another set in it; infeasible where there is no other, absent where it was not looked for.</param>
public sealed record BucketUse(Id<Bucket> Bucket, ImmutableArray<Id<Initiative>> Best, HeldPlan? RunnerUp);

/// <summary>What the split of capacity among buckets is worth, and how much of it matters.</summary>
/// <param name="Policy">The best plan under the policy: the joint optimum; where there is none, it says why, and the rest is empty.</param>
public sealed record AllocationStudy(Plan Policy)
{
    /// <summary>The best plan with no floors and no ceilings; absent where the policy has them off, or none was found in time.</summary>
    public Plan? Free { get; init; }

    /// <summary>The best plan within the ceilings, floors let go: where the response curves end.</summary>
    public HeldPlan? WithoutFloors { get; init; }

    /// <summary>The target split and the equal split.</summary>
    public ImmutableArray<SplitPlan> Splits { get; init; } = [];

    /// <summary>Five points less and more, by bucket.</summary>
    public ImmutableArray<Sensitivity> Sensitivities { get; init; } = [];

    /// <summary>The response curves, by bucket.</summary>
    public ImmutableArray<ResponseCurve> Curves { get; init; } = [];

    /// <summary>The indifference bands, by bucket and part.</summary>
    public ImmutableArray<IndifferenceBand> Bands { get; init; } = [];

    /// <summary>What capacity is worth; absent where there was no time, or no team has any.</summary>
    public ShadowPrice? Shadow { get; init; }

    /// <summary>What each bucket's share is best used for.</summary>
    public ImmutableArray<BucketUse> Uses { get; init; } = [];

    /// <summary>Wall-clock seconds of the search.</summary>
    public double Seconds { get; init; }

    /// <summary>Whether there is a plan to talk about.</summary>
    public bool Found => Policy.Status is PlanStatus.Optimal or PlanStatus.Feasible;

    /// <summary>V without floors and ceilings − V with them: at least 0 when both are proven; absent where there is nothing to compare.</summary>
    public Money? PriceOfBuckets => Free is { } free ? free.Objective - Policy.Objective : null;

    /// <summary>The team whose point of capacity is worth most, by what is proven of solving again, else by the duals; absent where none is worth anything.</summary>
    public TeamPrice? Binding
    {
        get
        {
            if (Shadow is not { } shadow) return null;
            var gaining = shadow.Teams.Where(t => Gain(t) > 1e-6).MaxBy(Gain);
            return gaining ?? shadow.Teams.Where(t => t.PerPoint is { Value: > 1e-6 }).MaxBy(t => t.PerPoint!.Value.Value);
        }
    }

    private double Gain(TeamPrice team) => team.More is { Proven: true, Value: { } value } && Policy.Status == PlanStatus.Optimal ? value.Value - Policy.Objective.Value : double.NegativeInfinity;
}
