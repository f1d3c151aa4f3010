using Dais.Workspace.People;
using Dais.Workspace.Storing;
using Microsoft.EntityFrameworkCore;

namespace Dais.Workspace;

/// <summary>Hands the operator a one-time way in for the first administrator, as long as there is none.</summary>
/// <remarks>Whoever starts the server on the store may: who reads its output is the operator.</remarks>
public static class SetUpInstance
{
    /// <summary>Makes the code; earlier ones are withdrawn.</summary>
    /// <param name="store">Where.</param>
    /// <param name="email">The administrator's address; absent where they say it themselves.</param>
    /// <param name="cancel">Stops it.</param>
    /// <returns>The code; nothing where there is an administrator.</returns>
    public static Task<IssuedCode?> RunAsync(Store store, string? email = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        return store.InAsync(writes: true, async (db, _, _) =>
        {
            await Instance.HoldAsync(store, db, cancel).ConfigureAwait(false);
            if (await Instance.Administrators(db).AnyAsync(cancel).ConfigureAwait(false)) return null;
            var like = Invitations.Like(Invitations.Setup, Caller.Local.Id, email: email is null ? null : Emails.Read(email), administrator: true);
            var issued = await Invitations.IssueAsync(store, db, like, Invitations.LastsShortly, cancel).ConfigureAwait(false);
            await store.AuditAsync(db, new(Caller.Local.Id, "instance.setup", "people"), cancel).ConfigureAwait(false);
            return (IssuedCode?)issued;
        }, cancel);
    }
}
