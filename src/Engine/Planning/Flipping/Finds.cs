using Dais.Engine.Planning.Searching;

namespace Dais.Engine.Planning.Flipping;

/// <summary>The best plan of the base's own problem that turned up by the way: where it is better than the base, the base was not polished enough.</summary>
internal sealed class Finds
{
    private Rank _best;

    /// <summary>Its finishes; none while nothing better than the base turned up.</summary>
    internal int[]? Better { get; private set; }

    /// <summary>Keeps the finishes where they keep the rules and are better than the base and all before.</summary>
    internal void Offer(Problem problem, Rank than, int[] finishes)
    {
        var rank = Rank.Of(problem, finishes);
        if ((Better is null ? than : _best).AsGoodAs(rank) || !Soundness.Holds(problem, finishes)) return;
        (_best, Better) = (rank, finishes);
    }
}
