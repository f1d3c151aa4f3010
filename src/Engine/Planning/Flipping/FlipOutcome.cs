using System.Collections.Immutable;
using Dais.Engine.Planning.Scenarios;

namespace Dais.Engine.Planning.Flipping;

/// <summary>A change that was found, before it is written out.</summary>
/// <param name="Changes">The changes.</param>
/// <param name="Size">How large it is, in the unit of its kind.</param>
/// <param name="With">The best plan found with the thing, with the change made.</param>
/// <param name="Smallest">Whether it is proven that none of its kind is smaller.</param>
/// <param name="Decides">Whether it is proven to get the thing in.</param>
/// <param name="SmallerFails">Whether a just smaller one is proven not to.</param>
internal sealed record FlipFound(ImmutableArray<ScenarioChange> Changes, double Size, Best With, bool Smallest, bool Decides, bool SmallerFails);

/// <summary>What is known of one kind.</summary>
/// <param name="Kind">Which.</param>
/// <param name="Flip">The cheapest change found.</param>
/// <param name="Without">Why there is none.</param>
/// <param name="Bound">No change of this kind that gets the thing in is smaller (for scope: keeps more); absent where none is known.</param>
internal sealed record FlipOutcome(FlipKind Kind, FlipFound? Flip, NoFlip? Without = null, double? Bound = null)
{
    /// <summary>Whether nothing is left to find out.</summary>
    internal bool Settled => Without is NoFlip.None or NoFlip.Senseless || Flip is { Smallest: true, Decides: true, SmallerFails: true };

    /// <summary>With what is learned later: the later change, which was held against more, and the tighter of the bounds.</summary>
    internal FlipOutcome And(FlipOutcome later)
    {
        var bound = (Bound, later.Bound) switch
        {
            ({ } mine, { } other) => Kind == FlipKind.Scope ? Math.Min(mine, other) : Math.Max(mine, other),
            var (mine, other) => mine ?? other,
        };
        if (later.Flip is not null || later.Without is not NoFlip.NotFound) return later with { Bound = later.Flip is null && later.Without is not NoFlip.NotFound ? null : bound };
        return this with { Bound = bound, Flip = Flip is { Decides: true } flip && bound is { } b ? flip with { Smallest = flip.Smallest || Math.Abs(flip.Size - b) <= Near(flip.Size) } : Flip };
    }

    /// <summary>The difference of sizes that counts as none.</summary>
    private double Near(double size) => Kind switch
    {
        FlipKind.Capacity => 1e-3,
        FlipKind.Scope => 1e-4,
        FlipKind.Delay => 1e-6,
        _ => 2 * Rank.Same * Math.Max(1, Math.Abs(size)),
    };
}

/// <summary>What came of holding a change against the definition.</summary>
/// <param name="With">The best plan found with the thing.</param>
/// <param name="Gets">Whether it is proven to get the thing in.</param>
/// <param name="Fails">Whether it is proven not to.</param>
/// <param name="Seems">Whether it does by the best plans that were found on either side.</param>
internal readonly record struct Judgement(Best? With, bool Gets, bool Fails, bool Seems);
