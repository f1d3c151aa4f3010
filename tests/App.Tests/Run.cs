using System.Text.RegularExpressions;
using Dais.App.Cli;
using Dais.Workspace.Solving;

namespace Dais.App.Tests;

/// <summary>What a command printed, and its exit code.</summary>
internal sealed record Ran(int Code, string Out, string Error)
{
    /// <summary>What was printed, with the seconds of a search, which differ each time, as <c>N s</c>.</summary>
    public string Timeless => Regex.Replace(Out, @"\b(?<what>Solved in|Stopped after)\s+[0-9.]+\s+s", "${what} N s", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5));
}

/// <summary>Runs <c>dais</c> inside the test, with a real solver's process.</summary>
internal static class Run
{
    /// <summary>The repository's root.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The sample of ten initiatives.</summary>
    public static string Ten { get; } = Path.Combine(Root, "samples", "ten", "workspace.json");

    /// <summary>The executable, built beside the tests.</summary>
    public static string Executable { get; } = Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "dais.exe" : "dais");

    /// <summary>How the tests start a solver.</summary>
    public static SolverLaunch Solver { get; } = new(Executable, [SolverLaunch.Verb]);

    public static Task<Ran> DaisAsync(params string[] args) => DaisAsync(80, args);

    public static async Task<Ran> DaisAsync(int width, string[] args, SolverLaunch? solver = null)
    {
        await using var output = new StringWriter();
        await using var error = new StringWriter();
        var around = new Surroundings { Out = output, Error = error, Width = width, Solver = solver ?? Solver, Folder = Path.GetTempPath(), Grace = TimeSpan.FromMinutes(5), Variable = name => name == "DAIS_MASTER_KEY" ? Convert.ToBase64String(new byte[32]) : null };
        var code = await CommandLine.RunAsync(args, around, TestContext.Current.CancellationToken);
        return new(code, output.ToString(), error.ToString());
    }

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Dais.slnx"))) folder = Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("The repository's root is not above the tests.");
        return folder;
    }
}
