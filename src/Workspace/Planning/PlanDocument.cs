using System.Collections.Immutable;
using Dais.Engine.Explaining;
using Dais.Engine.Modelling;
using Dais.Engine.Planning;
using Dais.Workspace.Wire;

namespace Dais.Workspace.Planning;

/// <summary>A plan together with what it was made from: what is printed, kept in a file and read back.</summary>
/// <param name="Portfolio">What was planned.</param>
/// <param name="Plan">The plan.</param>
public sealed record PlanDocument(Portfolio Portfolio, Plan Plan)
{
    /// <summary>Why it is worth what it is, and why what is left out is left out; absent where nobody asked.</summary>
    public Explanation? Explanation { get; init; }

    /// <summary>The numbers it rests on that no source states.</summary>
    public ImmutableArray<Assumption> Assumed { get; init; } = [];

    /// <summary>The SHA-256 of the workspace's document, in hexadecimal, by which a later reader sees that it has changed; absent where unknown.</summary>
    public string? Revision { get; init; }
}
