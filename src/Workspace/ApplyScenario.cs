using System.Collections.Immutable;
using Dais.Engine.Modelling;
using Dais.Engine.Planning;
using Dais.Engine.Planning.Scenarios;
using Dais.Workspace.Planning;
using Dais.Workspace.Wire;

namespace Dais.Workspace;

/// <summary>Where a scenario is to be applied.</summary>
/// <param name="Target">The path of the changed workspace: its ending says the form.</param>
/// <param name="OverBase">Whether the target may be the base itself.</param>
public sealed record ApplyTarget(string Target, bool OverBase = false);

/// <summary>What applying wrote.</summary>
/// <param name="Workspace">The changed workspace.</param>
/// <param name="Policy">The policy file with pins and bans; absent where the policy is nothing but the usual.</param>
public sealed record AppliedScenario(string Workspace, string? Policy);

/// <summary>Makes a scenario so: writes the changed workspace as a new one, and pins and bans as a policy beside it.</summary>
/// <remarks>Until it is applied nothing is written: a scenario that is not applied is discarded.</remarks>
public static class ApplyScenario
{
    /// <summary>Writes the changed workspace and policy.</summary>
    /// <param name="workspace">The base, without errors.</param>
    /// <param name="policy">The base's policy.</param>
    /// <param name="scenario">What is different.</param>
    /// <param name="to">Where.</param>
    /// <returns>What was written; nothing, and why, where something hindered it: then everything is as it was.</returns>
    /// <exception cref="ArgumentException">The scenario is about something that the base does not hold.</exception>
    public static (AppliedScenario? Applied, ImmutableArray<Finding> Hindrances) To(Opened workspace, Policy policy, Scenario scenario, ApplyTarget to)
    {
        ArgumentNullException.ThrowIfNull(workspace);
        ArgumentNullException.ThrowIfNull(scenario);
        ArgumentNullException.ThrowIfNull(to);
        var setup = scenario.Apply(new(workspace.Portfolio!, policy));
        var (target, beside) = (to.Target, Beside(to.Target));
        var ordered = setup.Policy != new Policy();
        if (Refusal(workspace, to, ordered ? beside : null) is { } refusal) return (null, [refusal]);
        var before = ordered && File.Exists(beside) ? File.ReadAllBytes(beside) : null;
        try
        {
            if (ordered) Files.Write(beside, WireText.Print(json => PolicyWriter.Write(json, setup.Policy, setup.Portfolio.Platform.Calendar)));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            return (null, [Refused(beside, $"It cannot be written: {e.Message}", "Maybe the disk is full, or the place belongs to another user.")]);
        }

        var hindrances = SaveWorkspace.To(Document.Of(setup.Portfolio, workspace.Document), target);
        if (hindrances.IsEmpty) return (new(target, ordered ? beside : null), []);
        if (before is not null) Files.Write(beside, before);
        else if (ordered) File.Delete(beside);
        return (null, hindrances);
    }

    /// <summary>The policy file beside a workspace: <c>changed.json</c> has <c>changed.policy.json</c>.</summary>
    private static string Beside(string target)
    {
        var trimmed = target.TrimEnd('/', '\\');
        var stem = Path.GetExtension(trimmed) is ".json" or ".xlsx" ? Path.ChangeExtension(trimmed, null) : trimmed;
        return stem + ".policy.json";
    }

    private static Finding? Refusal(Opened workspace, ApplyTarget to, string? beside)
    {
        var same = Same(workspace.Path, to.Target);
        if (same && !to.OverBase) return Refused(to.Target, "It is the base itself, and a scenario does not edit its base.", "Maybe another path is meant; --over-base says that the base is to be replaced.");
        if (!same && to.OverBase) return Refused(to.Target, "It is not the base, and only the base may be replaced.", "Maybe --over-base is not meant.");
        if (!same && (File.Exists(to.Target) || (Directory.Exists(to.Target) && Directory.EnumerateFileSystemEntries(to.Target).Any()))) return Refused(to.Target, "There is something of that name already, and it is left alone.", "Maybe a new path is meant.");
        if (!same && beside is not null && File.Exists(beside)) return Refused(beside, "The policy with the scenario's pins and bans would be written there, and there is a file of that name already.", "Maybe a new path is meant.");
        return null;
    }

    private static bool Same(string one, string other) => Real(one) == Real(other);

    // A folder may be named with or without its last slash, and a link is what it leads to.
    private static string Real(string path)
    {
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        FileSystemInfo there = Directory.Exists(full) ? new DirectoryInfo(full) : new FileInfo(full);
        return there.Exists ? there.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? full : full;
    }

    private static Finding Refused(string target, string sentence, string maybe) => Finding.Error(Rule.Readable, "", sentence, maybe) with { Source = target };
}
