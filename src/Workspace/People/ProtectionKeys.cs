using System.Collections.Immutable;
using Dais.Workspace.Storing;
using Microsoft.EntityFrameworkCore;

namespace Dais.Workspace.People;

/// <summary>The keys with which the program protects what it hands to browsers: in the store, so that every replica has them.</summary>
/// <remarks>What comes here is encrypted already, by a key that the operator has and the store has not.</remarks>
public static class ProtectionKeys
{
    /// <summary>Every key, oldest first.</summary>
    public static Task<ImmutableArray<string>> ReadAsync(Store store, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        return store.InAsync(writes: false, async (db, _, _) =>
        {
            var keys = await db.ProtectionKeys.AsNoTracking().OrderBy(k => k.Created).ThenBy(k => k.Name).Select(k => k.Xml).ToListAsync(cancel).ConfigureAwait(false);
            return keys.ToImmutableArray();
        }, cancel);
    }

    /// <summary>Adds one.</summary>
    public static Task AddAsync(Store store, string name, string xml, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        return store.InAsync(writes: true, (db, _, _) =>
        {
            db.ProtectionKeys.Add(new() { Name = name, Xml = xml, Created = Store.Stamp(store.Clock.GetUtcNow()) });
            return Task.FromResult(0);
        }, cancel);
    }
}
