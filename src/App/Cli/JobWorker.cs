using System.Runtime.InteropServices;
using Dais.Workspace;
using Dais.Workspace.Jobs;
using Dais.Workspace.Solving;
using Dais.Workspace.Storing;

namespace Dais.App.Cli;

/// <summary><c>dais job-worker</c>: a process that only runs the jobs of a store, beside servers on the same PostgreSQL or alone on a file.</summary>
/// <remarks>Not shown to people. Where the store is stands in the first line of its input, so that no password is seen among the processes; it ends in good order at the input's end or at SIGTERM.</remarks>
internal static class JobWorker
{
    /// <summary>The verb.</summary>
    public const string Verb = "job-worker";

    /// <summary>Runs jobs until the input ends.</summary>
    /// <param name="input">First the path of a file, or a PostgreSQL connection string; then nothing.</param>
    /// <param name="output">Takes one line once it runs.</param>
    /// <param name="error">Takes what hinders it.</param>
    public static async Task<int> RunAsync(TextReader input, TextWriter output, TextWriter error)
    {
        using var stop = new CancellationTokenSource();
        using var told = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal =>
        {
            signal.Cancel = true;
            stop.Cancel();
        });
        try
        {
            var where = await input.ReadLineAsync(stop.Token).ConfigureAwait(false) ?? "";
            await using var store = await Store.OpenAsync(where.Contains('=', StringComparison.Ordinal) ? new StoreAddress.Postgres(where) : new StoreAddress.File(where), TimeProvider.System, make: false, stop.Token).ConfigureAwait(false);
            await using var runner = await JobRunner.StartAsync(store, SolverLaunch.Itself(), cancel: stop.Token).ConfigureAwait(false);
            await output.WriteLineAsync("Jobs are run.").ConfigureAwait(false);
            await output.FlushAsync(CancellationToken.None).ConfigureAwait(false);
            await Task.WhenAny(Task.Run(input.ReadToEnd), Task.Delay(Timeout.Infinite, stop.Token)).ConfigureAwait(false);
            return CommandLine.Done;
        }
        catch (RefusalException refusal)
        {
            await error.WriteLineAsync("dais: " + refusal.Message).ConfigureAwait(false);
            return CommandLine.Bad;
        }
    }
}
