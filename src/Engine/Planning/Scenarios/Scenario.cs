using System.Collections.Immutable;

namespace Dais.Engine.Planning.Scenarios;

/// <summary>A named set of changes over portfolio and policy, made one after the other. It never edits the base.</summary>
/// <param name="Name">What people call it.</param>
/// <param name="Changes">What is different, in order; a later change sees the earlier ones.</param>
public sealed record Scenario(string Name, ImmutableArray<ScenarioChange> Changes)
{
    /// <summary>The setup in which all of it is so.</summary>
    /// <exception cref="ArgumentException">A change is about something that the setup does not hold.</exception>
    public Setup Apply(Setup to) => Changes.Aggregate(to, (setup, change) => change.Apply(setup));
}
