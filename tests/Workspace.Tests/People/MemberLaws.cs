using Dais.Tests;
using Dais.Workspace.People;

namespace Dais.Workspace.Tests.People;

/// <summary>What holds of members, on both engines.</summary>
public sealed class MemberLaws
{
    private static readonly MemberTerms Editor = new(Role.Editor), Owner = new(Role.Owner), Viewer = new(Role.Viewer);

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_member_may_what_the_role_brings_and_only_while_active(DatabaseEngine engine)
    {
        await using var world = await World.OpenAsync(engine);
        foreach (var role in Enum.GetValues<Role>())
        {
            var terms = new MemberTerms(role, role == Role.Stakeholder ? "bu1" : null);
            var invited = await InviteMember.RunAsync(world.Store, world.Administrator, "one", role + "@example.org", terms);
            var caller = new Caller(invited.Person!, role.ToString());
            await HoldsAsync(_ => null);
            await AcceptInvitation.RunAsync(world.Store, new(invited.Code) { Account = new(role.ToString(), "hash") });
            await HoldsAsync(p => role.Bring(p));
            await SuspendMember.RunAsync(world.Store, world.Administrator, "one", caller.Id);
            await HoldsAsync(_ => null);
            await RestoreMember.RunAsync(world.Store, world.Administrator, "one", caller.Id);
            await HoldsAsync(p => role.Bring(p));
            await SuspendPerson.RunAsync(world.Store, world.Administrator, caller.Id);
            await HoldsAsync(_ => null);
            await RestorePerson.RunAsync(world.Store, world.Administrator, caller.Id);
            await ChangeMember.RunAsync(world.Store, world.Administrator, "one", caller.Id, terms with { Sensitive = true });
            await HoldsAsync(p => role.Bring(p) || p == Permission.ViewSensitive);
            await RemoveMember.RunAsync(world.Store, world.Administrator, "one", caller.Id);
            await HoldsAsync(_ => null);

            async Task HoldsAsync(Func<Permission, bool?> expected)
            {
                foreach (var permission in Enum.GetValues<Permission>())
                {
                    Assert.Equal(expected(permission), await world.MayAsync(caller, permission));
                    Assert.Null(await world.MayAsync(caller, permission, "two"));
                }
            }
        }
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task No_operation_takes_the_last_owner_away(DatabaseEngine engine)
    {
        await using var world = await World.OpenAsync(engine);
        var (store, me) = (world.Store, world.Administrator);
        foreach (var attempt in new Func<Task>[]
        {
            () => RemoveMember.RunAsync(store, me, "one", me.Id),
            () => SuspendMember.RunAsync(store, me, "one", me.Id),
            () => ChangeMember.RunAsync(store, me, "one", me.Id, Editor),
            () => SuspendPerson.RunAsync(store, me, me.Id),
            () => ChangeAdministrator.RunAsync(store, me, me.Id, administrator: false),
        })
        {
            Assert.StartsWith("Maybe ", (await Assert.ThrowsAsync<InvalidException>(attempt)).Maybe, StringComparison.Ordinal);
            Assert.True(await world.MayAsync(me, Permission.Manage));
        }

        var other = await world.MemberAsync(Owner);
        await SuspendMember.RunAsync(store, me, "one", other.Id);
        await Assert.ThrowsAsync<InvalidException>(() => RemoveMember.RunAsync(store, me, "one", me.Id));
        await RestoreMember.RunAsync(store, me, "one", other.Id);
        await RemoveMember.RunAsync(store, me, "one", me.Id);
        Assert.Null(await world.MayAsync(me, Permission.View));
        await Assert.ThrowsAsync<InvalidException>(() => SuspendPerson.RunAsync(store, me, other.Id));
        await AppointOwner.RunAsync(store, me, "one", me.Id);
        await SuspendPerson.RunAsync(store, me, other.Id);
        Assert.True(await world.MayAsync(me, Permission.Manage));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Two_owners_who_remove_one_another_at_once_leave_one(DatabaseEngine engine)
    {
        await using var world = await World.OpenAsync(engine);
        var other = await world.MemberAsync(Owner);
        Task[] both = [Task.Run(() => RemoveMember.RunAsync(world.Store, world.Administrator, "one", other.Id)), Task.Run(() => RemoveMember.RunAsync(world.Store, other, "one", world.Administrator.Id))];
        await Task.WhenAll(both.Select(t => t.ContinueWith(_ => { }, TaskScheduler.Default)));
        var left = new[] { await world.MayAsync(world.Administrator, Permission.Manage), await world.MayAsync(other, Permission.Manage) };
        Assert.Single(left, l => l == true);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Who_does_not_manage_changes_nobody_and_foreign_looks_like_missing(DatabaseEngine engine)
    {
        await using var world = await World.OpenAsync(engine);
        var (store, editor) = (world.Store, await world.MemberAsync(Editor));
        var lines = await world.LinesAsync();
        foreach (var attempt in All(store, editor, "one", world.Administrator.Id)) await Assert.ThrowsAsync<ForbiddenException>(attempt);
        var foreign = new List<string>();
        foreach (var workspace in new[] { "two", "none" })
        {
            foreach (var attempt in All(store, editor, workspace, world.Administrator.Id)) foreign.Add((await Assert.ThrowsAsync<MissingException>(attempt)).Message);
        }

        Assert.Single(foreign.Distinct());
        foreach (var attempt in new Func<Task>[]
        {
            () => InvitePerson.RunAsync(store, editor, "x@example.org"), () => ListPeople.RunAsync(store, editor), () => SuspendPerson.RunAsync(store, editor, world.Administrator.Id), () => RestorePerson.RunAsync(store, editor, editor.Id),
            () => ChangeAdministrator.RunAsync(store, editor, editor.Id, administrator: true), () => AppointOwner.RunAsync(store, editor, "one", editor.Id), () => VerifyAudit.RunAsync(store, editor), () => ReadAudit.OfInstanceAsync(store, editor),
            () => OfferRecovery.RunAsync(store, editor, world.Administrator.Id),
        }) await Assert.ThrowsAsync<ForbiddenException>(attempt);
        Assert.Equal(lines, await world.LinesAsync());

        static Func<Task>[] All(Workspace.Storing.Store store, Caller caller, string workspace, string person) =>
        [
            () => InviteMember.RunAsync(store, caller, workspace, "x@example.org", Viewer), () => ListMembers.RunAsync(store, caller, workspace), () => ChangeMember.RunAsync(store, caller, workspace, person, Viewer),
            () => SuspendMember.RunAsync(store, caller, workspace, person), () => RestoreMember.RunAsync(store, caller, workspace, person), () => RemoveMember.RunAsync(store, caller, workspace, person), () => ReadAudit.OfWorkspaceAsync(store, caller, workspace),
        ];
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Terms_that_do_not_fit_together_are_refused(DatabaseEngine engine)
    {
        await using var world = await World.OpenAsync(engine);
        foreach (var terms in new MemberTerms[] { new(Role.Stakeholder), new(Role.Editor, "bu1"), new(Role.Stakeholder, "nobody"), new((Role)9) }) await Assert.ThrowsAsync<InvalidException>(() => InviteMember.RunAsync(world.Store, world.Administrator, "one", "x@example.org", terms));
        foreach (var email in new[] { "", "x", "@example.org", "a b@example.org", "x@y", "x@example.org\u0000" }) await Assert.ThrowsAsync<InvalidException>(() => InviteMember.RunAsync(world.Store, world.Administrator, "one", email, Viewer));
        await world.MemberAsync(Viewer, "same@example.org");
        await Assert.ThrowsAsync<ConflictException>(() => InviteMember.RunAsync(world.Store, world.Administrator, "one", " SAME@example.org ", Editor));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Who_am_I_names_exactly_the_workspaces_that_one_may_enter(DatabaseEngine engine)
    {
        await using var world = await World.OpenAsync(engine);
        var caller = await world.MemberAsync(Editor);
        await InviteMember.RunAsync(world.Store, world.Administrator, "two", "somebody@example.org", Viewer);
        var me = await WhoAmI.RunAsync(world.Store, caller);
        Assert.Equal(("somebody@example.org", false), (me.Email, me.Administrator));
        Assert.Equal([new MyWorkspace("one", "one", Editor)], me.Workspaces);
        Assert.Equal(["one", "two"], (await WhoAmI.RunAsync(world.Store, Caller.Local)).Workspaces.Select(w => w.Id));
        await SuspendPerson.RunAsync(world.Store, world.Administrator, caller.Id);
        await Assert.ThrowsAsync<ForbiddenException>(() => WhoAmI.RunAsync(world.Store, caller));
    }
}
