using Dais.Tests;
using Dais.Workspace.People;
using Microsoft.EntityFrameworkCore;

namespace Dais.Workspace.Tests.People;

/// <summary>What holds of invitations, tokens, sessions and sign-in providers, on both engines.</summary>
public sealed class DoorLaws
{
    private static readonly MemberTerms Viewer = new(Role.Viewer);
    private static readonly NewAccount Account = new("Somebody", "hash");

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task An_invitation_is_good_once(DatabaseEngine engine)
    {
        await using var world = await World.OpenAsync(engine);
        var issued = await InviteMember.RunAsync(world.Store, world.Administrator, "one", "x@example.org", Viewer);
        var tries = Enumerable.Range(0, 4).Select(_ => Task.Run<object>(async () => await AcceptInvitation.RunAsync(world.Store, new(issued.Code) { Account = Account }))).ToList();
        await Task.WhenAll(tries.Select(t => t.ContinueWith(_ => { }, TaskScheduler.Default)));
        Assert.Equal(1, tries.Count(t => t.IsCompletedSuccessfully));
        await Assert.ThrowsAsync<MissingException>(() => ReadInvitation.RunAsync(world.Store, issued.Code));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task What_expired_was_replaced_or_withdrawn_opens_nothing(DatabaseEngine engine)
    {
        await using var world = await World.OpenAsync(engine);
        var first = await InviteMember.RunAsync(world.Store, world.Administrator, "one", "x@example.org", Viewer);
        var second = await InviteMember.RunAsync(world.Store, world.Administrator, "one", "x@example.org", Viewer);
        await RefusedAsync(first.Code);
        await RemoveMember.RunAsync(world.Store, world.Administrator, "one", second.Person!);
        await RefusedAsync(second.Code);
        var third = await InviteMember.RunAsync(world.Store, world.Administrator, "one", "x@example.org", Viewer);
        Assert.Equal("x@example.org", (await ReadInvitation.RunAsync(world.Store, third.Code)).Email);
        world.Clock.Advance(TimeSpan.FromDays(7));
        await RefusedAsync(third.Code);
        await RefusedAsync("guess");

        async Task RefusedAsync(string code) => await Assert.ThrowsAsync<MissingException>(() => AcceptInvitation.RunAsync(world.Store, new(code) { Account = Account }));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Who_has_an_account_accepts_signed_in_and_keeps_it(DatabaseEngine engine)
    {
        await using var world = await World.OpenAsync(engine);
        var caller = await world.MemberAsync(Viewer, "x@example.org");
        var issued = await InviteMember.RunAsync(world.Store, world.Administrator, "two", "x@example.org", Viewer);
        await Assert.ThrowsAsync<ForbiddenException>(() => AcceptInvitation.RunAsync(world.Store, new(issued.Code) { Account = new("Thief", "stolen") }));
        await Assert.ThrowsAsync<ForbiddenException>(() => AcceptInvitation.RunAsync(world.Store, new(issued.Code) { SignedIn = world.Administrator.Id }));
        Assert.Equal((caller.Id, "two"), await AcceptInvitation.RunAsync(world.Store, new(issued.Code) { SignedIn = caller.Id }));
        Assert.Equal("hash", await world.Store.InAsync(writes: false, (db, _, _) => db.Accounts.Where(a => a.Id == caller.Id).Select(a => a.PasswordHash).SingleAsync()));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task There_is_one_first_administrator(DatabaseEngine engine)
    {
        await using var at = await TestStore.OpenAsync(engine);
        var lost = (await SetUpInstance.RunAsync(at.Store))!;
        var named = (await SetUpInstance.RunAsync(at.Store, "Owner@Example.org"))!;
        await Assert.ThrowsAsync<MissingException>(() => AcceptInvitation.RunAsync(at.Store, new(lost.Code) { Account = Account with { Email = "x@example.org" } }));
        var (person, _) = await AcceptInvitation.RunAsync(at.Store, new(named.Code) { Account = Account with { Email = "other@example.org" } });
        var me = await WhoAmI.RunAsync(at.Store, new(person, ""));
        Assert.Equal(("owner@example.org", true), (me.Email, me.Administrator));
        Assert.Null(await SetUpInstance.RunAsync(at.Store));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_token_goes_as_far_as_its_scope_its_workspace_and_its_person(DatabaseEngine engine)
    {
        await using var world = await World.OpenAsync(engine);
        var owner = await world.MemberAsync(new(Role.Owner, null, Sensitive: true));
        foreach (var (scope, workspace) in from s in Enum.GetValues<TokenScope>() from w in new[] { null, "one" } select (s, w))
        {
            var token = await CreateToken.RunAsync(world.Store, owner, new("test", scope, TimeSpan.FromDays(30), workspace));
            var caller = (await EnterByToken.RunAsync(world.Store, token.Secret))!.Caller;
            Assert.Equal((owner.Id, scope, workspace), (caller.Id, caller.Scope!.Value, caller.OnlyWorkspace));
            foreach (var permission in Enum.GetValues<Permission>())
            {
                var expected = permission is Permission.BeKnown or Permission.View or Permission.ViewOwnGroup or Permission.ViewSensitive || (scope != TokenScope.Read && permission is Permission.Comment or Permission.Analyse or Permission.Edit) || (scope == TokenScope.Manage && permission is Permission.Commit or Permission.Manage);
                Assert.Equal(expected, await world.MayAsync(caller, permission));
                Assert.Null(await world.MayAsync(caller, permission, "two"));
            }

            foreach (var attempt in new Func<Task>[] { () => CreateToken.RunAsync(world.Store, caller, new("more", scope, TimeSpan.FromDays(1))), () => ListTokens.RunAsync(world.Store, caller), () => RevokeToken.RunAsync(world.Store, caller, token.Id) }) await Assert.ThrowsAsync<ForbiddenException>(attempt);
        }

        var foreign = await CreateToken.RunAsync(world.Store, world.Administrator, new("two", TokenScope.Manage, TimeSpan.FromDays(1), "two"));
        var administers = (await EnterByToken.RunAsync(world.Store, foreign.Secret))!.Caller;
        Assert.Null(await world.MayAsync(administers, Permission.View));
        Assert.True(await world.MayAsync(administers, Permission.View, "two"));
        await Assert.ThrowsAsync<ForbiddenException>(() => ListPeople.RunAsync(world.Store, administers));
        await Assert.ThrowsAsync<ForbiddenException>(() => CreateWorkspace.RunAsync(world.Store, administers, new("three", "Three")));
        var me = await WhoAmI.RunAsync(world.Store, administers);
        Assert.Equal((false, "two"), (me.Administrator, Assert.Single(me.Workspaces).Id));
        var whole = (await EnterByToken.RunAsync(world.Store, (await CreateToken.RunAsync(world.Store, world.Administrator, new("all", TokenScope.Manage, TimeSpan.FromDays(1)))).Secret))!.Caller;
        Assert.NotEmpty(await ListPeople.RunAsync(world.Store, whole));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_token_ends_with_its_time_its_revocation_and_its_person(DatabaseEngine engine)
    {
        await using var world = await World.OpenAsync(engine);
        var owner = await world.MemberAsync(new(Role.Owner));
        await EndsAsync(_ => { world.Clock.Advance(TimeSpan.FromDays(30)); return Task.CompletedTask; });
        await EndsAsync(t => RevokeToken.RunAsync(world.Store, owner, t.Id));
        await EndsAsync(_ => SuspendPerson.RunAsync(world.Store, world.Administrator, owner.Id));
        await RestorePerson.RunAsync(world.Store, world.Administrator, owner.Id);
        await Assert.ThrowsAsync<MissingException>(() => CreateToken.RunAsync(world.Store, owner, new("x", TokenScope.Read, TimeSpan.FromDays(1), "two")));
        foreach (var lasts in new[] { TimeSpan.Zero, TimeSpan.FromDays(-1), TimeSpan.FromDays(367) }) await Assert.ThrowsAsync<InvalidException>(() => CreateToken.RunAsync(world.Store, owner, new("x", TokenScope.Read, lasts)));
        Assert.Null(await EnterByToken.RunAsync(world.Store, "dais_guess"));
        await Assert.ThrowsAsync<MissingException>(async () => await RevokeToken.RunAsync(world.Store, world.Administrator, (await ListTokens.RunAsync(world.Store, owner))[0].Id));

        async Task EndsAsync(Func<IssuedToken, Task> end)
        {
            var token = await CreateToken.RunAsync(world.Store, owner, new("x", TokenScope.Write, TimeSpan.FromDays(30)));
            var caller = (await EnterByToken.RunAsync(world.Store, token.Secret))!.Caller;
            Assert.True(await world.MayAsync(caller, Permission.Edit));
            await end(token);
            Assert.Null(await EnterByToken.RunAsync(world.Store, token.Secret));
            Assert.Null(await world.MayAsync(caller, Permission.View));
        }
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_session_ends_by_itself_by_its_end_and_with_its_person(DatabaseEngine engine)
    {
        await using var world = await World.OpenAsync(engine);
        var caller = await world.MemberAsync(Viewer);
        var (mine, other) = (await NewAsync(), await NewAsync());
        await EndSession.OthersAsync(world.Store, caller, mine);
        Assert.Null(await EnterBySession.RunAsync(world.Store, other));
        for (var i = 0; i < 30; i++)
        {
            world.Clock.Advance(TimeSpan.FromHours(11));
            Assert.Equal(new Entered(caller, false), await EnterBySession.RunAsync(world.Store, mine));
        }

        world.Clock.Advance(TimeSpan.FromHours(11));
        Assert.Null(await EnterBySession.RunAsync(world.Store, mine));
        var idle = await NewAsync();
        world.Clock.Advance(TimeSpan.FromHours(12));
        Assert.Null(await EnterBySession.RunAsync(world.Store, idle));
        var ended = await NewAsync();
        await EndSession.RunAsync(world.Store, ended);
        Assert.Null(await EnterBySession.RunAsync(world.Store, ended));
        var suspended = await NewAsync();
        await SuspendPerson.RunAsync(world.Store, world.Administrator, caller.Id);
        await RestorePerson.RunAsync(world.Store, world.Administrator, caller.Id);
        Assert.Null(await EnterBySession.RunAsync(world.Store, suspended));

        async Task<string> NewAsync()
        {
            var secret = (await StartSession.RunAsync(world.Store, caller.Id, "password"))!;
            Assert.Equal(new Entered(caller, false), await EnterBySession.RunAsync(world.Store, secret));
            return secret;
        }
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_provider_brings_in_whom_somebody_invited_and_nobody_else(DatabaseEngine engine)
    {
        await using var world = await World.OpenAsync(engine);
        var known = await world.MemberAsync(Viewer, "known@example.org");
        var invited = await InviteMember.RunAsync(world.Store, world.Administrator, "one", "invited@example.org", Viewer);
        Assert.Null(await ComeAsync("1", "stranger@example.org"));
        Assert.Null(await ComeAsync("2", null));
        Assert.Equal(known.Id, await ComeAsync("3", "Known@example.org"));
        Assert.Equal(known.Id, await ComeAsync("3", "renamed@example.org"));
        Assert.Null(await ComeAsync("4", "known@example.org"));
        Assert.Equal(invited.Person, await ComeAsync("5", "invited@example.org"));
        Assert.True(await world.MayAsync(new(invited.Person!, ""), Permission.View));
        await Assert.ThrowsAsync<MissingException>(() => AcceptInvitation.RunAsync(world.Store, new(invited.Code) { Account = Account }));
        await SuspendPerson.RunAsync(world.Store, world.Administrator, known.Id);
        Assert.Null(await ComeAsync("3", "known@example.org"));
        var late = await InviteMember.RunAsync(world.Store, world.Administrator, "one", "late@example.org", Viewer);
        world.Clock.Advance(TimeSpan.FromDays(8));
        Assert.Null(await ComeAsync("6", "late@example.org"));
        Assert.Null(await world.MayAsync(new(late.Person!, ""), Permission.View));

        Task<string?> ComeAsync(string subject, string? email) => EnterByProvider.RunAsync(world.Store, new("https://provider.example.org", subject, email, "Somebody"));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_recovery_sets_the_password_once_and_ends_every_session(DatabaseEngine engine)
    {
        await using var world = await World.OpenAsync(engine);
        var caller = await world.MemberAsync(Viewer);
        var session = (await StartSession.RunAsync(world.Store, caller.Id, "password"))!;
        var code = (await OfferRecovery.RunAsync(world.Store, world.Administrator, caller.Id)).Code;
        await Assert.ThrowsAsync<MissingException>(() => AcceptInvitation.RunAsync(world.Store, new(code) { SignedIn = caller.Id }));
        Assert.NotNull(await EnterBySession.RunAsync(world.Store, session));
        Assert.Equal(caller.Id, await RecoverAccount.RunAsync(world.Store, code, "new"));
        Assert.Null(await EnterBySession.RunAsync(world.Store, session));
        await Assert.ThrowsAsync<MissingException>(() => RecoverAccount.RunAsync(world.Store, code, "newer"));
        Assert.Equal("new", await world.Store.InAsync(writes: false, (db, _, _) => db.Accounts.Where(a => a.Id == caller.Id).Select(a => a.PasswordHash).SingleAsync()));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Of_many_guesses_at_once_five_are_looked_at(DatabaseEngine engine)
    {
        await using var world = await World.OpenAsync(engine);
        var caller = await world.MemberAsync(Viewer);
        var guesses = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => Task.Run(() => AttemptSignIn.ByEmailAsync(world.Store, "Somebody@example.org"))));
        Assert.Equal(5, guesses.Count(g => g is not null));
        world.Clock.Advance(AttemptSignIn.Locked);
        Assert.Equal(new(caller.Id, "hash", false), await AttemptSignIn.ByEmailAsync(world.Store, "somebody@example.org"));
        Assert.True(await AttemptSignIn.SettleAsync(world.Store, caller.Id, step: 7));
        Assert.False(await AttemptSignIn.SettleAsync(world.Store, caller.Id, step: 7));
        for (var i = 0; i < 20; i++)
        {
            Assert.NotNull(await AttemptSignIn.ByPersonAsync(world.Store, caller.Id));
            await AttemptSignIn.ForgiveAsync(world.Store, caller.Id);
        }

        for (var i = 0; i < 5; i++) Assert.NotNull(await AttemptSignIn.ByPersonAsync(world.Store, caller.Id));
        Assert.Null(await AttemptSignIn.ByPersonAsync(world.Store, caller.Id));
        Assert.Null(await AttemptSignIn.ByEmailAsync(world.Store, "nobody@example.org"));
    }
}
