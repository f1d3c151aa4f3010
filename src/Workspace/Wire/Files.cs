using System.Collections.Immutable;
using Dais.Engine.Modelling;

namespace Dais.Workspace.Wire;

/// <summary>Files read and written so that what goes wrong is a finding and nothing is left half-written.</summary>
internal static class Files
{
    /// <summary>The bytes of the file; nothing, and an error among the findings, where it cannot be read or is too large.</summary>
    public static byte[]? Read(string path, string name, int most, ICollection<Finding> findings)
    {
        try
        {
            var file = new FileInfo(path);
            if (!file.Exists) Add($"There is no file {path}.", "Maybe the path is relative to another folder.");
            else if (file.Length > most) Add($"The file has {file.Length / 1048576.0:0.#} MB; at most {most / 1048576} MB are read.", "Maybe another form of workspace holds it better: a folder of CSV files.");
            else return File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            Add($"The file cannot be read: {e.Message}", "Maybe another program holds it, or it belongs to another user.");
        }

        return null;

        void Add(string sentence, string maybe) => findings.Add(Finding.Error(Rule.Readable, "", sentence, maybe) with { Source = name });
    }

    /// <summary>The names of the files in a folder; nothing, and an error among the findings, where it cannot be read.</summary>
    public static ImmutableArray<string>? Names(string folder, ICollection<Finding> findings)
    {
        try
        {
            if (Directory.Exists(folder)) return [.. Directory.EnumerateFiles(folder).Select(f => Path.GetFileName(f)!)];
            findings.Add(Finding.Error(Rule.Readable, "", $"There is nothing at {folder}.", "Maybe the path is relative to another folder, or its ending is missing."));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            findings.Add(Finding.Error(Rule.Readable, "", $"The folder cannot be read: {e.Message}", "Maybe it belongs to another user."));
        }

        return null;
    }

    /// <summary>Writes a file under another name and then gives it its own, so that it is there whole or not at all.</summary>
    public static void Write(string path, byte[] content)
    {
        var full = Path.GetFullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        var temporary = Temporary(full);
        try
        {
            WriteThrough(temporary, content);
            File.Move(temporary, full, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    /// <summary>Writes a new folder under another name and then gives it its own.</summary>
    public static void WriteFolder(string path, IEnumerable<(string Name, byte[] Content)> files)
    {
        var full = Path.GetFullPath(path).TrimEnd(Path.DirectorySeparatorChar);
        var temporary = Temporary(full);
        try
        {
            Directory.CreateDirectory(temporary);
            foreach (var (name, content) in files) WriteThrough(Path.Combine(temporary, name), content);
            Directory.Move(temporary, full);
        }
        finally
        {
            if (Directory.Exists(temporary)) Directory.Delete(temporary, recursive: true);
        }
    }

    /// <summary>
    /// Replaces some files of a folder and deletes others: all new ones are written in full under other names before the
    /// first gets its own. What else lies in the folder stays.
    /// </summary>
    public static void ReplaceIn(string folder, IReadOnlyCollection<(string Name, byte[] Content)> files, IEnumerable<string> gone)
    {
        var moves = files.Select(f => (From: Temporary(Path.Combine(Path.GetFullPath(folder), f.Name)), To: Path.Combine(Path.GetFullPath(folder), f.Name), f.Content)).ToList();
        try
        {
            foreach (var move in moves) WriteThrough(move.From, move.Content);
            foreach (var move in moves) File.Move(move.From, move.To, overwrite: true);
            foreach (var name in gone) File.Delete(Path.Combine(folder, name));
        }
        finally
        {
            foreach (var move in moves) File.Delete(move.From);
        }
    }

    private static string Temporary(string path) => Path.Combine(Path.GetDirectoryName(path)!, "." + Path.GetFileName(path) + "." + Path.GetRandomFileName() + ".tmp");

    private static void WriteThrough(string path, byte[] content)
    {
        using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
        file.Write(content);
        file.Flush(flushToDisk: true);
    }
}
