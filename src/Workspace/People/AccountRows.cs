using Microsoft.EntityFrameworkCore;

namespace Dais.Workspace.People;

#pragma warning disable MA0048 // The rows of one script are read together.

/// <summary>How a person comes in: password, second factor, lockout. ASP.NET Core Identity reads and writes it too.</summary>
internal sealed class AccountRow
{
    public required string Id { get; init; }
    public required string UserName { get; init; }
    public required string NormalizedUserName { get; init; }
    public required string Email { get; init; }
    public required string NormalizedEmail { get; init; }
    public bool EmailConfirmed { get; init; }
    public string? PasswordHash { get; set; }
    public required string SecurityStamp { get; set; }
    public required string ConcurrencyStamp { get; set; }
    public bool TwoFactorEnabled { get; set; }
    public long TwoFactorStep { get; set; }
    public bool LockoutEnabled { get; init; }
    public string? LockoutEnd { get; set; }
    public long AccessFailedCount { get; set; }
}

/// <summary>A person as a sign-in provider knows them.</summary>
internal sealed class AccountLoginRow
{
    public required string LoginProvider { get; init; }
    public required string ProviderKey { get; init; }
    public string? ProviderDisplayName { get; init; }
    public required string UserId { get; init; }
}

/// <summary>What Identity keeps of an account: the key of the second factor and the recovery codes, encrypted.</summary>
internal sealed class AccountTokenRow
{
    public required string UserId { get; init; }
    public required string LoginProvider { get; init; }
    public required string Name { get; init; }
    public string? Value { get; init; }
}

/// <summary>A way in that was handed to somebody, once.</summary>
internal sealed class InvitationRow
{
    public required string Id { get; init; }
    public required string Code { get; init; }
    public required string Purpose { get; init; }
    public string? Person { get; init; }
    public string? Email { get; init; }
    public string? Workspace { get; init; }
    public bool Administrator { get; init; }
    public required string State { get; set; }
    public required string MadeBy { get; init; }
    public required string Created { get; init; }
    public required string Expires { get; init; }
}

/// <summary>Somebody who is signed in at one browser.</summary>
internal sealed class SessionRow
{
    public required string Id { get; init; }
    public required string Person { get; init; }
    public required string Created { get; init; }
    public required string Seen { get; set; }
    public string? Ended { get; set; }
}

/// <summary>A key for programs.</summary>
internal sealed class TokenRow
{
    public required string Id { get; init; }
    public required string Person { get; init; }
    public required string Name { get; init; }
    public required string Hash { get; init; }
    public string? Workspace { get; init; }
    public required string Scope { get; init; }
    public required string Created { get; init; }
    public required string Expires { get; init; }
    public string? LastUsed { get; set; }
    public string? Revoked { get; set; }
}

/// <summary>One of the keys with which the program protects what it hands to browsers; encrypted by the operator's key.</summary>
internal sealed class ProtectionKeyRow
{
    public required string Name { get; init; }
    public required string Xml { get; init; }
    public required string Created { get; init; }
}

/// <summary>The last line of the audit chain.</summary>
internal sealed class AuditHeadRow
{
    public long Id { get; init; }
    public long Seq { get; set; }
    public required string Digest { get; set; }
}

/// <summary>Where those rows lie.</summary>
internal static class AccountTables
{
    public static void Map(ModelBuilder model)
    {
        model.Entity<AccountRow>().ToTable("accounts").HasKey(r => r.Id);
        model.Entity<AccountLoginRow>().ToTable("account_logins").HasKey(r => new { r.LoginProvider, r.ProviderKey });
        model.Entity<AccountTokenRow>().ToTable("account_tokens").HasKey(r => new { r.UserId, r.LoginProvider, r.Name });
        model.Entity<InvitationRow>().ToTable("invitations").HasKey(r => r.Id);
        model.Entity<SessionRow>().ToTable("sessions").HasKey(r => r.Id);
        model.Entity<TokenRow>().ToTable("tokens").HasKey(r => r.Id);
        model.Entity<ProtectionKeyRow>().ToTable("protection_keys").HasKey(r => r.Name);
        model.Entity<AuditHeadRow>().ToTable("audit_head").HasKey(r => r.Id);
    }
}
