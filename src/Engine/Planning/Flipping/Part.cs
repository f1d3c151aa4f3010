using Dais.Engine.Planning.Searching;

namespace Dais.Engine.Planning.Flipping;

/// <summary>
/// The plans among which a question is answered: all of a problem's, or only those that differ from the base in the
/// candidates around the thing.
/// </summary>
/// <remarks>
/// What is found near the base is a plan of the whole. That there is none, or none better, is only known of the part: a
/// part proves nothing, and <see cref="Trial"/> never lets it.
/// </remarks>
internal sealed class Part
{
    private readonly Neighbourhood? _near;
    private readonly int[] _base;

    private Part(Problem whole, Neighbourhood? near, int[] finishes, Target target, double offset) =>
        (Whole, _near, _base, Target, Offset) = (whole, near, finishes, target, offset);

    /// <summary>The problem whose plans are spoken of.</summary>
    internal Problem Whole { get; }

    /// <summary>The problem that is solved.</summary>
    internal Problem Problem => _near?.Problem ?? Whole;

    /// <summary>What is wanted, by places in <see cref="Problem"/>.</summary>
    internal Target Target { get; }

    /// <summary>What a plan of the whole is worth over what it is worth in the part: that of all that stays as it is.</summary>
    internal double Offset { get; }

    /// <summary>Whether nothing stays as it is.</summary>
    internal bool IsWhole => _near is null;

    /// <summary>All plans.</summary>
    internal static Part All(Problem whole, Target target) => new(whole, null, [], target, 0);

    /// <summary>Those that differ from the base only in what is free.</summary>
    /// <param name="whole">The problem, perhaps changed from the base's.</param>
    /// <param name="target">What is wanted.</param>
    /// <param name="finishes">The base.</param>
    /// <param name="free">What may be otherwise.</param>
    /// <param name="work">The base's work (<see cref="Neighbourhood.WorkAround"/>).</param>
    internal static Part Near(Problem whole, Target target, int[] finishes, Freed[] free, double[][][] work)
    {
        var near = Neighbourhood.Of(whole, finishes, free, work);
        var offset = Evaluation.Objective(whole, finishes, whole.Weights) - Evaluation.Objective(near.Problem, near.Start(), whole.Weights);
        return new(whole, near, finishes, target.Among(near.PlaceOf, finishes), offset);
    }

    /// <summary>Where a candidate of the whole stands in the part; −1 where it stays as it is.</summary>
    internal int PlaceOf(int candidate) => _near?.PlaceOf(candidate) ?? candidate;

    /// <summary>What of so much capacity all that stays as it is leaves.</summary>
    internal double[][] Left(double[][] capacity) => _near?.Left(capacity) ?? capacity;

    /// <summary>The finishes of the whole.</summary>
    internal int[] Widen(int[] finishes) => _near?.Whole(finishes) ?? finishes;

    /// <summary>The finishes of the part; none where they differ from the base elsewhere too.</summary>
    internal int[]? Narrow(int[]? finishes)
    {
        if (_near is null || finishes is null) return finishes;
        var narrow = _near.Start();
        for (var i = 0; i < finishes.Length; i++)
        {
            if (_near.PlaceOf(i) is >= 0 and var place) narrow[place] = finishes[i];
            else if (finishes[i] != _base[i]) return null;
        }

        return narrow;
    }
}
