using System.Data.Common;
using System.IO.Compression;
using Dais.Tests;
using Dais.Workspace.People;
using Dais.Workspace.Storing;
using Dais.Workspace.Storing.Backups;
using Dais.Workspace.Storing.Checking;
using Microsoft.EntityFrameworkCore;

namespace Dais.Workspace.Tests.Storing;

/// <summary>What holds of backups and restores, on both engines and across.</summary>
public sealed class BackupLaws
{
    private static bool Long => Environment.GetEnvironmentVariable("DAIS_LONG") == "1";

    public static TheoryData<DatabaseEngine, DatabaseEngine> Pairs => new()
    {
        { DatabaseEngine.Sqlite, DatabaseEngine.Sqlite },
        { DatabaseEngine.Sqlite, DatabaseEngine.Postgres },
        { DatabaseEngine.Postgres, DatabaseEngine.Sqlite },
        { DatabaseEngine.Postgres, DatabaseEngine.Postgres },
    };

    [Theory, MemberData(nameof(Pairs))]
    public async Task What_is_restored_gives_the_same_backup_again(DatabaseEngine from, DatabaseEngine to)
    {
        using var folder = new Place();
        for (var seed = 0; seed < (Long ? 50 : 5); seed++)
        {
            await using var at = await TestStore.OpenAsync(from);
            await FilledStores.FillAsync(at.Store, seed);
            var first = await BackUpStore.RunAsync(at.Store, Caller.Local, folder[$"{seed}-first"], cancel: TestContext.Current.CancellationToken);
            var address = TestStore.New(to, folder[$"{seed}.dais"]);
            await RestoreStore.RunAsync(new(folder[$"{seed}-first"], address), TimeProvider.System, cancel: TestContext.Current.CancellationToken);
            await using var restored = await Store.OpenAsync(address, TimeProvider.System);
            var second = await BackUpStore.RunAsync(restored, Caller.Local, folder[$"{seed}-second"], cancel: TestContext.Current.CancellationToken);
            Assert.Equal(first.Tables, second.Tables);
            Assert.Equal((first.Digest, first.Audit), (second.Digest, second.Audit));
            Assert.Equal(first.Workspaces, second.Workspaces);
            Assert.Empty(await BrokenAsync(restored));
            Assert.True(first.Rows > 30, $"seed {seed}");
        }
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Every_table_is_dumped_or_on_the_list_of_those_that_need_not_be(DatabaseEngine engine)
    {
        await using var at = await TestStore.OpenAsync(engine);
        var (all, dumped) = await at.Store.InAsync(writes: false, async (_, connection, transaction) => (
            await connection.RowsAsync(transaction, engine == DatabaseEngine.Sqlite ? "SELECT name FROM sqlite_schema WHERE type = 'table' AND name <> 'sqlite_sequence'" : "SELECT tablename::text FROM pg_tables WHERE schemaname = current_schema()", r => r.GetString(0), default),
            await at.Store.Database.TablesAsync(connection, transaction, default)));
        Assert.Equal(["schemaversions"], all.Except(dumped.Select(t => t.Name)).Where(n => !n.StartsWith("qrtz_", StringComparison.OrdinalIgnoreCase)).Select(n => n.ToLowerInvariant()));
        Assert.Null(await at.Store.InAsync(writes: false, (db, _, _) => Task.FromResult(StoredTable.Foreign(dumped, db))));
        Assert.Equal(dumped.Length, StoredTable.InOrderOfNeed(dumped).Length);
        Assert.All(dumped, t => Assert.NotEmpty(t.Key));
        var fresh = await at.Store.InAsync(writes: false, (_, connection, transaction) => LogicalDump.TablesAsync(at.Store.Database, connection, transaction, default));
        Assert.Equal([Loading.Seeded], fresh.Where(t => t.Rows > 0).Select(t => t.Table));
    }

    [Fact]
    public async Task Both_engines_have_the_same_scripts_tables_columns_and_keys_and_no_counter_that_a_dump_would_miss()
    {
        await using var file = await TestStore.OpenAsync(DatabaseEngine.Sqlite);
        await using var server = await TestStore.OpenAsync(DatabaseEngine.Postgres);
        Assert.Equal(Upgrade.Names(file.Store.Database), Upgrade.Names(server.Store.Database));
        Assert.Equal(await ShapeAsync(file.Store), await ShapeAsync(server.Store));
        Assert.Equal(0, await CountAsync(file.Store, "SELECT COUNT(*) FROM sqlite_schema WHERE sql LIKE '%AUTOINCREMENT%' AND name <> 'SchemaVersions' AND name NOT LIKE 'qrtz%'"));
        Assert.Equal(0, await CountAsync(server.Store, "SELECT COUNT(*) FROM pg_sequences WHERE schemaname = current_schema() AND sequencename NOT LIKE 'schemaversions%' AND sequencename NOT LIKE 'qrtz%'"));

        static async Task<string> ShapeAsync(Store store) => string.Join('\n', (await store.InAsync(writes: false, (_, connection, transaction) => store.Database.TablesAsync(connection, transaction, default)))
            .Select(t => $"{t.Name}({string.Join(", ", t.Columns.Select(c => c.Name + (c.Kind == ColumnKind.Truth ? ":Whole" : ":" + c.Kind)))}) key {string.Join(", ", t.Key.Select(c => c.Name))} needs {string.Join(", ", t.Needs)}"));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_place_that_is_not_empty_is_left_alone(DatabaseEngine engine)
    {
        using var folder = new Place();
        await using var at = await TestStore.OpenAsync(engine);
        await FilledStores.FillAsync(at.Store, 1);
        await BackUpStore.RunAsync(at.Store, Caller.Local, folder["backup"], cancel: TestContext.Current.CancellationToken);
        var before = await DigestAsync(at.Store);
        var refused = await Assert.ThrowsAsync<InvalidException>(() => RestoreStore.RunAsync(new(folder["backup"], at.Address), TimeProvider.System));
        Assert.Contains("not empty", refused.What, StringComparison.Ordinal);
        Assert.Equal(before, await DigestAsync(at.Store));
        if (engine == DatabaseEngine.Postgres) return;
        await File.WriteAllTextAsync(folder["new.dais-wal"], "", TestContext.Current.CancellationToken);
        refused = await Assert.ThrowsAsync<InvalidException>(() => RestoreStore.RunAsync(new(folder["backup"], new StoreAddress.File(folder["new.dais"])), TimeProvider.System));
        Assert.Contains("new.dais-wal", refused.What, StringComparison.Ordinal);
        Assert.False(File.Exists(folder["new.dais"]));
    }

    [Fact]
    public async Task A_backup_that_was_damaged_anywhere_gives_nothing_or_all_of_it()
    {
        using var folder = new Place();
        await using var at = await TestStore.OpenAsync(DatabaseEngine.Sqlite);
        await FilledStores.FillAsync(at.Store, 2);
        var whole = await BackUpStore.RunAsync(at.Store, Caller.Local, folder["backup"], cancel: TestContext.Current.CancellationToken);
        var bytes = await File.ReadAllBytesAsync(folder["backup"], TestContext.Current.CancellationToken);
        var (random, refused) = (new Random(7), 0);
        for (var i = 0; i < (Long ? 5000 : 300); i++)
        {
            var broken = i % 3 == 0 ? bytes[..random.Next(bytes.Length)] : [.. bytes];
            if (i % 3 != 0) broken[random.Next(broken.Length)] ^= (byte)(1 << random.Next(8));
            await File.WriteAllBytesAsync(folder["broken"], broken, TestContext.Current.CancellationToken);
            try
            {
                Assert.Equal(whole.Digest, VerifyBackup.Run(folder["broken"], cancel: TestContext.Current.CancellationToken).Digest);
            }
            catch (InvalidException e)
            {
                Assert.NotNull(e.Maybe);
                refused++;
            }
        }

        Assert.True(refused > 200, $"{refused} refused");
    }

    [Theory]
    [InlineData("a table more", "exactly the tables")]
    [InlineData("a table less", "exactly the tables")]
    [InlineData("a row changed", "items is not the one")]
    [InlineData("the manifest changed", "its manifest is not")]
    public async Task A_backup_that_was_edited_is_refused(string what, string sentence)
    {
        using var folder = new Place();
        await using var at = await TestStore.OpenAsync(DatabaseEngine.Sqlite);
        await FilledStores.FillAsync(at.Store, 3);
        await BackUpStore.RunAsync(at.Store, Caller.Local, folder["backup"], cancel: TestContext.Current.CancellationToken);
        using (var zip = ZipFile.Open(folder["backup"], ZipArchiveMode.Update))
        {
            switch (what)
            {
                case "a table more": using (zip.CreateEntry("tables/more.jsonl").Open()) { } break;
                case "a table less": zip.GetEntry("tables/items.jsonl")!.Delete(); break;
                case "a row changed": using (var text = zip.GetEntry("tables/items.jsonl")!.Open()) { text.Position = 20; text.WriteByte((byte)'x'); } break;
                default: using (var text = zip.GetEntry("manifest.json")!.Open()) { text.Position = 20; text.WriteByte((byte)' '); } break;
            }
        }

        var refused = await Assert.ThrowsAsync<InvalidException>(() => RestoreStore.RunAsync(new(folder["backup"], new StoreAddress.File(folder["new.dais"])), TimeProvider.System));
        Assert.Contains(sentence, refused.What, StringComparison.Ordinal);
        Assert.Equal(["backup"], Directory.EnumerateFiles(folder.Path).Select(Path.GetFileName));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_history_that_was_changed_by_hand_is_found_and_not_restored_unless_asked(DatabaseEngine engine)
    {
        using var folder = new Place();
        await using var at = await TestStore.OpenAsync(engine);
        await CreateWorkspace.RunAsync(at.Store, Caller.Local, new("w", "W") { Document = StoreTests.Example() });
        await ReplaceWorkspace.RunAsync(at.Store, Caller.Local, "w", FilledStores.Many(1));
        await ReplaceWorkspace.RunAsync(at.Store, Caller.Local, "w", FilledStores.Many(12));
        Assert.Empty(await BrokenAsync(at.Store));
        foreach (var (tamper, repair, sentence) in new[]
        {
            ("UPDATE changes SET after = '{}' WHERE revision = 1 AND kind = 'teams' AND id = 'data'", "UPDATE changes SET after = (SELECT before FROM changes c WHERE c.revision = 2 AND c.kind = 'teams' AND c.id = 'data') WHERE revision = 1 AND kind = 'teams' AND id = 'data'", "revision 1 does not hold"),
            ("UPDATE revisions SET actor = 'x' WHERE revision = 2", "UPDATE revisions SET actor = 'local' WHERE revision = 2", "revision 2 does not hold"),
            ("UPDATE batches SET changed = changed + 1", "UPDATE batches SET changed = changed - 1", "revision 3 does not hold"),
            ("UPDATE workspaces SET revision = 2", "UPDATE workspaces SET revision = 3", "its history ends with 3"),
            ("UPDATE items SET json = json || ' '", "UPDATE items SET json = substr(json, 1, length(json) - 1)", "does not stand as the history says"),
            ("UPDATE audit_head SET seq = seq + 1", "UPDATE audit_head SET seq = seq - 1", "of the audit does not hold"),
            ("DELETE FROM items WHERE kind = 'groups'", "SELECT 1", "is missing, though the history knows it"),
        })
        {
            await TamperAsync(at.Store, tamper);
            Assert.Contains(sentence, Assert.Single(await BrokenAsync(at.Store)), StringComparison.Ordinal);
            await TamperAsync(at.Store, repair);
        }

        await BackUpStore.RunAsync(at.Store, Caller.Local, folder["backup"], cancel: TestContext.Current.CancellationToken);
        var address = TestStore.New(engine, folder["new.dais"]);
        Assert.Contains("is missing", (await Assert.ThrowsAsync<InvalidException>(() => RestoreStore.RunAsync(new(folder["backup"], address), TimeProvider.System))).What, StringComparison.Ordinal);
        await RestoreStore.RunAsync(new(folder["backup"], address) { BrokenToo = true }, TimeProvider.System, cancel: TestContext.Current.CancellationToken);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_backup_beside_writers_has_all_that_was_answered_before_it_began_and_holds(DatabaseEngine engine)
    {
        using var folder = new Place();
        await using var at = await TestStore.OpenAsync(engine);
        await CreateWorkspace.RunAsync(at.Store, Caller.Local, new("w", "W") { Document = FilledStores.Many(0) });
        using var stop = new CancellationTokenSource();
        var acknowledged = 1L;
        var writing = Task.Run(async () =>
        {
            for (var i = 0; !stop.IsCancellationRequested; i++) Volatile.Write(ref acknowledged, (await ReplaceWorkspace.RunAsync(at.Store, Caller.Local, "w", FilledStores.Many(i % 2))).Revision);
        });
        await using (var beside = await Store.LookAsync(at.Address, TimeProvider.System))
        {
            for (var i = 0; i < 8; i++)
            {
                var before = Volatile.Read(ref acknowledged);
                var manifest = await BackUpStore.RunAsync(beside, Caller.Local, folder[$"backup{i}"], cancel: TestContext.Current.CancellationToken);
                Assert.True(manifest.Workspaces[0].Revision >= before, $"{manifest.Workspaces[0].Revision} < {before}");
                await RestoreStore.RunAsync(new(folder[$"backup{i}"], new StoreAddress.File(folder[$"{i}.dais"])), TimeProvider.System, cancel: TestContext.Current.CancellationToken);
            }
        }

        await stop.CancelAsync();
        await writing;
        Assert.True(acknowledged > 8, $"{acknowledged} revisions");
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task An_older_schema_is_restored_and_brought_up_to_date_and_a_later_one_is_refused(DatabaseEngine engine)
    {
        using var folder = new Place();
        var old = TestStore.New(engine, folder["old.dais"]);
        Database database = old is StoreAddress.File file ? SqliteDatabase.Open(file.Path, make: true) : await PostgresDatabase.OpenAsync(((StoreAddress.Postgres)old).Connection, default);
        Upgrade.Run(database, "old", [Upgrade.Names(database)[0]]);
        await using (var store = Store.On(database, old, TimeProvider.System))
        {
            await store.InAsync(writes: true, (db, _, _) => Task.FromResult(db.People.Add(new() { Id = "p", Name = "P", State = "active", Created = "2030" }).Entity));
            var manifest = await BackUpStore.RunAsync(store, Caller.Local, folder["backup"], cancel: TestContext.Current.CancellationToken);
            Assert.Single(manifest.Schema);
            var address = TestStore.New(engine, folder["new.dais"]);
            await RestoreStore.RunAsync(new(folder["backup"], address), TimeProvider.System, cancel: TestContext.Current.CancellationToken);
            await using var restored = await Store.OpenAsync(address, TimeProvider.System);
            Assert.Equal(1, await CountAsync(restored, "SELECT COUNT(*) FROM people"));
            Assert.Equal(0, await CountAsync(restored, "SELECT COUNT(*) FROM signals"));
            await TamperAsync(store, engine == DatabaseEngine.Sqlite ? "INSERT INTO SchemaVersions (ScriptName, Applied) VALUES ('sqlite/9999-later.sql', '2030-01-01')" : "INSERT INTO schemaversions (scriptname, applied) VALUES ('postgres/9999-later.sql', now())");
            Assert.Contains("9999-later.sql", (await Assert.ThrowsAsync<StoreException>(() => BackUpStore.RunAsync(store, Caller.Local, folder["later"]))).What, StringComparison.Ordinal);
            Assert.False(File.Exists(folder["later"]));
        }
    }

    [Theory, MemberData(nameof(Pairs))]
    public async Task An_older_backup_whose_history_does_not_hold_leaves_nothing_unless_asked(DatabaseEngine from, DatabaseEngine to)
    {
        using var folder = new Place();
        var old = TestStore.New(from, folder["old.dais"]);
        Database database = old is StoreAddress.File file ? SqliteDatabase.Open(file.Path, make: true) : await PostgresDatabase.OpenAsync(((StoreAddress.Postgres)old).Connection, default);
        Upgrade.Run(database, "old", [Upgrade.Names(database)[0]]);
        await using (var store = Store.On(database, old, TimeProvider.System))
        {
            await TamperAsync(store, "INSERT INTO workspaces (id, name, revision, digest, created) VALUES ('w', 'W', 3, '', '2030')");
            await BackUpStore.RunAsync(store, Caller.Local, folder["backup"], cancel: TestContext.Current.CancellationToken);
        }

        var address = TestStore.New(to, folder["new.dais"]);
        var refused = await Assert.ThrowsAsync<InvalidException>(() => RestoreStore.RunAsync(new(folder["backup"], address), TimeProvider.System));
        Assert.Contains("its history ends with 0", refused.What, StringComparison.Ordinal);
        if (to == DatabaseEngine.Sqlite) Assert.False(File.Exists(folder["new.dais"]));
        await using (var nothing = to == DatabaseEngine.Sqlite ? null : await Store.OpenAsync(address, TimeProvider.System))
            if (nothing is not null) Assert.Equal(0, await CountAsync(nothing, "SELECT COUNT(*) FROM workspaces"));
        await RestoreStore.RunAsync(new(folder["backup"], address) { BrokenToo = true }, TimeProvider.System, cancel: TestContext.Current.CancellationToken);
        await using var restored = await Store.OpenAsync(address, TimeProvider.System);
        Assert.Equal(3, await CountAsync(restored, "SELECT revision FROM workspaces"));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_table_of_another_program_is_not_backed_up_because_no_restore_would_take_it(DatabaseEngine engine)
    {
        using var folder = new Place();
        await using var at = await TestStore.OpenAsync(engine);
        await TamperAsync(at.Store, "CREATE TABLE foreign_one (id TEXT NOT NULL PRIMARY KEY)");
        Assert.Contains("foreign_one", (await Assert.ThrowsAsync<StoreException>(() => BackUpStore.RunAsync(at.Store, Caller.Local, folder["backup"]))).What, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFiles(folder.Path));
    }

    [Fact]
    public async Task A_store_that_is_looked_at_cannot_be_written_and_a_backup_is_for_its_owner_alone()
    {
        using var folder = new Place();
        await using var at = await TestStore.OpenAsync(DatabaseEngine.Sqlite);
        await FilledStores.FillAsync(at.Store, 4);
        await using var beside = await Store.LookAsync(at.Address, TimeProvider.System);
        await Assert.ThrowsAnyAsync<Exception>(() => TamperAsync(beside, "DELETE FROM people"));
        await BackUpStore.RunAsync(beside, Caller.Local, folder["backup"], cancel: TestContext.Current.CancellationToken);
        if (OperatingSystem.IsWindows()) return;
        foreach (var path in new[] { folder["backup"], ((StoreAddress.File)at.Address).Path }) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        await Assert.ThrowsAsync<ForbiddenException>(() => BackUpStore.RunAsync(beside, new Caller("p0", "no administrator"), folder["other"]));
        await Assert.ThrowsAsync<InvalidException>(() => BackUpStore.RunAsync(beside, Caller.Local, folder["backup"]));
        Assert.False(File.Exists(folder["other"]));
        Assert.Equal(Path.GetFullPath(folder["backup"]), LastBackup.Of(at.Address)!.File);
    }

    internal static Task<System.Collections.Immutable.ImmutableArray<string>> BrokenAsync(Store store) =>
        store.InAsync(writes: false, (db, connection, transaction) => HistoryCheck.RunAsync(db, connection, transaction, default));

    internal static Task<string> DigestAsync(Store store) =>
        store.InAsync(writes: false, async (_, connection, transaction) => LogicalDump.Digest(await LogicalDump.TablesAsync(store.Database, connection, transaction, default)));

    private static Task<int> TamperAsync(Store store, string sql) => store.InAsync(writes: true, async (_, connection, transaction) =>
    {
        await connection.RunAsync(transaction, sql, default);
        return 0;
    });

    private static Task<long> CountAsync(Store store, string sql) => store.InAsync(writes: false, async (_, connection, transaction) => (await connection.RowsAsync(transaction, sql, (DbDataReader r) => r.GetInt64(0), default))[0]);

    /// <summary>A folder that is gone after the test.</summary>
    internal sealed class Place : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("dais-").FullName;

        public string this[string name] => System.IO.Path.Combine(Path, name);

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}
