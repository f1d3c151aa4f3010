using System.Runtime.CompilerServices;

namespace Dais.Workspace.Tests.Importing;

/// <summary>Where the public data lies that some tests read: <c>DAIS_DATA</c>, or <c>../shared/data</c> beside the repository.</summary>
internal static class RealData
{
    /// <summary>The path of a file or folder of it; the test is skipped, and the public source named, where it is not there.</summary>
    public static string At(string path, string source)
    {
        var whole = Path.Combine(Environment.GetEnvironmentVariable("DAIS_DATA") is { Length: > 0 } data ? data : Path.Combine(Root(), "..", "shared", "data"), path);
        if (!Path.Exists(whole)) Assert.Skip($"The data is not here. It is public: {source}; set DAIS_DATA to the folder that holds {path}.");
        return whole;
    }

    private static string Root([CallerFilePath] string here = "")
    {
        var folder = Path.GetDirectoryName(here)!;
        while (!File.Exists(Path.Combine(folder, "Dais.slnx"))) folder = Path.GetDirectoryName(folder)!;
        return folder;
    }
}
