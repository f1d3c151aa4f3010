using System.Text.Json.Nodes;
using Dais.Tests;
using Dais.Workspace.People;
using Dais.Workspace.Storing;

namespace Dais.Workspace.Tests.Storing;

/// <summary>Edits, history, as-of, undo and redo, held against a list of remembered states; on both engines.</summary>
public sealed class HistoryLaws
{
    private const string Id = "p";

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Every_past_state_can_be_read_again_word_for_word(DatabaseEngine engine)
    {
        await using var at = await TestStore.OpenAsync(engine);
        for (var run = 0; run < 6; run++)
        {
            var random = new Random(run);
            var states = new List<string> { await CreateAsync(at, Id + run) };
            for (var i = 0; i < 25; i++)
            {
                var state = await StepAsync(at, Id + run, random.Next(1000));
                if (state is not null && state.Revision > states.Count) states.Add(Text(state));
            }

            Assert.True(states.Count > 4);
            await at.ReopenAsync();
            for (var revision = 1; revision <= states.Count; revision++)
                Assert.Equal(states[revision - 1], Text(await ReadWorkspace.RunAsync(at.Store, Caller.Local, Id + run, new(revision, null))));
        }
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Undo_takes_all_back_in_turn_and_redo_brings_it_again(DatabaseEngine engine)
    {
        await using var at = await TestStore.OpenAsync(engine);
        List<string> texts = [await CreateAsync(at, Id)];
        for (var i = 0; i < 5; i++) texts.Add(Text((await PutAsync(at, Id, "segments", $"s{i % 2}", i)).State));
        for (var i = 4; i >= 0; i--) Assert.Equal(texts[i], Text((await UndoChange.RunAsync(at.Store, Caller.Local, Id)).State));
        await Assert.ThrowsAsync<InvalidException>(() => UndoChange.RunAsync(at.Store, Caller.Local, Id));
        for (var i = 1; i <= 5; i++) Assert.Equal(texts[i], Text((await RedoChange.RunAsync(at.Store, Caller.Local, Id)).State));
        await Assert.ThrowsAsync<InvalidException>(() => RedoChange.RunAsync(at.Store, Caller.Local, Id));
        Assert.Equal(texts[4], Text((await UndoChange.RunAsync(at.Store, Caller.Local, Id)).State));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Of_two_who_change_the_same_version_the_second_is_told_of_both(DatabaseEngine engine)
    {
        await using var at = await TestStore.OpenAsync(engine);
        await CreateAsync(at, Id);
        var first = await PutAsync(at, Id, "segments", "s", 1);
        await PutAsync(at, Id, "segments", "s", 2, expected: first.State.Revision);
        var conflict = await Assert.ThrowsAsync<ConflictException>(() => PutAsync(at, Id, "segments", "s", 3, expected: first.State.Revision));
        Assert.Equal("segments/s", conflict.Where);
        Assert.Equal((2, 3), (conflict.Yours!.Version, conflict.Theirs!.Version));
        Assert.Contains("\"size\":3", conflict.Yours.Json, StringComparison.Ordinal);
        Assert.Contains("\"size\":2", conflict.Theirs.Json, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ConflictException>(() => ChangeThings.RunAsync(at.Store, Caller.Local, Id, [Wanted("segments", "s", 1) with { New = true }]));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Many_writers_at_once_lose_nothing(DatabaseEngine engine)
    {
        await using var at = await TestStore.OpenAsync(engine);
        await CreateAsync(at, Id);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(w => Task.Run(async () =>
        {
            for (var i = 0; i < 6; i++) await PutAsync(at, Id, "segments", $"s{w}", i);
        })));
        var state = await ReadWorkspace.RunAsync(at.Store, Caller.Local, Id);
        Assert.Equal(49, state.Revision);
        Assert.Equal(Enumerable.Range(0, 8).Select(w => $"s{w}"), state.Of("segments").Select(s => s.Id).Order());
        Assert.All(state.Of("segments"), s => Assert.Contains("\"size\":5", s.Item.Json, StringComparison.Ordinal));
        await at.ReopenAsync();
        Assert.Equal(Text(state), Text(await ReadWorkspace.RunAsync(at.Store, Caller.Local, Id)));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task What_something_names_is_not_removed_and_what_is_not_there_is_not_named(DatabaseEngine engine)
    {
        await using var at = await TestStore.OpenAsync(engine);
        await CreateWorkspace.RunAsync(at.Store, Caller.Local, new(Id, Id) { Document = StoreTests.Example() });
        var before = Text(await ReadWorkspace.RunAsync(at.Store, Caller.Local, Id));
        var named = await Assert.ThrowsAsync<InvalidException>(() => ChangeThings.RunAsync(at.Store, Caller.Local, Id, [new("initiatives", "audit-log", null)]));
        Assert.Contains("names it", named.What, StringComparison.Ordinal);
        var missing = await Assert.ThrowsAsync<InvalidException>(() => ChangeThings.RunAsync(at.Store, Caller.Local, Id, [new("initiatives", "x", JsonNode.Parse("""{ "after": ["sso", "nope"], "effort": { "identity": "three" } }"""))]));
        Assert.Equal(2, missing.Findings.Length);
        var calendar = await Assert.ThrowsAsync<InvalidException>(() => ChangeThings.RunAsync(at.Store, Caller.Local, Id, [new("platform", "", JsonNode.Parse("""{ "id": "p", "periods": { "first": "FY27-Q1", "count": 4 } }"""))]));
        Assert.Contains("calendar", calendar.What, StringComparison.Ordinal);
        Assert.Equal(before, Text(await ReadWorkspace.RunAsync(at.Store, Caller.Local, Id)));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Undo_of_what_others_changed_since_is_a_conflict_and_changes_nothing(DatabaseEngine engine)
    {
        await using var at = await TestStore.OpenAsync(engine);
        await CreateAsync(at, Id);
        var mine = await PutAsync(at, Id, "segments", "s", 1);
        var theirs = await PutAsync(at, Id, "segments", "s", 2);
        await Assert.ThrowsAsync<ConflictException>(() => UndoChange.RunAsync(at.Store, Caller.Local, Id, mine.State.Revision));
        Assert.Equal(Text(theirs.State), Text(await ReadWorkspace.RunAsync(at.Store, Caller.Local, Id)));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task The_history_says_who_when_what_and_why(DatabaseEngine engine)
    {
        await using var at = await TestStore.OpenAsync(engine);
        await CreateAsync(at, Id);
        await ChangeThings.RunAsync(at.Store, Caller.Local, Id, [Wanted("segments", "s", 1)], "a new market");
        await PutAsync(at, Id, "segments", "s", 2);
        var history = await ReadHistory.RunAsync(at.Store, Caller.Local, Id, new("segments", "s"));
        Assert.Equal([3L, 2L], history.Select(r => r.Revision));
        Assert.Equal(("local user", "edit", "a new market"), (history[1].By, history[1].Action, history[1].Why));
        Assert.Equal(["size"], Assert.Single(history[0].Changes).Fields);
        var since = await CompareRevisions.RunAsync(at.Store, Caller.Local, Id);
        Assert.Equal("segments/s", Assert.Single(since.Added).Key.ToString());
        await Assert.ThrowsAsync<MissingException>(() => ReadHistory.RunAsync(at.Store, Caller.Local, Id, new("segments", "never")));
    }

    private static async Task<string> CreateAsync(TestStore at, string id) =>
        Text(await CreateWorkspace.RunAsync(at.Store, Caller.Local, new(id, id) { Document = StoreTests.Read(Worlds.With("\"groups\": [ { \"id\": \"g\" } ]")) }));

    private static Task<(System.Collections.Immutable.ImmutableArray<ThingKey> Keys, WorkspaceState State)> PutAsync(TestStore at, string workspace, string kind, string id, int size, long? expected = null) =>
        ChangeThings.RunAsync(at.Store, Caller.Local, workspace, [Wanted(kind, id, size) with { Expected = expected }]);

    private static WantedChange Wanted(string kind, string id, int size) => new(kind, id, new JsonObject { ["id"] = id, ["size"] = size });

    // A number as a step: mostly puts, some removals, undos and redos; what is refused changes nothing.
    private static async Task<WorkspaceState?> StepAsync(TestStore at, string workspace, int step)
    {
        try
        {
            return (step % 10) switch
            {
                < 6 => (await PutAsync(at, workspace, "segments", $"s{step % 3}", step)).State,
                6 => (await ChangeThings.RunAsync(at.Store, Caller.Local, workspace, [new("segments", $"s{step % 3}", null)])).State,
                7 or 8 => (await UndoChange.RunAsync(at.Store, Caller.Local, workspace)).State,
                _ => (await RedoChange.RunAsync(at.Store, Caller.Local, workspace)).State,
            };
        }
        catch (RefusalException)
        {
            return null;
        }
    }

    private static string Text(WorkspaceState state) => state.Opened!.Document!.Text;
}
