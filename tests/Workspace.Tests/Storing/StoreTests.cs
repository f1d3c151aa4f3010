using Dais.Tests;
using Dais.Workspace.People;
using Dais.Workspace.Storing;
using Dais.Workspace.Tests.Wire;
using Dais.Workspace.Wire;
using Microsoft.EntityFrameworkCore;

namespace Dais.Workspace.Tests.Storing;

/// <summary>What holds of a store, on both engines.</summary>
public sealed class StoreTests
{
    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_workspace_comes_out_of_the_store_as_it_went_in(DatabaseEngine engine)
    {
        await using var at = await TestStore.OpenAsync(engine);
        foreach (var (id, document) in new[] { ("example", Example()), ("smallest", Read(Worlds.With())), ("strange", Read(Worlds.With("\"charter\": { \"for\": 1.10 }, \"unknown\": [3, null], \"teams\": [ { \"id\": \"a\", \"capacity\": 1 }, { \"id\": \"a\", \"capacity\": 2 } ]"))) })
        {
            await CreateWorkspace.RunAsync(at.Store, Caller.Local, new(id, id) { Document = document });
            await at.ReopenAsync();
            var state = await at.Store.ReadAsync(Caller.Local, id, Permission.View, session => session.StateAsync());
            Assert.Equal(document.Text, state.Opened!.Document!.Text);
            Assert.Equal(1, state.Revision);
        }
    }

    [Fact]
    public void Every_document_comes_apart_into_things_and_together_again()
    {
        var lost = new List<string>();
        for (var seed = 0; seed < 400; seed++)
        {
            var world = NastyWorlds.Make(seed);
            var again = Parts.Together(Parts.Of(world).Select(p => KeyValuePair.Create(p.Key, new Item(1, p.Position, p.Json))));
            if (again?.Equals(world) == true) continue;
            lost.Add($"seed {seed}: " + string.Join(' ', world.Root.Where(f => JsonText.Line(f.Value) != JsonText.Line(again?.Root.Get(f.Key))).Select(f => $"{f.Key}: {Short(JsonText.Line(f.Value))} became {Short(JsonText.Line(again?.Root.Get(f.Key)))}")));
        }

        Assert.True(lost.Count == 0, $"{lost.Count} are not the same.\n" + string.Join('\n', lost.Take(20)));

        static string Short(string text) => text.Length > 200 ? text[..200] + "…" : text;
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task The_same_document_again_makes_no_revision(DatabaseEngine engine)
    {
        await using var at = await TestStore.OpenAsync(engine);
        await CreateWorkspace.RunAsync(at.Store, Caller.Local, new("example", "Example") { Document = Example() });
        Assert.Equal(1, (await ReplaceWorkspace.RunAsync(at.Store, Caller.Local, "example", Example())).Revision);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task The_query_model_is_the_schema(DatabaseEngine engine)
    {
        await using var at = await TestStore.OpenAsync(engine);
        await at.Store.InAsync(writes: false, async (db, connection, transaction) =>
        {
            foreach (var entity in db.Model.GetEntityTypes())
            {
                await using var command = connection.CreateCommand();
                command.Transaction = transaction;
                command.CommandText = $"SELECT {string.Join(", ", entity.GetProperties().Select(p => $"\"{p.GetColumnName()}\""))} FROM \"{entity.GetTableName()}\" WHERE 1 = 0";
                await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
                Assert.Equal(entity.GetProperties().Count(), reader.FieldCount);
            }

            return 0;
        });
    }

    [Fact]
    public async Task A_second_process_is_told_that_the_file_is_taken()
    {
        await using var at = await TestStore.OpenAsync(DatabaseEngine.Sqlite);
        var refused = await Assert.ThrowsAsync<StoreException>(() => Store.OpenAsync(at.Address, TimeProvider.System));
        Assert.Contains("another process", refused.What, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_store_is_not_touched()
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory("dais-").FullName, "x.dais");
        await File.WriteAllTextAsync(path, "{ }", TestContext.Current.CancellationToken);
        await Assert.ThrowsAsync<StoreException>(() => Store.OpenAsync(new StoreAddress.File(path), TimeProvider.System));
        Assert.Equal("{ }", await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_store_of_a_later_version_is_left_alone(DatabaseEngine engine)
    {
        await using var at = await TestStore.OpenAsync(engine);
        await at.Store.InAsync(writes: true, (db, _, _) => db.Database.ExecuteSqlRawAsync(engine == DatabaseEngine.Sqlite
            ? "INSERT INTO SchemaVersions (ScriptName, Applied) VALUES ('sqlite/9999-later.sql', '2030-01-01')"
            : "INSERT INTO schemaversions (scriptname, applied) VALUES ('postgres/9999-later.sql', now())"));
        var refused = await Assert.ThrowsAsync<StoreException>(at.ReopenAsync);
        Assert.Contains("9999-later", refused.What, StringComparison.Ordinal);
    }

    internal static Document Example() => Read(Worlds.Example);

    internal static Document Read(string json) => Document.Of(JsonText.Read(System.Text.Encoding.UTF8.GetBytes(json), "test", []), [])!;
}
