using System.Text.Json.Nodes;
using Dais.Tests;
using Dais.Workspace.People;
using Dais.Workspace.Storing;
using Dais.Workspace.Tests.Storing;

namespace Dais.Workspace.Tests.Signals;

/// <summary>Who sees which signals.</summary>
public sealed class SignalAccessTests
{
    private const string World = """ "groups": [ { "id": "g0" }, { "id": "g1" } ], "accounts": [ { "id": "acme", "name": "Acme", "arr": 480 } ], "requests": [ { "id": "r0", "group": "g0", "title": "canary of g0" }, { "id": "r1", "group": "g1", "title": "canary of g1" } ], "evidence": [ { "id": "e0", "quote": "canary of evidence" } ] """;

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_stakeholder_finds_the_requests_of_the_own_group_alone_and_a_viewer_no_revenue(DatabaseEngine engine)
    {
        await using var at = await TestStore.OpenAsync(engine);
        await CreateWorkspace.RunAsync(at.Store, Caller.Local, new("w", "W") { Document = StoreTests.Read(Worlds.With(World)) }, TestContext.Current.CancellationToken);
        await CreateWorkspace.RunAsync(at.Store, Caller.Local, new("foreign", "F") { Document = StoreTests.Read(Worlds.With(World)) }, TestContext.Current.CancellationToken);
        var (stakeholder, viewer) = (await MemberAsync(at.Store, "s", "stakeholder", "g0", sensitive: false), await MemberAsync(at.Store, "v", "viewer", null, sensitive: false));
        var found = await SearchSignals.RunAsync(at.Store, stakeholder, "w", new SignalQuestion("canary"), TestContext.Current.CancellationToken);
        Assert.Equal(["requests/r0"], found.Hits.Select(h => h.Key.ToString()));
        Assert.Equal(1, found.Total);
        await Assert.ThrowsAsync<ForbiddenException>(() => SearchSignals.RunAsync(at.Store, stakeholder, "w", new SignalQuestion("canary") { Group = "g1" }, TestContext.Current.CancellationToken));
        await Assert.ThrowsAsync<ForbiddenException>(() => ListSignals.RunAsync(at.Store, stakeholder, "w", "evidence"));
        await Assert.ThrowsAsync<MissingException>(() => GetSignal.RunAsync(at.Store, stakeholder, "w", "requests", "r1", TestContext.Current.CancellationToken));
        await Assert.ThrowsAsync<MissingException>(() => GetSignal.RunAsync(at.Store, stakeholder, "w", "requests", "absent", TestContext.Current.CancellationToken));
        await Assert.ThrowsAsync<MissingException>(() => SearchSignals.RunAsync(at.Store, stakeholder, "foreign", new SignalQuestion("canary"), TestContext.Current.CancellationToken));
        Assert.DoesNotContain("480", (await GetSignal.RunAsync(at.Store, viewer, "w", "accounts", "acme", TestContext.Current.CancellationToken)).Json, StringComparison.Ordinal);
        Assert.DoesNotContain("480", (await SearchSignals.RunAsync(at.Store, viewer, "w", new SignalQuestion("acme"), TestContext.Current.CancellationToken)).Hits.Single().Json, StringComparison.Ordinal);
        Assert.Contains("480", (await GetSignal.RunAsync(at.Store, Caller.Local, "w", "accounts", "acme", TestContext.Current.CancellationToken)).Json, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ForbiddenException>(() => ChangeAsync(at.Store, viewer, new("requests", "r0", null)));
        await Assert.ThrowsAsync<ForbiddenException>(() => ChangeAsync(at.Store, viewer, new("requests", "x", new JsonObject())));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task An_edit_of_a_signal_meets_what_was_changed_meanwhile_and_what_breaks_its_list(DatabaseEngine engine)
    {
        await using var at = await TestStore.OpenAsync(engine);
        await CreateWorkspace.RunAsync(at.Store, Caller.Local, new("w", "W") { Document = StoreTests.Read(Worlds.With(World)) }, TestContext.Current.CancellationToken);
        await ChangeAsync(at.Store, Caller.Local, new("requests", "r0", new JsonObject { ["title"] = "mine" }) { Expected = 1 });
        var conflict = await Assert.ThrowsAsync<ConflictException>(() => ChangeAsync(at.Store, Caller.Local, new("requests", "r0", new JsonObject { ["title"] = "theirs" }) { Expected = 1 }));
        Assert.Equal((1, 2), (conflict.Yours!.Version, conflict.Theirs!.Version));
        await Assert.ThrowsAsync<ConflictException>(() => ChangeAsync(at.Store, Caller.Local, new("requests", "r1", new JsonObject()) { New = true }));
        await Assert.ThrowsAsync<InvalidException>(() => ChangeAsync(at.Store, Caller.Local, new("requests", "r9", new JsonObject { ["group"] = "absent" })));
        await ChangeAsync(at.Store, Caller.Local, new("requests", "r9", new JsonObject { ["account"] = "acme" }));
        await Assert.ThrowsAsync<InvalidException>(() => ChangeAsync(at.Store, Caller.Local, new("accounts", "acme", null)));
        await Assert.ThrowsAsync<MissingException>(() => ChangeAsync(at.Store, Caller.Local, new("requests", "absent", null)));
    }

    private static async Task<WorkspaceState> ChangeAsync(Store store, Caller caller, WantedChange wanted) => (await ChangeThings.RunAsync(store, caller, "w", [wanted])).State;

    private static async Task<Caller> MemberAsync(Store store, string id, string role, string? group, bool sensitive)
    {
        await store.InAsync(writes: true, async (db, _, _) =>
        {
            db.People.Add(new() { Id = id, Name = id, State = "active", Created = "2026-01-01T00:00:00.000000Z" });
            await db.SaveChangesAsync();
            db.Members.Add(new() { Workspace = "w", Person = id, Role = role, Group = group, Sensitive = sensitive, State = "active", Since = "2026-01-01T00:00:00.000000Z" });
            return 0;
        });
        return new Caller(id, id);
    }
}
