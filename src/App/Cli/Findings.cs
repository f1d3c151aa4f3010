using Dais.Engine.Modelling;
using Dais.Workspace;

namespace Dais.App.Cli;

/// <summary>What a verb says when the workspace it was given cannot be used.</summary>
internal static class Findings
{
    private const int Most = 20;

    /// <summary>The workspace at that path.</summary>
    /// <exception cref="UnsoundException">It has errors.</exception>
    public static Opened Sound(string path)
    {
        var opened = OpenWorkspace.From(path);
        return opened.Sound ? opened : throw new UnsoundException(path, [.. opened.Errors]);
    }

    /// <summary>The errors that stop, on standard error.</summary>
    public static void Write(TextWriter to, UnsoundException unsound) => Write(to, unsound.Errors, "dais check " + unsound.Path);

    /// <summary>The first errors, and which command shows all.</summary>
    public static void Write(TextWriter to, IReadOnlyList<Finding> errors, string all)
    {
        foreach (var error in errors.Take(Most)) to.WriteLine("dais: " + Text.Show.Clean(error.ToString()));
        if (errors.Count > Most) to.WriteLine($"dais: … and {errors.Count - Most} more errors; {all} shows all.");
    }
}

/// <summary>A workspace, or a file beside it, has errors and cannot be used.</summary>
public sealed class UnsoundException(string path, IReadOnlyList<Finding> errors) : Exception("The workspace has errors.")
{
    /// <summary>Where it was read from.</summary>
    public string Path { get; } = path;

    /// <summary>What is wrong.</summary>
    public IReadOnlyList<Finding> Errors { get; } = errors;
}
