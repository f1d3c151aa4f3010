using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Dais.Workspace.People;
using Dais.Workspace.Wire;

namespace Dais.Workspace.Storing;

/// <summary>What of a conflict a caller may see: both sides of it are things of the workspace.</summary>
internal static class Seeing
{
    /// <summary>The same conflict, its things without what the member may not see.</summary>
    public static ConflictException Of(Membership membership, ConflictException conflict) =>
        new(conflict.What, conflict.Where, Of(membership, conflict.Where, conflict.Yours), Of(membership, conflict.Where, conflict.Theirs)) { Clashes = Of(membership, conflict.Clashes) };

    /// <summary>The same clashes; a field that the member may not see has no values.</summary>
    public static ImmutableArray<Clash> Of(Membership membership, ImmutableArray<Clash> clashes) => [.. clashes.Select(c => c with { Wanted = Of(membership, c, c.Wanted), Now = Of(membership, c, c.Now) })];

    private static Standing? Of(Membership membership, string where, Standing? standing) =>
        standing?.Json is { } json ? standing with { Json = Of(membership, where, Parts.Node(json)) is { } seen ? JsonText.Line(seen) : null } : standing;

    private static JsonNode? Of(Membership membership, Clash clash, JsonNode? value)
    {
        if (clash.Field.Length == 0) return Of(membership, clash.Thing, value);
        var hidden = !membership.Allows(Permission.ViewSensitive) && KindOf(clash.Thing)?.Item?.Find(clash.Field) is { Sensitive: true };
        return hidden || !membership.Allows(Permission.View) ? null : value;
    }

    // Who sees the view of one group only is told that there is a conflict, and not what others made of it.
    private static JsonNode? Of(Membership membership, string thing, JsonNode? value)
    {
        if (!membership.Allows(Permission.View)) return null;
        return KindOf(thing) is { } kind && value is JsonObject whole ? Kept.Shown(membership, kind, whole) : value;
    }

    private static Kind? KindOf(string thing) => Kinds.Find(thing.Split('/')[0]);
}
