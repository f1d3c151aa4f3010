using System.Text.Json.Nodes;
using Dais.Workspace.Planning;
using Dais.Workspace.Planning.Answers;

namespace Dais.Workspace.Jobs.Kinds;

/// <summary>The best plan.</summary>
internal sealed class PlanJob() : JobKind("plan", Solving)
{
    public override JsonObject Answer => PlanAnswer.Plan;

    public override JobTask Prepare(Opened workspace, JobParameters asked)
    {
        var (policy, limits) = asked.Solve(workspace);
        return async (tools, stop) =>
        {
            await using var solver = tools.Solver();
            return PlanWriter.Print(await PlanWorkspace.RunAsync(workspace, policy, limits, solver, tools.Progress, stop).ConfigureAwait(false));
        };
    }
}
