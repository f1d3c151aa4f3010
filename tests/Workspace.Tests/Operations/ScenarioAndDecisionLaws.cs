using System.Text.Json.Nodes;
using Dais.Engine.Modelling;
using Dais.Engine.Planning;
using Dais.Tests;
using Dais.Workspace.People;
using Dais.Workspace.Planning;
using Dais.Workspace.Storing;
using Dais.Workspace.Tests.People;
using Dais.Workspace.Tests.Storing;
using Dais.Workspace.Wire;

namespace Dais.Workspace.Tests.Operations;

/// <summary>Kept scenarios that are applied onto what came since, and decisions that keep their facts; on both engines.</summary>
public sealed class ScenarioAndDecisionLaws
{
    private const string Ten = "ten";

    private const string Changes = """
        [ { "value": "sandbox", "customer": 25 }, { "effort": "ledger-2", "times": 0.9 }, { "forbid": "export" }, { "bucket": "shops", "share": 0.4 } ]
        """;

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task On_its_own_base_it_makes_what_a_scenario_makes_of_files(DatabaseEngine engine)
    {
        await using var at = await TestStore.OpenAsync(engine);
        var kept = await KeepAsync(at);
        var opened = kept.Opened!;
        var scenario = ScenarioReader.Read(System.Text.Encoding.UTF8.GetBytes($$"""{ "name": "s", "changes": {{Changes}} }"""), "s", [], opened.Portfolio!, new Policy()).Scenario!;
        var setup = scenario.Apply(new(opened.Portfolio!, new Policy()));
        var after = await ApplyStoredScenario.RunAsync(at.Store, Caller.Local, Ten, "s");
        Assert.Equal(Document.Of(setup.Portfolio).Text, Document.Of(after.Opened!.Portfolio!).Text);
        Assert.Equal("applied", Thing(after, "scenarios", "s")["status"]!.GetValue<string>());
        Assert.Equal("export", Assert.Single(Thing(after, "policies", "current")["policy"]!["bans"]!.AsArray())!.GetValue<string>());
        await Assert.ThrowsAsync<InvalidException>(() => ApplyStoredScenario.RunAsync(at.Store, Caller.Local, Ten, "s"));
        await Assert.ThrowsAsync<InvalidException>(() => DiscardScenario.RunAsync(at.Store, Caller.Local, Ten, "s"));
        Assert.Equal(Text(kept), Text((await UndoChange.RunAsync(at.Store, Caller.Local, Ten)).State));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task What_was_changed_elsewhere_since_its_base_survives(DatabaseEngine engine)
    {
        await using var at = await TestStore.OpenAsync(engine);
        var kept = await KeepAsync(at);
        await ChangeAsync(at, kept, "initiatives", "sandbox", "name", "Another name");
        await ChangeAsync(at, kept, "initiatives", "webhooks", "must", true);
        var after = await ApplyStoredScenario.RunAsync(at.Store, Caller.Local, Ten, "s");
        Assert.Equal("Another name", Thing(after, "initiatives", "sandbox")["name"]!.GetValue<string>());
        Assert.True(Thing(after, "initiatives", "webhooks")["must"]!.GetValue<bool>());
        Assert.NotEqual(kept.Things[new("initiatives", "sandbox")].Json.Replace("Sandbox", "", StringComparison.Ordinal), after.Things[new("initiatives", "sandbox")].Json);
        Assert.Equal(0.4, Thing(after, "buckets", "shops")["share"]!.GetValue<double>());
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task What_was_changed_to_something_else_since_is_listed_and_nothing_changes(DatabaseEngine engine)
    {
        await using var at = await TestStore.OpenAsync(engine);
        var kept = await KeepAsync(at);
        await ChangeAsync(at, kept, "buckets", "shops", "share", 0.45);
        var before = await ChangeAsync(at, kept, "initiatives", "ledger-2", "effort", new JsonObject { [kept.Opened!.Portfolio!.Teams[0].Id.Value] = 1 });
        var conflict = await Assert.ThrowsAsync<ConflictException>(() => ApplyStoredScenario.RunAsync(at.Store, Caller.Local, Ten, "s"));
        Assert.Contains("buckets/shops/share", conflict.What, StringComparison.Ordinal);
        Assert.Contains("initiatives/ledger-2/effort", conflict.What, StringComparison.Ordinal);
        var now = await ReadWorkspace.RunAsync(at.Store, Caller.Local, Ten);
        Assert.Equal((before.Revision, Text(before)), (now.Revision, Text(now)));
        Assert.Equal("discarded", Thing(await DiscardScenario.RunAsync(at.Store, Caller.Local, Ten, "s"), "scenarios", "s")["status"]!.GetValue<string>());
        await Assert.ThrowsAsync<MissingException>(() => DiscardScenario.RunAsync(at.Store, Caller.Local, Ten, "never"));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_decision_keeps_the_facts_as_they_were(DatabaseEngine engine)
    {
        await using var at = await TestStore.OpenAsync(engine);
        var kept = await KeepAsync(at);
        var (id, state) = await Decide.RunAsync(at.Store, Caller.Local, Ten, new("Sandbox first", ["initiatives/sandbox"]) { Why = "Most ask for it.", Because = ["asked", "small"] });
        await ChangeAsync(at, state, "initiatives", "sandbox", "name", "Another name");
        var decision = Thing(await ReadWorkspace.RunAsync(at.Store, Caller.Local, Ten), "decisions", id);
        var fact = decision["facts"]!["things"]!["initiatives/sandbox"]!;
        Assert.Equal((kept.Revision, 1L), (decision["revision"]!.GetValue<long>(), fact["version"]!.GetValue<long>()));
        Assert.Equal(kept.Things[new("initiatives", "sandbox")].Json, JsonText.Line(fact["value"]));
        decision["facts"] = new JsonObject();
        await Assert.ThrowsAsync<ForbiddenException>(() => ChangeThings.RunAsync(at.Store, Caller.Local, Ten, [new("decisions", id, decision)]));
        await Assert.ThrowsAsync<MissingException>(() => Decide.RunAsync(at.Store, Caller.Local, Ten, new("Nothing", ["initiatives/nowhere"])));
        await Assert.ThrowsAsync<InvalidException>(() => Decide.RunAsync(at.Store, Caller.Local, Ten, new("Nothing", ["sandbox"])));
        await Assert.ThrowsAsync<ConflictException>(() => Decide.RunAsync(at.Store, Caller.Local, Ten, new("Twice", []) { Id = id }));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Only_owners_commit_and_close_and_only_editors_decide(DatabaseEngine engine)
    {
        await using var world = await World.OpenAsync(engine);
        var editor = await world.MemberAsync(new(Role.Editor), "editor@example.org");
        var viewer = await world.MemberAsync(new(Role.Viewer), "viewer@example.org");
        await Assert.ThrowsAsync<ForbiddenException>(() => CommitPlan.RunAsync(world.Store, editor, "one", new("Mine", 1, [])));
        await Assert.ThrowsAsync<ForbiddenException>(() => CloseQuarter.RunAsync(world.Store, editor, "one", new()));
        var (_, state) = await CloseQuarter.RunAsync(world.Store, world.Administrator, "one", new() { Finished = [Id<Initiative>.Of("ledger-v2"), Id<Initiative>.Of("audit-log")] });
        await Assert.ThrowsAsync<ForbiddenException>(() => UndoChange.RunAsync(world.Store, editor, "one", state.Revision));
        await Decide.RunAsync(world.Store, editor, "one", new("Build", ["initiatives/sso"]));
        await Assert.ThrowsAsync<ForbiddenException>(() => Decide.RunAsync(world.Store, viewer, "one", new("Build", [])));
        await Assert.ThrowsAsync<ForbiddenException>(() => ApplyStoredScenario.RunAsync(world.Store, viewer, "one", "s"));
        await Assert.ThrowsAsync<ForbiddenException>(() => DiscardScenario.RunAsync(world.Store, viewer, "one", "s"));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Who_may_not_close_a_quarter_may_not_turn_a_closing_either_however_often_it_was_turned(DatabaseEngine engine)
    {
        await using var world = await World.OpenAsync(engine);
        var (owner, editor) = (await world.MemberAsync(new(Role.Owner), "owner@example.org"), await world.MemberAsync(new(Role.Editor), "editor@example.org"));
        var (_, closed) = await CloseQuarter.RunAsync(world.Store, owner, "one", new() { Finished = [Id<Initiative>.Of("ledger-v2"), Id<Initiative>.Of("audit-log")] });
        await UndoChange.RunAsync(world.Store, owner, "one");
        await world.TamperAsync($"UPDATE members SET role = 'editor' WHERE person = '{owner.Id}'");
        await Assert.ThrowsAsync<ForbiddenException>(() => RedoChange.RunAsync(world.Store, owner, "one"));
        await world.TamperAsync($"UPDATE members SET role = 'owner' WHERE person = '{owner.Id}'");
        var (_, again) = await RedoChange.RunAsync(world.Store, owner, "one");
        Assert.Equal(closed.Things[ThingKey.Platform].Json, again.Things[ThingKey.Platform].Json);
        await Assert.ThrowsAsync<ForbiddenException>(() => UndoChange.RunAsync(world.Store, editor, "one", again.Revision));
        await UndoChange.RunAsync(world.Store, owner, "one", again.Revision);
        Assert.Empty(await BackupLaws.BrokenAsync(world.Store));
    }

    private static async Task<WorkspaceState> KeepAsync(TestStore at)
    {
        await CreateWorkspace.RunAsync(at.Store, Caller.Local, new(Ten, "Ten") { Document = OpenWorkspace.From(Path.Combine(Repository.Root, "samples", "ten", "workspace.json")).Document! });
        return (await ChangeThings.RunAsync(at.Store, Caller.Local, Ten, [new("scenarios", "s", new JsonObject { ["base"] = 1, ["changes"] = JsonNode.Parse(Changes) })])).State;
    }

    private static async Task<WorkspaceState> ChangeAsync(TestStore at, WorkspaceState from, string kind, string id, string field, JsonNode value)
    {
        var thing = Thing(from, kind, id);
        thing[field] = value;
        return (await ChangeThings.RunAsync(at.Store, Caller.Local, Ten, [new(kind, id, thing)])).State;
    }

    private static JsonObject Thing(WorkspaceState state, string kind, string id) => (JsonObject)JsonNode.Parse(state.Things[new(kind, id)].Json)!;

    private static string Text(WorkspaceState state) => state.Opened!.Document!.Text;
}
