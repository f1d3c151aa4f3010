using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Dais.Engine.Modelling;
using Dais.Workspace.Wire.Csv;
using Dais.Workspace.Wire.Tables;

namespace Dais.Workspace.Wire;

/// <summary>
/// A workspace as the files of a folder: <c>workspace.json</c> with the platform, and for each list <c>KIND.csv</c> or
/// <c>KIND.json</c>.
/// </summary>
internal static class Folder
{
    /// <summary>The file that makes a folder a workspace.</summary>
    public const string Head = "workspace.json";

    private static readonly Shape.Parts Carried = new([Vocabulary.Needed("id", Vocabulary.Id, "Its id.")]);

    /// <summary>The shape of a list's things as far as columns go.</summary>
    public static Shape.Parts ShapeOf(Kind kind) => kind.Item ?? Carried;

    /// <summary>Reads the files into one tree.</summary>
    /// <param name="files">The names of the files in the folder, and how to read one.</param>
    /// <param name="read">The bytes of a file; nothing, with an error among the findings, where it cannot be read.</param>
    /// <param name="findings">Takes what is wrong.</param>
    /// <param name="origins">Takes where things stand.</param>
    public static JsonObject? Read(IReadOnlyCollection<string> files, Func<string, byte[]?> read, ICollection<Finding> findings, Origins origins)
    {
        if (!files.Contains(Head))
        {
            findings.Add(Finding.Error(Rule.Readable, "", $"The folder has no {Head}.", "Maybe another folder is meant, or one above or below it."));
            return null;
        }

        var head = Json(Head, read, findings);
        if (head is not JsonObject root)
        {
            if (head is not null) findings.Add(Finding.Error(Rule.Type, "", $"The file holds {head.Describe()}; allowed is an object with dais and platform.") with { Source = Head });
            return null;
        }

        foreach (var kind in Kinds.All)
        {
            if (root.Get(kind.Name) is not null) origins.Add(kind.Name, Head);
            foreach (var file in new[] { kind.Name + ".csv", kind.Name + ".json" }.Where(files.Contains)) List(kind, file, read, root, findings, origins);
        }

        var nearest = new Nearest();
        foreach (var file in files.Where(f => f != Head && Path.GetExtension(f) is ".csv" or ".json" && Kinds.Find(Path.GetFileNameWithoutExtension(f)) is null).Order(StringComparer.Ordinal))
        {
            if (nearest.To(Path.GetFileNameWithoutExtension(file), Kinds.All.Select(k => k.Name)) is { } near)
                findings.Add(Finding.Warning(Rule.KnownField, "", "There is no list of that name; the file is not read.", $"Maybe \"{near}{Path.GetExtension(file)}\" is meant.") with { Source = file });
        }

        return root;
    }

    /// <summary>The files of a document, in the order in which a person would read them.</summary>
    public static ImmutableArray<(string Name, byte[] Content)> Write(Document document)
    {
        var head = new JsonObject();
        foreach (var (name, value) in document.Root)
        {
            if (Kinds.Find(name) is null) head[name] = value?.DeepClone();
        }

        var files = ImmutableArray.CreateBuilder<(string, byte[])>();
        files.Add((Head, JsonText.Write(head)));
        foreach (var kind in Kinds.All)
        {
            if (document.Root.Get(kind.Name) is not { } list) continue;
            if (kind.Item is not { } shape)
            {
                files.Add((kind.Name + ".json", JsonText.Write(list)));
                continue;
            }

            var (columns, rows) = Spread.Of(shape, [.. list.AsArray().Cast<JsonObject>()]);
            files.Add((kind.Name + ".csv", CsvWriting.Write(columns, rows)));
        }

        return files.ToImmutable();
    }

    private static void List(Kind kind, string file, Func<string, byte[]?> read, JsonObject root, ICollection<Finding> findings, Origins origins)
    {
        if (origins.Of(kind.Name) is { } other)
        {
            findings.Add(Finding.Error(Rule.Once, kind.Name, $"The list stands twice: in {other} and in {file}.", "Maybe one of the two is to be deleted.") with { Source = file });
            return;
        }

        if (file.EndsWith(".json", StringComparison.Ordinal))
        {
            var before = findings.Count;
            root[kind.Name] = Json(file, read, findings) ?? (findings.Count > before ? new JsonArray() : null);
            origins.Add(kind.Name, file);
        }
        else if (read(file) is { } bytes && CsvReading.Read(bytes, file, findings) is { } grid)
        {
            var (items, rows) = Gather.Of(grid, ShapeOf(kind), findings);
            root[kind.Name] = items;
            origins.Add(kind.Name, grid, rows);
        }
    }

    private static JsonNode? Json(string file, Func<string, byte[]?> read, ICollection<Finding> findings) =>
        read(file) is { } bytes ? JsonText.Read(bytes, file, findings) : null;
}
