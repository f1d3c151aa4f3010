using Dais.Engine.Modelling;
using Dais.Engine.Planning.Allocation;

namespace Dais.Workspace.Planning;

/// <summary>A plan with one bucket in another order, with what it was made from.</summary>
/// <param name="Portfolio">What was planned.</param>
/// <param name="Reordered">The plan before and after.</param>
public sealed record ReorderDocument(Portfolio Portfolio, Reordered Reordered)
{
    /// <summary>The SHA-256 of the workspace's document, in hexadecimal; absent where unknown.</summary>
    public string? Revision { get; init; }
}
