using System.Text.Json;

namespace Dais.App.Tests.Cli;

public class GroupsVerbTests
{
    private static readonly string Golden = Path.Combine(Run.Root, "samples", "golden", "M-04-groups", "workspace.json");

    [Fact]
    public async Task The_groups_of_the_sample_are_approved_at_80_columns()
    {
        var ran = await Run.DaisAsync(80, ["groups", Run.Ten]);
        Assert.Equal(0, ran.Code);
        Assert.All(ran.Out.Split('\n'), line => Assert.True(line.Length <= 80, line));
        Approved.Is("groups-ten", ran.Timeless);
    }

    [Fact]
    public async Task The_groups_of_the_golden_numbers_are_those_expected()
    {
        var ran = await Run.DaisAsync("groups", Golden, "--timing", "once", "--json", "--quiet");
        Assert.Equal((0, ""), (ran.Code, ran.Error));
        var json = JsonDocument.Parse(ran.Out).RootElement;
        var expected = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(Path.GetDirectoryName(Golden)!, "expected.json"), TestContext.Current.CancellationToken)).RootElement;
        foreach (var group in json.GetProperty("groups").EnumerateArray())
            Assert.Equal(expected.GetProperty("ownBest").GetProperty(group.GetProperty("id").GetString()!).GetDouble(), group.GetProperty("ownBest").GetProperty("value").GetDouble(), 6);

        var (fair, wanted) = (Plan(json, "maximin"), expected.GetProperty("minimaxRegret"));
        Assert.Equal(Strings(wanted.GetProperty("chosen")), fair.GetProperty("plan").GetProperty("initiatives").EnumerateArray().Select(i => i.GetProperty("id").GetString()));
        Assert.Equal(wanted.GetProperty("priceOfFairness").GetDouble(), fair.GetProperty("priceOfFairness").GetDouble(), 3);
        foreach (var group in fair.GetProperty("groups").EnumerateArray())
            Assert.Equal(wanted.GetProperty("regret").GetProperty(group.GetProperty("id").GetString()!).GetDouble(), Math.Round(group.GetProperty("regret").GetDouble(), 2));

        var sum = Plan(json, "utilitarian");
        Assert.Equal(expected.GetProperty("utilitarian").GetProperty("sum").GetDouble(), sum.GetProperty("sum").GetDouble(), 6);
        Assert.Equal(Strings(expected.GetProperty("nashBest").GetProperty("chosen")), sum.GetProperty("plan").GetProperty("initiatives").EnumerateArray().Select(i => i.GetProperty("id").GetString()));
    }

    [Fact]
    public async Task An_alpha_adds_a_plan_between_Nash_and_maximin()
    {
        var json = JsonDocument.Parse((await Run.DaisAsync("groups", Golden, "--timing", "once", "--alpha", "2", "--json", "--quiet")).Out).RootElement;
        var plan = Plan(json, "alpha");
        Assert.Equal((2, true), (plan.GetProperty("alpha").GetDouble(), plan.GetProperty("proven").GetBoolean()));
        var ran = await Run.DaisAsync(100, ["groups", Golden, "--timing", "once", "--alpha", "0.5"]);
        Assert.Contains("fairness \u03b1 = 0.5", ran.Out, StringComparison.Ordinal);
        Assert.Equal(2, (await Run.DaisAsync("groups", Golden, "--alpha", "-1")).Code);
    }

    [Fact]
    public async Task Without_a_plan_the_answer_is_no_and_says_why()
    {
        using var folder = new TemporaryFolder();
        var ran = await Run.DaisAsync("groups", Run.Ten, "--policy", folder.File("policy.json", """{ "pins": [ { "initiative": "sso", "finish": "2027-Q1" } ] }"""));
        Assert.Equal(1, ran.Code);
        Assert.Contains("There is no plan", ran.Out, StringComparison.Ordinal);
    }

    private static JsonElement Plan(JsonElement json, string kind) => json.GetProperty("plans").EnumerateArray().Single(p => p.GetProperty("kind").GetString() == kind);

    private static string?[] Strings(JsonElement list) => [.. list.EnumerateArray().Select(i => i.GetString())];
}
