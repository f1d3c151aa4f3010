using System.Collections.Immutable;
using Dais.Engine.Modelling;
using Dais.Engine.Planning.Allocation;
using Dais.Workspace.Wire;

namespace Dais.Workspace.Planning;

/// <summary>What the split of capacity of one portfolio is worth, with what it was made from.</summary>
/// <param name="Portfolio">What was planned.</param>
/// <param name="Study">What was found.</param>
public sealed record AllocationDocument(Portfolio Portfolio, AllocationStudy Study)
{
    /// <summary>The numbers it rests on that no source states.</summary>
    public ImmutableArray<Assumption> Assumed { get; init; } = [];

    /// <summary>The SHA-256 of the workspace's document, in hexadecimal; absent where unknown.</summary>
    public string? Revision { get; init; }
}
