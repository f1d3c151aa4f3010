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
    public static ComparedPlans Of(Opened workspace, string first, string second) =>
        Of(workspace, (Path.GetFileName(first), OpenPlan.From(workspace, first)), (Path.GetFileName(second), OpenPlan.From(workspace, second)));

    /// <summary>The second plan minus the first.</summary>
    /// <param name="workspace">The workspace, without errors, that both were made from.</param>
    /// <param name="first">A plan that keeps the rules, and what it is called.</param>
    /// <param name="second">Another one.</param>
    public static ComparedPlans Of(Opened workspace, (string Name, PlanDocument Document) first, (string Name, PlanDocument Document) second)
    {
        ArgumentNullException.ThrowIfNull(workspace);
        var (a, b) = (first.Document, second.Document);
        var comparison = Comparison.Of(workspace.Portfolio!, a.Plan, b.Plan);
        return new(a, b, comparison, [.. Warnings(workspace, first, second, comparison)]);
    }

    private static IEnumerable<string> Warnings(Opened workspace, (string Name, PlanDocument Document) a, (string Name, PlanDocument Document) b, Comparison comparison)
    {
        var now = PlanWorkspace.RevisionOf(workspace);
        foreach (var (name, document) in new[] { a, b })
        {
            if (document.Revision is { } revision && revision != now)
                yield return $"{name} was made from another revision of the workspace; it keeps the rules of this one.";
            if (document.Plan.Status != PlanStatus.Optimal) yield return $"{name} is not proven best.";
        }

        if (!comparison.SamePolicy) yield return "The two were asked to be best at different things: their values are not alike.";
    }
}
