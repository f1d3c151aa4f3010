using System.Collections.Immutable;
using Dais.Engine.Modelling;

namespace Dais.Workspace.Importing.Sources;

/// <summary>A file that was given: its bytes, not yet read as anything.</summary>
/// <param name="Name">The name without the folder.</param>
/// <param name="Bytes">What is in it.</param>
/// <param name="Asked">Whether it was named itself; else its folder was, and it may be passed over.</param>
internal sealed record InputFile(string Name, byte[] Bytes, bool Asked)
{
    /// <summary>The beginning of a file that is read as a stream, in the place of its bytes.</summary>
    public SourceFile? Head { get; init; }

    private readonly Dictionary<string, (SourceFile? File, ImmutableArray<Finding> Findings)> _read = [];

    /// <summary>The file as rows; each way of reading is done once.</summary>
    /// <param name="rows">Where the rows of a JSON file stand; absent is guessed.</param>
    /// <param name="findings">Takes what is wrong with it.</param>
    public SourceFile? As(string? rows, ICollection<Finding> findings)
    {
        if (Head is not null) return Head;
        if (!_read.TryGetValue(rows ?? "", out var known))
        {
            var own = new List<Finding>();
            var file = SourceFile.Read(Name, Bytes, rows, own);
            _read[rows ?? ""] = known = (file, [.. own]);
        }

        foreach (var finding in known.Findings) findings.Add(finding);
        return known.File;
    }
}

/// <summary>Takes files and folders from where they are.</summary>
internal static class InputFiles
{
    private static readonly string[] Endings = [".csv", ".tsv", ".json"];

    /// <summary>The files of those paths, in order; what cannot be read is among the findings.</summary>
    public static ImmutableArray<InputFile> Read(ImmutableArray<string> paths, ICollection<Finding> findings, Action<string>? progress, CancellationToken cancel)
    {
        var files = ImmutableArray.CreateBuilder<InputFile>();
        foreach (var path in paths)
        {
            var whole = Directory.Exists(path)
                ? Directory.EnumerateFiles(path).Where(f => Endings.Contains(Path.GetExtension(f).ToLowerInvariant())).Order(StringComparer.Ordinal).ToList()
                : [path];
            if (whole.Count == 0) findings.Add(Finding.Error(Rule.Readable, "", $"In the folder {path} is no .csv, .tsv or .json file.", "Maybe the files are one folder further in."));
            foreach (var file in whole)
            {
                cancel.ThrowIfCancellationRequested();
                progress?.Invoke("reading " + Path.GetFileName(file));
                if (Bytes(file, SourceFile.MostBytes, findings) is { } bytes) files.Add(new InputFile(Path.GetFileName(file), bytes, !Directory.Exists(path)));
            }
        }

        return files.DrainToImmutable();
    }

    /// <summary>The bytes of a file; nothing, and an error, where it is missing, too large or not to be read.</summary>
    public static byte[]? Bytes(string path, int most, ICollection<Finding> findings)
    {
        try
        {
            if (!File.Exists(path))
            {
                findings.Add(Finding.Error(Rule.Readable, "", $"There is no file {path}.", "Maybe the path is relative to another folder."));
                return null;
            }

            if (new FileInfo(path).Length is var length && length > most)
            {
                findings.Add(Finding.Error(Rule.Readable, "", $"The file has {length / 1048576.0:0.#} MB; at most {most / 1048576} MB are read.", "Maybe it can be exported in parts.") with { Source = Path.GetFileName(path) });
                return null;
            }

            return File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            findings.Add(Finding.Error(Rule.Readable, "", $"The file cannot be read: {e.Message}", "Maybe another program holds it, or it belongs to another user.") with { Source = Path.GetFileName(path) });
            return null;
        }
    }
}
