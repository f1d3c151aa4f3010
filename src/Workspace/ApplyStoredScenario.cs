using System.Collections.Immutable;
using System.Text;
using System.Text.Json.Nodes;
using Dais.Engine.Modelling;
using Dais.Engine.Planning;
using Dais.Engine.Planning.Scenarios;
using Dais.Workspace.People;
using Dais.Workspace.Planning;
using Dais.Workspace.Storing;
using Dais.Workspace.Wire;

namespace Dais.Workspace;

/// <summary>Makes a kept scenario so, on the newest revision: what it changes is carried over field by field, or the conflicts are listed and nothing is changed.</summary>
public static class ApplyStoredScenario
{
    private static readonly ThingKey Current = new(KeptKinds.Policies.Name, "current");

    /// <summary>Makes it so.</summary>
    /// <param name="store">The store.</param>
    /// <param name="caller">Who.</param>
    /// <param name="workspace">The workspace.</param>
    /// <param name="scenario">The scenario's id.</param>
    /// <param name="expected">The version of the scenario that the caller knew; absent where any will do.</param>
    /// <param name="cancel">Stops it; nothing is changed then.</param>
    /// <exception cref="MissingException">There is no such scenario.</exception>
    /// <exception cref="ConflictException">The scenario was changed meanwhile; or what it changes was changed to something else since its base; every conflict is named.</exception>
    /// <exception cref="InvalidException">It cannot be tried on its base, or leaves the workspace with an error.</exception>
    public static Task<WorkspaceState> RunAsync(Store store, Caller caller, string workspace, string scenario, long? expected = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        return store.WriteAsync(caller, workspace, Permission.Edit, async session =>
        {
            var now = await session.StateAsync(cancel).ConfigureAwait(false);
            var kept = DiscardScenario.Open(now, scenario, expected);
            var then = kept.Get("base").AsNumber() is { } revision ? await session.StateAsync(new Moment((long)revision, null), cancel).ConfigureAwait(false) : now;
            var wanted = Wanted(then, kept, scenario);
            var (edits, conflicts) = Rebase.Over(then, now, wanted);
            conflicts = [.. conflicts, .. Rolled(then, now, wanted)];
            if (!conflicts.IsEmpty) throw Conflict(then, now, Seeing.Of(session.Membership, conflicts));
            var after = await session.ReviseAsync(new Purpose("apply-scenario", kept.Get("name").AsText() ?? scenario), edits.Add(DiscardScenario.Became(kept, "applied", now)), cancel).ConfigureAwait(false);
            var removed = edits.Where(e => e.Json is null).Select(e => e.Key).ToHashSet();
            if (removed.Count > 0) EditCheck.Unnamed(removed, after);
            PolicyOf(after.NoWorse(now));
            return after;
        }, cancel);
    }

    // What the scenario changes of its base: things of the model, and the usual policy.
    private static ImmutableArray<Edit> Wanted(WorkspaceState then, JsonObject kept, string id)
    {
        var (opened, policy) = (then.Sound(), PolicyOf(then));
        var text = new JsonObject { ["name"] = kept.Get("name").AsText() ?? id, ["changes"] = kept.Get("changes")?.DeepClone() ?? new JsonArray() };
        var (read, findings) = ScenarioReader.Read(Encoding.UTF8.GetBytes(JsonText.Line(text)), $"scenarios/{id}", [], opened.Portfolio!, policy);
        if (read is null) throw InvalidException.Of($"scenarios/{id}", [.. findings.Where(f => f.IsError)]);
        var setup = read.Apply(new Setup(opened.Portfolio!, policy));
        var edits = opened.Edits(setup.Portfolio);
        return setup.Policy.Pins.SequenceEqual(policy.Pins) && setup.Policy.Bans.SequenceEqual(policy.Bans) ? edits : edits.Add(Ordered(then, setup));
    }

    private static Policy PolicyOf(WorkspaceState state)
    {
        if (state.Things.GetValueOrDefault(Current) is not { } item || Parts.Node(item.Json) is not JsonObject kept || kept.Get("policy") is not { } policy) return new Policy();
        var (stated, findings) = PolicyReader.Read(Encoding.UTF8.GetBytes(JsonText.Line(policy)), Current.ToString(), state.Opened!.Portfolio!);
        return stated?.Policy ?? throw InvalidException.Of(Current.ToString(), [.. findings.Where(f => f.IsError)]);
    }

    // Only pins and bans are the scenario's; all else of the policy stays.
    private static Edit Ordered(WorkspaceState then, Setup setup)
    {
        var kept = then.Things.GetValueOrDefault(Current) is { } item ? (JsonObject)Parts.Node(item.Json)! : new JsonObject { ["id"] = Current.Id };
        if (kept.Get("policy") is not JsonObject policy) kept["policy"] = policy = [];
        var calendar = setup.Portfolio.Platform.Calendar;
        Put(policy, "pins", [.. setup.Policy.Pins.Select(p => new JsonObject { ["initiative"] = p.Initiative.Value, ["finish"] = calendar.Label(p.Finish) })]);
        Put(policy, "bans", [.. setup.Policy.Bans.Select(b => (JsonNode)b.Value)]);
        return new Edit(Current, JsonText.Line(Canonical.Thing(KeptKinds.Policies, kept)));
    }

    private static void Put(JsonObject policy, string name, ImmutableArray<JsonNode> list)
    {
        policy.Remove(name);
        if (!list.IsEmpty) policy[name] = new JsonArray([.. list]);
    }

    // A list with a value for each period means other quarters once the horizon has moved.
    private static IEnumerable<Clash> Rolled(WorkspaceState then, WorkspaceState now, ImmutableArray<Edit> wanted)
    {
        if (then.Calendar == now.Calendar || !wanted.Any(e => e.Key.Kind == "teams")) return [];
        return [new(ThingKey.Platform.ToString(), "periods", JsonValue.Create(then.Calendar?.First), JsonValue.Create(now.Calendar?.First))];
    }

    private static ConflictException Conflict(WorkspaceState then, WorkspaceState now, ImmutableArray<Clash> clashes)
    {
        var first = then.Things.Keys.Union(now.Things.Keys).First(k => k.ToString() == clashes[0].Thing);
        return new(
            $"Since revision {then.Revision}, on which the scenario stands, something else was made of what it changes: {string.Join("; ", clashes)}. Nothing was changed.",
            clashes[0].Thing,
            then.Things.GetValueOrDefault(first) is { } was ? new(was.Version, was.Json) : null,
            now.Things.GetValueOrDefault(first) is { } there ? new(there.Version, there.Json) : null)
        { Clashes = clashes };
    }
}
