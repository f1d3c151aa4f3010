using Dais.Workspace;
using Dais.Workspace.People;

namespace Dais.App.Web.Api.Routes;

#pragma warning disable MA0048 // The shapes of answers are read together.

/// <summary>The workspaces that you are a member of, by name.</summary>
/// <param name="Workspaces">They.</param>
internal sealed record ShownWorkspaces(IEnumerable<ShownWorkspace> Workspaces);

/// <summary>A workspace that you may enter.</summary>
/// <param name="Id">Its id in addresses.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Role">What you are there.</param>
/// <param name="Group">The group whose view a stakeholder has.</param>
/// <param name="Sensitive">Whether you see sensitive fields.</param>
internal sealed record ShownWorkspace(string Id, string Name, Role Role, string? Group, bool Sensitive);

/// <summary>A workspace that was made, or written as a whole.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Revision">Its revision.</param>
internal sealed record WorkspaceWritten(string Id, long Revision);

/// <summary>A workspace that has another name.</summary>
/// <param name="Id">Its id, which stays.</param>
/// <param name="Name">The name.</param>
internal sealed record WorkspaceRenamed(string Id, string Name);

/// <summary>A workspace that was deleted.</summary>
/// <param name="Id">The id that it had.</param>
/// <param name="Deleted">True.</param>
/// <param name="LastRevision">The last revision that it had.</param>
internal sealed record WorkspaceDeleted(string Id, bool Deleted, long LastRevision);

/// <summary>What is wrong or odd with a workspace, errors first.</summary>
/// <param name="Revision">The revision of the workspace.</param>
/// <param name="Findings">All of it.</param>
internal sealed record ShownFindings(long Revision, IEnumerable<ShownFinding> Findings);

/// <summary>Who belongs to a workspace.</summary>
/// <param name="Members">They.</param>
internal sealed record ShownMembers(IEnumerable<Member> Members);

/// <summary>A member who was removed.</summary>
/// <param name="Person">Who.</param>
/// <param name="Removed">True.</param>
internal sealed record MemberRemoved(string Person, bool Removed);

/// <summary>What was done with somebody.</summary>
/// <param name="Person">Who.</param>
/// <param name="Done">What: suspend or restore.</param>
internal sealed record PersonDone(string Person, string Done);

/// <summary>Lines of the audit, newest first.</summary>
/// <param name="Lines">They.</param>
internal sealed record ShownAudit(IEnumerable<AuditLine> Lines);

/// <summary>Your tokens, without their secrets.</summary>
/// <param name="Tokens">They.</param>
internal sealed record ShownTokens(IEnumerable<ListedToken> Tokens);

/// <summary>A token that is worthless now.</summary>
/// <param name="Token">Its id.</param>
/// <param name="Revoked">True.</param>
internal sealed record TokenRevoked(string Token, bool Revoked);

/// <summary>Everybody who may come in.</summary>
/// <param name="People">They.</param>
internal sealed record ShownPeople(IEnumerable<Person> People);

/// <summary>Whether somebody administers the instance.</summary>
/// <param name="Person">Who.</param>
/// <param name="Administrator">Whether.</param>
internal sealed record PersonEntrusted(string Person, bool Administrator);

/// <summary>Somebody who owns a workspace now.</summary>
/// <param name="Person">Who.</param>
/// <param name="Owns">The workspace's id.</param>
internal sealed record OwnerAppointed(string Person, string Owns);
