using System.Text;
using Dais.Workspace.Jobs;
using Dais.Workspace.People;
using Dais.Workspace.Planning;
using Dais.Workspace.Storing;

namespace Dais.Workspace;

/// <summary>What came of an analysis, and on what it rests.</summary>
/// <typeparam name="T">What is read.</typeparam>
/// <param name="Job">The job that made it.</param>
/// <param name="Document">What came of it.</param>
/// <param name="Revision">The revision of the workspace that it was computed on.</param>
public sealed record Analysis<T>(Job Job, T Document, long Revision);

/// <summary>Reads what came of an analysis against the workspace that it was computed on, however that has changed since.</summary>
public static class ReadAnalysis
{
    /// <summary>The analysis.</summary>
    /// <exception cref="MissingException">There is no such job in the workspace, or it has no result.</exception>
    /// <exception cref="InvalidException">The job is of another kind.</exception>
    public static async Task<Analysis<T>> RunAsync<T>(Store store, Caller caller, string workspace, AnalysisKind<T> kind, string id, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(kind);
        var result = await ReadJobResult.RunAsync(store, caller, workspace, id, cancel).ConfigureAwait(false);
        if (result.Job.Kind != kind.Name) throw new InvalidException($"The job is of kind \"{result.Job.Kind}\", not \"{kind.Name}\".", $"jobs/{id}", "Maybe the id is that of another job.");
        var state = await ReadWorkspace.RunAsync(store, caller, workspace, new Moment(result.Revision, null), cancel).ConfigureAwait(false);
        var portfolio = state.Opened?.Portfolio ?? throw new MissingException($"jobs/{id}/result", "Maybe compute it again: the workspace that it was computed on cannot be read.");
        return new(result.Job, kind.Read(Node.Root(Encoding.UTF8.GetBytes(result.Json)), portfolio), result.Revision);
    }
}
