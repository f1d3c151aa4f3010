using System.Text;
using System.Text.Json.Nodes;
using Dais.Engine.Planning;
using Dais.Engine.Planning.Scenarios;
using Dais.Workspace.Planning;
using Dais.Workspace.Planning.Answers;

namespace Dais.Workspace.Jobs.Kinds;

/// <summary>What a scenario would do to the plan.</summary>
internal sealed class WhatIfJob() : JobKind("what-if", [.. Solving, "scenario", "plan"])
{
    public override JsonObject Answer => PlanAnswer.WhatIf;

    public override JobTask Prepare(Opened workspace, JobParameters asked)
    {
        var (policy, limits) = asked.Solve(workspace);
        var given = asked.Plan(workspace, "plan");
        var scenario = Scenario(workspace, asked.Read(root => root["scenario"]), given?.Plan.Policy ?? policy);
        return async (tools, stop) =>
        {
            var plan = await GivenPlan.OrFoundAsync(given, workspace, policy, limits, tools, stop).ConfigureAwait(false);
            await using var solver = tools.Solver();
            return WhatIfWriter.Print(await TryScenario.RunAsync(workspace, plan, scenario, limits, solver, tools.Progress, stop).ConfigureAwait(false));
        };
    }

    private static Scenario Scenario(Opened workspace, Node node, Policy policy)
    {
        var (scenario, findings) = ScenarioReader.Read(Encoding.UTF8.GetBytes(node.Element.GetRawText()), "scenario", [], workspace.Portfolio!, policy);
        return scenario ?? throw InvalidException.Of("scenario", [.. findings.Where(f => f.IsError)]);
    }
}
