using Dais.Engine.Planning;
using Dais.Workspace.Planning;

namespace Dais.Workspace;

/// <summary>Reads a plan of a workspace from a file, and holds it against the rules before anything stands on it.</summary>
public static class OpenPlan
{
    /// <summary>The plan in that file.</summary>
    /// <param name="workspace">The workspace, without errors, that it was made from.</param>
    /// <param name="path">A plan file, as <c>dais plan --json</c> prints it.</param>
    /// <exception cref="DocumentException">It is not a plan of that workspace, or breaks a rule.</exception>
    public static PlanDocument From(Opened workspace, string path) => Of(workspace, Path.GetFileName(path), File.ReadAllBytes(path));

    /// <summary>The plan in that text.</summary>
    /// <param name="workspace">The workspace, without errors, that it was made from.</param>
    /// <param name="name">What the text is called where something is wrong with it.</param>
    /// <param name="utf8">The plan, as <c>dais plan --json</c> prints it.</param>
    /// <exception cref="DocumentException">It is not a plan of that workspace, or breaks a rule.</exception>
    public static PlanDocument Of(Opened workspace, string name, ReadOnlyMemory<byte> utf8)
    {
        ArgumentNullException.ThrowIfNull(workspace);
        if (!workspace.Sound) throw new ArgumentException("The workspace has errors.", nameof(workspace));
        try
        {
            var document = PlanReader.Read(utf8, workspace.Portfolio!);
            if (document.Plan.Status is PlanStatus.Infeasible or PlanStatus.Unknown) throw new DocumentException("It holds no plan, only the word that there is none.");
            var violations = PlanChecker.Check(workspace.Portfolio!, document.Plan);
            return violations.IsEmpty
                ? document
                : throw new DocumentException($"It breaks {violations[0].Rule}, {violations[0].Subject}: {violations[0].Sentence} Maybe the workspace has changed since.");
        }
        catch (DocumentException e)
        {
            throw new DocumentException($"{name}: {e.Message}");
        }
    }
}
