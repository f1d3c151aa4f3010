using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Dais.Workspace.People;
using Dais.Workspace.Signals;
using Dais.Workspace.Storing;
using Dais.Workspace.Wire;

namespace Dais.Workspace;

/// <summary>A decision that is taken.</summary>
/// <param name="Title">What is decided, in a line.</param>
/// <param name="About">The things it is about: <c>initiatives/sso</c>.</param>
public sealed record NewDecision(string Title, ImmutableArray<string> About)
{
    /// <summary>Its id; absent for a new one.</summary>
    public string? Id { get; init; }

    /// <summary>Why.</summary>
    public string? Why { get; init; }

    /// <summary>The reasons, one by one.</summary>
    public ImmutableArray<string> Because { get; init; } = [];
}

/// <summary>Writes a decision down, and freezes the things it is about as they are now.</summary>
/// <remarks>Everyone who sees the decision sees its facts: sensitive fields do not go into them.</remarks>
public static class Decide
{
    /// <summary>Writes it.</summary>
    /// <returns>Its id, and the state after it.</returns>
    /// <exception cref="MissingException">It is about something that is not there.</exception>
    /// <exception cref="ConflictException">There is one of that id.</exception>
    public static Task<(string Id, WorkspaceState State)> RunAsync(Store store, Caller caller, string workspace, NewDecision wanted, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(wanted);
        return store.WriteAsync(caller, workspace, Permission.Edit, async session =>
        {
            if (string.IsNullOrWhiteSpace(wanted.Title)) throw new InvalidException("The title is empty.", "title", "Maybe say in a line what is decided.");
            var keys = wanted.About.Distinct().Select(Key).ToImmutableArray();
            var state = await session.BesideAsync(await session.StateAsync(cancel).ConfigureAwait(false), keys, cancel).ConfigureAwait(false);
            var id = wanted.Id ?? Guid.NewGuid().ToString("N")[..12];
            var edit = EditCheck.Of(KeptKinds.Decisions, Thing(session, wanted, id, Facts(session, state, keys)), state, [], id) with { New = true };
            return (id, await session.ReviseAsync(new Purpose("decide", wanted.Title), [edit], cancel).ConfigureAwait(false));
        }, cancel);
    }

    private static ThingKey Key(string about)
    {
        if (about == ThingKey.Platform.Kind) return ThingKey.Platform;
        var slash = about.IndexOf('/', StringComparison.Ordinal);
        return slash > 0 && slash < about.Length - 1 ? new(about[..slash], about[(slash + 1)..]) : throw new InvalidException($"\"{about}\" names no thing.", "about", "Maybe the list and the id are meant: initiatives/sso.");
    }

    private static JsonObject Facts(Session session, WorkspaceState state, ImmutableArray<ThingKey> keys)
    {
        var things = new JsonObject();
        foreach (var key in keys)
        {
            if (!state.Things.TryGetValue(key, out var item)) throw new MissingException(key.ToString());
            var value = Parts.Node(item.Json);
            if (Kinds.Find(key.Kind) is { } kind && value is JsonObject thing) value = Kept.Shown(session.Membership with { Sensitive = false }, kind, thing).DeepClone();
            things[key.ToString()] = new JsonObject { ["version"] = item.Version, ["value"] = value };
        }

        return new JsonObject { ["revision"] = state.Revision, ["things"] = things };
    }

    private static JsonObject Thing(Session session, NewDecision wanted, string id, JsonObject facts) => new()
    {
        ["id"] = id,
        ["title"] = wanted.Title.Trim(),
        ["why"] = wanted.Why,
        ["because"] = new JsonArray([.. wanted.Because.Select(b => (JsonNode)b)]),
        ["about"] = new JsonArray([.. wanted.About.Distinct().Select(a => (JsonNode)a)]),
        ["date"] = session.Now[..10],
        ["revision"] = facts.Get("revision")!.DeepClone(),
        ["facts"] = facts,
    };
}
