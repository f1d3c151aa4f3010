using System.Collections.Immutable;
using Dais.Engine.Modelling;
using Dais.Engine.Planning.Robustness;
using Dais.Workspace.Wire;

namespace Dais.Workspace.Planning;

/// <summary>How sure the plan of one portfolio is, with what it was made from.</summary>
/// <param name="Portfolio">What was planned.</param>
/// <param name="Study">How sure the plan is, and of what.</param>
public sealed record RobustnessDocument(Portfolio Portfolio, RobustnessStudy Study)
{
    /// <summary>The numbers it rests on that no source states.</summary>
    public ImmutableArray<Assumption> Assumed { get; init; } = [];

    /// <summary>The SHA-256 of the workspace's document, in hexadecimal; absent where unknown.</summary>
    public string? Revision { get; init; }
}
