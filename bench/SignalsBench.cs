using System.Diagnostics;
namespace Dais.Bench;
internal static class SignalsBench
{
    internal static int Run(string[] args)
    {
        var folder = Directory.CreateTempSubdirectory("dais-bench-").FullName;
        var world = new SignalWorld();
        world.Write(Path.Combine(folder, "requests.csv"), 0, 100_000, 1);
        File.WriteAllText(Path.Combine(folder, "map.yaml"), SignalWorld.Mapping);
        File.WriteAllText(Path.Combine(folder, "w.json"), SignalWorld.Workspace);
        var sw = Stopwatch.StartNew();
        var report = Dais.Workspace.ImportFiles.Prepare(new([Path.Combine(folder, "requests.csv")], Path.Combine(folder, "w.json")) { Map = Path.Combine(folder, "map.yaml") }, s => Console.WriteLine($"{sw.Elapsed.TotalSeconds:F2} {s}"));
        Console.WriteLine($"{sw.Elapsed.TotalSeconds:F2} {report.Sound} {string.Join("; ", report.Findings.Take(5))} {report.Changes.Length} {report.Changes[0].Added.Length}");
        Console.WriteLine(new FileInfo(Path.Combine(folder, "requests.csv")).Length);
        return 0;
    }
}
