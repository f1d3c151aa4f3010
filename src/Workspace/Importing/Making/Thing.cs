using System.Text.Json.Nodes;
using Dais.Workspace.Wire;

namespace Dais.Workspace.Importing.Making;

/// <summary>A thing that the files describe, not yet in a workspace.</summary>
/// <param name="Kind">Its list.</param>
/// <param name="Key">What tells it apart in the list.</param>
/// <param name="Node">Its fields.</param>
internal sealed record Thing(Kind Kind, string Key, JsonObject Node)
{
    /// <summary>Where each of its values came from, by address inside the thing.</summary>
    public Dictionary<string, Origin> Origins { get; } = [];

    /// <summary>What of it is assumed, by address inside the thing.</summary>
    public Dictionary<string, (double? Value, string Why)> Assumed { get; } = [];

    /// <summary>A row it came from.</summary>
    public required Origin From { get; init; }
}
