using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Dais.Workspace.Storing;
using Microsoft.EntityFrameworkCore;

namespace Dais.Workspace.People;

/// <summary>Something about people and doors that is to be remembered.</summary>
/// <param name="Actor">Who did it: a person's id.</param>
/// <param name="Action">A word for it: <c>member.invite</c>.</param>
/// <param name="Subject">To whom or to what: <c>people/1f…</c>.</param>
public sealed record AuditNote(string Actor, string Action, string Subject)
{
    /// <summary>The workspace in which; absent where it is in none.</summary>
    public string? Workspace { get; init; }

    /// <summary>What else there is to say, as JSON. Never a secret.</summary>
    public JsonObject? Detail { get; init; }
}

/// <summary>Writes lines into the audit: each has a digest of the line before it and of its own content.</summary>
/// <remarks>
/// A line is in the transaction of what it tells of: neither is there without the other. The chain's head is locked
/// last, after everything that the transaction locks besides, so that no two wait for one another.
/// </remarks>
internal static class Auditing
{
    /// <summary>Adds a line for what the session did.</summary>
    public static Task AuditAsync(this Session session, string action, string subject, JsonObject? detail = null, CancellationToken cancel = default) =>
        AuditAsync(session.Store, session.Db, new(session.Caller.Id, action, subject) { Workspace = session.Workspace.Id, Detail = detail }, cancel);

    /// <summary>Adds a line.</summary>
    public static async Task AuditAsync(this Store store, StoreContext db, AuditNote note, CancellationToken cancel = default)
    {
        await db.SaveChangesAsync(cancel).ConfigureAwait(false);
        var heads = store.Database.LocksRows ? db.AuditHead.FromSql($"SELECT * FROM audit_head FOR UPDATE") : db.AuditHead;
        var head = await heads.SingleAsync(cancel).ConfigureAwait(false);
        var (seq, at, detail) = (head.Seq + 1, Store.Stamp(store.Clock.GetUtcNow()), note.Detail?.ToJsonString());
        var line = new AuditRow
        {
            Seq = seq,
            At = at,
            Workspace = note.Workspace,
            Actor = note.Actor,
            Action = note.Action,
            Subject = note.Subject,
            Detail = detail,
            Digest = Digest(head.Digest, seq, at, note.Workspace, note.Actor, note.Action, note.Subject, detail),
        };
        db.Audit.Add(line);
        (head.Seq, head.Digest) = (seq, line.Digest);
        await db.SaveChangesAsync(cancel).ConfigureAwait(false);
    }

    /// <summary>The digest that a line has to have after the line of that digest.</summary>
    public static string DigestAfter(string previous, AuditRow line) =>
        Digest(previous, line.Seq, line.At, line.Workspace, line.Actor, line.Action, line.Subject, line.Detail);

    // Each part goes in with its length before it, so that nothing moves from one part into the next unseen.
    private static string Digest(string previous, long seq, params ReadOnlySpan<string?> parts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> number = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(number, seq);
        hash.AppendData(Encoding.UTF8.GetBytes(previous));
        hash.AppendData(number);
        foreach (var part in parts)
        {
            var bytes = part is null ? null : Encoding.UTF8.GetBytes(part);
            BinaryPrimitives.WriteInt64BigEndian(number, bytes?.Length ?? -1);
            hash.AppendData(number);
            hash.AppendData(bytes ?? []);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
