using Dais.Workspace.People;
using Dais.Workspace.Storing;
using Microsoft.EntityFrameworkCore;

namespace Dais.Workspace;

/// <summary>What the walk along the audit found.</summary>
/// <param name="Lines">How many lines hold, from the first one on.</param>
/// <param name="Broken">The number of the first line that does not hold; absent where all do.</param>
/// <param name="What">What is wrong with it.</param>
public sealed record AuditCheck(long Lines, long? Broken, string? What);

/// <summary>Walks along the audit: whoever changed, removed or moved a line did not leave the chain whole.</summary>
/// <remarks>
/// What it cannot find: a rewriting of every line from one on to the last, and of the head. Who keeps a digest
/// elsewhere finds that too.
/// </remarks>
public static class VerifyAudit
{
    /// <summary>Walks.</summary>
    public static Task<AuditCheck> RunAsync(Store store, Caller caller, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        return store.InAsync(writes: false, async (db, _, _) =>
        {
            await Instance.DemandAdministratorAsync(db, caller, "audit", cancel).ConfigureAwait(false);
            return await InAsync(db, cancel).ConfigureAwait(false);
        }, cancel);
    }

    /// <summary>The same inside a transaction.</summary>
    internal static async Task<AuditCheck> InAsync(StoreContext db, CancellationToken cancel)
    {
        var (seq, digest) = (0L, "");
        await foreach (var line in db.Audit.AsNoTracking().OrderBy(a => a.Seq).AsAsyncEnumerable().WithCancellation(cancel).ConfigureAwait(false))
        {
            if (line.Seq != seq + 1) return new AuditCheck(seq, seq + 1, "It is missing.");
            if (line.Digest != Auditing.DigestAfter(digest, line)) return new AuditCheck(seq, line.Seq, "It was changed, or the line before it.");
            (seq, digest) = (line.Seq, line.Digest);
        }

        var head = await db.AuditHead.AsNoTracking().SingleOrDefaultAsync(cancel).ConfigureAwait(false);
        if (head is null || head.Seq > seq) return new AuditCheck(seq, seq + 1, "It is missing, though the head of the chain knows it.");
        return head.Seq == seq && head.Digest == digest ? new AuditCheck(seq, null, null) : new AuditCheck(seq, head.Seq + 1, "The head of the chain does not know it.");
    }
}
