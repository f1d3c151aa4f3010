using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Dais.Engine.Modelling;
using Dais.Workspace.Wire;

namespace Dais.Workspace.Storing;

/// <summary>Holds edits against the table of kinds before they are made: the form of what is written, and the ids on both sides.</summary>
/// <remarks>What only makes sense of several things together is no error of an edit: <c>check</c> and the plan say it.</remarks>
internal static class EditCheck
{
    /// <summary>The edit that writes a thing in its canonical form.</summary>
    /// <param name="kind">The list.</param>
    /// <param name="node">What was given.</param>
    /// <param name="state">The workspace it goes into.</param>
    /// <param name="among">Things that come into the workspace beside it.</param>
    /// <param name="id">The id by which the caller names it; absent where the thing itself says.</param>
    /// <exception cref="InvalidException">It does not have the form, or names what is not there.</exception>
    public static Edit Of(Kind kind, JsonNode? node, WorkspaceState state, IReadOnlyCollection<ThingKey> among, string? id = null)
    {
        var where = id is null ? kind.Name : $"{kind.Name}/{id}";
        if (node is not JsonObject given) throw new InvalidException($"What was given is {node.Describe()}; it has to be an object.", where);
        var thing = Named(kind, given, id, where);
        var findings = new List<Finding>();
        var checking = new Wire.Checking(state.Calendar, Ids(state, among, kind, thing), findings);
        if (kind.Item is { } shape) checking.Fields(shape, thing, Place.Root);
        else checking.Value(Vocabulary.Id, thing.Get("id"), Place.Root["id"]);
        if (findings.Exists(f => f.IsError)) throw InvalidException.Of(where, [.. findings.Where(f => f.IsError)]);
        var canonical = Canonical.Thing(kind, thing);
        var key = new ThingKey(kind.Name, Parts.KeyOf(kind, canonical));
        if (id is not null && key.Id != id) throw new InvalidException($"The thing says that it is \"{key.Id}\", and its address says \"{id}\".", where, "Maybe remove it and add another one: an id stays what it is.");
        Addressable(key);
        return new Edit(key, JsonText.Line(canonical));
    }

    /// <summary>The edit that writes the platform.</summary>
    /// <exception cref="InvalidException">It does not have the form, or labels of quarters elsewhere would mean nothing any more.</exception>
    public static Edit OfPlatform(JsonNode? node, WorkspaceState state)
    {
        if (node is not JsonObject given) throw new InvalidException($"What was given is {node.Describe()}; it has to be an object.", "platform");
        var findings = new List<Finding>();
        new Wire.Checking(null, null, findings).Value(Kinds.Platform, given, Place.Root);
        if (findings.Exists(f => f.IsError)) throw InvalidException.Of("platform", [.. findings.Where(f => f.IsError)]);
        var edit = new Edit(ThingKey.Platform, JsonText.Line(Canonical.Platform(given)));
        var after = state.After(state.Revision, [KeyValuePair.Create(ThingKey.Platform, (Item?)new Item(0, 0, edit.Json!))]);
        var worse = Errors(after).Except(Errors(state)).ToImmutableArray();
        return worse.IsEmpty ? edit : throw InvalidException.Of("", worse);
    }

    /// <summary>The edits that take things away, which nothing else may name.</summary>
    /// <exception cref="InvalidException">Something names one of them.</exception>
    public static void Unnamed(IReadOnlyCollection<ThingKey> gone, WorkspaceState after)
    {
        foreach (var (key, item) in after.Things)
        {
            if (Kinds.Find(key.Kind)?.Item is not { } shape || !gone.Any(g => item.Json.Contains(JsonText.Line(JsonValue.Create(g.Id))[1..^1], StringComparison.Ordinal))) continue;
            foreach (var (kind, id, at) in References.In(shape, Parts.Node(item.Json), Place.Root))
            {
                if (gone.Contains(new(kind, id))) throw new InvalidException($"{kind}/{id} cannot be removed: {key} names it.", $"{key}/{at}", "Maybe take it out there first, or remove both at once.");
            }
        }
    }

    /// <summary>Holds things that come back as they were against what is there now: on both sides everything that is named has to be there.</summary>
    /// <exception cref="InvalidException">Something is named and not there.</exception>
    public static void Together(IReadOnlyCollection<ThingKey> touched, WorkspaceState after)
    {
        var gone = touched.Where(k => !after.Things.ContainsKey(k)).ToHashSet();
        if (gone.Count > 0) Unnamed(gone, after);
        foreach (var key in touched.Where(after.Things.ContainsKey))
        {
            if (Kinds.Find(key.Kind)?.Item is not { } shape) continue;
            foreach (var (kind, id, at) in References.In(shape, Parts.Node(after.Things[key].Json), Place.Root))
            {
                if (!after.Things.ContainsKey(new(kind, id))) throw new InvalidException($"{key} names {kind}/{id}, which is not there any more.", $"{key}/{at}", "Maybe bring that back first.");
            }
        }
    }

    private static JsonObject Named(Kind kind, JsonObject given, string? id, string where)
    {
        if (!kind.HasId || id is null) return given;
        if (given.Get("id") is null) return new JsonObject([KeyValuePair.Create<string, JsonNode?>("id", id), .. given.Where(f => f.Key != "id").Select(f => KeyValuePair.Create(f.Key, f.Value?.DeepClone()))]);
        return given.Get("id").AsText() == id ? given : throw new InvalidException($"The thing says that it is {given.Get("id").Describe()}, and its address says \"{id}\".", where + "/id", "Maybe remove it and add another one: an id stays what it is.");
    }

    private static void Addressable(ThingKey key)
    {
        if (key.Id.Length > 200) throw new InvalidException($"The id has {key.Id.Length} characters; at most 200 are kept.", key.Kind, "Maybe a shorter one serves.");
        if (key.Id.Any(char.IsControl)) throw new InvalidException("The id holds a control character.", key.Kind, "Maybe a line break came along.");
    }

    private static Dictionary<string, IReadOnlySet<string>> Ids(WorkspaceState state, IReadOnlyCollection<ThingKey> among, Kind kind, JsonObject thing)
    {
        var ids = state.Ids.ToDictionary(k => k.Key, k => (IReadOnlySet<string>)k.Value);
        var more = among.Append(new(kind.Name, thing.Get("id").AsText() ?? "")).Where(k => k.Id.Length > 0);
        foreach (var list in more.GroupBy(k => k.Kind)) ids[list.Key] = (ids.GetValueOrDefault(list.Key) as ImmutableHashSet<string> ?? []).Union(list.Select(k => k.Id));
        return ids;
    }

    // Where a thing stands in its list is left out, so that the same error is the same.
    private static IEnumerable<Finding> Errors(WorkspaceState state)
    {
        var findings = new List<Finding>();
        if (Parts.Root(state.Things) is { } root) DocumentCheck.Run(root, findings);
        return findings.Where(f => f.IsError);
    }
}
