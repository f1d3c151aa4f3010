using Dais.Workspace.Storing;
using Microsoft.EntityFrameworkCore;

namespace Dais.Workspace.People;

/// <summary>What is allowed beyond one workspace: to administrators of the whole instance.</summary>
internal static class Instance
{
    /// <summary>Whether the caller is one: active, signed in themselves or by a token that may manage and is for no single workspace.</summary>
    public static async Task<bool> IsAdministratorAsync(StoreContext db, Caller caller, CancellationToken cancel) =>
        caller.AtThisMachine || (IsWhole(caller) && await Administrators(db).AnyAsync(p => p.Id == caller.Id, cancel).ConfigureAwait(false));

    /// <summary>Whether the caller comes with everything that the person may do, and not with a token for a part of it.</summary>
    public static bool IsWhole(Caller caller) => caller.Scope is null || (caller.Scope == TokenScope.Manage && caller.OnlyWorkspace is null);

    /// <summary>Demands that the caller is one, before anything else.</summary>
    /// <exception cref="ForbiddenException">The caller is none.</exception>
    public static async Task DemandAdministratorAsync(StoreContext db, Caller caller, string where, CancellationToken cancel)
    {
        if (!await IsAdministratorAsync(db, caller, cancel).ConfigureAwait(false)) throw new ForbiddenException("Administrators of this instance may do that, and they alone.", where, "Maybe an administrator does it for you.");
    }

    /// <summary>Demands that the caller is a person who signed in themselves: what is one's own is changed by nobody's token.</summary>
    /// <exception cref="ForbiddenException">It came by a token, or no longer may come in.</exception>
    public static async Task<PersonRow> DemandSelfAsync(StoreContext db, Caller caller, string where, CancellationToken cancel)
    {
        if (caller.AtThisMachine) throw new ForbiddenException("At this machine nobody signs in, and nothing belongs to an account.", where, "Maybe dais serve for a team is meant: there people have accounts.");
        var person = caller.Scope is null ? await db.People.SingleOrDefaultAsync(p => p.Id == caller.Id && p.State == Memberships.Active, cancel).ConfigureAwait(false) : null;
        return person ?? throw new ForbiddenException("Who signs in themselves may do that, and they alone.", where, "Maybe sign in, and do it on the page of your account.");
    }

    /// <summary>Every administrator who may come in.</summary>
    public static IQueryable<PersonRow> Administrators(StoreContext db) => db.People.Where(p => p.Administrator && p.State == Memberships.Active);

    /// <summary>The person of that id.</summary>
    /// <exception cref="MissingException">There is none.</exception>
    public static async Task<PersonRow> PersonAsync(StoreContext db, string id, CancellationToken cancel) =>
        await db.People.SingleOrDefaultAsync(p => p.Id == id, cancel).ConfigureAwait(false) ?? throw new MissingException("people/" + id);

    /// <summary>Holds off everybody who would change who administers, until the transaction is over.</summary>
    public static Task HoldAsync(Store store, StoreContext db, CancellationToken cancel) =>
        store.Database.LocksRows ? db.Database.ExecuteSqlAsync($"LOCK TABLE people IN SHARE ROW EXCLUSIVE MODE", cancel) : Task.CompletedTask;

    /// <summary>Refuses to leave the instance without an administrator.</summary>
    public static async Task DemandOneAsync(StoreContext db, string where, CancellationToken cancel)
    {
        await db.SaveChangesAsync(cancel).ConfigureAwait(false);
        if (!await Administrators(db).AnyAsync(cancel).ConfigureAwait(false)) throw new InvalidException("The instance would have no administrator.", where, "Maybe make somebody else an administrator first.");
    }
}
