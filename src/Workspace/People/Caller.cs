namespace Dais.Workspace.People;

/// <summary>How far a token goes: never further than its person.</summary>
public enum TokenScope
{
    /// <summary>To see.</summary>
    Read,

    /// <summary>To see, to comment, to analyse and to change; never to manage.</summary>
    Write,

    /// <summary>Everything that its person may do.</summary>
    Manage,
}

/// <summary>Who asks. What they may do is looked up in the store at each operation, never remembered.</summary>
/// <param name="Id">The person's id.</param>
/// <param name="Name">What the history calls them.</param>
public sealed record Caller(string Id, string Name)
{
    /// <summary>The one person at this machine: whoever can read the files may do everything.</summary>
    public static Caller Local { get; } = new("local", "local user") { AtThisMachine = true };

    /// <summary>Whether it is the single user of a laptop, who needs no membership.</summary>
    public bool AtThisMachine { get; private init; }

    /// <summary>How far the token goes by which they came in; absent where they signed in themselves.</summary>
    public TokenScope? Scope { get; init; }

    /// <summary>The one workspace that the token is for; absent where it is for all of its person's.</summary>
    public string? OnlyWorkspace { get; init; }

    /// <summary>The id of the token by which they came; it is looked up at each operation whether it still holds.</summary>
    public string? Token { get; init; }
}

/// <summary>What a caller is in a workspace, as the store says at this moment.</summary>
/// <param name="Role">The role.</param>
/// <param name="Group">The stakeholder's group.</param>
/// <param name="Sensitive">Whether sensitive fields are shown.</param>
/// <param name="Scope">How far the token goes by which they came.</param>
public sealed record Membership(Role Role, string? Group, bool Sensitive, TokenScope? Scope)
{
    /// <summary>Whether it allows that.</summary>
    public bool Allows(Permission permission) => permission switch
    {
        Permission.ViewSensitive => Sensitive,
        Permission.Manage or Permission.Commit when Scope is TokenScope.Read or TokenScope.Write => false,
        Permission.Comment or Permission.Analyse or Permission.Edit when Scope is TokenScope.Read => false,
        _ => Role.Bring(permission),
    };
}
