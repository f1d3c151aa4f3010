namespace Dais.Workspace.Storing;

#pragma warning disable MA0048 // The rows of the core are read together.

/// <summary>Who may come in.</summary>
internal sealed class PersonRow
{
    public required string Id { get; init; }
    public required string Name { get; set; }
    public string? Email { get; set; }
    public required string State { get; set; }
    public bool Administrator { get; set; }
    public required string Created { get; init; }
}

/// <summary>A workspace, and how far its history goes.</summary>
internal sealed class WorkspaceRow
{
    public required string Id { get; init; }
    public required string Name { get; set; }
    public long Revision { get; set; }
    public required string Digest { get; set; }
    public required string Created { get; init; }
}

/// <summary>What somebody is in a workspace.</summary>
internal sealed class MemberRow
{
    public required string Workspace { get; init; }
    public required string Person { get; init; }
    public required string Role { get; set; }
    public string? Group { get; set; }
    public bool Sensitive { get; set; }
    public required string State { get; set; }
    public required string Since { get; set; }
}

/// <summary>A thing of the model as it stands now.</summary>
internal sealed class ItemRow
{
    public required string Workspace { get; init; }
    public required string Kind { get; init; }
    public required string Id { get; init; }
    public long Version { get; set; }
    public long Position { get; set; }
    public required string Json { get; set; }
}

/// <summary>A change set: who, when, what for.</summary>
internal sealed class RevisionRow
{
    public required string Workspace { get; init; }
    public long Revision { get; init; }
    public required string At { get; init; }
    public required string Actor { get; init; }
    public required string ActorName { get; init; }
    public required string Action { get; init; }
    public string? Why { get; init; }
    public long? Undoes { get; init; }
    public long? UndoneBy { get; set; }
    public required string Digest { get; set; }

    /// <summary>How its link in the chain is made: see <see cref="RevisionChain"/>.</summary>
    public long Form { get; init; }
}

/// <summary>What a change set did to one thing.</summary>
internal sealed class ChangeRow
{
    public required string Workspace { get; init; }
    public long Revision { get; init; }
    public required string Kind { get; init; }
    public required string Id { get; init; }
    public string? Before { get; init; }
    public string? After { get; init; }
    public long? VersionBefore { get; init; }
    public long? PositionBefore { get; init; }
    public long? PositionAfter { get; init; }
}

/// <summary>A request that was answered, kept for who asks again with the same key.</summary>
internal sealed class AnsweredRow
{
    public required string Caller { get; init; }
    public required string Key { get; init; }
    public required string Request { get; init; }
    public long Status { get; init; }
    public required string Headers { get; init; }
    public required string Body { get; init; }
    public required string At { get; init; }
}

/// <summary>Something about people and doors that is remembered: a line of a chain.</summary>
internal sealed class AuditRow
{
    public long Seq { get; init; }
    public required string At { get; init; }
    public string? Workspace { get; init; }
    public required string Actor { get; init; }
    public required string Action { get; init; }
    public required string Subject { get; init; }
    public string? Detail { get; init; }
    public required string Digest { get; init; }
}
