using Dais.Workspace.Planning;

namespace Dais.Workspace.Jobs.Kinds;

/// <summary>Both ideal plans and the plans between them.</summary>
internal sealed class LensesJob() : JobKind("lenses", Solving)
{
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
