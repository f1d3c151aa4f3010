using System.Text.Json.Nodes;
using Dais.Engine.Modelling;
using Dais.Workspace.People;
using Dais.Workspace.Storing;
using Dais.Workspace.Wire;

namespace Dais.Workspace;

/// <summary>A workspace's document at a revision, with what the caller may see.</summary>
public sealed record Exported(Document Document, long Revision, long NewestRevision)
{
    /// <summary>Whether sensitive fields are in it.</summary>
    public bool Sensitive { get; init; }
}

/// <summary>Reads a whole workspace as a document that can be written in any form.</summary>
public static class ExportWorkspace
{
    /// <summary>The document; sensitive fields are left out for who may not see them.</summary>
    /// <exception cref="MissingException">There is no such workspace for the caller, or none at that moment.</exception>
    public static Task<Exported> RunAsync(Store store, Caller caller, string workspace, Moment? asOf = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        return store.ReadAsync(caller, workspace, Permission.View, async session =>
        {
            var state = asOf is null || asOf == Moment.Now ? await session.WholeAsync(cancel).ConfigureAwait(false) : await session.StateAsync(asOf, cancel).ConfigureAwait(false);
            var document = state.Opened?.Document ?? throw new MissingException($"workspaces/{workspace}@{state.Revision}", "Maybe a later revision is meant: at this one it held nothing.");
            var all = session.Membership.Allows(Permission.ViewSensitive);
            return new Exported(all ? document : Shown(session.Membership, document), state.Revision, session.Workspace.Revision) { Sensitive = all };
        }, cancel);
    }

    private static Document Shown(Membership membership, Document document)
    {
        var root = (JsonObject)document.Root.DeepClone();
        foreach (var kind in Kinds.All.Where(k => k.Item?.Fields.Any(f => f.Sensitive) == true))
        {
            if (root.Get(kind.Name) is JsonArray list) root[kind.Name] = new JsonArray([.. list.OfType<JsonObject>().Select(t => Kept.Shown(membership, kind, t).DeepClone())]);
        }

        return Document.Of(root, new List<Finding>())!;
    }
}
