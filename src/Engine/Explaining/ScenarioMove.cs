using System.Collections.Immutable;
using Dais.Engine.Modelling;

namespace Dais.Engine.Explaining;

/// <summary>What makes an initiative move in a scenario: the first of these that holds.</summary>
public enum MoveCause
{
    /// <summary>The scenario says so itself.</summary>
    Ordered,

    /// <summary>What it stands on, or what stands on it, moves.</summary>
    Prerequisite,

    /// <summary>An alternative comes in or goes out (R7).</summary>
    Alternative,

    /// <summary>A use case that it serves is served now, or is not any more, because of another initiative.</summary>
    UseCase,

    /// <summary>The scenario changes its own effort or value.</summary>
    Numbers,

    /// <summary>Capacity of a team that it needs.</summary>
    Capacity,

    /// <summary>Floor or ceiling of its bucket.</summary>
    Bucket,

    /// <summary>None of these by itself: all together are worth most so.</summary>
    Together,
}

/// <summary>An initiative that moves in a scenario, and why.</summary>
/// <remarks>
/// A reason is read off the two plans; it is no proof that the move would not come without it. That the whole set of moves
/// is the best answer to the scenario is what the proof of its plan says.
/// </remarks>
/// <param name="Change">How it moves.</param>
/// <param name="Cause">What sort of reason it is.</param>
/// <param name="Subject">The team, bucket or use case concerned; absent where there is none.</param>
/// <param name="Because">The other moves that it answers to, in the portfolio's order.</param>
/// <param name="Why">The reason in words, to be read behind the move: "because …".</param>
public sealed record ScenarioMove(Change Change, MoveCause Cause, string? Subject, ImmutableArray<Id<Initiative>> Because, string Why);
