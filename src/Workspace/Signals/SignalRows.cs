namespace Dais.Workspace.Signals;

#pragma warning disable MA0048 // The rows of this room are read together.

/// <summary>A signal as it stands now.</summary>
internal sealed class SignalRow
{
    public required string Workspace { get; init; }
    public required string Kind { get; init; }
    public required string Id { get; init; }
    public long Version { get; init; }
    public long Position { get; init; }
    public long Number { get; init; }
    public string? Source { get; init; }
    public string? SourceId { get; init; }
    public required string Json { get; init; }
}

/// <summary>What stood there from a revision until another.</summary>
internal sealed class SignalHistoryRow
{
    public required string Workspace { get; init; }
    public required string Kind { get; init; }
    public required string Id { get; init; }
    public long Until { get; init; }
    public long Since { get; init; }
    public long Position { get; init; }
    public required string Json { get; init; }
}

/// <summary>In which signals of a block a word stands.</summary>
internal sealed class SignalWordRow
{
    public required string Workspace { get; init; }
    public required string Word { get; init; }
    public long Block { get; init; }
    public long Documents { get; init; }
    public required byte[] Numbers { get; init; }
}

/// <summary>A revision that changed signals in bulk.</summary>
internal sealed class BatchRow
{
    public required string Workspace { get; init; }
    public long Revision { get; init; }
    public required string Mapping { get; init; }
    public required string Files { get; init; }
    public long Added { get; init; }
    public long Changed { get; init; }
    public long Removed { get; init; }

    /// <summary>A digest of the files that came in, so that the chain of revisions holds them; empty where none did.</summary>
    public required string Seal { get; init; }

    /// <summary>A digest of the signals as the revision left them, so that the chain holds those too; see <see cref="BatchContents"/>.</summary>
    public string Contents { get; set; } = "";
    public required string Report { get; init; }
}
