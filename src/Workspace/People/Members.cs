using System.Text.Json.Nodes;
using Dais.Workspace.Storing;
using Microsoft.EntityFrameworkCore;

namespace Dais.Workspace.People;

/// <summary>What a member is to be.</summary>
/// <param name="Role">The role.</param>
/// <param name="Group">The group whose view a stakeholder has; nobody else has one.</param>
/// <param name="Sensitive">Whether revenue by account and private notes are shown.</param>
public sealed record MemberTerms(Role Role, string? Group = null, bool Sensitive = false);

/// <summary>A member as the workspace's owners see them.</summary>
/// <param name="Person">The person's id.</param>
/// <param name="Name">Their name; of who has not come in yet, the address.</param>
/// <param name="Email">The address.</param>
/// <param name="Terms">What they are.</param>
/// <param name="State"><c>invited</c>, <c>active</c> or <c>suspended</c>.</param>
/// <param name="Since">Since when.</param>
public sealed record Member(string Person, string Name, string? Email, MemberTerms Terms, string State, string Since);

/// <summary>What the operations on members share.</summary>
internal static class Members
{
    public const string Invited = "invited", Suspended = "suspended", Removed = "removed";

    /// <summary>The member of that id, who is one or is to be one.</summary>
    /// <exception cref="MissingException">There is none.</exception>
    public static async Task<MemberRow> MemberAsync(this Session session, string person, CancellationToken cancel) =>
        await session.Db.Members.SingleOrDefaultAsync(m => m.Workspace == session.Workspace.Id && m.Person == person && m.State != Removed, cancel).ConfigureAwait(false)
        ?? throw new MissingException("members/" + person);

    /// <summary>Refuses terms that do not fit together, or name a group that is not there.</summary>
    public static async Task CheckAsync(this Session session, MemberTerms terms, CancellationToken cancel)
    {
        if (!Enum.IsDefined(terms.Role)) throw new InvalidException($"There is no role {terms.Role}.", "role", "Maybe viewer, stakeholder, editor or owner.");
        if (terms.Role != Role.Stakeholder && terms.Group is not null) throw new InvalidException("Only a stakeholder has the view of one group.", "group", "Maybe leave the group out, or make it a stakeholder.");
        if (terms.Role != Role.Stakeholder) return;
        if (terms.Group is null) throw new InvalidException("A stakeholder needs a group: its view is what they see.", "group", "Maybe name one of the workspace's groups.");
        var state = await session.StateAsync(cancel).ConfigureAwait(false);
        if (!state.Things.ContainsKey(new("groups", terms.Group))) throw new InvalidException($"There is no group \"{terms.Group}\".", "group", "Maybe its id is mistyped: groups stand in the workspace's list of groups.");
    }

    /// <summary>The terms as the row has them.</summary>
    public static MemberTerms Terms(this MemberRow row) => new(Enum.Parse<Role>(row.Role, ignoreCase: true), row.Group, row.Sensitive);

    /// <summary>Writes the terms into the row.</summary>
    public static void Set(this MemberRow row, MemberTerms terms) => (row.Role, row.Group, row.Sensitive) = (Word(terms.Role), terms.Group, terms.Sensitive);

    /// <summary>The terms as the audit has them.</summary>
    public static JsonObject Detail(this MemberTerms terms) => new() { ["role"] = Word(terms.Role), ["group"] = terms.Group, ["sensitive"] = terms.Sensitive };

    /// <summary>A role as the store writes it.</summary>
    public static string Word(Role role) => role.ToString().ToLowerInvariant();

    /// <summary>Changes a member's state or terms; where an owner may have gone, another has to be there.</summary>
    public static async Task ChangeAsync(this Session session, MemberRow member, Action<MemberRow> change, CancellationToken cancel)
    {
        var owned = member.Role == "owner" && member.State == Memberships.Active;
        change(member);
        member.Since = session.Now;
        if (owned && (member.Role != "owner" || member.State != Memberships.Active)) await Owners.DemandOneAsync(session.Db, session.Workspace.Id, cancel).ConfigureAwait(false);
    }
}
