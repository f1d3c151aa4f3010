using System.Text.Json;

namespace Dais.App.Tests.Cli;

/// <summary>What a plan looks like over time and across teams: <c>dais horizon</c> and <c>dais dependencies</c>.</summary>
public class OutlookVerbTests
{
    [Theory]
    [InlineData("horizon")]
    [InlineData("dependencies")]
    public async Task On_the_sample_it_is_approved_and_fits_a_screen(string verb)
    {
        var ran = await Run.DaisAsync(80, [verb, Run.Ten, "--quiet"]);
        Assert.Equal((0, ""), (ran.Code, ran.Error));
        Assert.All(ran.Out.Split('\n'), line => Assert.True(line.Length <= 80, line));
        Assert.True(ran.Out.Split('\n').Length <= 60);
        Approved.Is(verb + "-ten", ran.Timeless);
    }

    [Theory]
    [InlineData("horizon")]
    [InlineData("dependencies")]
    public async Task On_Meridian_s_proven_plan_it_is_approved(string verb)
    {
        var plan = Path.Combine(Run.Root, "tests", "App.Tests", "Cli", "fixtures", "meridian", "plan.json");
        var ran = await Run.DaisAsync(100, [verb, Path.Combine(Run.Root, "samples", "meridian"), "--plan", plan]);
        Assert.Equal((0, ""), (ran.Code, ran.Error));
        Assert.All(ran.Out.Split('\n'), line => Assert.True(line.Length <= 100, line));
        Approved.Is(verb + "-meridian", ran.Out);
    }

    [Fact]
    public async Task The_grid_in_JSON_adds_up_to_the_plan()
    {
        var json = JsonDocument.Parse((await Run.DaisAsync("horizon", Run.Ten, "--json", "--quiet")).Out).RootElement;
        var plan = JsonDocument.Parse((await Run.DaisAsync("plan", Run.Ten, "--json", "--quiet")).Out).RootElement;
        Assert.Equal(plan.GetProperty("objective").GetDouble(), json.GetProperty("total").GetDouble(), 6);
        Assert.Equal(json.GetProperty("total").GetDouble(), json.GetProperty("goals").EnumerateArray().Sum(g => g.GetProperty("near").GetDouble() + g.GetProperty("mid").GetDouble() + g.GetProperty("long").GetDouble()), 6);
        Assert.Equal(plan.GetProperty("value").GetProperty("platform").GetDouble(), json.GetProperty("goals").EnumerateArray().Single(g => g.GetProperty("goal").GetString() == "platform").GetProperty("all").GetDouble(), 6);
    }

    [Fact]
    public async Task The_register_in_JSON_repeats_from_its_seed()
    {
        string[] words = ["dependencies", Run.Ten, "--json", "--quiet", "--draws", "300", "--seed", "7"];
        var (one, other) = (await Run.DaisAsync(words), await Run.DaisAsync(words));
        Assert.Equal(one.Out, other.Out);
        var json = JsonDocument.Parse(one.Out).RootElement;
        Assert.Equal(["sso", "roles"], json.GetProperty("criticalChain").EnumerateArray().Select(l => l.GetProperty("on").GetString()));
        Assert.All(json.GetProperty("links").EnumerateArray(), l => Assert.InRange(l.GetProperty("late").GetDouble(), 0, 1));
    }

    [Theory]
    [InlineData("horizon")]
    [InlineData("dependencies")]
    public async Task Without_a_plan_the_answer_is_no(string verb)
    {
        using var folder = new TemporaryFolder();
        var policy = folder.File("policy.json", """{ "pins": [ { "initiative": "sso", "finish": "2027-Q1" } ] }""");
        var ran = await Run.DaisAsync(verb, Run.Ten, "--policy", policy, "--quiet");
        Assert.Equal(1, ran.Code);
        Assert.Contains("There is no plan", ran.Out, StringComparison.Ordinal);
    }
}
