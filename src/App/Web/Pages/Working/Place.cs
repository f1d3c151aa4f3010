using Dais.Engine.Modelling;
using Dais.Workspace.People;
using Dais.Workspace.Storing;

namespace Dais.App.Web.Pages.Working;

/// <summary>Where somebody stands: in which workspace, as what, at which revision.</summary>
/// <param name="Me">Who.</param>
/// <param name="Workspace">Where, and on what terms.</param>
/// <param name="State">What is there. It has sensitive fields in it: pages show of accounts and notes only what operations hand out.</param>
internal sealed record Place(Dais.Workspace.Me Me, Dais.Workspace.MyWorkspace Workspace, WorkspaceState State)
{
    /// <summary>The model; absent while the workspace has no platform or has errors.</summary>
    public Portfolio? Portfolio => State.Opened is { Sound: true } opened ? opened.Portfolio : null;

    /// <summary>Whether one may do that here; the operation asks again.</summary>
    public bool May(Permission permission) => permission == Permission.ViewSensitive ? Workspace.Terms.Sensitive : Workspace.Terms.Role.Bring(permission);
}
