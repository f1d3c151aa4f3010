using Dais.Tests;
using Dais.Workspace.People;

namespace Dais.Workspace.Tests.People;

/// <summary>What holds of the audit chain, on both engines.</summary>
public sealed class AuditLaws
{
    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Every_change_of_people_is_one_line_and_the_chain_holds(DatabaseEngine engine)
    {
        await using var world = await World.OpenAsync(engine);
        var (store, me) = (world.Store, world.Administrator);
        IssuedCode? invited = null;
        IssuedToken? token = null;
        string? session = null;
        foreach (var (action, change) in new (string, Func<Task>)[]
        {
            ("member.invite", async () => invited = await InviteMember.RunAsync(store, me, "one", "x@example.org", new(Role.Viewer))),
            ("invitation.accept", () => AcceptInvitation.RunAsync(store, new(invited!.Code) { Account = new("X", "hash") })),
            ("member.change", () => ChangeMember.RunAsync(store, me, "one", invited!.Person!, new(Role.Owner))),
            ("member.suspend", () => SuspendMember.RunAsync(store, me, "one", invited!.Person!)),
            ("member.restore", () => RestoreMember.RunAsync(store, me, "one", invited!.Person!)),
            ("token.create", async () => token = await CreateToken.RunAsync(store, me, new("t", TokenScope.Read, TimeSpan.FromDays(1)))),
            ("token.revoke", () => RevokeToken.RunAsync(store, me, token!.Id)),
            ("session.start", async () => session = await StartSession.RunAsync(store, me.Id, "password")),
            ("session.end", () => EndSession.RunAsync(store, session!)),
            ("session.end-others", () => EndSession.OthersAsync(store, me, null)),
            ("person.invite", () => InvitePerson.RunAsync(store, me, "y@example.org")),
            ("person.suspend", () => SuspendPerson.RunAsync(store, me, invited!.Person!)),
            ("person.restore", () => RestorePerson.RunAsync(store, me, invited!.Person!)),
            ("person.administrator", () => ChangeAdministrator.RunAsync(store, me, invited!.Person!, administrator: true)),
            ("owner.appoint", () => AppointOwner.RunAsync(store, me, "two", invited!.Person!)),
            ("account.offer-recovery", () => OfferRecovery.RunAsync(store, me, invited!.Person!)),
            ("member.remove", () => RemoveMember.RunAsync(store, me, "one", invited!.Person!)),
            ("workspace.create", () => CreateWorkspace.RunAsync(store, me, new("three", "Three"))),
        })
        {
            var before = await world.LinesAsync();
            await change();
            Assert.Equal(before + 1, await world.LinesAsync());
            Assert.Equal(action, (await ReadAudit.OfInstanceAsync(store, me))[0].Action);
        }

        Assert.Equal(new AuditCheck(await world.LinesAsync(), null, null), await VerifyAudit.RunAsync(store, me));
        Assert.DoesNotContain(await ReadAudit.OfWorkspaceAsync(store, me, "two"), l => l.Workspace != "two");
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Whoever_changes_removes_moves_or_adds_a_line_is_found_at_that_line(DatabaseEngine engine)
    {
        await using var world = await World.OpenAsync(engine);
        for (var i = 0; i < 8; i++) await InvitePerson.RunAsync(world.Store, world.Administrator, $"x{i}@example.org");
        var last = await world.LinesAsync();
        foreach (var (broken, tamper, repair) in new (long?, string, string)[]
        {
            (null, "SELECT 1", "SELECT 1"),
            (5, "UPDATE audit SET actor = actor || 'x' WHERE seq = 5", "UPDATE audit SET actor = substr(actor, 1, length(actor) - 1) WHERE seq = 5"),
            (6, "UPDATE audit SET detail = NULL WHERE seq = 6", "UPDATE audit SET detail = '{\"administrator\":false}' WHERE seq = 6"),
            (1, Moved(1), Back(1)),
            (4, Moved(4), Back(4)),
            (last, Moved(last), Back(last)),
            (last, $"UPDATE audit_head SET seq = {last - 1}", $"UPDATE audit_head SET seq = {last}"),
        })
        {
            await world.TamperAsync(tamper.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal));
            var found = await VerifyAudit.RunAsync(world.Store, world.Administrator);
            Assert.Equal(broken, found.Broken);
            await world.TamperAsync(repair.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal));
        }

        Assert.Null((await VerifyAudit.RunAsync(world.Store, world.Administrator)).Broken);

        static string Moved(long line) => $"UPDATE audit SET seq = seq + 1000 WHERE seq = {line}";

        static string Back(long line) => $"UPDATE audit SET seq = seq - 1000 WHERE seq = {line + 1000}";
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Many_at_once_make_one_chain(DatabaseEngine engine)
    {
        await using var world = await World.OpenAsync(engine);
        var before = await world.LinesAsync();
        await Task.WhenAll(Enumerable.Range(0, 16).Select(i => Task.Run(() => i % 2 == 0
            ? InvitePerson.RunAsync(world.Store, world.Administrator, $"x{i}@example.org")
            : InviteMember.RunAsync(world.Store, world.Administrator, "one", $"x{i - 1}@example.org", new(Role.Viewer)))));
        Assert.Equal(new AuditCheck(before + 16, null, null), await VerifyAudit.RunAsync(world.Store, world.Administrator));
    }
}
