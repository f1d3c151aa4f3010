using System.Diagnostics;
using Dais.Workspace;
using Dais.Workspace.People;
using Dais.Workspace.Storing;
using Dais.Workspace.Wire;
namespace Dais.Bench;
internal static class SignalsBench
{
    internal static int Run(string[] args)
    {
        RunAsync(args).GetAwaiter().GetResult();
        return 0;
    }
    private static async Task RunAsync(string[] args)
    {
        var folder = Directory.CreateTempSubdirectory("dais-bench-").FullName;
        var world = new SignalWorld();
        world.Write(Path.Combine(folder, "requests.csv"), 0, 100_000, 1);
        File.WriteAllText(Path.Combine(folder, "map.yaml"), SignalWorld.Mapping);
        StoreAddress address = args is [var c] ? new StoreAddress.Postgres(c) : new StoreAddress.File(Path.Combine(folder, "x.dais"));
        await using var store = await Store.OpenAsync(address, TimeProvider.System);
        await CreateWorkspace.RunAsync(store, Caller.Local, new("b" + Environment.ProcessId, "B") { Document = Document.Of(JsonText.Read(System.Text.Encoding.UTF8.GetBytes(SignalWorld.Workspace), "x", []), [])! });
        var sw = Stopwatch.StartNew();
        var (report, revision) = await ImportSignals.RunAsync(store, Caller.Local, "b" + Environment.ProcessId, new([Path.Combine(folder, "requests.csv")], "") { Map = Path.Combine(folder, "map.yaml") }, progress: s => Console.WriteLine($"{sw.Elapsed.TotalSeconds:F2} {s}"));
        Console.WriteLine($"{sw.Elapsed.TotalSeconds:F2} {revision} {report.Sound} {string.Join("; ", report.Findings.Take(5))} {report.Changes.Length}");
        Directory.Delete(folder, true);
    }
}
