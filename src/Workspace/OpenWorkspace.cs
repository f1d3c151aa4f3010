using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Dais.Engine.Modelling;
using Dais.Workspace.Storing;
using Dais.Workspace.Wire;
using Dais.Workspace.Wire.Xlsx;

namespace Dais.Workspace;

/// <summary>What came of opening a workspace.</summary>
/// <param name="Path">Where it was read from.</param>
/// <param name="Document">Its canonical document; nothing where its form has errors.</param>
/// <param name="Portfolio">What it describes; nothing where there is no document. It may still break rules: see <paramref name="Findings"/>.</param>
/// <param name="Findings">Everything that is wrong or odd, errors first.</param>
public sealed record Opened(string Path, Document? Document, Portfolio? Portfolio, ImmutableArray<Finding> Findings)
{
    /// <summary>The findings that stop.</summary>
    public IEnumerable<Finding> Errors => Findings.Where(f => f.IsError);

    /// <summary>The findings that do not.</summary>
    public IEnumerable<Finding> Warnings => Findings.Where(f => !f.IsError);

    /// <summary>Whether it can be planned and valued: there is a portfolio, and no error.</summary>
    public bool Sound => Portfolio is not null && !Errors.Any();
}

/// <summary>Opens a workspace in any of its forms.</summary>
public static class OpenWorkspace
{
    /// <summary>Reads the workspace at that path: a JSON file, a folder, an XLSX workbook, or a store.</summary>
    /// <returns>What was found; a path that cannot be read is an error among the findings, never an exception.</returns>
    public static Opened From(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var findings = new List<Finding>();
        var origins = new Origins(System.IO.Path.GetFileName(path.TrimEnd('/', '\\')));
        var root = Tree(path, findings, origins);
        if (findings.Exists(f => f.IsError && f.Rule == Rule.Readable)) return Finish(path, null, findings, origins.Locate);
        var hindered = findings.Exists(f => f.IsError);
        var document = Document.Of(root, findings);
        return Finish(path, hindered ? null : document, findings, origins.Locate);
    }

    private static JsonNode? Tree(string path, List<Finding> findings, Origins origins)
    {
        switch (Forms.Of(path))
        {
            case Form.Folder:
                return Files.Names(path, findings) is { } names ? Folder.Read(names, file => Files.Read(System.IO.Path.Combine(path, file), file, Limits.CsvBytes, findings), findings, origins) : null;
            case Form.Xlsx:
                return Files.Read(path, System.IO.Path.GetFileName(path), Limits.XlsxBytes, findings) is { } book ? XlsxReading.Read(book, System.IO.Path.GetFileName(path), findings, origins) : null;
            case Form.Json:
                Lonely(path, findings);
                return Files.Read(path, System.IO.Path.GetFileName(path), JsonText.MostBytes, findings) is { } text ? JsonText.Read(text, System.IO.Path.GetFileName(path), findings) : null;
            case Form.Store:
                return StoreFile.Read(path, findings)?.Root;
            default:
                findings.Add(Finding.Error(Rule.Readable, "", $"{path} is neither a .json file, a folder, an .xlsx workbook nor a .dais file.", "Maybe its ending is missing, or the path is wrong."));
                return null;
        }
    }

    // workspace.json alone, out of a folder whose other files hold its lists.
    private static void Lonely(string path, List<Finding> findings)
    {
        if (System.IO.Path.GetFileName(path) != Folder.Head || System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(path)) is not { } folder) return;
        var lists = Kinds.All.Where(k => File.Exists(System.IO.Path.Combine(folder, k.Name + ".csv")) || File.Exists(System.IO.Path.Combine(folder, k.Name + ".json"))).Select(k => k.Name).ToList();
        if (lists.Count > 0)
            findings.Add(Finding.Warning(Rule.Readable, "", $"Beside the file there are lists that it does not hold: {string.Join(", ", lists)}.", "Maybe the folder is meant: give its path."));
    }

    /// <summary>Binds the document and adds what the model's rules find, except what the form's own check has named already.</summary>
    internal static Opened Finish(string path, Document? document, List<Finding> form, Func<Finding, Finding> locate)
    {
        var portfolio = document?.ToPortfolio();
        var seen = form.Select(f => (f.Rule, f.At)).ToHashSet();
        var sense = portfolio is null ? [] : ModelRules.Check(portfolio).Where(f => !seen.Contains((f.Rule, f.At)));
        var all = form.Concat(sense).Select(locate).ToList();
        return new Opened(path, document, portfolio, [.. all.Where(f => f.IsError), .. all.Where(f => !f.IsError)]);
    }
}
