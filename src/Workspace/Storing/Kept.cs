using System.Text.Json.Nodes;
using Dais.Workspace.People;
using Dais.Workspace.Wire;

namespace Dais.Workspace.Storing;

/// <summary>What the store itself sees to when a thing is written: who said a comment, and what nobody may rewrite.</summary>
internal static class Kept
{
    /// <summary>The thing as it is to be written.</summary>
    /// <exception cref="ForbiddenException">It is another's comment, or a fact that was frozen.</exception>
    public static JsonNode? Of(Session session, Kind kind, JsonNode? given, Func<ThingKey, Item?> known, string? id)
    {
        if (given is not JsonObject thing) return given;
        var before = id is not null && known(new(kind.Name, id)) is { } there ? (JsonObject)Parts.Node(there.Json)! : null;
        if (!session.Membership.Allows(Permission.ViewSensitive)) thing = Unseen(kind, thing, before);
        return kind.Name switch
        {
            "comments" => Comment(session, thing, before, id),
            "decisions" => Frozen(thing, before, $"decisions/{id}", "facts", "revision"),
            "reviews" => Frozen(thing, before, $"reviews/{id}", "plan", "revision", "actuals", "policy"),
            _ => thing,
        };
    }

    /// <summary>Takes out of a thing what only those see who were given sight of sensitive fields.</summary>
    public static JsonObject Shown(Membership membership, Kind kind, JsonObject thing)
    {
        var hidden = membership.Allows(Permission.ViewSensitive) ? [] : kind.Item?.Fields.Where(f => f.Sensitive && thing.ContainsKey(f.Name)).Select(f => f.Name).ToList() ?? [];
        if (hidden.Count == 0) return thing;
        var shown = (JsonObject)thing.DeepClone();
        foreach (var name in hidden) shown.Remove(name);
        return shown;
    }

    /// <summary>Demands that the caller may take the thing away.</summary>
    /// <exception cref="ForbiddenException">It is another's comment.</exception>
    public static void DemandRemovable(Session session, Kind kind, Item there, ThingKey key)
    {
        if (kind.Name == "comments" && Parts.Node(there.Json) is JsonObject said) Own(session, said.Get("by").AsText(), key.ToString());
    }

    private static void Own(Session session, string? said, string where)
    {
        if (said is not null && said != session.Caller.Name && !session.Membership.Allows(Permission.Manage)) throw new ForbiddenException("It is another's comment.", where, "Maybe answer it.");
    }

    // Who does not see a field neither sets nor loses it.
    private static JsonObject Unseen(Kind kind, JsonObject thing, JsonObject? before)
    {
        var result = (JsonObject)thing.DeepClone();
        foreach (var field in kind.Item?.Fields.Where(f => f.Sensitive) ?? [])
        {
            if (result.Get(field.Name) is not null) throw new ForbiddenException($"The field \"{field.Name}\" is sensitive, and you were not given sight of such fields.", $"{kind.Name}/{field.Name}", "Maybe leave it out: it stays as it is.");
            if (before?.Get(field.Name) is { } kept) result[field.Name] = kept.DeepClone();
        }

        return result;
    }

    private static JsonObject Comment(Session session, JsonObject thing, JsonObject? before, string? id)
    {
        var said = before?.Get("by").AsText();
        Own(session, said, $"comments/{id}");
        var result = (JsonObject)thing.DeepClone();
        if (result.Get("id") is null) result["id"] = id ?? Guid.NewGuid().ToString("N")[..12];
        result["by"] = said ?? session.Caller.Name;
        result["at"] = before?.Get("at").AsText() ?? session.Now;
        return result;
    }

    private static JsonObject Frozen(JsonObject thing, JsonObject? before, string where, params string[] fields)
    {
        foreach (var name in fields)
        {
            if (before?.Get(name) is { } was && JsonText.Line(was) != JsonText.Line(thing.Get(name))) throw new ForbiddenException($"The field \"{name}\" was frozen when it was made, and stays as it is.", $"{where}/{name}", "Maybe make another one that takes its place.");
        }

        return thing;
    }
}
