using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Dais.Workspace.Wire;

namespace Dais.Workspace.Storing;

/// <summary>What of a thing is different.</summary>
internal static class Difference
{
    /// <summary>The names of the fields that differ, in the order in which the later one has them, those that are gone last.</summary>
    public static ImmutableArray<string> Fields(JsonObject before, JsonObject after) =>
        [.. after.Select(f => f.Key).Concat(before.Select(f => f.Key)).Distinct().Where(name => JsonText.Line(before.Get(name)) != JsonText.Line(after.Get(name)))];
}
