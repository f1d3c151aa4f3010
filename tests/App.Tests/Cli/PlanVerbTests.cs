using System.Text.Json;

namespace Dais.App.Tests.Cli;

public class PlanVerbTests
{
    [Fact]
    public async Task The_plan_of_the_sample_is_approved_at_80_columns()
    {
        var ran = await Run.DaisAsync(80, ["plan", Run.Ten]);
        Assert.Equal(0, ran.Code);
        Assert.All(ran.Out.Split('\n'), line => Assert.True(line.Length <= 80, line));
        Approved.Is("plan-ten-80", ran.Timeless);
    }

    [Fact]
    public async Task The_plan_of_the_sample_is_approved_at_140_columns()
    {
        var ran = await Run.DaisAsync(140, ["plan", Run.Ten, "--lens", "customer", "--no-allocation"]);
        Assert.Equal(0, ran.Code);
        Approved.Is("plan-ten-140", ran.Timeless);
    }

    [Fact]
    public async Task Every_fixed_name_is_in_the_JSON()
    {
        var ran = await Run.DaisAsync("plan", Run.Ten, "--json", "--quiet");
        Assert.Equal((0, ""), (ran.Code, ran.Error));
        var plan = JsonDocument.Parse(ran.Out).RootElement;
        string[] names = ["status", "objective", "bound", "gap", "seconds", "value", "initiatives", "useCases", "teams", "buckets", "shortfall", "warnings", "left", "conflicts"];
        Assert.Equal(names, plan.EnumerateObject().Select(p => p.Name).Take(names.Length));
        Assert.Equal("optimal", plan.GetProperty("status").GetString());
        Assert.Equal(plan.GetProperty("objective").GetDouble(), plan.GetProperty("value").GetProperty("customer").GetDouble() + plan.GetProperty("value").GetProperty("platform").GetDouble(), 6);
        Assert.Equal(["id", "start", "finish", "work"], plan.GetProperty("initiatives")[0].EnumerateObject().Select(p => p.Name));
        Assert.Equal(1, plan.GetProperty("capacity").GetProperty("lines").EnumerateArray().Sum(l => l.GetProperty("share").GetDouble()), 6);
        Assert.Equal(plan.GetProperty("objective").GetDouble(), plan.GetProperty("reasons").EnumerateArray().Sum(r => r.GetProperty("amount").GetDouble()), 6);
    }

    [Fact]
    public async Task A_proven_plan_is_the_same_every_time()
    {
        var (a, b) = (await Run.DaisAsync("plan", Run.Ten, "--json"), await Run.DaisAsync("plan", Run.Ten, "--json", "--seed", "7"));
        Assert.Equal(Timeless(a.Out), Timeless(b.Out));
        static string Timeless(string json) => string.Join('\n', json.Split('\n').Where(l => !l.Contains("\"seconds\"", StringComparison.Ordinal) && !l.Contains("\"work\":", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Flags_go_before_the_policy_file()
    {
        using var folder = new TemporaryFolder();
        var policy = folder.File("policy.json", """{ "lens": "platform", "timing": "once", "tail": 2, "bans": ["assistant"] }""");
        var plan = JsonDocument.Parse((await Run.DaisAsync("plan", Run.Ten, "--json", "--policy", policy, "--lens", "customer")).Out).RootElement.GetProperty("policy");
        Assert.Equal(("customer", "once", 2), (plan.GetProperty("lens").GetString(), plan.GetProperty("timing").GetString(), plan.GetProperty("tail").GetInt32()));
        Assert.Equal("assistant", plan.GetProperty("bans")[0].GetString());
    }

    [Theory]
    [InlineData("""{ "lens": "sales" }""", "lens")]
    [InlineData("""{ "pins": [ { "initiative": "ss", "finish": "2027-Q1" } ] }""", "pins[0].initiative")]
    [InlineData("""{ "pins": [ { "initiative": "sso", "finish": "2031-Q1" } ] }""", "2031-Q1")]
    [InlineData("""{ "weights": { "customer": 0, "platform": 0 } }""", "weights")]
    [InlineData("""{ "tail": -1 }""", "tail")]
    [InlineData("[", "policy.json")]
    public async Task A_wrong_policy_is_bad_input_and_says_where(string text, string where)
    {
        using var folder = new TemporaryFolder();
        var ran = await Run.DaisAsync("plan", Run.Ten, "--policy", folder.File("policy.json", text));
        Assert.Equal((2, ""), (ran.Code, ran.Out));
        Assert.Contains(where, ran.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_plan_the_answer_is_no_and_says_why()
    {
        using var folder = new TemporaryFolder();
        var policy = folder.File("policy.json", """{ "pins": [ { "initiative": "sso", "finish": "2027-Q1" } ] }""");
        var ran = await Run.DaisAsync("plan", Run.Ten, "--policy", policy);
        Assert.Equal(1, ran.Code);
        Approved.Is("plan-infeasible", ran.Timeless);
    }

    [Fact]
    public async Task Progress_ends_with_one_final_line_on_standard_error()
    {
        var ran = await Run.DaisAsync("plan", Run.Ten);
        Assert.Matches(@"proven best: best [0-9,.]+ k USD  bound [0-9,.]+ k USD  gap 0 %\n$", ran.Error.ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task The_plan_is_also_written_to_a_file()
    {
        using var folder = new TemporaryFolder();
        var ran = await Run.DaisAsync("plan", Run.Ten, "--json", "--out", folder["plan.json"]);
        Assert.Equal(await File.ReadAllTextAsync(folder["plan.json"], TestContext.Current.CancellationToken), ran.Out);
    }
}
