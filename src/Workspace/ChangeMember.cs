using Dais.Workspace.People;
using Dais.Workspace.Storing;

namespace Dais.Workspace;

/// <summary>Gives a member another role, another group, or the sight of sensitive fields.</summary>
public static class ChangeMember
{
    /// <summary>Changes the terms; they hold from the member's next call on.</summary>
    /// <exception cref="InvalidException">The terms do not fit together, or the workspace would have no owner.</exception>
    public static Task<MemberTerms> RunAsync(Store store, Caller caller, string workspace, string person, MemberTerms terms, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(terms);
        return store.WriteAsync(caller, workspace, Permission.Manage, async session =>
        {
            var member = await session.MemberAsync(person, cancel).ConfigureAwait(false);
            await session.CheckAsync(terms, cancel).ConfigureAwait(false);
            if (member.Terms() == terms) return terms;
            await session.ChangeAsync(member, m => m.Set(terms), cancel).ConfigureAwait(false);
            await session.AuditAsync("member.change", "people/" + person, terms.Detail(), cancel).ConfigureAwait(false);
            return terms;
        }, cancel);
    }
}
