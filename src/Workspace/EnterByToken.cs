using System.Globalization;
using Dais.Workspace.People;
using Dais.Workspace.Storing;
using Microsoft.EntityFrameworkCore;

namespace Dais.Workspace;

/// <summary>Says who comes with a token.</summary>
public static class EnterByToken
{
    private static readonly TimeSpan Remarked = TimeSpan.FromMinutes(5);

    /// <summary>Looks it up.</summary>
    /// <returns>Who it is; nothing where the token is unknown, expired or revoked, or its person may not come in.</returns>
    public static async Task<Entered?> RunAsync(Store store, string secret, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(secret);
        if (!secret.StartsWith(Secret.TokenPrefix, StringComparison.Ordinal)) return null;
        var (hash, now) = (Secret.Hash(secret), store.Clock.GetUtcNow());
        var found = await store.InAsync(writes: false, (db, _, _) => ApiTokens.Holding(db, Store.Stamp(now)).Where(t => t.Hash == hash)
            .Join(db.People, t => t.Person, p => p.Id, (t, p) => new { Token = t, p.Name, p.Administrator }).AsNoTracking().SingleOrDefaultAsync(cancel), cancel).ConfigureAwait(false);
        if (found is null) return null;
        if (found.Token.LastUsed is not { } last || DateTimeOffset.Parse(last, CultureInfo.InvariantCulture) < now - Remarked) await RemarkAsync(store, found.Token.Id, Store.Stamp(now), cancel).ConfigureAwait(false);
        var caller = new Caller(found.Token.Person, found.Name)
        {
            Token = found.Token.Id,
            Scope = Enum.Parse<TokenScope>(found.Token.Scope, ignoreCase: true),
            OnlyWorkspace = found.Token.Workspace,
        };
        return new(caller, found.Administrator && caller.OnlyWorkspace is null);
    }

    // When a token was used is worth knowing to some minutes, and no reason to refuse a call.
    private static async Task RemarkAsync(Store store, string token, string now, CancellationToken cancel)
    {
        try
        {
            await store.InAsync(writes: true, (db, _, _) => db.Tokens.Where(t => t.Id == token).ExecuteUpdateAsync(t => t.SetProperty(r => r.LastUsed, now), cancel), cancel).ConfigureAwait(false);
        }
        catch (BusyException)
        {
        }
    }
}
