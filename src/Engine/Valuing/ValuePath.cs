using System.Collections.Immutable;
using Dais.Engine.Modelling;
using Dais.Engine.Quantities;

namespace Dais.Engine.Valuing;

/// <summary>One step of a path.</summary>
/// <param name="Thing">The thing come to.</param>
/// <param name="Share">The dependency share by which the step before credits it; absent at the first step and where a need has no share.</param>
public readonly record struct PathStep(Thing Thing, Share? Share);

/// <summary>A way from end users to a thing.</summary>
/// <param name="Segments">The end users at its start, as far as they are named. They are not told apart: one path for all of them.</param>
/// <param name="Steps">The things from the end users' side to the thing asked about.</param>
/// <param name="Part">
/// What part of the value at its start comes by this path: the product of its shares, or the equal part of a hard
/// requirement. Before the last thing passes anything on.
/// </param>
/// <param name="Carries">The value that this path brings and that rests with the thing; absent where only a plan can say.</param>
public sealed record ValuePath(ImmutableArray<Id<Segment>> Segments, ImmutableArray<PathStep> Steps, Share? Part, Money? Carries);

/// <summary>The paths to a thing, largest first, and what they add up to.</summary>
/// <param name="Paths">The largest ones.</param>
/// <param name="Rest">What all other paths carry together.</param>
/// <param name="ThroughLoops">
/// What comes by ways that pass some thing twice. 0 where there is no loop; absent where there are too many paths to tell
/// it apart from the rest, which then holds both.
/// </param>
/// <param name="Total">What all carry: paths shown, rest, and through loops; absent where only things of unknown value lead here.</param>
/// <param name="ValueUnknown">Products and use cases that lead here and whose value nobody knows: in no sum.</param>
public sealed record PathSum(
    ImmutableArray<ValuePath> Paths,
    Money Rest,
    Money? ThroughLoops,
    Money? Total,
    ImmutableArray<Thing> ValueUnknown)
{
    /// <summary>No path at all.</summary>
    public static PathSum Empty { get; } = new([], Money.Zero, Money.Zero, Money.Zero, []);

    /// <summary>Noise of rounding in a difference is nothing.</summary>
    internal static Money Difference(double total, double part) => Math.Abs(total - part) <= 1e-12 * Math.Abs(total) ? Money.Zero : Money.Of(total - part);
}
