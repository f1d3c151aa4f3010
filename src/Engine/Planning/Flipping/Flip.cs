using System.Collections.Immutable;
using Dais.Engine.Modelling;
using Dais.Engine.Planning.Groups;
using Dais.Engine.Planning.Scenarios;
using Dais.Engine.Quantities;

namespace Dais.Engine.Planning.Flipping;

/// <summary>What somebody wants in the plan.</summary>
public abstract record Wanted
{
    private Wanted()
    {
    }

    /// <summary>That the initiative is chosen.</summary>
    public sealed record OfInitiative(Id<Initiative> Initiative) : Wanted;

    /// <summary>That the use case becomes available.</summary>
    public sealed record OfUseCase(Id<UseCase> UseCase) : Wanted;
}

/// <summary>A kind of change that may get a thing into the plan. Kinds are never ranked against each other.</summary>
public enum FlipKind
{
    /// <summary>Work lent to one team. Size: engineer-weeks, the fewest.</summary>
    Capacity,

    /// <summary>Other things given up. Size: objective lost, in money units at present value, the least.</summary>
    Drop,

    /// <summary>Other things finished later than now, and nothing that is planned lost. Size: initiative-quarters, the fewest.</summary>
    Delay,

    /// <summary>Less scope of the thing itself. Size: the share of its effort that is kept, 0 … 1, the largest.</summary>
    Scope,

    /// <summary>More value of the thing itself. Size: money units a year, the least with which it is strictly better to choose it.</summary>
    Value,
}

/// <summary>Why there is no change of a kind.</summary>
public enum NoFlip
{
    /// <summary>It is proven that none of this kind gets it in.</summary>
    None,

    /// <summary>None was found within the limit.</summary>
    NotFound,

    /// <summary>The kind has no meaning for this thing: nothing to cut, nothing to add value to under this lens.</summary>
    Senseless,
}

/// <summary>The cheapest change of one kind that gets a thing in.</summary>
/// <remarks>
/// A change gets a thing in when, with the change made, the best plan that chooses the thing is at least as good as the
/// best plan that does not: first by shortfall (R9), then by objective, to 1e-6; for <see cref="FlipKind.Value"/> it is
/// strictly better.
/// </remarks>
/// <param name="Kind">Of which kind.</param>
/// <param name="Changes">The changes; made together they get it in.</param>
/// <param name="Size">How large the change is, in the unit of its kind.</param>
/// <param name="Bound">No change of this kind that gets it in is smaller (for scope: keeps more); absent where none is known.</param>
/// <param name="Cost">The polished base plan's objective less what <paramref name="Plan"/> is worth by the base's values; negative where it gains.</param>
/// <param name="Plan">The best plan found that chooses it, with the change made.</param>
/// <param name="Smallest">Whether it is proven that none of its kind is smaller.</param>
/// <param name="Decides">Whether solving again with the change made proved that it gets the thing in.</param>
/// <param name="SmallerFails">Whether a just smaller change was solved again and shown not to get it in.</param>
public sealed record Flip(
    FlipKind Kind,
    ImmutableArray<ScenarioChange> Changes,
    double Size,
    double? Bound,
    Money Cost,
    Plan Plan,
    bool Smallest,
    bool Decides,
    bool SmallerFails);

/// <summary>The answer for one kind: a change, or why there is none.</summary>
/// <param name="Kind">Of which kind.</param>
/// <param name="Flip">The change.</param>
/// <param name="Without">Why there is none.</param>
/// <param name="Bound">Without a change: no change of this kind that gets it in is smaller; absent where none is known.</param>
public sealed record FlipAnswer(FlipKind Kind, Flip? Flip, NoFlip? Without = null, double? Bound = null);

/// <summary>What it takes to get a thing into a plan.</summary>
/// <param name="Base">The plan, polished: the best that was found under the same policy.</param>
/// <param name="In">Whether the polished plan chooses the thing; then nothing else is asked.</param>
/// <param name="AsGood">Whether a plan that chooses it is as good as the polished one: then it takes no change, only a choice between equals.</param>
/// <param name="Forced">The best plan found that chooses the thing with nothing changed; absent where there is none, or none was found.</param>
/// <param name="Answers">One for each kind; empty where it is in, or where nothing at all can get it in.</param>
/// <param name="OwnBest">The most that any plan is worth to the group that was asked about, floors and ceilings let go, as in the study of groups; absent where no group was named.</param>
/// <param name="OwnNow">What the polished plan is worth to that group.</param>
public sealed record FlipReport(Plan Base, bool In, bool AsGood, Plan? Forced, ImmutableArray<FlipAnswer> Answers, Most? OwnBest, Money? OwnNow)
{
    /// <summary>No plan that chooses the thing with nothing changed is worth more; absent where that is not known.</summary>
    public Money? ForcedBound { get; init; }
}
