using System.Globalization;
using System.Text.RegularExpressions;
using Dais.Workspace.People;
using Dais.Workspace.Storing;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Dais.App.Web.Accounts.Identity;

/// <summary>Identity's own view of the accounts' tables. The store's scripts make them, and people are made by operations, never here.</summary>
/// <remarks>What it saves about an account is in the audit by itself: nobody has to think of it.</remarks>
internal sealed partial class AccountsContext(AccountsConnection connection) : DbContext
{
    private readonly List<string> _more = [];

    /// <summary>Remembers something that the changed rows do not tell by themselves, with the next save.</summary>
    public void Note(string action) => _more.Add(action);

    protected override void OnConfiguring(DbContextOptionsBuilder optionsBuilder) => connection.Configure(optionsBuilder);

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<Account>(account =>
        {
            account.ToTable("accounts").HasKey(a => a.Id);
            account.Ignore(a => a.PhoneNumber).Ignore(a => a.PhoneNumberConfirmed);
            account.Property(a => a.ConcurrencyStamp).IsConcurrencyToken();
            account.Property(a => a.AccessFailedCount).HasConversion<long>();
            account.Property(a => a.LockoutEnd).HasConversion(moment => Store.Stamp(moment!.Value), text => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture));
        });
        modelBuilder.Entity<IdentityUserLogin<string>>().ToTable("account_logins").HasKey(l => new { l.LoginProvider, l.ProviderKey });
        modelBuilder.Entity<IdentityUserToken<string>>().ToTable("account_tokens").HasKey(t => new { t.UserId, t.LoginProvider, t.Name });
        foreach (var property in modelBuilder.Model.GetEntityTypes().SelectMany(e => e.GetProperties()))
        {
            property.SetColumnName(Inner().Replace(property.Name, "_$0").ToLowerInvariant());
            property.ValueGenerated = ValueGenerated.Never;
        }
    }

    public override Task<int> SaveChangesAsync(CancellationToken cancellationToken = default) => SaveChangesAsync(acceptAllChangesOnSuccess: true, cancellationToken);

    public override Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        ChangeTracker.DetectChanges();
        var notes = ChangeTracker.Entries<Account>().Where(e => e.State == EntityState.Modified).SelectMany(e => Told(e).Select(action => new AuditNote(e.Entity.Id, action, "people/" + e.Entity.Id))).ToList();
        return connection.WriteAsync(Database, notes, () => base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken), cancellationToken);
    }

    private IEnumerable<string> Told(EntityEntry<Account> account)
    {
        if (account.Property(a => a.PasswordHash).IsModified) yield return "account.password";
        if (account.Property(a => a.TwoFactorEnabled).IsModified) yield return account.Entity.TwoFactorEnabled ? "account.two-factor-on" : "account.two-factor-off";
        foreach (var action in _more) yield return action;
        _more.Clear();
    }

    [GeneratedRegex("(?<!^)[A-Z]")]
    private static partial Regex Inner();
}
