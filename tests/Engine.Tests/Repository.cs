using System.Runtime.CompilerServices;

namespace Dais.Engine.Tests;

/// <summary>The files of this repository, for tests that hold them against the code.</summary>
internal static class Repository
{
    /// <summary>Its root folder.</summary>
    internal static string Root { get; } = Find();

    private static string Find([CallerFilePath] string here = "")
    {
        var folder = Path.GetDirectoryName(here)!;
        while (!File.Exists(Path.Combine(folder, "Dais.slnx"))) folder = Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("Dais.slnx");
        return folder;
    }
}
