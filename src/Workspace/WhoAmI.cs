using System.Collections.Immutable;
using Dais.Workspace.People;
using Dais.Workspace.Storing;
using Microsoft.EntityFrameworkCore;

namespace Dais.Workspace;

/// <summary>Who asks, and where they may go.</summary>
/// <param name="Id">The id.</param>
/// <param name="Name">The name.</param>
/// <param name="Email">The address; absent at one's own machine.</param>
/// <param name="Administrator">Whether they administer the instance, as they have come in.</param>
/// <param name="Scope">How far the token goes by which they came; absent where they signed in.</param>
/// <param name="Workspaces">The workspaces that they may enter, by name.</param>
public sealed record Me(string Id, string Name, string? Email, bool Administrator, TokenScope? Scope, ImmutableArray<MyWorkspace> Workspaces);

/// <summary>A workspace that one may enter.</summary>
/// <param name="Id">The id.</param>
/// <param name="Name">The name.</param>
/// <param name="Terms">What one is there.</param>
public sealed record MyWorkspace(string Id, string Name, MemberTerms Terms);

/// <summary>Says who the caller is, and in which workspaces what.</summary>
public static class WhoAmI
{
    /// <summary>Looks it up.</summary>
    /// <exception cref="ForbiddenException">They may not come in, or no longer.</exception>
    public static Task<Me> RunAsync(Store store, Caller caller, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(caller);
        return store.InAsync(writes: false, async (db, _, _) =>
        {
            if (caller.AtThisMachine) return new Me(caller.Id, caller.Name, null, Administrator: true, null, await AllAsync(db, cancel).ConfigureAwait(false));
            var person = await db.People.AsNoTracking().SingleOrDefaultAsync(p => p.Id == caller.Id && p.State == Memberships.Active, cancel).ConfigureAwait(false);
            var holds = caller.Token is not { } token || await ApiTokens.HoldsAsync(db, token, caller.Id, Store.Stamp(store.Clock.GetUtcNow()), cancel).ConfigureAwait(false);
            if (person is null || !holds) throw new ForbiddenException("You may not come in, or no longer.", "me", "Maybe sign in again, or ask an administrator of this instance.");
            return new Me(person.Id, person.Name, person.Email, person.Administrator && Instance.IsWhole(caller), caller.Scope, await MineAsync(db, caller, cancel).ConfigureAwait(false));
        }, cancel);
    }

    private static async Task<ImmutableArray<MyWorkspace>> MineAsync(StoreContext db, Caller caller, CancellationToken cancel)
    {
        var rows = await db.Members.AsNoTracking().Where(m => m.Person == caller.Id && m.State == Memberships.Active && (caller.OnlyWorkspace == null || m.Workspace == caller.OnlyWorkspace))
            .Join(db.Workspaces, m => m.Workspace, w => w.Id, (m, w) => new { Row = m, w.Name }).ToListAsync(cancel).ConfigureAwait(false);
        return [.. rows.Select(r => new MyWorkspace(r.Row.Workspace, r.Name, r.Row.Terms())).OrderBy(w => w.Name, StringComparer.Ordinal).ThenBy(w => w.Id, StringComparer.Ordinal)];
    }

    private static async Task<ImmutableArray<MyWorkspace>> AllAsync(StoreContext db, CancellationToken cancel)
    {
        var rows = await db.Workspaces.AsNoTracking().Select(w => new { w.Id, w.Name }).ToListAsync(cancel).ConfigureAwait(false);
        return [.. rows.Select(w => new MyWorkspace(w.Id, w.Name, new(Role.Owner, null, Sensitive: true))).OrderBy(w => w.Name, StringComparer.Ordinal).ThenBy(w => w.Id, StringComparer.Ordinal)];
    }
}
