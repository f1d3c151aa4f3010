using System.Collections.Immutable;
using Dais.Engine.Modelling;
using Dais.Engine.Planning.Flipping;
using Dais.Engine.Planning.Forecasting;
using Dais.Engine.Quantities;

namespace Dais.Engine.Explaining.WhyNot;

/// <summary>Where a thing stands.</summary>
public enum Standing
{
    /// <summary>The plan chooses it.</summary>
    In,

    /// <summary>It is done, or available from the start.</summary>
    There,

    /// <summary>It is left out.</summary>
    Out,

    /// <summary>It is left out, and a plan that chooses it is as good.</summary>
    Tied,

    /// <summary>A request that is linked to nothing.</summary>
    Unlinked,
}

/// <summary>Work as a reader may see it.</summary>
/// <param name="Id">Its id; absent where the reader may not see it.</param>
/// <param name="Name">Its name, or "work of another group, N ew".</param>
/// <param name="Ew">Its effort ahead.</param>
public sealed record SeenWork(string? Id, string Name, EngineerWeeks Ew);

/// <summary>How work moves, as a reader may see it.</summary>
/// <param name="Work">What moves.</param>
/// <param name="Kind">How; absent where the reader may not see it.</param>
/// <param name="Before">Its finish now; absent where it is not chosen, or may not be seen.</param>
/// <param name="After">Its finish then.</param>
public sealed record SeenMove(SeenWork Work, ChangeKind? Kind, Period? Before, Period? After);

/// <summary>The cheapest change of one kind, as a reader may see it.</summary>
/// <param name="Kind">Of which kind.</param>
/// <param name="Size">How large it is, in the unit of its kind (<see cref="FlipKind"/>); absent where there is none.</param>
/// <param name="Unit">The unit in words: <c>ew</c>, <c>k USD at present value</c>, <c>initiative-quarters</c>, <c>share kept</c>, <c>k USD a year</c>.</param>
/// <param name="Bound">No change of this kind is smaller (for scope: keeps more); absent where unknown.</param>
/// <param name="Cost">Objective lost against the polished base, by the base's values; negative where the plan gains.</param>
/// <param name="Smallest">Whether it is proven that none of its kind is smaller.</param>
/// <param name="Decides">Whether solving again proved that it gets the thing in.</param>
/// <param name="SmallerFails">Whether a just smaller one was solved again and shown to fail.</param>
/// <param name="Without">Why there is none.</param>
/// <param name="Sentence">What it is, in words.</param>
/// <param name="Team">For capacity: the team.</param>
/// <param name="Lent">For capacity: what is lent in each period.</param>
/// <param name="Touched">For drops and delays: what is dropped, or finished when instead.</param>
/// <param name="Moves">What else moves in the plan that then is best, against the base.</param>
public sealed record CheapestChange(
    FlipKind Kind,
    double? Size,
    string Unit,
    double? Bound,
    Money? Cost,
    bool Smallest,
    bool Decides,
    bool SmallerFails,
    NoFlip? Without,
    string Sentence,
    Id<Team>? Team,
    ImmutableArray<EngineerWeeks> Lent,
    ImmutableArray<SeenMove> Touched,
    ImmutableArray<SeenMove> Moves)
{
    /// <summary>When the thing may really be finished in that plan; absent where nothing can be said.</summary>
    public ExpectedDates? Dates { get; init; }

    /// <summary>For capacity: what the lent work costs by the team's loaded cost; absent where that is unknown.</summary>
    public Money? Paid { get; init; }
}

/// <summary>What the plan leaves to a group, beside its own best.</summary>
/// <param name="Group">Which group.</param>
/// <param name="Now">What the plan is worth to it, at present value.</param>
/// <param name="Best">The most that any plan is worth to it with all the capacity.</param>
public sealed record Regret(Id<StakeholderGroup> Group, Money Now, Money Best)
{
    /// <summary>Whether no plan is worth more to it; otherwise the regret may be larger.</summary>
    public bool Proven { get; init; }

    /// <summary>1 − now ÷ best, 0 … 1; absent where no plan is worth anything to it.</summary>
    public Share? Size => Best.Value > 1e-9 ? Share.Of(Math.Clamp(1 - (Now.Value / Best.Value), 0, 1)) : null;
}

/// <summary>A thing of the model that a request may be about, by its words.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Sort">initiative, use case or capability.</param>
/// <param name="Words">The words they share.</param>
public sealed record LikelyMatch(string Id, string Name, string Sort, ImmutableArray<string> Words);

/// <summary>The answer to "why not mine, sooner?" for one thing, computed and verified, as one reader may see it.</summary>
public sealed record WhyNotCard
{
    /// <summary>The id that was asked about.</summary>
    public required string Id { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>initiative, use case or request.</summary>
    public required string Sort { get; init; }

    /// <summary>Where it stands.</summary>
    public required Standing Standing { get; init; }

    /// <summary>Where it stands and why, in words.</summary>
    public required string Sentence { get; init; }

    /// <summary>For a request: what it is linked to and what the card is about.</summary>
    public string? About { get; init; }

    /// <summary>When it is finished or available, under the plan.</summary>
    public Period? Planned { get; init; }

    /// <summary>The earliest that it could be, if nothing in the plan moved; absent where there is no room.</summary>
    public Period? EarliestBeside { get; init; }

    /// <summary>The earliest that it could be at all, with everything else out of the way; absent where never.</summary>
    public Period? EarliestEver { get; init; }

    /// <summary>The polished plan's objective.</summary>
    public required Money Base { get; init; }

    /// <summary>Whether the polished plan is proven best.</summary>
    public required bool Proven { get; init; }

    /// <summary>What putting it in now would cost, with nothing else changed; absent where that cannot be, or is not known.</summary>
    public Money? Price { get; init; }

    /// <summary>It costs at least that, whatever plan is found; absent where that is not known to be more than nothing.</summary>
    public Money? PriceAtLeast { get; init; }

    /// <summary>When it may really be finished then; of a thing that is in the plan, under the plan.</summary>
    public ExpectedDates? Dates { get; init; }

    /// <summary>Where it stands by value for effort, and how sure that is; absent for a use case, and for what no plan can choose.</summary>
    public RankInterval? Rank { get; init; }

    /// <summary>Which evidence would change the decision.</summary>
    public ImmutableArray<SwitchingPoint> Switching { get; init; } = [];

    /// <summary>What would have to make room for it then: what took its place.</summary>
    public ImmutableArray<SeenMove> Displaced { get; init; } = [];

    /// <summary>What a week of delay costs: the fall of its present value from its earliest finish to one quarter later, over 13 weeks.</summary>
    public Money? DelayPerWeek { get; init; }

    /// <summary>What the plan leaves to the group that asks; absent where nobody does.</summary>
    public Regret? Regret { get; init; }

    /// <summary>One cheapest change of each kind; they are not ranked.</summary>
    public ImmutableArray<CheapestChange> Changes { get; init; } = [];

    /// <summary>For a request that is linked to nothing: what it may be about.</summary>
    public ImmutableArray<LikelyMatch> Matches { get; init; } = [];

    /// <summary>What speaks for the thing, whatever the plan says.</summary>
    public ImmutableArray<string> OtherSide { get; init; } = [];
}
