using Dais.Workspace.Storing;
using Microsoft.EntityFrameworkCore;

namespace Dais.Workspace.People;

/// <summary>A code that was just made; it is told once.</summary>
/// <param name="Person">The person's id; absent where nobody is known yet.</param>
/// <param name="Code">The code: whoever has it may use it, once.</param>
/// <param name="Expires">Until when.</param>
public sealed record IssuedCode(string? Person, string Code, DateTimeOffset Expires);

/// <summary>What the operations that hand out ways in share.</summary>
internal static class Invitations
{
    public const string Member = "member", Person = "person", Setup = "setup", Recovery = "recovery";

    /// <summary>How long an invitation may lie, and how long a way in for who has lost theirs.</summary>
    public static readonly TimeSpan Lasts = TimeSpan.FromDays(7), LastsShortly = TimeSpan.FromDays(1);

    private const string Open = "open", Accepted = "accepted", Withdrawn = "withdrawn";

    /// <summary>Makes a code; those of the same purpose that lie open for the same person are withdrawn.</summary>
    public static async Task<IssuedCode> IssueAsync(Store store, StoreContext db, InvitationRow like, TimeSpan lasts, CancellationToken cancel)
    {
        await WithdrawAsync(db, i => i.Purpose == like.Purpose && i.Person == like.Person && i.Workspace == like.Workspace, cancel).ConfigureAwait(false);
        var (code, now) = (Secret.New(), store.Clock.GetUtcNow());
        db.Invitations.Add(new()
        {
            Id = Secret.NewId(),
            Code = Secret.Hash(code),
            Purpose = like.Purpose,
            Person = like.Person,
            Email = like.Email,
            Workspace = like.Workspace,
            Administrator = like.Administrator,
            State = Open,
            MadeBy = like.MadeBy,
            Created = Store.Stamp(now),
            Expires = Store.Stamp(now + lasts),
        });
        return new(like.Person, code, now + lasts);
    }

    /// <summary>An invitation as it is asked for; what the store adds is left empty.</summary>
    public static InvitationRow Like(string purpose, string madeBy, string? person = null, string? email = null, string? workspace = null, bool administrator = false) =>
        new() { Id = "", Code = "", State = Open, Created = "", Expires = "", Purpose = purpose, MadeBy = madeBy, Person = person, Email = email, Workspace = workspace, Administrator = administrator };

    /// <summary>Takes back what lies open.</summary>
    public static Task WithdrawAsync(StoreContext db, System.Linq.Expressions.Expression<Func<InvitationRow, bool>> which, CancellationToken cancel) =>
        db.Invitations.Where(which).Where(i => i.State == Open).ExecuteUpdateAsync(i => i.SetProperty(r => r.State, Withdrawn), cancel);

    /// <summary>The open invitation of that code.</summary>
    /// <exception cref="MissingException">There is none, or no longer.</exception>
    public static async Task<InvitationRow> FindAsync(Store store, StoreContext db, string code, CancellationToken cancel)
    {
        var (hash, now) = (Secret.Hash(code), Store.Stamp(store.Clock.GetUtcNow()));
        return await db.Invitations.AsNoTracking().SingleOrDefaultAsync(i => i.Code == hash && i.State == Open && string.Compare(i.Expires, now) > 0, cancel).ConfigureAwait(false)
            ?? throw new MissingException("invitations", "Maybe it was used already, has expired or was withdrawn: ask for a new one.");
    }

    /// <summary>Uses it up; of two that come at once, one gets it.</summary>
    public static async Task UseAsync(StoreContext db, InvitationRow invitation, CancellationToken cancel)
    {
        if (await db.Invitations.Where(i => i.Id == invitation.Id && i.State == Open).ExecuteUpdateAsync(i => i.SetProperty(r => r.State, Accepted), cancel).ConfigureAwait(false) != 1) throw new MissingException("invitations", "Maybe it was used already: ask for a new one.");
    }

    /// <summary>The invitations that lie open for a person.</summary>
    public static Task<List<InvitationRow>> OpenForAsync(Store store, StoreContext db, string person, CancellationToken cancel)
    {
        var now = Store.Stamp(store.Clock.GetUtcNow());
        return db.Invitations.AsNoTracking().Where(i => i.Person == person && i.State == Open && (i.Purpose == Member || i.Purpose == Person) && string.Compare(i.Expires, now) > 0).ToListAsync(cancel);
    }

    /// <summary>The person of that address, who is made, as invited, where nobody has it.</summary>
    public static async Task<PersonRow> PersonOfAsync(Store store, StoreContext db, string email, CancellationToken cancel)
    {
        var (id, now) = (Secret.NewId(), Store.Stamp(store.Clock.GetUtcNow()));
        await db.Database.ExecuteSqlAsync($"INSERT INTO people (id, name, email, state, administrator, created) VALUES ({id}, {email}, {email}, {Members.Invited}, {false}, {now}) ON CONFLICT DO NOTHING", cancel).ConfigureAwait(false);
        return await db.People.SingleAsync(p => p.Email == email, cancel).ConfigureAwait(false);
    }
}
