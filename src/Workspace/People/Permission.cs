namespace Dais.Workspace.People;

/// <summary>What a caller can be allowed to do. Every door names the one it needs; what is not named is refused.</summary>
public enum Permission
{
    /// <summary>To be known at all: what everyone who is signed in may ask, in no workspace.</summary>
    BeKnown,

    /// <summary>To watch and keep the instance: its measurements, backups, members of all workspaces.</summary>
    OperateInstance,
}
