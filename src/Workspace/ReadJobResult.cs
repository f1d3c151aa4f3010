using System.Text;
using Dais.Workspace.Jobs;
using Dais.Workspace.People;
using Dais.Workspace.Planning;
using Dais.Workspace.Storing;
using Microsoft.EntityFrameworkCore;

namespace Dais.Workspace;

/// <summary>What came of a job, and on what it rests.</summary>
/// <param name="Job">The job.</param>
/// <param name="Json">Its result: what <c>dais VERB --json</c> prints, to the byte.</param>
/// <param name="Revision">The revision of the workspace that it was computed on.</param>
/// <param name="CurrentRevision">The revision at which the workspace is now.</param>
public sealed record JobResult(Job Job, string Json, long Revision, long CurrentRevision)
{
    /// <summary>Whether the workspace has changed since.</summary>
    public bool Stale => CurrentRevision > Revision;

    /// <summary>The result and what it rests on as one JSON object.</summary>
    public byte[] Print() => WireText.Object(json =>
    {
        json.WriteString("workspace", Job.Workspace);
        json.WriteString("job", Job.Id);
        json.WriteString("kind", Job.Kind);
        json.WriteString("state", JobRows.Word(Job.State));
        json.WriteNumber("revision", Revision);
        json.WriteNumber("currentRevision", CurrentRevision);
        json.WriteBoolean("stale", Stale);
        json.WritePropertyName("result");
        json.WriteRawValue(Json.AsSpan().TrimEnd('\n'), skipInputValidation: true);
    });

    /// <summary>The file that an export made.</summary>
    /// <returns>Its name, its media type and its bytes; nothing where the job is no export.</returns>
    public (string Name, string MediaType, byte[] Content)? File()
    {
        if (Job.Kind != "export") return null;
        var node = Node.Root(Encoding.UTF8.GetBytes(Json));
        return (node["file"].Text(), node["mediaType"].Text(), node["content"].Element.GetBytesFromBase64());
    }
}

/// <summary>Reads what came of a job, and says whether the workspace has changed since.</summary>
public static class ReadJobResult
{
    /// <summary>The result.</summary>
    /// <exception cref="MissingException">There is no such job in the workspace, or it has no result: while it waits or runs, or because it failed.</exception>
    public static Task<JobResult> RunAsync(Store store, Caller caller, string workspace, string id, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        return store.ReadAsync(caller, workspace, Permission.View, async session =>
        {
            var job = await session.JobAsync(id, cancel).ConfigureAwait(false);
            if (!job.HasResult) throw new MissingException($"jobs/{id}/result", job.Over ? "Maybe the job says why it has none." : "Maybe it is not done yet: read the job to see how it stands.");
            var json = await session.Db.Jobs.Where(j => j.Workspace == session.Workspace.Id && j.Id == id).Select(j => j.Result!).SingleAsync(cancel).ConfigureAwait(false);
            if (JobKinds.Of(job.Kind).ShowsSensitive(json)) session.Demand(Permission.ViewSensitive, $"jobs/{id}/result");
            return new JobResult(job, json, job.Revision ?? 0, session.Workspace.Revision);
        }, cancel);
    }
}
