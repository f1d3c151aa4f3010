using System.Text.Json;

namespace Dais.App.Tests.Cli;

public class LensesVerbTests
{
    private static readonly string Golden = Path.Combine(Run.Root, "samples", "golden", "M-04", "workspace.json");

    [Fact]
    public async Task Both_lenses_on_the_sample_are_approved_at_80_columns()
    {
        var ran = await Run.DaisAsync(80, ["lenses", Run.Ten]);
        Assert.Equal(0, ran.Code);
        Assert.All(ran.Out.Split('\n'), line => Assert.True(line.Length <= 80, line));
        Approved.Is("lenses-ten", ran.Timeless);
    }

    [Fact]
    public async Task Both_lenses_on_the_golden_numbers_are_approved()
    {
        var ran = await Run.DaisAsync(100, ["lenses", Golden, "--timing", "once", "--prove"]);
        Assert.Equal(0, ran.Code);
        Approved.Is("lenses-golden", ran.Timeless);
    }

    [Fact]
    public async Task The_JSON_has_both_ideals_the_tension_the_frontier_and_the_compromises()
    {
        var ran = await Run.DaisAsync("lenses", Golden, "--timing", "once", "--json", "--quiet");
        Assert.Equal((0, ""), (ran.Code, ran.Error));
        var json = JsonDocument.Parse(ran.Out).RootElement;
        Assert.True(json.GetProperty("exact").GetBoolean());
        Assert.Equal(57, json.GetProperty("customer").GetProperty("value").GetProperty("customer").GetDouble(), 6);
        Assert.Equal(44, json.GetProperty("platform").GetProperty("value").GetProperty("platform").GetDouble(), 6);
        Assert.Equal(0.6, json.GetProperty("tension").GetProperty("capacityConflict").GetDouble(), 6);
        Assert.Equal(6, json.GetProperty("frontier").GetProperty("points").GetArrayLength());
        var nash = json.GetProperty("compromises").EnumerateArray().Single(c => c.GetProperty("kind").GetString() == "nash");
        Assert.Equal(["sso", "webhooks", "ledger-v2", "event-bus-ha"], nash.GetProperty("plan").GetProperty("initiatives").EnumerateArray().Select(i => i.GetProperty("id").GetString()));
    }

    [Fact]
    public async Task A_plan_of_either_lens_is_the_one_that_dais_plan_finds()
    {
        var lenses = JsonDocument.Parse((await Run.DaisAsync("lenses", Run.Ten, "--json", "--quiet")).Out).RootElement;
        foreach (var lens in new[] { "customer", "platform" })
        {
            var plan = JsonDocument.Parse((await Run.DaisAsync("plan", Run.Ten, "--lens", lens, "--json", "--quiet")).Out).RootElement;
            Assert.Equal(plan.GetProperty("initiatives").GetRawText().ReplaceLineEndings("").Replace(" ", "", StringComparison.Ordinal), lenses.GetProperty(lens).GetProperty("initiatives").GetRawText().ReplaceLineEndings("").Replace(" ", "", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Cut_short_it_says_how_far_a_plan_not_found_may_lie()
    {
        var ran = await Run.DaisAsync(80, ["lenses", Golden, "--timing", "once", "--gap", "0.3"]);
        Assert.Equal(0, ran.Code);
        Assert.Contains("cut short by the limit", ran.Out, StringComparison.Ordinal);
        Assert.Contains("A plan not among them is better than one that is by at most", ran.Out, StringComparison.Ordinal);
        Assert.Equal(1, (await Run.DaisAsync("lenses", Golden, "--timing", "once", "--gap", "0.3", "--prove")).Code);
    }

    [Fact]
    public async Task Without_a_plan_the_answer_is_no_and_says_why()
    {
        using var folder = new TemporaryFolder();
        var policy = folder.File("policy.json", """{ "pins": [ { "initiative": "sso", "finish": "2027-Q1" } ] }""");
        var ran = await Run.DaisAsync("lenses", Run.Ten, "--policy", policy);
        Assert.Equal(1, ran.Code);
        Assert.Contains("There is no plan", ran.Out, StringComparison.Ordinal);
    }
}
