using System.Text.Json.Nodes;
using Dais.Engine.Explaining;
using Dais.Workspace.Planning;
using Dais.Workspace.Planning.Answers;

namespace Dais.Workspace.Jobs.Kinds;

/// <summary>When a plan's value flows, and for which goal.</summary>
internal sealed class HorizonJob() : JobKind("horizon", [.. Solving, "plan"])
{
    public override JsonObject Answer => ValueAnswer.Horizon;

    public override JobTask Prepare(Opened workspace, JobParameters asked)
    {
        var (policy, limits) = asked.Solve(workspace);
        var given = asked.Plan(workspace, "plan");
        return async (tools, stop) =>
        {
            var plan = await GivenPlan.OrFoundAsync(given, workspace, policy, limits, tools, stop).ConfigureAwait(false);
            return HorizonWriter.Print(plan, HorizonGrid.Of(plan.Portfolio, plan.Plan));
        };
    }
}
