using Dais.Tests;
using Dais.Workspace.People;
using Dais.Workspace.Storing;
using Microsoft.EntityFrameworkCore;

namespace Dais.Workspace.Tests.Storing;

/// <summary>What the chain of revisions covers: everything that is written down of them; on both engines.</summary>
public sealed class ChainLaws
{
    // What is changed by hand, and what brings it back.
    private static readonly (string Change, string Back)[] Changes =
    [
        ("UPDATE revisions SET at = '2001' || substr(at, 5) WHERE revision = 2", "UPDATE revisions SET at = {0} || substr(at, 5) WHERE revision = 2"),
        ("UPDATE revisions SET actor_name = actor_name || 'x' WHERE revision = 2", "UPDATE revisions SET actor_name = substr(actor_name, 1, length(actor_name) - 1) WHERE revision = 2"),
        ("UPDATE revisions SET why = 'x' WHERE revision = 2", "UPDATE revisions SET why = NULL WHERE revision = 2"),
        ("UPDATE revisions SET why = '' WHERE revision = 2", "UPDATE revisions SET why = NULL WHERE revision = 2"),
        ("UPDATE changes SET position_after = position_after + 7 WHERE revision = 2 AND position_after IS NOT NULL", "UPDATE changes SET position_after = position_after - 7 WHERE revision = 2 AND position_after IS NOT NULL"),
        ("UPDATE changes SET position_before = position_before + 7 WHERE revision = 3 AND position_before IS NOT NULL", "UPDATE changes SET position_before = position_before - 7 WHERE revision = 3 AND position_before IS NOT NULL"),
        ("UPDATE changes SET version_before = version_before + 7 WHERE revision = 3 AND version_before IS NOT NULL", "UPDATE changes SET version_before = version_before - 7 WHERE revision = 3 AND version_before IS NOT NULL"),
        ("UPDATE changes SET before = before || ' ' WHERE revision = 3 AND before IS NOT NULL", "UPDATE changes SET before = substr(before, 1, length(before) - 1) WHERE revision = 3 AND before IS NOT NULL"),
        ("UPDATE revisions SET undoes = 2 WHERE revision = 3", "UPDATE revisions SET undoes = NULL WHERE revision = 3"),
        ("UPDATE batches SET report = 'x' WHERE revision = 4", "UPDATE batches SET report = '' WHERE revision = 4"),
        ("UPDATE signals SET json = json || ' ' WHERE version = 4 AND id = 'r17'", "UPDATE signals SET json = substr(json, 1, length(json) - 1) WHERE version = 4 AND id = 'r17'"),
        ("UPDATE signals SET position = position + 100000 WHERE version = 4 AND id = 'r17'", "UPDATE signals SET position = position - 100000 WHERE version = 4 AND id = 'r17'"),
    ];

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Whatever_is_changed_by_hand_of_a_revision_is_found(DatabaseEngine engine)
    {
        await using var at = await TestStore.OpenAsync(engine);
        await CreateWorkspace.RunAsync(at.Store, Caller.Local, new("w", "W") { Document = StoreTests.Example() });
        await ReplaceWorkspace.RunAsync(at.Store, Caller.Local, "w", FilledStores.Many(1));
        await ReplaceWorkspace.RunAsync(at.Store, Caller.Local, "w", FilledStores.Many(0));
        await ReplaceWorkspace.RunAsync(at.Store, Caller.Local, "w", FilledStores.Many(12));
        Assert.Empty(await BackupLaws.BrokenAsync(at.Store));
        var year = at.Store.Clock.GetUtcNow().Year;
        foreach (var (change, back) in Changes)
        {
            Assert.True(await RunAsync(at.Store, change) > 0, change);
            Assert.True((await BackupLaws.BrokenAsync(at.Store)).Length > 0, change);
            await RunAsync(at.Store, back.Replace("{0}", $"'{year}'", StringComparison.Ordinal));
            Assert.True((await BackupLaws.BrokenAsync(at.Store)).IsEmpty, back);
        }
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Who_took_back_what_is_the_same_on_both_sides_and_found_where_it_is_not(DatabaseEngine engine)
    {
        await using var at = await TestStore.OpenAsync(engine);
        await CreateWorkspace.RunAsync(at.Store, Caller.Local, new("w", "W") { Document = FilledStores.Many(0) });
        await ReplaceWorkspace.RunAsync(at.Store, Caller.Local, "w", FilledStores.Many(1));
        await UndoChange.RunAsync(at.Store, Caller.Local, "w");
        await RedoChange.RunAsync(at.Store, Caller.Local, "w");
        await ReplaceWorkspace.RunAsync(at.Store, Caller.Local, "w", FilledStores.Many(12));
        await UndoChange.RunAsync(at.Store, Caller.Local, "w");
        Assert.Empty(await BackupLaws.BrokenAsync(at.Store));
        await RunAsync(at.Store, "UPDATE revisions SET undone_by = NULL WHERE revision = 2");
        Assert.Contains("revision/2 is not marked as taken back", Assert.Single(await BackupLaws.BrokenAsync(at.Store)), StringComparison.Ordinal);
        await RunAsync(at.Store, "UPDATE revisions SET undone_by = 3 WHERE revision IN (1, 2)");
        Assert.Contains("revision/1 is marked as taken back by one that did not", Assert.Single(await BackupLaws.BrokenAsync(at.Store)), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_store_of_an_earlier_form_still_holds_and_goes_on_and_no_link_of_today_is_made_one_of_it(DatabaseEngine engine)
    {
        await using var at = await TestStore.OpenAsync(engine);
        await CreateWorkspace.RunAsync(at.Store, Caller.Local, new("w", "W") { Document = StoreTests.Example() });
        await ReplaceWorkspace.RunAsync(at.Store, Caller.Local, "w", FilledStores.Many(12));
        await FormAsync(at.Store, form: 1, from: 1);
        Assert.Empty(await BackupLaws.BrokenAsync(at.Store));
        await at.ReopenAsync();
        await ReplaceWorkspace.RunAsync(at.Store, Caller.Local, "w", FilledStores.Many(1));
        await ReplaceWorkspace.RunAsync(at.Store, Caller.Local, "w", FilledStores.Many(2));
        Assert.Empty(await BackupLaws.BrokenAsync(at.Store));
        await FormAsync(at.Store, form: 1, from: 4);
        Assert.Contains("revision 4 does not hold", Assert.Single(await BackupLaws.BrokenAsync(at.Store)), StringComparison.Ordinal);
    }

    // Writes the links anew, as a version that makes that form would have made them.
    private static Task<int> FormAsync(Store store, long form, long from) => store.InAsync(writes: true, async (db, _, _) =>
    {
        await db.Revisions.Where(r => r.Revision >= from).ExecuteUpdateAsync(s => s.SetProperty(r => r.Form, form));
        if (from == 1) await db.Batches.ExecuteUpdateAsync(s => s.SetProperty(b => b.Contents, ""));
        var digest = from == 1 ? "" : (await db.Revisions.AsNoTracking().SingleAsync(r => r.Revision == from - 1)).Digest;
        foreach (var row in await db.Revisions.Where(r => r.Revision >= from).OrderBy(r => r.Revision).ToListAsync())
        {
            using var link = new RevisionChain(digest, row, await db.Batches.AsNoTracking().SingleOrDefaultAsync(b => b.Revision == row.Revision));
            foreach (var change in await db.Changes.AsNoTracking().Where(c => c.Revision == row.Revision).OrderBy(c => c.Kind).ThenBy(c => c.Id).ToListAsync()) link.Add(change);
            row.Digest = digest = link.Close();
        }

        return await db.Workspaces.ExecuteUpdateAsync(s => s.SetProperty(w => w.Digest, digest));
    });

    private static Task<int> RunAsync(Store store, string sql) => store.InAsync(writes: true, (db, _, _) => db.Database.ExecuteSqlRawAsync(sql));
}
