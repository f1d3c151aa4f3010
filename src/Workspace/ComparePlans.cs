using System.Collections.Immutable;
using Dais.Engine.Explaining;
using Dais.Engine.Planning;
using Dais.Workspace.Planning;

namespace Dais.Workspace;

/// <summary>The second of two plans minus the first, and what a reader should know about the two.</summary>
/// <param name="First">The first plan.</param>
/// <param name="Second">The second plan.</param>
/// <param name="Comparison">Second minus first.</param>
/// <param name="Warnings">What makes the two less alike than they seem.</param>
public sealed record ComparedPlans(PlanDocument First, PlanDocument Second, Comparison Comparison, ImmutableArray<string> Warnings);

/// <summary>Subtracts two plans of one workspace, after holding each against the rules.</summary>
public static class ComparePlans
{
    /// <summary>The plan in the second file minus the plan in the first.</summary>
    /// <param name="workspace">The workspace, without errors, that both were made from.</param>
    /// <param name="first">A plan file, as <c>dais plan --json</c> prints it.</param>
    /// <param name="second">Another one.</param>
    /// <exception cref="DocumentException">A file is not a plan of that workspace, or breaks a rule.</exception>
    public static ComparedPlans Of(Opened workspace, string first, string second)
    {
        ArgumentNullException.ThrowIfNull(workspace);
        if (!workspace.Sound) throw new ArgumentException("The workspace has errors.", nameof(workspace));
        var (a, b) = (OpenPlan.From(workspace, first), OpenPlan.From(workspace, second));
        var comparison = Comparison.Of(workspace.Portfolio!, a.Plan, b.Plan);
        return new(a, b, comparison, [.. Warnings(workspace, (first, a), (second, b), comparison)]);
    }

    private static IEnumerable<string> Warnings(Opened workspace, (string Path, PlanDocument Document) a, (string Path, PlanDocument Document) b, Comparison comparison)
    {
        var now = PlanWorkspace.RevisionOf(workspace);
        foreach (var (path, document) in new[] { a, b })
        {
            if (document.Revision is { } revision && revision != now)
                yield return $"{Path.GetFileName(path)} was made from another revision of the workspace; it keeps the rules of this one.";
            if (document.Plan.Status != PlanStatus.Optimal) yield return $"{Path.GetFileName(path)} is not proven best.";
        }

        if (!comparison.SamePolicy) yield return "The two were asked to be best at different things: their values are not alike.";
    }
}
