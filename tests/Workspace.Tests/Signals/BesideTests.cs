using Dais.Tests;
using Dais.Workspace.People;
using Dais.Workspace.Signals;
using Dais.Workspace.Storing;

namespace Dais.Workspace.Tests.Signals;

/// <summary>Lists that are too many for memory: read, changed, taken back and written out as all others, and never silently left out.</summary>
public sealed class BesideTests
{
    private const string Map = "mapping: m\nfiles: { r: { name: r.csv } }\nmake: [ { list: requests, from: r, fields: { id: \"{id}\", title: \"{title}\" } } ]\n";

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_list_too_large_for_memory_is_read_changed_taken_back_and_written_out(DatabaseEngine engine)
    {
        var count = SignalKinds.MostInMemory + 500;
        var folder = Directory.CreateTempSubdirectory("dais-").FullName;
        try
        {
            var (csv, map, cancel) = (Path.Combine(folder, "r.csv"), Path.Combine(folder, "map.yaml"), TestContext.Current.CancellationToken);
            await File.WriteAllTextAsync(csv, "id,title\n" + string.Concat(Enumerable.Range(0, count).Select(i => $"r{i},request {i}\n")), cancel);
            await File.WriteAllTextAsync(map, Map, cancel);
            await using var at = await TestStore.OpenAsync(engine);
            var id = await at.NewAsync(0);
            var before = await at.TextAsync(id);
            var (_, batch) = await ImportSignals.RunAsync(at.Store, Caller.Local, id, new ImportRequest([csv], "") { Map = map }, cancel: cancel);
            var state = await at.Store.ReadAsync(Caller.Local, id, Permission.View, session => session.StateAsync(cancel), cancel);
            Assert.Equal(count + 2, state.Beside["requests"]);
            Assert.Contains(state.Opened!.Warnings, f => f.At == "requests");
            Assert.True(state.Opened.Sound);
            var after = (await ExportWorkspace.RunAsync(at.Store, Caller.Local, id, cancel: cancel)).Document;
            Assert.Equal(count + 2, after.Root["requests"]!.AsArray().Count);

            var key = new ThingKey("requests", "r7");
            Assert.Equal(batch, (await ReadThing.RunAsync(at.Store, Caller.Local, id, key, cancel: cancel)).Version);
            await ChangeThings.RunAsync(at.Store, Caller.Local, id, [new("requests", "r7", new System.Text.Json.Nodes.JsonObject { ["title"] = "another" }) { Expected = batch }], cancel: cancel);
            await Assert.ThrowsAsync<ConflictException>(() => UndoBatch.RunAsync(at.Store, Caller.Local, id, batch!.Value, cancel: cancel));
            await UndoChange.RunAsync(at.Store, Caller.Local, id, cancel: cancel);
            Assert.Equal(after.Text, await at.TextAsync(id));
            Assert.Equal(1, (await SearchSignals.RunAsync(at.Store, Caller.Local, id, new SignalQuestion("7 request"), cancel)).Total);
            Assert.Equal(before, (await ExportWorkspace.RunAsync(at.Store, Caller.Local, id, new Moment(batch - 1, null), cancel)).Document.Text);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
