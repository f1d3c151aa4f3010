using System.Text.Json.Nodes;
using Dais.Workspace.People;
using Dais.Workspace.Storing;

namespace Dais.Workspace;

/// <summary>Gives a workspace another name. Its id, by which addresses name it, stays; so does its platform's name, which is a thing of the model.</summary>
public static class RenameWorkspace
{
    /// <summary>The most letters of a name.</summary>
    public const int MostLetters = 200;

    /// <summary>Renames it; the audit has both names.</summary>
    /// <returns>The name as it is kept.</returns>
    /// <exception cref="InvalidException">The name is empty or too long.</exception>
    public static Task<string> RunAsync(Store store, Caller caller, string workspace, string name, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(name);
        return store.WriteAsync(caller, workspace, Permission.Manage, async session =>
        {
            var kept = name.Trim();
            if (kept.Length is 0 or > MostLetters || kept.Any(char.IsControl)) throw new InvalidException($"The name has {kept.Length} letters; allowed are 1 to {MostLetters}, on one line.", "name", "Maybe the platform's name serves.");
            if (kept == session.Workspace.Name) return kept;
            var detail = new JsonObject { ["from"] = session.Workspace.Name, ["to"] = kept };
            session.Workspace.Name = kept;
            await session.AuditAsync("workspace.rename", "workspaces/" + workspace, detail, cancel).ConfigureAwait(false);
            return kept;
        }, cancel);
    }
}
