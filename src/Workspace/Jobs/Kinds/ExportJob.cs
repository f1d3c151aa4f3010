using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Dais.Workspace.Planning;
using Dais.Workspace.Planning.Answers;
using Dais.Workspace.Wire;

namespace Dais.Workspace.Jobs.Kinds;

/// <summary>The workspace as a file: JSON, a workbook, or a folder of lists in a ZIP.</summary>
/// <remarks>
/// It holds what whoever asked may see when it is made. Where that is revenue by account and private notes too, the
/// result says so, and only who may see those may read it.
/// </remarks>
internal sealed class ExportJob() : JobKind("export", "form")
{
    private static readonly DateTimeOffset AnyTime = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public override bool Sound => false;

    public override bool ShowsSensitive(string result) => Node.Root(Encoding.UTF8.GetBytes(result))["sensitive"].Flag();

    public override JsonObject Answer => ValueAnswer.Export;

    public override JobTask Prepare(Opened workspace, JobParameters asked)
    {
        var form = asked.Read(root => root.Find("form")?.Text() ?? "json");
        var (name, type) = form switch
        {
            "json" => ("workspace.json", "application/json"),
            "xlsx" => ("workspace.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
            "folder" => ("workspace.zip", "application/zip"),
            _ => throw new InvalidException($"The form is \"{form}\"; allowed is one of json, xlsx, folder.", "form", "Maybe json is meant."),
        };
        return async (tools, stop) =>
        {
            var exported = await ExportWorkspace.RunAsync(tools.Store, tools.Asker, tools.Workspace, cancel: stop).ConfigureAwait(false);
            await tools.ReadsAsync(exported.Revision).ConfigureAwait(false);
            return Print(exported, name, type);
        };
    }

    private static byte[] Print(Exported exported, string name, string type)
    {
        var folder = Directory.CreateTempSubdirectory("dais-export-").FullName;
        try
        {
            var content = Content(exported.Document, Path.Combine(folder, name));
            return WireText.Object(json =>
            {
                json.WriteString("file", name);
                json.WriteString("mediaType", type);
                json.WriteBoolean("sensitive", exported.Sensitive);
                json.WriteNumber("bytes", content.Length);
                json.WriteString("sha256", Convert.ToHexStringLower(SHA256.HashData(content)));
                json.WriteBase64String("content", content);
            });
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static byte[] Content(Document document, string path)
    {
        var zipped = Path.GetExtension(path) == ".zip";
        var target = zipped ? Path.ChangeExtension(path, null) + "/" : path;
        if (SaveWorkspace.To(document, target) is { IsEmpty: false } hindrances) throw InvalidException.Of("form", hindrances);
        if (!zipped) return File.ReadAllBytes(path);
        using var buffer = new MemoryStream();
        using (var zip = new ZipArchive(buffer, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var file in Directory.EnumerateFiles(target).Order(StringComparer.Ordinal))
            {
                var entry = zip.CreateEntry(Path.GetFileName(file));
                entry.LastWriteTime = AnyTime;
                using var into = entry.Open();
                into.Write(File.ReadAllBytes(file));
            }
        }

        return buffer.ToArray();
    }
}
