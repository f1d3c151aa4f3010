using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Dais.Engine.Modelling;
using Dais.Workspace.Storing;
using Dais.Workspace.Wire;
using Dais.Workspace.Wire.Xlsx;

namespace Dais.Workspace;

/// <summary>Writes a document as a workspace, in the form that the target's ending says.</summary>
/// <remarks>
/// What is to be written is read again first, in memory, and has to give the same document: where a form cannot hold
/// something, that is an error, and the target stays as it was.
/// </remarks>
public static class SaveWorkspace
{
    /// <summary>Writes the document to the target: a path that ends with .json, .xlsx or .dais, or a folder.</summary>
    /// <returns>What hindered it; empty when it is written.</returns>
    public static ImmutableArray<Finding> To(Document document, string target)
    {
        ArgumentNullException.ThrowIfNull(document);
        ArgumentException.ThrowIfNullOrEmpty(target);
        try
        {
            return Forms.Of(target) switch
            {
                Form.Json => One(document, target, JsonText.Write(document.Root), (bytes, name, findings, _) => JsonText.Read(bytes, name, findings)),
                Form.Xlsx => One(document, target, XlsxWriting.Write(document), XlsxReading.Read),
                Form.Folder => Many(document, target),
                Form.Store => StoreFile.Write(document, target),
                _ => Refused(target, "Its ending is not one of .json, .xlsx or .dais, and it is no folder.", "Maybe a folder is meant: end its path with a slash."),
            };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            return Refused(target, $"It cannot be written: {e.Message}", "Maybe the disk is full, or the place belongs to another user.");
        }
    }

    private static ImmutableArray<Finding> One(Document document, string target, byte[] content, Func<byte[], string, ICollection<Finding>, Origins, JsonNode?> read)
    {
        if (Directory.Exists(target)) return Refused(target, "There is a folder of that name.", "Maybe a file in it is meant.");
        var findings = new List<Finding>();
        var again = read(content, Path.GetFileName(target), findings, new Origins(target));
        if (Lost(document, again, findings, target) is { IsEmpty: false } lost) return lost;
        Files.Write(target, content);
        return [];
    }

    private static ImmutableArray<Finding> Many(Document document, string target)
    {
        var existing = Directory.Exists(target) ? Directory.EnumerateFileSystemEntries(target).Select(e => Path.GetFileName(e)).ToHashSet() : [];
        if (File.Exists(target)) return Refused(target, "There is a file of that name.", "Maybe its ending is missing.");
        if (existing.Count > 0 && !existing.Contains(Folder.Head))
            return Refused(target, $"The folder is not empty and holds no {Folder.Head}, so it is not a workspace: it is left alone.", "Maybe a new folder is meant.");
        var files = Folder.Write(document).ToDictionary(f => f.Name, f => f.Content);
        var findings = new List<Finding>();
        var again = Folder.Read(files.Keys, name => files[name], findings, new Origins(target));
        if (Lost(document, again, findings, target) is { IsEmpty: false } lost) return lost;
        if (!Directory.Exists(target)) Files.WriteFolder(target, files.Select(f => (f.Key, f.Value)));
        else Files.ReplaceIn(target, [.. files.Select(f => (f.Key, f.Value))], Kinds.All.SelectMany(k => new[] { k.Name + ".csv", k.Name + ".json" }).Where(f => existing.Contains(f) && !files.ContainsKey(f)));
        return [];
    }

    private static ImmutableArray<Finding> Lost(Document document, JsonNode? again, List<Finding> findings, string target)
    {
        if (findings.Find(f => f.IsError) is { } error)
            return Refused(target, $"This form cannot hold the workspace: {error.Sentence}", "Maybe another form can: a .json file or a folder.");
        return Document.Of(again, findings)?.Equals(document) == true
            ? []
            : Refused(target, "This form cannot hold all of the workspace: what would be written does not read the same.", "Maybe another form can: a .json file or a folder.");
    }

    private static ImmutableArray<Finding> Refused(string target, string sentence, string maybe) =>
        [Finding.Error(Rule.Readable, "", sentence, maybe) with { Source = target }];
}
