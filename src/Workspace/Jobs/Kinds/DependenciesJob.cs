using System.Text.Json.Nodes;
using Dais.Engine.Explaining;
using Dais.Engine.Planning.Forecasting;
using Dais.Workspace.Planning;
using Dais.Workspace.Planning.Answers;

namespace Dais.Workspace.Jobs.Kinds;

/// <summary>Who waits on whom in a plan, and how likely they wait in vain.</summary>
internal sealed class DependenciesJob() : JobKind("dependencies", [.. Solving, "plan", "draws"])
{
    private const int MostDraws = 1_000_000;

    public override JsonObject Answer => ValueAnswer.Dependencies;

    public override JobTask Prepare(Opened workspace, JobParameters asked)
    {
        var (policy, limits) = asked.Solve(workspace);
        var given = asked.Plan(workspace, "plan");
        var draws = asked.Read(root => (int?)root.Find("draws")?.Whole(1, MostDraws)) ?? new ForecastLimits().Draws;
        var forecast = new ForecastLimits { Draws = draws, Seed = limits.Seed };
        return async (tools, stop) =>
        {
            var plan = await GivenPlan.OrFoundAsync(given, workspace, policy, limits, tools, stop).ConfigureAwait(false);
            return DependenciesWriter.Print(plan, Dependencies.Of(plan.Portfolio, plan.Plan, forecast), forecast);
        };
    }
}
