using System.Collections.Immutable;
using Dais.Engine.Modelling;
using Dais.Engine.Planning.Groups;
using Dais.Workspace.Wire;

namespace Dais.Workspace.Planning;

/// <summary>How groups fare on one portfolio, with what it was made from.</summary>
/// <param name="Portfolio">What was planned.</param>
/// <param name="Study">What each group could have, and fair plans.</param>
public sealed record GroupDocument(Portfolio Portfolio, GroupStudy Study)
{
    /// <summary>To whom each initiative's own customer value counts, and where that comes from.</summary>
    public ImmutableArray<Attribution> Attributions => Attribution.Of(Portfolio);

    /// <summary>The numbers it rests on that no source states.</summary>
    public ImmutableArray<Assumption> Assumed { get; init; } = [];

    /// <summary>The SHA-256 of the workspace's document, in hexadecimal; absent where unknown.</summary>
    public string? Revision { get; init; }
}
