using System.Collections.Immutable;
using Dais.Engine.Modelling;
using Dais.Engine.Planning;
using Dais.Workspace.Wire;

namespace Dais.Workspace.Planning;

/// <summary>An initiative that the plan leaves out, and the reason that binds, in a sentence.</summary>
public sealed record LeftOut(Id<Initiative> Id, string Reason);

/// <summary>A plan together with what it was made from: what is printed, kept in a file and read back.</summary>
/// <param name="Portfolio">What was planned.</param>
/// <param name="Plan">The plan.</param>
public sealed record PlanDocument(Portfolio Portfolio, Plan Plan)
{
    /// <summary>What is left out and why, in the portfolio's order.</summary>
    public ImmutableArray<LeftOut> Left { get; init; } = [];

    /// <summary>The numbers it rests on that no source states.</summary>
    public ImmutableArray<Assumption> Assumed { get; init; } = [];

    /// <summary>The SHA-256 of the workspace's document, in hexadecimal, by which a later reader sees that it has changed; absent where unknown.</summary>
    public string? Revision { get; init; }
}
