using System.Security.Cryptography;
using System.Text;
using Dais.Workspace.Signals;

namespace Dais.Workspace.Storing;

/// <summary>The digest of a revision: of the one before it, of who made it and what for, and of what it did as far as the list of changes has it.</summary>
/// <remarks>Whoever changes an old revision has to change every digest after it. A batch stands for its signals, which are not in the list.</remarks>
internal sealed class RevisionChain : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <summary>Begins the link that comes after the one of that digest.</summary>
    public RevisionChain(string previous, string actor, string action, string? why, BatchRow? batch)
    {
        foreach (var part in new[] { previous, actor, action, why ?? "" }) Append(part);
        if (batch is not null) Append(string.Join('/', batch.Mapping, batch.Files, batch.Added, batch.Changed, batch.Removed, batch.Seal));
    }

    /// <summary>Adds a change; they come in the order of their kinds and, within a kind, of their ids.</summary>
    public void Add(string kind, string id, string? after)
    {
        foreach (var part in new[] { kind, id, after ?? "" }) Append(part);
    }

    /// <summary>The digest of the link.</summary>
    public string Close() => Convert.ToHexStringLower(_hash.GetHashAndReset());

    public void Dispose() => _hash.Dispose();

    private void Append(string part)
    {
        _hash.AppendData(Encoding.UTF8.GetBytes(part));
        _hash.AppendData([0]);
    }
}
