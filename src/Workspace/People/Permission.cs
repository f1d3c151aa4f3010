namespace Dais.Workspace.People;

/// <summary>What a caller may be allowed to do. Every operation demands exactly one of them; all but the first two are in a workspace.</summary>
public enum Permission
{
    /// <summary>To be known at all: what everyone who is signed in may ask, in no workspace.</summary>
    BeKnown,

    /// <summary>To watch and keep the instance: its people, its measurements, its audit.</summary>
    OperateInstance,

    /// <summary>To see one's own group: its asks, its share, its dates.</summary>
    ViewOwnGroup,

    /// <summary>To see everything but sensitive fields.</summary>
    View,

    /// <summary>To write comments.</summary>
    Comment,

    /// <summary>To ask for plans and studies, which take machine time.</summary>
    Analyse,

    /// <summary>To change the model, scenarios, decisions and signals.</summary>
    Edit,

    /// <summary>To commit a plan and to close a quarter.</summary>
    Commit,

    /// <summary>To see revenue by account and private notes.</summary>
    ViewSensitive,

    /// <summary>To say who belongs to the workspace, and to give it up.</summary>
    Manage,
}

/// <summary>What somebody is in a workspace.</summary>
public enum Role
{
    /// <summary>Sees.</summary>
    Viewer,

    /// <summary>Sees the view of one group, and comments.</summary>
    Stakeholder,

    /// <summary>Changes.</summary>
    Editor,

    /// <summary>Decides, and says who belongs to it.</summary>
    Owner,
}

/// <summary>What each role may do: one table.</summary>
public static class Roles
{
    /// <summary>Whether a role brings the permission. Sensitive fields are given to a member, never by a role.</summary>
    public static bool Bring(this Role role, Permission permission) => permission switch
    {
        Permission.BeKnown or Permission.ViewOwnGroup => true,
        Permission.Comment => role != Role.Viewer,
        Permission.View => role != Role.Stakeholder,
        Permission.Analyse or Permission.Edit => role is Role.Editor or Role.Owner,
        Permission.Commit or Permission.Manage => role == Role.Owner,
        _ => false,
    };
}
