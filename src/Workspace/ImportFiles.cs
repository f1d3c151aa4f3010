using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Dais.Engine.Modelling;
using Dais.Workspace.Importing;
using Dais.Workspace.Importing.Making;
using Dais.Workspace.Importing.Mappings;
using Dais.Workspace.Importing.Sources;
using Dais.Workspace.People;
using Dais.Workspace.Storing;
using Dais.Workspace.Wire;
using Dais.Workspace.Wire.Csv;

namespace Dais.Workspace;

/// <summary>What is to be imported, where, and by which mapping.</summary>
/// <param name="Files">Files, or folders whose CSV, TSV and JSON files are meant.</param>
/// <param name="Into">The workspace; it may be new.</param>
public sealed record ImportRequest(ImmutableArray<string> Files, string Into)
{
    /// <summary>The name of a mapping that comes with Dais; <c>auto</c> finds the one whose files these are.</summary>
    public string Preset { get; init; } = "auto";

    /// <summary>A mapping file, which goes before the preset.</summary>
    public string? Map { get; init; }

    /// <summary>How many rows of a stream are taken at once.</summary>
    internal int RowsAtOnce { get; init; } = 5_000;
}

/// <summary>A mapping that comes with Dais.</summary>
public sealed record Preset(string Name, string Title, ImmutableArray<string> Files);

/// <summary>Brings files into a workspace: read, map, validate, diff, and in the end apply.</summary>
/// <remarks>
/// Nothing is written before the whole of it is known to be sound, and then in one step. What is imported twice is
/// there once. Nothing is ever removed from the workspace.
/// </remarks>
public static class ImportFiles
{
    /// <summary>The mappings that come with Dais.</summary>
    public static ImmutableArray<Preset> AllPresets =>
        [.. Presets.All.Select(m => new Preset(m.Name, m.Title, [.. m.Files.SelectMany(f => f.Patterns)]))];

    /// <summary>The whole of it: signals go into a store as a stream, everything else at once.</summary>
    /// <param name="request">What is to be imported.</param>
    /// <param name="dry">Only says what would happen.</param>
    /// <param name="progress">Called with what is being done.</param>
    /// <param name="cancel">Stops it; nothing is written then.</param>
    /// <returns>The report, and what hindered the writing.</returns>
    public static (ImportReport Report, ImmutableArray<Finding> Hindered) Run(ImportRequest request, bool dry, Action<string>? progress = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (StoreFile.Is(request.Into, out var file, out _) && File.Exists(file) && ImportSignals.Can(request))
        {
            try
            {
                return (StoreFile.On(request.Into, (store, id) => ImportSignals.RunAsync(store, Caller.Local, id, request, dry, progress, cancel)).Report, []);
            }
            catch (RefusalException e)
            {
                return (Failed("", [Finding.Error(Rule.Readable, "", e.What, e.Maybe)]), []);
            }
        }

        var report = Prepare(request, progress, cancel);
        return (report, report.Sound && !dry ? Apply(request, report) : []);
    }

    /// <summary>Everything but the writing: what the import does, or why it cannot.</summary>
    /// <param name="request">What is to be imported.</param>
    /// <param name="progress">Called with what is being done.</param>
    /// <param name="cancel">Stops it; nothing is written then.</param>
    public static ImportReport Prepare(ImportRequest request, Action<string>? progress = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var findings = new List<Finding>();
        var read = InputFiles.Read(request.Files, findings, progress, cancel);
        var mapping = findings.Exists(f => f.IsError) ? null : Choose(request, read, findings);
        var assigned = mapping is null ? null : Assignment.Of(mapping, read, findings);
        var target = assigned is null || findings.Exists(f => f.IsError) ? null : Target(request.Into, mapping!, findings);
        if (target is null) return Failed(mapping?.Name ?? "", findings);
        return new Import(mapping!, assigned!, target, findings).Run(progress, cancel);
    }

    /// <summary>Writes what the report found, in one step, in the form that the workspace has.</summary>
    /// <returns>What hindered it: then the workspace is as it was; empty when it is written, or nothing changes.</returns>
    public static ImmutableArray<Finding> Apply(ImportRequest request, ImportReport report)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(report);
        if (report.Result is not { } document) throw new ArgumentException("The import has errors.", nameof(report));
        return report.ChangesAnything ? SaveWorkspace.To(document, request.Into) : [];
    }

    internal static Mapping? Choose(ImportRequest request, ImmutableArray<InputFile> read, List<Finding> findings)
    {
        if (request.Map is { } map)
        {
            if (!File.Exists(map) && Presets.Find(map) is { } shipped) return shipped;
            return InputFiles.Bytes(map, YamlText.MostCharacters, findings) is { } bytes ? MappingReader.Read(CsvDecoding.Of(bytes).Text, Path.GetFileName(map), findings) : null;
        }

        if (request.Preset == "auto") return Assignment.Recognise(Presets.All, read, findings);
        if (Presets.Find(request.Preset) is { } preset) return preset;
        findings.Add(Finding.Error(Rule.Reference, "", $"There is no preset \"{request.Preset}\".", new Nearest().Maybe(request.Preset, Presets.All.Select(p => p.Name)) ?? $"Maybe one of these is meant: {string.Join(", ", Presets.All.Select(p => p.Name))}, auto."));
        return null;
    }

    // A workspace that is there has to be sound in form; a new one is the mapping's platform and nothing else.
    private static Target? Target(string into, Mapping mapping, List<Finding> findings)
    {
        if (File.Exists(into) || Directory.Exists(into))
        {
            var opened = OpenWorkspace.From(into);
            if (opened.Document is { } document) return new Target(into, document.Root, document.Root, new Dictionary<string, string>());
            findings.AddRange(opened.Errors);
            return null;
        }

        if (mapping.Platform is { } platform) return new Target(into, null, new JsonObject { ["dais"] = 1, ["platform"] = platform.Node.DeepClone() }, platform.Assumed);
        findings.Add(Finding.Error(Rule.Readable, "", $"There is no workspace {into}, and the mapping states no platform for a new one.", "Maybe the path is relative to another folder, or the mapping needs platform:."));
        return null;
    }

    private static ImportReport Failed(string mapping, List<Finding> findings) => new(mapping, [], [], [], [], [], [.. findings]);
}
