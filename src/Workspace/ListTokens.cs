using System.Collections.Immutable;
using Dais.Workspace.People;
using Dais.Workspace.Storing;
using Microsoft.EntityFrameworkCore;

namespace Dais.Workspace;

/// <summary>A token as its person sees it later: all but the secret.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">What it is for.</param>
/// <param name="Workspace">The one workspace that it is for; absent for all.</param>
/// <param name="Scope"><c>read</c>, <c>write</c> or <c>manage</c>.</param>
/// <param name="Created">Since when it is there.</param>
/// <param name="Expires">Until when it holds.</param>
/// <param name="LastUsed">When it was used, to some minutes; absent where it never was.</param>
/// <param name="Revoked">When it was revoked; absent where it was not.</param>
public sealed record ListedToken(string Id, string Name, string? Workspace, string Scope, string Created, string Expires, string? LastUsed, string? Revoked);

/// <summary>The tokens of the person who asks, newest first.</summary>
public static class ListTokens
{
    /// <summary>Lists them, with those that no longer hold.</summary>
    public static Task<ImmutableArray<ListedToken>> RunAsync(Store store, Caller caller, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        return store.InAsync(writes: false, async (db, _, _) =>
        {
            var person = await Instance.DemandSelfAsync(db, caller, "tokens", cancel).ConfigureAwait(false);
            var rows = await db.Tokens.AsNoTracking().Where(t => t.Person == person.Id).OrderByDescending(t => t.Created).ThenBy(t => t.Id).ToListAsync(cancel).ConfigureAwait(false);
            return rows.Select(t => new ListedToken(t.Id, t.Name, t.Workspace, t.Scope, t.Created, t.Expires, t.LastUsed, t.Revoked)).ToImmutableArray();
        }, cancel);
    }
}
