using System.Collections.Immutable;
using Dais.Workspace.People;
using Dais.Workspace.Storing;
using Microsoft.EntityFrameworkCore;

namespace Dais.Workspace;

/// <summary>A person as administrators see them.</summary>
/// <param name="Id">The id.</param>
/// <param name="Name">The name.</param>
/// <param name="Email">The address.</param>
/// <param name="State"><c>invited</c>, <c>active</c> or <c>suspended</c>.</param>
/// <param name="Administrator">Whether they administer the instance.</param>
/// <param name="Created">Since when they are known.</param>
public sealed record Person(string Id, string Name, string? Email, string State, bool Administrator, string Created);

/// <summary>Everybody who is known to the instance, for its administrators.</summary>
public static class ListPeople
{
    /// <summary>Lists them by name.</summary>
    public static Task<ImmutableArray<Person>> RunAsync(Store store, Caller caller, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        return store.InAsync(writes: false, async (db, _, _) =>
        {
            await Instance.DemandAdministratorAsync(db, caller, "people", cancel).ConfigureAwait(false);
            var rows = await db.People.AsNoTracking().OrderBy(p => p.Name).ThenBy(p => p.Id).ToListAsync(cancel).ConfigureAwait(false);
            return rows.Select(p => new Person(p.Id, p.Name, p.Email, p.State, p.Administrator, p.Created)).ToImmutableArray();
        }, cancel);
    }
}
