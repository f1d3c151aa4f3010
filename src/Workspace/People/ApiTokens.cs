using System.Linq.Expressions;
using Dais.Workspace.Storing;
using Microsoft.EntityFrameworkCore;

namespace Dais.Workspace.People;

/// <summary>What the operations on tokens share.</summary>
internal static class ApiTokens
{
    /// <summary>Whether a token still holds at that moment.</summary>
    public static Task<bool> HoldsAsync(StoreContext db, string token, string person, string now, CancellationToken cancel) =>
        Holding(db, now).AnyAsync(t => t.Id == token && t.Person == person, cancel);

    /// <summary>The tokens that hold at that moment, of people who may come in.</summary>
    public static IQueryable<TokenRow> Holding(StoreContext db, string now) =>
        db.Tokens.Where(t => t.Revoked == null && string.Compare(t.Expires, now) > 0 && db.People.Any(p => p.Id == t.Person && p.State == Memberships.Active));

    /// <summary>Revokes those of them that are not revoked yet.</summary>
    public static Task<int> RevokeAsync(StoreContext db, Expression<Func<TokenRow, bool>> which, string now, CancellationToken cancel) =>
        db.Tokens.Where(which).Where(t => t.Revoked == null).ExecuteUpdateAsync(t => t.SetProperty(r => r.Revoked, now), cancel);

    /// <summary>A scope as the store writes it.</summary>
    public static string Word(TokenScope scope) => scope.ToString().ToLowerInvariant();
}
