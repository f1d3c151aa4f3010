namespace Dais.Workspace.Jobs;

/// <summary>A job as it stands in the store.</summary>
internal sealed class JobRow
{
    public required string Workspace { get; init; }
    public required string Id { get; init; }
    public required string Kind { get; init; }
    public required string State { get; set; }

    /// <summary>Its parameters: one JSON object on one line.</summary>
    public required string Request { get; init; }

    public required string AskedBy { get; init; }
    public required string AskedByName { get; init; }
    public required string Created { get; init; }
    public string? Started { get; set; }
    public string? Finished { get; set; }

    /// <summary>The revision of the workspace that it reads.</summary>
    public long? Revision { get; set; }

    public string? Progress { get; set; }
    public string? Failure { get; set; }

    /// <summary>How often a process has taken it up.</summary>
    public long Attempt { get; set; }

    /// <summary>Counts up with each claim: only its last holder writes.</summary>
    public long Fence { get; set; }

    /// <summary>Which process has it.</summary>
    public string? Runner { get; set; }

    /// <summary>Whether somebody has asked it to stop.</summary>
    public bool Cancelling { get; set; }

    public string? Result { get; set; }
}
