using System.Collections.Immutable;
using Dais.Engine.Modelling;
using Dais.Engine.Quantities;

namespace Dais.Engine.Planning;

/// <summary>With whose eyes a plan is judged best.</summary>
public enum Lens
{
    /// <summary>Customer value and platform value, by the policy's weights.</summary>
    Both,

    /// <summary>Customer value; platform value breaks ties.</summary>
    Customer,

    /// <summary>Platform value; customer value breaks ties.</summary>
    Platform,
}

/// <summary>How value depends on when something is finished.</summary>
public enum Timing
{
    /// <summary>It flows from the period after the finish, discounted, to the end of the tail.</summary>
    Flow,

    /// <summary>It counts once, whenever it is finished (the classic Next Release form).</summary>
    Once,
}

/// <summary>How much a unit of each value counts in the objective; at least 0 and not both 0.</summary>
public readonly record struct Weights(double Customer, double Platform);

/// <summary>That an initiative is finished in exactly this period (R8).</summary>
public sealed record Pin(Id<Initiative> Initiative, Period Finish);

/// <summary>What a plan is asked to be best at, and the orders it has to obey. Facts are in the portfolio.</summary>
public sealed record Policy
{
    /// <summary>With whose eyes.</summary>
    public Lens Lens { get; init; } = Lens.Both;

    /// <summary>The weights of the lens <see cref="Planning.Lens.Both"/>.</summary>
    public Weights Weights { get; init; } = new(1, 1);

    /// <summary>Whether value depends on when.</summary>
    public Timing Timing { get; init; } = Timing.Flow;

    /// <summary>Periods after the horizon in which value still flows, 0 … 400.</summary>
    public int Tail { get; init; } = 4;

    /// <summary>Whether the buckets' floors and ceilings hold (R9).</summary>
    public bool Allocation { get; init; } = true;

    /// <summary>Finishes ordered.</summary>
    public ImmutableArray<Pin> Pins { get; init; } = [];

    /// <summary>Initiatives forbidden.</summary>
    public ImmutableArray<Id<Initiative>> Bans { get; init; } = [];

    /// <summary>Whether committed finishes may move (R8).</summary>
    public bool Release { get; init; }

    /// <summary>How many committed finishes may move at most; absent is any number. It matters only with <see cref="Release"/>.</summary>
    public int? MaxMoves { get; init; }

    /// <summary>The weights that the lens gives: the policy's own for both, else 1 and 0.</summary>
    public Weights EffectiveWeights => Lens switch
    {
        Lens.Customer => new(1, 0),
        Lens.Platform => new(0, 1),
        _ => Weights,
    };
}

/// <summary>How long to look, and how near to the best is near enough.</summary>
public sealed record SolveLimits
{
    /// <summary>Wall-clock seconds, above 0.</summary>
    public double Seconds { get; init; } = 60;

    /// <summary>The relative gap at which to stop, at least 0; 0 asks for proof.</summary>
    public double Gap { get; init; }

    /// <summary>
    /// Where given, stop after that much work instead of by the clock: a deterministic count (the solver's simplex
    /// iterations), on one thread, so that the same count gives the same plan again.
    /// </summary>
    public long? Work { get; init; }

    /// <summary>The seed of whatever is random.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Whether equal plans are told apart by the rules for ties.</summary>
    public bool BreakTies { get; init; } = true;
}
