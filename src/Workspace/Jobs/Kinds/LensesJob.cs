using System.Text.Json.Nodes;
using Dais.Workspace.Planning;
using Dais.Workspace.Planning.Answers;

namespace Dais.Workspace.Jobs.Kinds;

/// <summary>Both ideal plans and the plans between them.</summary>
internal sealed class LensesJob() : JobKind("lenses", Solving)
{
    public override JsonObject Answer => StudyAnswer.Lenses;

    public override JobTask Prepare(Opened workspace, JobParameters asked)
    {
        var (policy, limits) = asked.Solve(workspace);
        return async (tools, stop) =>
        {
            await using var solver = tools.Solver();
            return LensWriter.Print(await StudyLenses.RunAsync(workspace, policy, limits, solver, tools.Progress, stop).ConfigureAwait(false));
        };
    }
}
