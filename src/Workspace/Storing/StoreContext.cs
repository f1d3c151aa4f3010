using System.Text.RegularExpressions;
using Dais.Workspace.Jobs;
using Dais.Workspace.People;
using Dais.Workspace.Signals;
using Microsoft.EntityFrameworkCore;

namespace Dais.Workspace.Storing;

/// <summary>The tables, for queries. The scripts make them; a test holds this against them.</summary>
internal sealed partial class StoreContext(DbContextOptions<StoreContext> options) : DbContext(options)
{
    public DbSet<PersonRow> People => Set<PersonRow>();

    public DbSet<WorkspaceRow> Workspaces => Set<WorkspaceRow>();

    public DbSet<MemberRow> Members => Set<MemberRow>();

    public DbSet<ItemRow> Items => Set<ItemRow>();

    public DbSet<RevisionRow> Revisions => Set<RevisionRow>();

    public DbSet<ChangeRow> Changes => Set<ChangeRow>();

    public DbSet<AnsweredRow> Answered => Set<AnsweredRow>();

    public DbSet<AuditRow> Audit => Set<AuditRow>();

    public DbSet<AuditHeadRow> AuditHead => Set<AuditHeadRow>();

    public DbSet<AccountRow> Accounts => Set<AccountRow>();

    public DbSet<AccountLoginRow> AccountLogins => Set<AccountLoginRow>();

    public DbSet<AccountTokenRow> AccountTokens => Set<AccountTokenRow>();

    public DbSet<InvitationRow> Invitations => Set<InvitationRow>();

    public DbSet<SessionRow> Sessions => Set<SessionRow>();

    public DbSet<TokenRow> Tokens => Set<TokenRow>();

    public DbSet<ProtectionKeyRow> ProtectionKeys => Set<ProtectionKeyRow>();

    public DbSet<SignalRow> Signals => Set<SignalRow>();

    public DbSet<SignalHistoryRow> SignalHistory => Set<SignalHistoryRow>();

    public DbSet<SignalWordRow> SignalWords => Set<SignalWordRow>();

    public DbSet<BatchRow> Batches => Set<BatchRow>();

    public DbSet<JobRow> Jobs => Set<JobRow>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<PersonRow>().ToTable("people").HasKey(r => r.Id);
        modelBuilder.Entity<WorkspaceRow>().ToTable("workspaces").HasKey(r => r.Id);
        modelBuilder.Entity<MemberRow>().ToTable("members").HasKey(r => new { r.Workspace, r.Person });
        modelBuilder.Entity<ItemRow>().ToTable("items").HasKey(r => new { r.Workspace, r.Kind, r.Id });
        modelBuilder.Entity<RevisionRow>().ToTable("revisions").HasKey(r => new { r.Workspace, r.Revision });
        modelBuilder.Entity<ChangeRow>().ToTable("changes").HasKey(r => new { r.Workspace, r.Revision, r.Kind, r.Id });
        modelBuilder.Entity<AnsweredRow>().ToTable("answered").HasKey(r => new { r.Caller, r.Key });
        modelBuilder.Entity<AuditRow>().ToTable("audit").HasKey(r => r.Seq);
        AccountTables.Map(modelBuilder);
        modelBuilder.Entity<SignalRow>().ToTable("signals").HasKey(r => new { r.Workspace, r.Kind, r.Id });
        modelBuilder.Entity<SignalHistoryRow>().ToTable("signal_history").HasKey(r => new { r.Workspace, r.Kind, r.Id, r.Until });
        modelBuilder.Entity<SignalWordRow>().ToTable("signal_words").HasKey(r => new { r.Workspace, r.Word, r.Block });
        modelBuilder.Entity<BatchRow>().ToTable("batches").HasKey(r => new { r.Workspace, r.Revision });
        modelBuilder.Entity<JobRow>().ToTable("jobs").HasKey(r => new { r.Workspace, r.Id });
        foreach (var property in modelBuilder.Model.GetEntityTypes().SelectMany(e => e.GetProperties()))
        {
            property.SetColumnName(Underscored(property.Name));
            property.ValueGenerated = Microsoft.EntityFrameworkCore.Metadata.ValueGenerated.Never;
        }
    }

    private static string Underscored(string name) => Inner().Replace(name, "_$0").ToLowerInvariant();

    [GeneratedRegex("(?<!^)[A-Z]")]
    private static partial Regex Inner();
}
