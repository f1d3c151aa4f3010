using System.Collections.Immutable;
using Dais.Workspace.People;
using Dais.Workspace.Storing;
using Microsoft.EntityFrameworkCore;

namespace Dais.Workspace;

/// <summary>A line of the audit as it is shown.</summary>
/// <param name="Seq">Its number; one more than the line before it.</param>
/// <param name="At">When.</param>
/// <param name="Workspace">In which workspace; absent where in none.</param>
/// <param name="Actor">Who: a person's id.</param>
/// <param name="Action">What.</param>
/// <param name="Subject">To whom or what.</param>
/// <param name="Detail">What else there is to say, as JSON.</param>
public sealed record AuditLine(long Seq, string At, string? Workspace, string Actor, string Action, string Subject, string? Detail);

/// <summary>What happened to people and doors: of a workspace for its owners, of everything for administrators.</summary>
public static class ReadAudit
{
    /// <summary>How many lines at most come at a time.</summary>
    public const int Most = 200;

    /// <summary>Reads the lines before that number, the newest first.</summary>
    public static Task<ImmutableArray<AuditLine>> OfWorkspaceAsync(Store store, Caller caller, string workspace, long before = long.MaxValue, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        return store.ReadAsync(caller, workspace, Permission.Manage, session => ShowAsync(session.Db.Audit.Where(a => a.Workspace == workspace && a.Seq < before), cancel), cancel);
    }

    /// <summary>Reads the lines of the whole instance before that number, the newest first.</summary>
    public static Task<ImmutableArray<AuditLine>> OfInstanceAsync(Store store, Caller caller, long before = long.MaxValue, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        return store.InAsync(writes: false, async (db, _, _) =>
        {
            await Instance.DemandAdministratorAsync(db, caller, "audit", cancel).ConfigureAwait(false);
            return await ShowAsync(db.Audit.Where(a => a.Seq < before), cancel).ConfigureAwait(false);
        }, cancel);
    }

    private static async Task<ImmutableArray<AuditLine>> ShowAsync(IQueryable<AuditRow> lines, CancellationToken cancel)
    {
        var rows = await lines.AsNoTracking().OrderByDescending(a => a.Seq).Take(Most).ToListAsync(cancel).ConfigureAwait(false);
        return [.. rows.Select(a => new AuditLine(a.Seq, a.At, a.Workspace, a.Actor, a.Action, a.Subject, a.Detail))];
    }
}
