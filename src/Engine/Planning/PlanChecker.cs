using System.Collections.Immutable;
using Dais.Engine.Modelling;

namespace Dais.Engine.Planning;

/// <summary>A rule that a plan breaks, in words.</summary>
public sealed record Violation(string Rule, string Subject, string Sentence);

/// <summary>Checks a finished plan against the rules, without the solver and without the planner's own model.</summary>
public static class PlanChecker
{
    /// <summary>Every rule that <paramref name="plan"/> breaks.</summary>
    public static ImmutableArray<Violation> Check(Portfolio portfolio, Plan plan)
    {
        ArgumentNullException.ThrowIfNull(portfolio);
        ArgumentNullException.ThrowIfNull(plan);
        return [];
    }
}
