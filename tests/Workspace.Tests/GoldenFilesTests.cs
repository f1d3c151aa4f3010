using System.Text.Json.Nodes;
using Dais.Engine.Planning;

namespace Dais.Workspace.Tests;

/// <summary>The files under samples/golden say what the code says.</summary>
public sealed class GoldenFilesTests
{
    private static readonly string Golden = Path.Combine(Root(), "samples", "golden");

    [Fact]
    public void The_two_ideal_roadmaps_of_M_04_are_those_expected()
    {
        var expected = Expected("M-04/expected.json");
        foreach (var (lens, name) in new[] { (Lens.Customer, "customer"), (Lens.Platform, "platform") })
        {
            var plan = Plan("M-04/workspace.json", lens);
            Assert.Equal(Strings(expected[name]!["chosen"]!), plan.Initiatives.Select(i => i.Id.Value));
            Assert.Equal(expected[name]!["customerValue"]!.GetValue<double>(), plan.Value.Customer.Value, 6);
            Assert.Equal(expected[name]!["platformValue"]!.GetValue<double>(), plan.Value.Platform.Value, 6);
        }
    }

    [Fact]
    public void The_best_sum_of_the_three_units_of_M_04_is_the_one_expected()
    {
        var plan = Plan("M-04-groups/workspace.json", Lens.Customer);
        Assert.Equal(Expected("M-04-groups/expected.json")["utilitarian"]!["sum"]!.GetValue<double>(), plan.Objective.Value, 6);
    }

    private static Plan Plan(string file, Lens lens)
    {
        var opened = OpenWorkspace.From(Path.Combine(Golden, file));
        Assert.Empty(opened.Errors);
        var plan = Planner.Solve(opened.Portfolio!, new Policy { Lens = lens, Timing = Timing.Once }, new SolveLimits(), TimeProvider.System, cancel: TestContext.Current.CancellationToken);
        Assert.Equal(PlanStatus.Optimal, plan.Status);
        Assert.Empty(PlanChecker.Check(opened.Portfolio!, plan));
        return plan;
    }

    private static JsonNode Expected(string file) => JsonNode.Parse(File.ReadAllText(Path.Combine(Golden, file)))!;

    private static string[] Strings(JsonNode list) => [.. list.AsArray().Select(i => i!.GetValue<string>())];

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Dais.slnx"))) folder = Path.GetDirectoryName(folder)!;
        return folder;
    }
}
