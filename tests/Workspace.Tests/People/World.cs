using Dais.Tests;
using Dais.Workspace.People;
using Dais.Workspace.Storing;
using Dais.Workspace.Tests.Storing;
using Microsoft.EntityFrameworkCore;

namespace Dais.Workspace.Tests.People;

/// <summary>A clock that stands until it is moved.</summary>
internal sealed class StandingClock : TimeProvider
{
    private DateTimeOffset _now = new(2030, 1, 1, 9, 0, 0, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => _now;

    public void Advance(TimeSpan by) => _now += by;
}

/// <summary>A store with an administrator, two workspaces and whoever the test invites.</summary>
internal sealed class World : IAsyncDisposable
{
    private readonly TestStore _at;

    private World(TestStore at, StandingClock clock) => (_at, Clock) = (at, clock);

    public StandingClock Clock { get; }

    public Store Store => _at.Store;

    /// <summary>Administers the instance; owns both workspaces, who made them.</summary>
    public Caller Administrator { get; private set; } = null!;

    public static async Task<World> OpenAsync(DatabaseEngine engine)
    {
        var clock = new StandingClock();
        var world = new World(await TestStore.OpenAsync(engine, clock), clock);
        var code = (await SetUpInstance.RunAsync(world.Store))!.Code;
        var (person, _) = await AcceptInvitation.RunAsync(world.Store, new(code) { Account = new("Administrator", "hash", "administrator@example.org") });
        world.Administrator = new(person, "Administrator");
        foreach (var id in new[] { "one", "two" }) await CreateWorkspace.RunAsync(world.Store, world.Administrator, new(id, id) { Document = StoreTests.Example() });
        return world;
    }

    /// <summary>Somebody with an account who is in workspace "one" on those terms.</summary>
    public async Task<Caller> MemberAsync(MemberTerms terms, string email = "somebody@example.org", string workspace = "one")
    {
        var issued = await InviteMember.RunAsync(Store, Administrator, workspace, email, terms);
        await AcceptInvitation.RunAsync(Store, new(issued.Code) { Account = new(email.Split('@')[0], "hash") });
        return new(issued.Person!, email.Split('@')[0]);
    }

    /// <summary>Whether the caller may do that in the workspace at this moment; nothing where they see no workspace.</summary>
    public async Task<bool?> MayAsync(Caller caller, Permission permission, string workspace = "one")
    {
        try
        {
            return await Store.ReadAsync(caller, workspace, permission, _ => Task.FromResult(true));
        }
        catch (ForbiddenException)
        {
            return false;
        }
        catch (MissingException)
        {
            return null;
        }
    }

    public Task<long> LinesAsync() => Store.InAsync(writes: false, (db, _, _) => db.Audit.LongCountAsync());

    public Task<int> TamperAsync(string sql) => Store.InAsync(writes: true, (db, _, _) => db.Database.ExecuteSqlRawAsync(sql));

    public ValueTask DisposeAsync() => _at.DisposeAsync();
}
