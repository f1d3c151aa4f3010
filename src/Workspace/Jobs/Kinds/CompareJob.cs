using System.Text.Json.Nodes;
using Dais.Workspace.Planning;
using Dais.Workspace.Planning.Answers;

namespace Dais.Workspace.Jobs.Kinds;

/// <summary>One plan minus another.</summary>
internal sealed class CompareJob() : JobKind("compare", "first", "second")
{
    public override JsonObject Answer => PlanAnswer.Comparison;

    public override JobTask Prepare(Opened workspace, JobParameters asked)
    {
        var (first, second) = (Given(workspace, asked, "first"), Given(workspace, asked, "second"));
        return (_, _) => Task.FromResult(CompareWriter.Print(ComparePlans.Of(workspace, ("first", first), ("second", second))));
    }

    private static PlanDocument Given(Opened workspace, JobParameters asked, string name) =>
        asked.Plan(workspace, name) ?? throw new InvalidException($"\"{name}\" is missing.", "parameters", "Maybe put the result of a job of kind \"plan\" there.");
}
