using System.Collections.Immutable;

namespace Dais.Workspace;

/// <summary>Writes the Meridian sample, an invented company, as a workspace of one's own to try things on.</summary>
public static class WriteSample
{
    private const string Root = "meridian/";

    /// <summary>Writes it into a folder that is empty or not there yet.</summary>
    /// <returns>The files written, relative to the folder.</returns>
    /// <exception cref="IOException">The folder holds something already, or cannot be written.</exception>
    public static ImmutableArray<string> To(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        if (File.Exists(folder)) throw new IOException($"{folder} is a file, not a folder.");
        if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any())
            throw new IOException($"The folder {folder} is not empty, and nothing in it is overwritten.");
        var assembly = typeof(WriteSample).Assembly;
        ImmutableArray<string> names = [.. assembly.GetManifestResourceNames().Where(n => n.StartsWith(Root, StringComparison.Ordinal)).Select(n => n[Root.Length..].Replace('\\', '/')).Order(StringComparer.Ordinal)];
        foreach (var name in names)
        {
            var path = Path.Combine(folder, name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            using var from = assembly.GetManifestResourceStream(Root + name)!;
            using var to = File.Create(path);
            from.CopyTo(to);
        }

        return names;
    }
}
