using Dais.Engine.Modelling;

namespace Dais.Engine.Tests;

/// <summary>Which room of the Engine may use which: one table, and every other edge fails.</summary>
public sealed class AllowedEdgesTests
{
    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["Quantities"] = [],
        ["Solving"] = [],
        ["Modelling"] = ["Quantities"],
        ["Valuing"] = ["Quantities", "Modelling"],
        ["Listening"] = ["Quantities", "Modelling", "Valuing"],
        ["Aligning"] = ["Quantities", "Modelling", "Valuing"],
        ["Reckoning"] = ["Quantities", "Modelling", "Valuing"],
        ["Planning"] = ["Quantities", "Modelling", "Valuing", "Solving"],
        ["Explaining"] = ["Quantities", "Modelling", "Valuing", "Planning"],
        ["Briefing"] = ["Quantities", "Modelling", "Valuing", "Planning", "Explaining", "Listening", "Aligning", "Reckoning"],
    };

    private static readonly string Root = Path.Combine(Repository.Root, "src", "Engine");

    [Fact]
    public void Every_room_uses_only_the_rooms_it_stands_on()
    {
        var edges = Directory.EnumerateFiles(Root, "*.cs", SearchOption.AllDirectories)
            .Where(f => Room(f) is not ("obj" or "bin" or "."))
            .SelectMany(f => Uses(f).Where(to => to != Room(f)).Select(to => (From: Room(f), To: to, File: Path.GetRelativePath(Root, f))))
            .ToList();
        Assert.NotEmpty(edges);
        Assert.Empty(edges.Where(e => !Allowed.TryGetValue(e.From, out var to) || !to.Contains(e.To, StringComparer.Ordinal)).Select(e => $"{e.File}: {e.From} may not use {e.To}"));
    }

    [Fact]
    public void The_engine_references_the_solver_and_the_framework_and_nothing_else()
    {
        var others = typeof(Portfolio).Assembly.GetReferencedAssemblies().Select(a => a.Name!)
            .Where(n => !n.StartsWith("System", StringComparison.Ordinal) && n is not ("netstandard" or "mscorlib" or "Google.OrTools" or "Google.Protobuf" or "MathNet.Numerics"));
        Assert.Empty(others);
    }

    private static string Room(string file) => Path.GetRelativePath(Root, file).Split(Path.DirectorySeparatorChar) is { Length: > 1 } parts ? parts[0] : ".";

    private static IEnumerable<string> Uses(string file) =>
        File.ReadLines(file).SelectMany(line => Allowed.Keys.Where(room => line.Contains($"Dais.Engine.{room}", StringComparison.Ordinal) && !line.StartsWith("namespace", StringComparison.Ordinal))).Distinct(StringComparer.Ordinal);
}
