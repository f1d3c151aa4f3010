using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Dais.Workspace.Signals;

namespace Dais.Workspace.Storing;

/// <summary>The digest of a revision: of the one before it, of everything that its row says, and of what it did.</summary>
/// <remarks>
/// Whoever changes an old revision has to change every digest after it. Of a batch the digest covers its row, and with
/// that the digest of the signals that it wrote (<see cref="BatchContents"/>). Links of form 1, which stores of earlier
/// versions have, cover neither time and place nor what was taken back; behind one of form 2 there is none of them.
/// </remarks>
internal sealed class RevisionChain : IDisposable
{
    /// <summary>The form of links that are made today.</summary>
    public const long Today = 2;

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly bool _whole;

    /// <summary>Begins the link of a revision.</summary>
    /// <param name="previous">The digest of the link before it; empty for the first.</param>
    /// <param name="row">The revision; its own digest is not looked at.</param>
    /// <param name="batch">What it changed of signals in bulk; absent where it did not.</param>
    public RevisionChain(string previous, RevisionRow row, BatchRow? batch)
    {
        _whole = row.Form >= Today;
        if (_whole)
        {
            foreach (var part in new[] { previous, Text(row.Form), row.Workspace, Text(row.Revision), row.At, row.Actor, row.ActorName, row.Action, row.Why, Text(row.Undoes) }) Append(part);
            foreach (var part in batch is null ? [null] : new[] { batch.Mapping, batch.Files, Text(batch.Added), Text(batch.Changed), Text(batch.Removed), batch.Seal, batch.Contents, batch.Report }) Append(part);
            return;
        }

        foreach (var part in new[] { previous, row.Actor, row.Action, row.Why ?? "" }) AppendShort(part);
        if (batch is not null) AppendShort(string.Join('/', batch.Mapping, batch.Files, batch.Added, batch.Changed, batch.Removed, batch.Seal));
    }

    /// <summary>Adds a change; they come in the order of their kinds and, within a kind, of their ids.</summary>
    public void Add(ChangeRow change)
    {
        if (_whole)
        {
            foreach (var part in new[] { change.Kind, change.Id, change.Before, change.After, Text(change.VersionBefore), Text(change.PositionBefore), Text(change.PositionAfter) }) Append(part);
            return;
        }

        foreach (var part in new[] { change.Kind, change.Id, change.After ?? "" }) AppendShort(part);
    }

    /// <summary>The digest of the link.</summary>
    public string Close() => Convert.ToHexStringLower(_hash.GetHashAndReset());

    public void Dispose() => _hash.Dispose();

    private static string? Text(long? number) => number?.ToString(CultureInfo.InvariantCulture);

    // The length goes first, so that no two lists of parts are the same bytes; nothing is not the empty text.
    private void Append(string? part)
    {
        Span<byte> length = stackalloc byte[4];
        var bytes = part is null ? [] : Encoding.UTF8.GetBytes(part);
        BinaryPrimitives.WriteInt32LittleEndian(length, part is null ? -1 : bytes.Length);
        _hash.AppendData(length);
        _hash.AppendData(bytes);
    }

    private void AppendShort(string part)
    {
        _hash.AppendData(Encoding.UTF8.GetBytes(part));
        _hash.AppendData([0]);
    }
}
