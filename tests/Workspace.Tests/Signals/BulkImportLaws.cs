using System.Text;
using CsCheck;
using Dais.Tests;
using Dais.Workspace.Importing;
using Dais.Workspace.People;
using Dais.Workspace.Signals;
using Dais.Workspace.Storing;
using Dais.Workspace.Tests.Storing;
using Dais.Workspace.Wire;

namespace Dais.Workspace.Tests.Signals;

/// <summary>What holds of signals that are streamed into a store, on both engines, beside the same files imported at once.</summary>
public sealed class BulkImportLaws
{
    private const string Mapping = """
        mapping: tracker
        files:
          log: { name: log*.csv, optional: true }
          requests: { name: requests*.csv }
        tables: { teams: { words: { Red: g0, Blue: g1 } }, states: { words: { Open: open, Done: done } } }
        make:
          - list: accounts
            from: requests
            where: { account: { not: "" } }
            fields: { id: { of: "{account}", as: slug }, name: "{account}" }
          - list: requests
            from: requests
            where: { state: { not: Spam } }
            fields:
              id: { of: "{key}", as: slug }
              title: "{title}"
              group: { of: "{team}", lookup: teams, unlisted: leave }
              account: { of: "{account}", as: slug }
              votes: { sum: "{votes}" }
              status: { of: "{state}", lookup: states, unlisted: keep }
              source: { of: tracker }
              sourceId: "{key}"
          - { list: worklog, from: log, fields: { period: "{period}", team: t, ew: "{ew}" } }
        """;

    private const string Start = """{ "dais": 1, "platform": { "id": "p", "discountRate": 0, "periods": { "first": "2027-Q1", "count": 4 } }, "teams": [ { "id": "t", "capacity": 5 } ], "groups": [ { "id": "g0" }, { "id": "g1" } ], "requests": [ { "id": "k3", "title": "old" }, { "id": "mine", "title": "kept", "source": "tracker", "sourceId": "k4" } ], "worklog": [ { "period": "2026-Q4", "team": "t", "ew": 1 } ] }""";

    private sealed record Sheets(string[] Requests, string[] Log)
    {
        public override string ToString() => string.Join('\n', Requests.Concat(Log));
    }

    private static readonly Gen<Sheets> AnySheets =
        from requests in Gen.Select(Gen.Int[0, 9], Word("Red", "red", "Blue", "Green", ""), Word("Acme", "Beta Corp", ""), Gen.Int[0, 5], Word("Open", "open", "Done", "Spam", "odd", ""), (key, team, account, votes, state) => $"k{key},Title {key},{team},{account},{votes},{state},note").Array[1, 25]
        from log in Gen.Select(Word("2026-Q4", "2027-Q1"), Gen.Int[1, 2], (period, ew) => $"{period},{ew}").Array[0, 8]
        select new Sheets(Alike(requests), log);

    // Rows of one key say one thing of team, account and state, or they could not be one thing.
    private static string[] Alike(string[] rows) => [.. rows.Select(r => r.Split(',')).Select(r => rows.Select(f => f.Split(',')).First(f => f[0] == r[0]) is var first ? string.Join(',', r[0], first[1], first[2], first[3], r[4], first[5], r[6]) : "")];

    private static Gen<string> Word(params string[] words) => Gen.Int[0, words.Length - 1].Select(i => words[i]);

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task The_same_files_streamed_and_at_once_give_the_same_workspace_and_the_same_numbers(DatabaseEngine engine)
    {
        await using var at = await TestStore.OpenAsync(engine);
        for (var round = 0; round < 25; round++)
        {
            using var files = new Written(AnySheets.Single());
            var small = ImportFiles.Prepare(files.Request);
            var id = await at.NewAsync(round);
            var (streamed, revision) = await ImportSignals.RunAsync(at.Store, Caller.Local, id, files.Request with { RowsAtOnce = 4 }, cancel: TestContext.Current.CancellationToken);
            Assert.True(small.Sound, string.Join('\n', small.Findings));
            Assert.True(streamed.Sound, string.Join('\n', streamed.Findings));
            Assert.Equal(small.Result!.Text, await at.TextAsync(id));
            Assert.Equal(Numbers(small), Numbers(streamed));
            Assert.Equal(small.ChangesAnything, revision is not null);
        }
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Imported_again_changes_nothing_and_undone_nothing_is_left_of_it(DatabaseEngine engine)
    {
        await using var at = await TestStore.OpenAsync(engine);
        for (var round = 0; round < 10; round++)
        {
            using var files = new Written(AnySheets.Single());
            var id = await at.NewAsync(round);
            var before = await at.TextAsync(id);
            var (dry, none) = await ImportSignals.RunAsync(at.Store, Caller.Local, id, files.Request with { RowsAtOnce = 3 }, dry: true, cancel: TestContext.Current.CancellationToken);
            Assert.Null(none);
            Assert.Equal(before, await at.TextAsync(id));
            var (report, revision) = await ImportSignals.RunAsync(at.Store, Caller.Local, id, files.Request with { RowsAtOnce = 3 }, cancel: TestContext.Current.CancellationToken);
            Assert.Equal(Numbers(report), Numbers(dry));
            var after = await at.TextAsync(id);
            var (again, second) = await ImportSignals.RunAsync(at.Store, Caller.Local, id, files.Request with { RowsAtOnce = 5 }, cancel: TestContext.Current.CancellationToken);
            Assert.False(again.ChangesAnything);
            Assert.Null(second);
            if (revision is not { } batch) continue;
            Assert.Equal(before, await at.AsOfAsync(id, batch - 1));
            Assert.Equal(after, await at.AsOfAsync(id, batch));
            await UndoBatch.RunAsync(at.Store, Caller.Local, id, batch, cancel: TestContext.Current.CancellationToken);
            Assert.Equal(before, await at.TextAsync(id));
            Assert.Equal(after, await at.AsOfAsync(id, batch));
            await UndoBatch.RunAsync(at.Store, Caller.Local, id, batch + 1, cancel: TestContext.Current.CancellationToken);
            Assert.Equal(after, await at.TextAsync(id));
            Assert.Equal([batch + 2, batch + 1, batch], (await ListBatches.RunAsync(at.Store, Caller.Local, id, cancel: TestContext.Current.CancellationToken)).Select(b => b.Revision));
        }
    }

    [Fact]
    public void An_import_into_a_dais_file_says_and_does_what_one_into_any_other_form_does()
    {
        using var files = new Written(new(["k1,One,Red,Acme,1,Open,", "k3,Three,,,2,Spam,", "k4,Four,blue,Acme,3,Done,x"], ["2026-Q4,1", "2026-Q4,1"]));
        var store = Path.ChangeExtension(files.Request.Into, ".dais");
        Assert.Empty(SaveWorkspace.To(OpenWorkspace.From(files.Request.Into).Document!, store));
        var into = files.Request with { Into = store };
        var before = OpenWorkspace.From(store).Document;
        var dry = ImportFiles.Run(into, dry: true, cancel: TestContext.Current.CancellationToken).Report;
        Assert.True(dry.Streamed);
        Assert.Equal(before, OpenWorkspace.From(store).Document);
        var (streamed, hindered) = ImportFiles.Run(into, dry: false, cancel: TestContext.Current.CancellationToken);
        Assert.Empty(hindered);
        var (small, _) = ImportFiles.Run(files.Request, dry: false, cancel: TestContext.Current.CancellationToken);
        Assert.Equal(Numbers(small), Numbers(streamed));
        Assert.Equal(OpenWorkspace.From(files.Request.Into).Document, OpenWorkspace.From(store).Document);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_batch_is_not_undone_over_what_was_changed_since(DatabaseEngine engine)
    {
        await using var at = await TestStore.OpenAsync(engine);
        using var files = new Written(new(["k1,One,Red,Acme,1,Open,"], []));
        var id = await at.NewAsync(0);
        var (_, batch) = await ImportSignals.RunAsync(at.Store, Caller.Local, id, files.Request, cancel: TestContext.Current.CancellationToken);
        await ChangeThings.RunAsync(at.Store, Caller.Local, id, [new("requests", "k1", new System.Text.Json.Nodes.JsonObject { ["title"] = "mine now" })], cancel: TestContext.Current.CancellationToken);
        var before = await at.TextAsync(id);
        await Assert.ThrowsAsync<ConflictException>(() => UndoBatch.RunAsync(at.Store, Caller.Local, id, batch!.Value));
        Assert.Equal(before, await at.TextAsync(id));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task The_history_of_a_signal_has_every_revision_that_changed_it_batches_too(DatabaseEngine engine)
    {
        await using var at = await TestStore.OpenAsync(engine);
        var id = await at.NewAsync(0);
        foreach (var title in new[] { "One", "Two" })
        {
            using var files = new Written(new([$"k3,{title},Red,Acme,1,Open,"], []));
            await ImportSignals.RunAsync(at.Store, Caller.Local, id, files.Request, cancel: TestContext.Current.CancellationToken);
        }

        await ChangeThings.RunAsync(at.Store, Caller.Local, id, [new("requests", "k3", new System.Text.Json.Nodes.JsonObject { ["title"] = "Three" })], cancel: TestContext.Current.CancellationToken);
        await ChangeThings.RunAsync(at.Store, Caller.Local, id, [new("requests", "k3", null)], cancel: TestContext.Current.CancellationToken);
        var history = await ReadHistory.RunAsync(at.Store, Caller.Local, id, new("requests", "k3"), cancel: TestContext.Current.CancellationToken);
        Assert.Equal([5, 4, 3, 2, 1], history.Select(h => h.Revision));
        Assert.Equal([("Three", null), ("Two", "Three"), ("One", "Two"), ("old", "One"), (null, "old")], history.Select(h => (Title(h.Changes.Single().Before), Title(h.Changes.Single().After))));
        Assert.Equal([1L], (await ReadHistory.RunAsync(at.Store, Caller.Local, id, new("requests", "mine"), cancel: TestContext.Current.CancellationToken)).Select(h => h.Revision));
        Assert.Equal(2, (await ReadHistory.RunAsync(at.Store, Caller.Local, id, cancel: TestContext.Current.CancellationToken)).Single(h => h.Revision == 2).Things);
        await Assert.ThrowsAsync<MissingException>(() => ReadHistory.RunAsync(at.Store, Caller.Local, id, new("requests", "never")));

        static string? Title(System.Text.Json.Nodes.JsonNode? signal) => (string?)signal?["title"];
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Others_write_while_an_import_is_prepared_and_what_they_change_of_its_signals_is_not_overwritten(DatabaseEngine engine)
    {
        await using var at = await TestStore.OpenAsync(engine);
        using var files = new Written(new([.. Enumerable.Range(0, 20).Select(i => $"k{i},Title {i},Red,Acme,1,Open,")], []));
        var changes = new Queue<WantedChange>([new("segments", "s", new System.Text.Json.Nodes.JsonObject()), new("requests", "k3", new System.Text.Json.Nodes.JsonObject { ["title"] = "theirs", ["text"] = "kept" }), new("groups", "g9", new System.Text.Json.Nodes.JsonObject())]);
        var (id, preparations) = (await at.NewAsync(0), 0);
        var (report, revision) = await ImportSignals.RunAsync(at.Store, Caller.Local, id, files.Request with { RowsAtOnce = 4 }, progress: said =>
        {
            if (said.EndsWith("looked at", StringComparison.Ordinal) && said.StartsWith("requests", StringComparison.Ordinal)) preparations++;
            if (said.EndsWith("rows taken", StringComparison.Ordinal) && changes.TryDequeue(out var change)) Task.Run(() => ChangeThings.RunAsync(at.Store, Caller.Local, id, [change])).GetAwaiter().GetResult();
        }, cancel: TestContext.Current.CancellationToken);
        Assert.True(report.Sound, string.Join('\n', report.Findings));
        Assert.Empty(changes);
        Assert.Equal((5L, 2), (revision, preparations));
        var k3 = (await ReadThing.RunAsync(at.Store, Caller.Local, id, new("requests", "k3"), cancel: TestContext.Current.CancellationToken)).Value;
        Assert.Equal(("Title 3", "kept"), ((string?)k3["title"], (string?)k3["text"]));
        await UndoBatch.RunAsync(at.Store, Caller.Local, id, revision!.Value, cancel: TestContext.Current.CancellationToken);
        Assert.Equal("theirs", (string?)(await ReadThing.RunAsync(at.Store, Caller.Local, id, new("requests", "k3"), cancel: TestContext.Current.CancellationToken)).Value["title"]);
        Assert.Empty(await BackupLaws.BrokenAsync(at.Store));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Who_is_overtaken_again_and_again_is_done_in_the_end(DatabaseEngine engine)
    {
        await using var at = await TestStore.OpenAsync(engine);
        using var files = new Written(new([.. Enumerable.Range(0, 9).Select(i => $"k{i},Title {i},Red,Acme,1,Open,")], []));
        var (id, changes) = (await at.NewAsync(0), 0);
        var (report, revision) = await ImportSignals.RunAsync(at.Store, Caller.Local, id, files.Request, progress: said =>
        {
            if (changes < 3 && said.EndsWith("rows taken", StringComparison.Ordinal)) Task.Run(() => ChangeThings.RunAsync(at.Store, Caller.Local, id, [new("requests", "mine", new System.Text.Json.Nodes.JsonObject { ["title"] = $"{changes++}" })])).GetAwaiter().GetResult();
        }, cancel: TestContext.Current.CancellationToken);
        Assert.True(report.Sound, string.Join('\n', report.Findings));
        Assert.Equal((3, 5L), (changes, revision));
        Assert.Equal("2", (string?)(await ReadThing.RunAsync(at.Store, Caller.Local, id, new("requests", "mine"), cancel: TestContext.Current.CancellationToken)).Value["title"]);
    }

    private static string Numbers(ImportReport report) => string.Join('\n', [
        .. report.Files.Select(f => $"{f.File} {f.Slot} {f.Form} {f.Rows} {f.Mapped} | {string.Join("; ", f.Skipped.Select(s => $"{s.Reason}: {s.Count}"))} | {string.Join("; ", f.Elsewhere.Select(s => $"{s.List}, {s.Reason}: {s.Count}").Order())} | {string.Join("; ", f.Unread.Select(u => $"{u.Column} {u.Filled}"))}").Order(),
        .. report.LeftOut.Select(l => $"{l.What} {l.Count}"),
        .. report.Normalised.Select(n => n.ToString()),
        .. report.Changes.Select(c => $"{c.List}: {string.Join(' ', c.Added.Order())} | {string.Join(' ', c.Changed.Select(t => $"{t.Id}({string.Join(',', t.Fields)})").Order())} | {c.Unchanged} {c.Kept}")]);

    /// <summary>Files in a folder of their own.</summary>
    private sealed class Written : IDisposable
    {
        private readonly string _folder = Directory.CreateTempSubdirectory("dais-").FullName;

        public Written(Sheets sheets)
        {
            File.WriteAllText(Path.Combine(_folder, "requests.csv"), "key,title,team,account,votes,state,note\n" + string.Join('\n', sheets.Requests) + "\n");
            File.WriteAllText(Path.Combine(_folder, "log.csv"), "period,ew\n" + string.Join('\n', sheets.Log) + "\n");
            File.WriteAllText(Path.Combine(_folder, "map.yaml"), Mapping);
            File.WriteAllText(Path.Combine(_folder, "w.json"), Start);
        }

        public ImportRequest Request => new([Path.Combine(_folder, "log.csv"), Path.Combine(_folder, "requests.csv")], Path.Combine(_folder, "w.json")) { Map = Path.Combine(_folder, "map.yaml") };

        public void Dispose() => Directory.Delete(_folder, recursive: true);
    }
}

/// <summary>Workspaces in a store, as texts.</summary>
internal static class StoredTexts
{
    private static readonly Document Empty = StoreTests.Read("""{ "dais": 1, "platform": { "id": "p", "discountRate": 0, "periods": { "first": "2027-Q1", "count": 4 } }, "teams": [ { "id": "t", "capacity": 5 } ], "groups": [ { "id": "g0" }, { "id": "g1" } ], "requests": [ { "id": "k3", "title": "old" }, { "id": "mine", "title": "kept", "source": "tracker", "sourceId": "k4" } ], "worklog": [ { "period": "2026-Q4", "team": "t", "ew": 1 } ] }""");

    public static async Task<string> NewAsync(this TestStore at, int round)
    {
        await CreateWorkspace.RunAsync(at.Store, Caller.Local, new($"w{round}", "W") { Document = Empty }, TestContext.Current.CancellationToken);
        return $"w{round}";
    }

    public static Task<string> TextAsync(this TestStore at, string workspace) =>
        at.Store.ReadAsync(Caller.Local, workspace, Permission.View, async session => (await session.WholeAsync(TestContext.Current.CancellationToken)).Opened!.Document!.Text);

    public static Task<string> AsOfAsync(this TestStore at, string workspace, long revision) => at.Store.ReadAsync(Caller.Local, workspace, Permission.View, async session =>
    {
        var things = (await session.StateAsync(TestContext.Current.CancellationToken)).Things.Where(t => !SignalKinds.Has(t.Key.Kind)).ToList();
        foreach (var kind in SignalKinds.All) things.AddRange((await session.AsOfAsync(kind, revision, TestContext.Current.CancellationToken)).Select(s => KeyValuePair.Create(s.Key, s.Item)));
        return Parts.Together(things)!.Text;
    });
}
