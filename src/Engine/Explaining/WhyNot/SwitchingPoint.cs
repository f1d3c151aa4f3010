using System.Collections.Immutable;
using Dais.Engine.Quantities;

namespace Dais.Engine.Explaining.WhyNot;

/// <summary>Of what number it is asked where the decision switches.</summary>
public enum SwitchingSort
{
    /// <summary>What the thing is worth.</summary>
    Value,

    /// <summary>What the thing takes.</summary>
    Effort,

    /// <summary>What that is worth which has its place.</summary>
    RivalValue,
}

/// <summary>Where one estimate would have to lie for the decision to be another one, and how far that is (M-07 d).</summary>
/// <param name="Sort">Which estimate.</param>
/// <param name="Sentence">Where it would have to lie, in words.</param>
/// <param name="Factor">The same as a factor on the estimate; absent where there is no estimate.</param>
/// <param name="Chance">How likely the true number lies there or beyond, by the estimate's own spread; absent where there is no spread.</param>
/// <param name="Assumed">Whether a point of that spread is assumed.</param>
/// <param name="Nearest">Whether of all of these it is the likeliest.</param>
/// <param name="WhoKnows">Who could know it better: groups, segments and teams by name.</param>
public sealed record SwitchingPoint(
    SwitchingSort Sort,
    string Sentence,
    double? Factor,
    Share? Chance,
    bool Assumed,
    bool Nearest,
    ImmutableArray<string> WhoKnows);
