using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Dais.Workspace.Storing.Backups;

/// <summary>What a backup says of itself.</summary>
/// <param name="Format">The version of the form; this is 1.</param>
/// <param name="Dais">The version of Dais that made it.</param>
/// <param name="At">When.</param>
/// <param name="Engine">The engine that it was taken from, with its version.</param>
/// <param name="Schema">The scripts that the store had, in their order.</param>
/// <param name="Tables">Every table, with count and digest.</param>
/// <param name="Digest">The digest of all of them.</param>
/// <param name="Workspaces">The workspaces, with the last link of their chains.</param>
/// <param name="Audit">The last line of the audit; absent before there was one.</param>
public sealed record Manifest(int Format, string Dais, string At, string Engine, ImmutableArray<string> Schema, ImmutableArray<DumpedTable> Tables, string Digest, ImmutableArray<KeptWorkspace> Workspaces, KeptAudit? Audit = null)
{
    /// <summary>The form that this version writes, and the only one it reads.</summary>
    public const int Current = 1;

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        NewLine = "\n",
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    /// <summary>All rows of all tables.</summary>
    [JsonIgnore]
    public long Rows => Tables.Sum(t => t.Rows);

    /// <summary>How many rows a table has.</summary>
    public long RowsOf(string table) => Tables.FirstOrDefault(t => t.Table == table)?.Rows ?? 0;

    /// <summary>Its text.</summary>
    public byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(this, Options);

    /// <summary>The manifest of that text.</summary>
    /// <exception cref="JsonException">It is none.</exception>
    public static Manifest Read(ReadOnlySpan<byte> text) => JsonSerializer.Deserialize<Manifest>(text, Options) ?? throw new JsonException("It is empty.");
}

/// <summary>A workspace in a backup.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Revision">Its newest revision.</param>
/// <param name="Digest">The digest of that.</param>
public sealed record KeptWorkspace(string Id, long Revision, string Digest);

/// <summary>The audit in a backup.</summary>
/// <param name="Seq">The number of its last line.</param>
/// <param name="Digest">The digest of that.</param>
public sealed record KeptAudit(long Seq, string Digest);
