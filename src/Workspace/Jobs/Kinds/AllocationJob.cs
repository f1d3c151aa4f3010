using System.Text.Json.Nodes;
using Dais.Engine.Planning;
using Dais.Workspace.Planning;
using Dais.Workspace.Planning.Answers;

namespace Dais.Workspace.Jobs.Kinds;

/// <summary>What the split of capacity is worth; or, where a bucket is to be put in another order, what that changes.</summary>
internal sealed class AllocationJob() : JobKind("allocation", [.. Solving, "change", "reorder", "plan"])
{
    public override JsonObject Answer => AllocationAnswer.Either;

    public override JobTask Prepare(Opened workspace, JobParameters asked)
    {
        var (policy, limits) = asked.Solve(workspace);
        var order = asked.Read(root => root.Find("reorder") is { } text ? BucketOrder.Read(workspace.Portfolio!, text.Text()) : null);
        if (order is not null) return Reorder(workspace, order, asked.Plan(workspace, "plan")?.Plan, policy, limits);
        if (asked.Read(root => root.Find("plan")) is not null) throw new InvalidException("A plan goes with \"reorder\".", "parameters", "Maybe that is missing.");
        var change = asked.Read(root => root.Find("change") is { } c ? Above(c) / 100 : (double?)null);
        return async (tools, stop) =>
        {
            await using var solver = tools.Solver();
            return AllocationWriter.Print(await StudyAllocation.RunAsync(workspace, policy, limits, solver, change, tools.Progress, stop).ConfigureAwait(false));
        };
    }

    private static JobTask Reorder(Opened workspace, BucketOrder order, Plan? plan, Policy policy, SolveLimits limits) => async (tools, stop) =>
    {
        await using var solver = tools.Solver();
        return ReorderWriter.Print(await ReorderBucket.RunAsync(workspace, order, plan, policy, limits, solver, tools.Progress, stop).ConfigureAwait(false));
    };

    private static double Above(Node change) => change.Number(0, 100) is > 0 and var points ? points : throw change.Wrong("a number of percentage points above 0, at most 100");
}
