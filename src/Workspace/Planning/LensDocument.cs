using System.Collections.Immutable;
using Dais.Engine.Modelling;
using Dais.Engine.Planning;
using Dais.Engine.Planning.Lenses;
using Dais.Workspace.Wire;

namespace Dais.Workspace.Planning;

/// <summary>Both lenses on one portfolio, with what it was made from.</summary>
/// <param name="Portfolio">What was planned.</param>
/// <param name="Policy">The orders that every plan obeys.</param>
/// <param name="Study">Both ideals and the plans between them.</param>
public sealed record LensDocument(Portfolio Portfolio, Policy Policy, LensStudy Study)
{
    /// <summary>How far the two are apart; absent where there are no two plans.</summary>
    public Tension? Tension => Study.Found ? Engine.Planning.Lenses.Tension.Of(Portfolio, Study) : null;

    /// <summary>The numbers it rests on that no source states.</summary>
    public ImmutableArray<Assumption> Assumed { get; init; } = [];

    /// <summary>The SHA-256 of the workspace's document, in hexadecimal; absent where unknown.</summary>
    public string? Revision { get; init; }

    /// <summary>What each side gives up under a plan: first the customers' side, then the platform's.</summary>
    public ImmutableArray<Concession> Concessions(Plan plan) =>
    [
        Concession.Of(Portfolio, Lens.Customer, Study.Customer, plan),
        Concession.Of(Portfolio, Lens.Platform, Study.Platform, plan),
    ];
}
