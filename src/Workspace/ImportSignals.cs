using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Dais.Engine.Modelling;
using Dais.Workspace.Importing;
using Dais.Workspace.Importing.Mappings;
using Dais.Workspace.Importing.Sources;
using Dais.Workspace.Importing.Streams;
using Dais.Workspace.People;
using Dais.Workspace.Signals;
using Dais.Workspace.Storing;

namespace Dais.Workspace;

/// <summary>Brings CSV files of signals into a workspace of a store: streamed from the disk, visible in one step, as one batch.</summary>
/// <remarks>
/// Reading, mapping, checking and comparing, which take most of the time, are done on one state of the store while others
/// write; what is to be written waits on the disk. Then it is written in one transaction, as long as nobody has changed
/// what it was held against; else it is prepared once more.
/// The rows go through the same mapping, checks and comparison as those of any import, so that the same file says the same
/// in both. What is imported twice is there once. A batch is undone by <see cref="UndoBatch"/>.
/// </remarks>
public static class ImportSignals
{
    /// <summary>How often it is prepared beside others before they have to wait for it.</summary>
    private const int MostAttempts = 3;

    /// <summary>Imports the files.</summary>
    /// <param name="store">The store.</param>
    /// <param name="caller">Who.</param>
    /// <param name="workspace">The workspace.</param>
    /// <param name="request">The files and the mapping; <see cref="ImportRequest.Into"/> is not looked at.</param>
    /// <param name="dry">Only says what would happen.</param>
    /// <param name="progress">Called with what is being done.</param>
    /// <param name="cancel">Stops it; nothing is written then.</param>
    /// <returns>The report, and the revision it made; no revision where there are errors, or nothing changes, or nothing was to be written.</returns>
    public static Task<(ImportReport Report, long? Revision)> RunAsync(Store store, Caller caller, string workspace, ImportRequest request, bool dry = false, Action<string>? progress = null, CancellationToken cancel = default) =>
        RunAsync(store, caller, workspace, request, dry, null, progress, cancel);

    /// <summary>The same, and something more in the transaction that makes the revision.</summary>
    internal static async Task<(ImportReport Report, long? Revision)> RunAsync(Store store, Caller caller, string workspace, ImportRequest request, bool dry, Func<Session, ImportReport, long, Task>? ending, Action<string>? progress, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(request);
        var findings = new List<Finding>();
        var (mapping, files) = Open(request, findings, progress);
        if (mapping is not null && Streamable.Hinders(mapping) is { } why)
            findings.Add(Finding.Error(Rule.Readable, "", $"The mapping \"{mapping.Name}\" cannot be read as a stream: {why}.", "Maybe a mapping of its own for the signals can, or the workspace is imported into as a file."));
        if (mapping is null || findings.Exists(f => f.IsError)) return (new ImportReport(mapping?.Name ?? "", [], [], [], [], [], [.. findings]), null);
        for (var attempt = 1; ; attempt++)
        {
            using var spool = dry ? null : new SignalSpool();
            var prepared = await store.ReadAsync(caller, workspace, Permission.Edit, session => PrepareAsync(session, spool, mapping, files, request.RowsAtOnce, findings, progress, cancel), cancel).ConfigureAwait(false);
            if (spool is null || !prepared.Writes) return (prepared.Report, null);
            if (await ApplyAsync(attempt, spool, prepared).ConfigureAwait(false) is { } applied) return applied;
            progress?.Invoke("others changed the signals meanwhile: once more");
        }

        // Who is overtaken again and again does the last attempt while the others wait.
        Task<(ImportReport, long?)?> ApplyAsync(int attempt, SignalSpool spool, PreparedImport prepared) => store.WriteAsync<(ImportReport, long?)?>(caller, workspace, Permission.Edit, async session =>
        {
            if (await prepared.HoldsAsync(session, cancel).ConfigureAwait(false)) return (prepared.Report, await prepared.ApplyAsync(session, spool, ending, progress, cancel).ConfigureAwait(false));
            if (attempt < MostAttempts) return null;
            using var late = new SignalSpool();
            var again = await PrepareAsync(session, late, mapping, files, request.RowsAtOnce, findings, progress, cancel).ConfigureAwait(false);
            return (again.Report, again.Writes ? await again.ApplyAsync(session, late, ending, progress, cancel).ConfigureAwait(false) : null);
        }, cancel);
    }

    /// <summary>Whether the files and their mapping are such that they can be streamed.</summary>
    internal static bool Can(ImportRequest request)
    {
        if (!request.Files.All(f => File.Exists(f) && Path.GetExtension(f).ToLowerInvariant() is ".csv" or ".tsv")) return false;
        var findings = new List<Finding>();
        return Open(request, findings, null).Mapping is { } mapping && findings.TrueForAll(f => !f.IsError) && Streamable.Hinders(mapping) is null;
    }

    private static (Mapping? Mapping, ImmutableArray<(StreamedFile, Slot)> Files) Open(ImportRequest request, List<Finding> findings, Action<string>? progress)
    {
        var files = new List<StreamedFile>();
        foreach (var path in request.Files)
        {
            progress?.Invoke("reading " + Path.GetFileName(path));
            if (One(path, findings) is { } file) files.Add(file);
        }

        if (findings.Exists(f => f.IsError)) return (null, []);
        try
        {
            var heads = files.Select(f => new InputFile(f.Name, [], Asked: true) { Head = f.Head(100) }).ToImmutableArray();
            if (ImportFiles.Choose(request, heads, findings) is not { } mapping) return (null, []);
            return Assignment.Of(mapping, heads, findings) is { } assigned
                ? (mapping, [.. files.Select(f => (f, mapping.Files.First(s => assigned.Files.GetValueOrDefault(s.Name, []).Any(h => h.Name == f.Name))))])
                : (mapping, []);
        }
        catch (CsvException e)
        {
            findings.Add(Faulty(e, files.Count == 1 ? files[0] : null));
            return (null, []);
        }
    }

    private static StreamedFile? One(string path, List<Finding> findings)
    {
        var name = Path.GetFileName(path);
        try
        {
            if (!File.Exists(path)) findings.Add(Finding.Error(Rule.Readable, "", $"There is no file {path}.", "Maybe the path is relative to another folder."));
            else if (new FileInfo(path).Length is var length && length > StreamedFile.MostBytes) findings.Add(Finding.Error(Rule.Readable, "", $"The file has {length / 1048576.0:0.#} MB; at most {StreamedFile.MostBytes / 1048576} MB are read.", "Maybe it can be exported in parts.") with { Source = name });
            else return StreamedFile.Open(path);
        }
        catch (CsvException e)
        {
            findings.Add(Finding.Error(Rule.Readable, "", e.Message, e.Maybe) with { Source = e.Place(name, []) });
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            findings.Add(Finding.Error(Rule.Readable, "", $"The file cannot be read: {e.Message}", "Maybe another program holds it, or it belongs to another user.") with { Source = name });
        }

        return null;
    }

    private static async Task<PreparedImport> PrepareAsync(Session session, SignalSpool? spool, Mapping mapping, ImmutableArray<(StreamedFile File, Slot Slot)> files, int rowsAtOnce, List<Finding> findings, Action<string>? progress, CancellationToken cancel)
    {
        var import = new SignalImport(session, spool);
        foreach (var finding in findings) import.Tally.Add(finding);
        foreach (var (file, slot) in files.OrderBy(f => mapping.Files.IndexOf(f.Slot))) import.Tally.Expect(file.Name, slot.Name, file.Form, file.Header.Names);
        await import.BeginAsync(cancel).ConfigureAwait(false);
        var assumed = Assumed(import);
        try
        {
            await import.RunAsync(new RowStream(mapping, files, new Target("", import.Model, import.Model, new Dictionary<string, string>()), rowsAtOnce, progress).Parts(cancel), progress, cancel).ConfigureAwait(false);
        }
        catch (CsvException e)
        {
            import.Tally.Add(Faulty(e, files.FirstOrDefault(f => f.File == e.File || files.Length == 1).File));
        }

        var after = Assumed(import);
        return new PreparedImport(session.Workspace.Revision, import.Tally.Report(mapping.Name, import.Before) with { Streamed = !import.Tally.Failed })
        {
            Files = [.. files.Select(f => f.File.Name)],
            Seal = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', files.Select(f => f.File.Digest()))))),
            Assumptions = [.. assumed.Keys.Union(after.Keys).Select(k => new Edit(new(Wire.Assumptions.List, k), after.GetValueOrDefault(k)))],
        };
    }

    private static Dictionary<string, string?> Assumed(SignalImport import) =>
        Wire.Nodes.Get(import.Model, Wire.Assumptions.List) is System.Text.Json.Nodes.JsonArray list
            ? list.OfType<System.Text.Json.Nodes.JsonObject>().ToDictionary(a => Wire.Assumptions.Key(Wire.Kinds.Find(Wire.Assumptions.List)!, a), a => (string?)Wire.JsonText.Line(a))
            : [];

    private static Finding Faulty(CsvException fault, StreamedFile? file) =>
        Finding.Error(Rule.Readable, "", fault.Message, fault.Maybe) with { Source = fault.Place((fault.File ?? file)?.Name ?? "the files", (fault.File ?? file)?.Header.Cells ?? []) };
}
