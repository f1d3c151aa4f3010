using System.Text.Json.Nodes;
using Dais.Workspace.Planning;
using Dais.Workspace.Planning.Answers;

namespace Dais.Workspace.Jobs.Kinds;

/// <summary>What each group could have, fair plans and trades.</summary>
internal sealed class GroupsJob() : JobKind("groups", [.. Solving, "alpha"])
{
    private const double MostAlpha = 20;

    public override JsonObject Answer => StudyAnswer.Groups;

    public override JobTask Prepare(Opened workspace, JobParameters asked)
    {
        var (policy, limits) = asked.Solve(workspace);
        var alpha = asked.Read(root => root.Find("alpha")?.Number(0, MostAlpha));
        return async (tools, stop) =>
        {
            await using var solver = tools.Solver();
            return GroupWriter.Print(await StudyGroups.RunAsync(workspace, policy, limits, solver, alpha, tools.Progress, stop).ConfigureAwait(false));
        };
    }
}
