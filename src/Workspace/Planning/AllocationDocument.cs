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
    /// <summary>The most that a share may change from one period to the next on the glide path, as a fraction.</summary>
    public double Change { get; init; } = GlidePath.UsualLimit;

    /// <summary>Target, planned and actual shares side by side; none without a plan.</summary>
    public ImmutableArray<ShareLine> Shares => Study.Found ? ShareLine.Of(Portfolio, Study.Policy) : [];

    /// <summary>The way from today's shares to those that are meant; absent without a plan, or without capacity.</summary>
    public GlidePath? Glide => Study.Found ? GlidePath.Of(Portfolio, Study.Policy, Change) : null;

    /// <summary>The numbers it rests on that no source states.</summary>
    public ImmutableArray<Assumption> Assumed { get; init; } = [];

    /// <summary>The SHA-256 of the workspace's document, in hexadecimal; absent where unknown.</summary>
    public string? Revision { get; init; }
}
