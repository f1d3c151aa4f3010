using System.Text.Json.Nodes;
using Dais.Engine.Planning.Robustness;
using Dais.Engine.Quantities;
using Dais.Workspace.Planning;
using Dais.Workspace.Planning.Answers;

namespace Dais.Workspace.Jobs.Kinds;

/// <summary>How sure the plan is.</summary>
internal sealed class RobustnessJob() : JobKind("robustness", [.. Solving, "draws", "correlation"])
{
    private const int MostDraws = 100_000;

    public override JsonObject Answer => StudyAnswer.Robustness;

    public override JobTask Prepare(Opened workspace, JobParameters asked)
    {
        var (policy, limits) = asked.Solve(workspace);
        var usual = new RobustnessLimits();
        var all = asked.Read(root => usual with
        {
            Solve = limits,
            Draws = (int?)root.Find("draws")?.Whole(1, MostDraws) ?? usual.Draws,
            Correlation = root.Find("correlation") is { } stated ? Share.Of(stated.Number(0, 1)) : usual.Correlation,
        });
        return async (tools, stop) =>
        {
            await using var solver = tools.Solver();
            return RobustnessWriter.Print(await StudyRobustness.RunAsync(workspace, policy, all, solver, tools.Progress, stop).ConfigureAwait(false));
        };
    }
}
