using System.Text.Json.Nodes;
using Dais.Workspace.People;
using Dais.Workspace.Storing;
using Microsoft.EntityFrameworkCore;

namespace Dais.Workspace;

/// <summary>A token that is to be.</summary>
/// <param name="Name">What it is for, in the person's words.</param>
/// <param name="Scope">How far it goes.</param>
/// <param name="Lasts">How long; at most a year.</param>
/// <param name="Workspace">The one workspace that it is for; absent for all of the person's.</param>
public sealed record NewToken(string Name, TokenScope Scope, TimeSpan Lasts, string? Workspace = null);

/// <summary>A token that was just made.</summary>
/// <param name="Id">Its id, which is no secret.</param>
/// <param name="Secret">The token itself: it is told this once, and kept nowhere.</param>
/// <param name="Expires">Until when it holds.</param>
public sealed record IssuedToken(string Id, string Secret, DateTimeOffset Expires);

/// <summary>Makes a token for programs that act for a person. It never goes further than the person does.</summary>
public static class CreateToken
{
    /// <summary>How many a person may have at a time.</summary>
    public const int Most = 50;

    /// <summary>Makes it.</summary>
    /// <exception cref="InvalidException">Name, length or number are not allowed.</exception>
    /// <exception cref="MissingException">The person is no member of that workspace.</exception>
    public static Task<IssuedToken> RunAsync(Store store, Caller caller, NewToken wanted, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(wanted);
        return store.InAsync(writes: true, async (db, _, _) =>
        {
            var person = await Instance.DemandSelfAsync(db, caller, "tokens", cancel).ConfigureAwait(false);
            var (now, secret) = (store.Clock.GetUtcNow(), Secret.New(Secret.TokenPrefix));
            Check(wanted, now);
            if (wanted.Workspace is { } only && await Memberships.OfAsync(db, caller, only, Store.Stamp(now), cancel).ConfigureAwait(false) is null) throw new MissingException("workspaces/" + only);
            if (await ApiTokens.Holding(db, Store.Stamp(now)).CountAsync(t => t.Person == person.Id, cancel).ConfigureAwait(false) >= Most) throw new InvalidException($"You have {Most} tokens; more are not allowed.", "tokens", "Maybe revoke those that nobody uses.");
            var row = new TokenRow
            {
                Id = Secret.NewId(),
                Person = person.Id,
                Name = wanted.Name.Trim(),
                Hash = Secret.Hash(secret),
                Workspace = wanted.Workspace,
                Scope = ApiTokens.Word(wanted.Scope),
                Created = Store.Stamp(now),
                Expires = Store.Stamp(now + wanted.Lasts),
            };
            db.Tokens.Add(row);
            await store.AuditAsync(db, new(person.Id, "token.create", "tokens/" + row.Id) { Workspace = wanted.Workspace, Detail = new JsonObject { ["scope"] = row.Scope, ["expires"] = row.Expires } }, cancel).ConfigureAwait(false);
            return new IssuedToken(row.Id, secret, now + wanted.Lasts);
        }, cancel);
    }

    private static void Check(NewToken wanted, DateTimeOffset now)
    {
        if (string.IsNullOrWhiteSpace(wanted.Name) || wanted.Name.Trim().Length > 100) throw new InvalidException("The name is empty, or longer than 100 letters.", "name", "Maybe say what the token is for: \"nightly export\".");
        if (!Enum.IsDefined(wanted.Scope)) throw new InvalidException($"There is no scope {wanted.Scope}.", "scope", "Maybe read, write or manage.");
        if (wanted.Lasts <= TimeSpan.Zero || now + wanted.Lasts > now.AddYears(1)) throw new InvalidException($"The token would last {wanted.Lasts.TotalDays:0.##} days; allowed are more than none and at most a year.", "lasts", "Maybe 90 days serve: a new one is made in a moment.");
    }
}
