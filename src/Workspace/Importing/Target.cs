using System.Text.Json.Nodes;

namespace Dais.Workspace.Importing;

/// <summary>The workspace that is imported into.</summary>
/// <param name="Path">Where it is, or will be.</param>
/// <param name="Before">What stands there; nothing where it is new.</param>
/// <param name="Start">What the import begins with: that, or an empty workspace with a platform.</param>
/// <param name="Assumed">What of a new platform is assumed, and why.</param>
internal sealed record Target(string Path, JsonObject? Before, JsonObject Start, IReadOnlyDictionary<string, string> Assumed);
