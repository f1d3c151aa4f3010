using System.Text.Json.Nodes;
using Dais.Workspace.People;
using Dais.Workspace.Storing;

namespace Dais.Workspace;

/// <summary>Signs a person in at one browser, after the door has seen the proof.</summary>
public static class StartSession
{
    /// <summary>Starts the session.</summary>
    /// <param name="store">Where.</param>
    /// <param name="person">Who.</param>
    /// <param name="means">How they proved it: <c>password</c>, <c>two-factor</c>, the name of a provider.</param>
    /// <param name="cancel">Stops it.</param>
    /// <returns>The secret that the browser keeps; nothing where the person may not come in.</returns>
    public static Task<string?> RunAsync(Store store, string person, string means, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        return store.InAsync(writes: true, async (db, _, _) =>
        {
            if ((await Instance.PersonAsync(db, person, cancel).ConfigureAwait(false)).State != Memberships.Active) return null;
            var (secret, now) = (Secret.New(), Store.Stamp(store.Clock.GetUtcNow()));
            db.Sessions.Add(new() { Id = Secret.Hash(secret), Person = person, Created = now, Seen = now });
            await store.AuditAsync(db, new(person, "session.start", "people/" + person) { Detail = new JsonObject { ["means"] = means } }, cancel).ConfigureAwait(false);
            return (string?)secret;
        }, cancel);
    }
}
