namespace Dais.Workspace.Storing;

/// <summary>What tells a thing of a workspace apart: its list and its id there.</summary>
/// <param name="Kind">The list's name; <c>platform</c> for the platform, and the name of a root field that nobody knows.</param>
/// <param name="Id">The id; empty where the whole value is one thing.</param>
public readonly record struct ThingKey(string Kind, string Id)
{
    /// <summary>The platform.</summary>
    public static ThingKey Platform { get; } = new("platform", "");

    public override string ToString() => Id.Length == 0 ? Kind : Kind + "/" + Id;
}

/// <summary>A thing as it stands.</summary>
/// <param name="Version">The revision that last changed it.</param>
/// <param name="Position">Its place in its list.</param>
/// <param name="Json">Its JSON on one line.</param>
public sealed record Item(long Version, long Position, string Json);
