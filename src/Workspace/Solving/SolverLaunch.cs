using System.Collections.Immutable;

namespace Dais.Workspace.Solving;

/// <summary>How the solver's process is started.</summary>
/// <param name="Program">The executable's path.</param>
/// <param name="Arguments">Its arguments.</param>
public sealed record SolverLaunch(string Program, ImmutableArray<string> Arguments)
{
    /// <summary>The verb by which <c>dais</c> becomes the solver; not shown to people.</summary>
    public const string Verb = "solve-worker";

    /// <summary><c>dais</c> starts itself: the executable that runs, or the runtime with <c>dais.dll</c> where that runs it.</summary>
    public static SolverLaunch Itself()
    {
        var running = Environment.ProcessPath ?? throw new InvalidOperationException("The path of the running program is unknown.");
        return Path.GetFileNameWithoutExtension(running) == "dotnet"
            ? new(running, [Path.Combine(AppContext.BaseDirectory, "dais.dll"), Verb])
            : new(running, [Verb]);
    }
}
