using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Dais.Engine.Modelling;
using Dais.Workspace.People;
using Dais.Workspace.Storing;
using Dais.Workspace.Wire;
using Microsoft.EntityFrameworkCore;

namespace Dais.Workspace;

/// <summary>A workspace that is to be.</summary>
/// <param name="Id">Its id in addresses: small letters, digits and dashes.</param>
/// <param name="Name">What people call it.</param>
public sealed record NewWorkspace(string Id, string Name)
{
    /// <summary>What it holds from the start; absent for a platform of that name with eight quarters from now.</summary>
    public Document? Document { get; init; }
}

/// <summary>Makes a workspace in a store; who makes it owns it.</summary>
public static partial class CreateWorkspace
{
    /// <summary>Makes it.</summary>
    /// <returns>The workspace at its first revision.</returns>
    /// <exception cref="ConflictException">There is one of that id.</exception>
    /// <exception cref="InvalidException">The id or the document cannot be used.</exception>
    public static async Task<WorkspaceState> RunAsync(Store store, Caller caller, NewWorkspace wanted, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(wanted);
        if (!Address().IsMatch(wanted.Id)) throw new InvalidException($"The id is \"{wanted.Id}\"; allowed are 1 to 60 small letters, digits and dashes, a letter or digit first.", "id", $"Maybe \"{Suggest(wanted.Id)}\" serves.");
        if (string.IsNullOrWhiteSpace(wanted.Name)) throw new InvalidException("The name is empty.", "name", "Maybe the platform's name serves.");
        var document = wanted.Document ?? Empty(wanted, DateOnly.FromDateTime(store.Clock.GetUtcNow().UtcDateTime));
        return await store.InAsync(writes: true, async (db, connection, transaction) =>
        {
            if (!await Instance.IsAdministratorAsync(db, caller, cancel).ConfigureAwait(false)) throw new ForbiddenException("You may not make workspaces.", "workspaces", "Maybe the administrator of this instance makes one for you.");
            if (await db.Workspaces.AnyAsync(w => w.Id == wanted.Id, cancel).ConfigureAwait(false)) throw new ConflictException("There is a workspace of that id already.", "workspaces/" + wanted.Id, null, null);
            var row = new WorkspaceRow { Id = wanted.Id, Name = wanted.Name.Trim(), Revision = 0, Digest = "", Created = Store.Stamp(store.Clock.GetUtcNow()) };
            db.Workspaces.Add(row);
            await db.SaveChangesAsync(cancel).ConfigureAwait(false);
            if (!caller.AtThisMachine) db.Members.Add(new() { Workspace = row.Id, Person = caller.Id, Role = "owner", Sensitive = true, State = Memberships.Active, Since = row.Created });
            await store.AuditAsync(db, new(caller.Id, "workspace.create", "workspaces/" + row.Id) { Workspace = row.Id }, cancel).ConfigureAwait(false);
            var session = new Session(store, db, connection, transaction, caller, row, new Membership(Role.Owner, null, Sensitive: true, null));
            return await ReplaceWorkspace.InAsync(session, document, new Purpose("create"), cancel).ConfigureAwait(false);
        }, cancel).ConfigureAwait(false);
    }

    /// <summary>An id that is allowed, made of any text; it may come out empty.</summary>
    public static string Suggest(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var dashed = Other().Replace(text.ToLowerInvariant(), "-").Trim('-');
        return dashed.Length > 60 ? dashed[..60] : dashed;
    }

    private static Document Empty(NewWorkspace wanted, DateOnly today)
    {
        var next = new DateOnly(today.Year, ((today.Month - 1) / 3 * 3) + 1, 1).AddMonths(3);
        var root = new JsonObject
        {
            ["dais"] = 1,
            ["platform"] = new JsonObject
            {
                ["id"] = wanted.Id,
                ["name"] = wanted.Name.Trim(),
                ["periods"] = new JsonObject { ["first"] = $"{next.Year}-Q{((next.Month - 1) / 3) + 1}", ["starts"] = next.ToString("yyyy-MM-dd"), ["count"] = 8 },
            },
        };
        return Document.Of(root, new List<Finding>())!;
    }

    [GeneratedRegex("^[a-z0-9][a-z0-9-]{0,59}$")]
    private static partial Regex Address();

    [GeneratedRegex("[^a-z0-9]+")]
    private static partial Regex Other();
}
