using System.Text.Json.Nodes;
using Dais.Tests;
using Dais.Workspace.People;
using Dais.Workspace.Planning;
using Dais.Workspace.Signals;
using Dais.Workspace.Storing;

namespace Dais.Workspace.Tests.Signals;

/// <summary>A group's view where requests are too many to be in memory.</summary>
public sealed class GroupViewBesideTests
{
    private const string Map = "mapping: m\nfiles: { r: { name: r.csv } }\nmake: [ { list: requests, from: r, fields: { id: \"{id}\", group: \"{group}\", title: \"{title}\" } } ]\n";

    [Fact]
    public async Task The_newest_asks_are_listed_all_are_counted_and_what_they_are_about_is_seen()
    {
        var folder = Directory.CreateTempSubdirectory("dais-").FullName;
        try
        {
            var (csv, map, cancel) = (Path.Combine(folder, "r.csv"), Path.Combine(folder, "map.yaml"), TestContext.Current.CancellationToken);
            await File.WriteAllTextAsync(csv, "id,group,title\n" + string.Concat(Enumerable.Range(0, SignalKinds.MostInMemory + 10).Select(i => $"n{i},{(i % 2 == 0 ? "shops" : "partners")},request {i}\n")), cancel);
            await File.WriteAllTextAsync(map, Map, cancel);
            await using var at = await TestStore.OpenAsync(DatabaseEngine.Sqlite);
            await CreateWorkspace.RunAsync(at.Store, Caller.Local, new("ten", "Ten") { Document = OpenWorkspace.From(Path.Combine(Repository.Root, "samples", "ten", "workspace.json")).Document! }, cancel);
            await ImportSignals.RunAsync(at.Store, Caller.Local, "ten", new([csv], "") { Map = map }, cancel: cancel);
            await ChangeThings.RunAsync(at.Store, Caller.Local, "ten", [new("requests", "own", new JsonObject { ["group"] = "shops", ["title"] = "Keys that change", ["links"] = new JsonArray(new JsonObject { ["initiative"] = "key-rotation" }) })], cancel: cancel);
            var view = await ViewGroup.RunAsync(at.Store, Caller.Local, "ten", "shops", cancel: cancel);
            Assert.Equal((1 + 1 + (SignalKinds.MostInMemory / 2) + 5, ViewGroup.MostRequests, "own"), (view.Asks, view.Requests.Length, view.Requests[0].Id));
            Assert.Equal(AskStanding.Open, Assert.Single(view.Requests[0].About).Standing);
            Assert.Contains(view.Work, w => w.Id == "key-rotation" && !w.Own && w.Asked.Contains("own"));
            Assert.DoesNotContain((await ViewGroup.RunAsync(at.Store, Caller.Local, "ten", "partners", cancel: cancel)).Work, w => w.Id == "key-rotation");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
