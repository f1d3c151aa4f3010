using System.Collections.Immutable;
using System.Data.Common;
using Dais.Workspace.Signals;
using Microsoft.EntityFrameworkCore;

namespace Dais.Workspace.Storing.Checking;

/// <summary>Walks along the history of every workspace and the audit: whether each digest follows from the one before it, and what stands now from the last change.</summary>
/// <remarks>
/// What it cannot find: a rewriting of a whole chain up to its end. Who keeps a digest elsewhere, as every backup does,
/// finds that too.
/// </remarks>
internal static class HistoryCheck
{
    private const string Signals = "'accounts', 'requests', 'evidence', 'worklog'";

    // Each finds things that are not what the list of changes says; a batch stands for the signals that it changed.
    private static readonly (string Sql, string What)[] Standings =
    [
        ("SELECT i.workspace, i.kind, i.id FROM items i LEFT JOIN changes c ON c.workspace = i.workspace AND c.revision = i.version AND c.kind = i.kind AND c.id = i.id WHERE c.after IS NULL OR c.after <> i.json OR c.position_after <> i.position", "does not stand as the history says"),
        ("SELECT s.workspace, s.kind, s.id FROM signals s LEFT JOIN batches b ON b.workspace = s.workspace AND b.revision = s.version LEFT JOIN changes c ON c.workspace = s.workspace AND c.revision = s.version AND c.kind = s.kind AND c.id = s.id WHERE b.revision IS NULL AND (c.after IS NULL OR c.after <> s.json)", "does not stand as the history says"),
        ("SELECT u.workspace, 'revision', CAST(u.undoes AS TEXT) FROM revisions u LEFT JOIN revisions r ON r.workspace = u.workspace AND r.revision = u.undoes WHERE u.undoes IS NOT NULL AND (r.undone_by IS NULL OR r.undone_by <> u.revision)", "is not marked as taken back by the one that took it back"),
        ("SELECT r.workspace, 'revision', CAST(r.revision AS TEXT) FROM revisions r LEFT JOIN revisions u ON u.workspace = r.workspace AND u.revision = r.undone_by WHERE r.undone_by IS NOT NULL AND (u.undoes IS NULL OR u.undoes <> r.revision)", "is marked as taken back by one that did not"),
        ($"SELECT c.workspace, c.kind, c.id FROM changes c WHERE c.after IS NOT NULL AND c.kind NOT IN ({Signals}) AND NOT EXISTS (SELECT 1 FROM changes l WHERE l.workspace = c.workspace AND l.kind = c.kind AND l.id = c.id AND l.revision > c.revision) AND NOT EXISTS (SELECT 1 FROM items i WHERE i.workspace = c.workspace AND i.kind = c.kind AND i.id = c.id)", "is missing, though the history knows it"),
    ];

    /// <summary>What is broken, a sentence for each chain; empty where all holds.</summary>
    public static async Task<ImmutableArray<string>> RunAsync(StoreContext db, DbConnection connection, DbTransaction transaction, CancellationToken cancel)
    {
        var broken = ImmutableArray.CreateBuilder<string>();
        var heads = await db.Workspaces.AsNoTracking().OrderBy(w => w.Id).ToListAsync(cancel).ConfigureAwait(false);
        foreach (var head in heads)
        {
            if ((await WalkAsync(db, head, cancel).ConfigureAwait(false) ?? await BatchesAsync(db, connection, transaction, head.Id, cancel).ConfigureAwait(false)) is { } sentence) broken.Add(sentence);
        }

        foreach (var (sql, what) in Standings)
        {
            var found = await connection.RowsAsync(transaction, sql + " ORDER BY 1, 2, 3 LIMIT 1", r => $"{r.GetString(0)}: {r.GetString(1)}/{r.GetString(2)} {what}.", cancel).ConfigureAwait(false);
            broken.AddRange(found);
        }

        var audit = await VerifyAudit.InAsync(db, cancel).ConfigureAwait(false);
        if (audit.Broken is { } line) broken.Add($"Line {line} of the audit does not hold: {audit.What}");
        return broken.ToImmutable();
    }

    private static async Task<string?> WalkAsync(StoreContext db, WorkspaceRow head, CancellationToken cancel)
    {
        var revisions = await db.Revisions.AsNoTracking().Where(r => r.Workspace == head.Id).OrderBy(r => r.Revision).ToListAsync(cancel).ConfigureAwait(false);
        var batches = await db.Batches.AsNoTracking().Where(b => b.Workspace == head.Id).ToDictionaryAsync(b => b.Revision, cancel).ConfigureAwait(false);
        var changes = db.Changes.AsNoTracking().Where(c => c.Workspace == head.Id).OrderBy(c => c.Revision).ThenBy(c => c.Kind).ThenBy(c => c.Id).AsAsyncEnumerable().GetAsyncEnumerator(cancel);
        await using var walk = changes.ConfigureAwait(false);
        var more = await changes.MoveNextAsync().ConfigureAwait(false);
        var (last, digest, form) = (0L, "", 0L);
        foreach (var revision in revisions)
        {
            if (revision.Revision != last + 1) return $"{head.Id}: revision {last + 1} is missing.";
            using var link = new RevisionChain(digest, revision, batches.GetValueOrDefault(revision.Revision));
            for (; more && changes.Current.Revision == revision.Revision; more = await changes.MoveNextAsync().ConfigureAwait(false)) link.Add(changes.Current);
            if (revision.Form < form || link.Close() != revision.Digest) return $"{head.Id}: revision {revision.Revision} does not hold: it was changed, or the one before it.";
            (last, digest, form) = (revision.Revision, revision.Digest, revision.Form);
        }

        return (head.Revision, head.Digest) == (last, digest) ? null : $"{head.Id}: the workspace stands at revision {head.Revision}, and its history ends with {last}.";
    }

    // The chain holds the digest of what a batch wrote; here the signals are held against that. Links of form 1 have none.
    private static async Task<string?> BatchesAsync(StoreContext db, DbConnection connection, DbTransaction transaction, string workspace, CancellationToken cancel)
    {
        var batches = await db.Batches.AsNoTracking().Where(b => b.Workspace == workspace && b.Contents != "").OrderBy(b => b.Revision).Select(b => new { b.Revision, b.Contents }).ToListAsync(cancel).ConfigureAwait(false);
        foreach (var batch in batches)
        {
            if (await BatchContents.OfAsync(connection, transaction, workspace, batch.Revision, cancel).ConfigureAwait(false) != batch.Contents) return $"{workspace}: the signals of batch {batch.Revision} do not stand as the history says.";
        }

        return null;
    }
}
