using System.Text.Json;

namespace Dais.App.Tests.Cli;

public class OtherVerbsTests
{
    [Fact]
    public async Task Checking_the_sample_is_approved()
    {
        var ran = await Run.DaisAsync("check", Run.Ten);
        Assert.Equal(0, ran.Code);
        Approved.Is("check-ten", ran.Out);
    }

    [Fact]
    public async Task Checking_a_broken_workspace_is_approved_and_ends_with_code_2()
    {
        using var folder = new TemporaryFolder();
        var text = (await File.ReadAllTextAsync(Run.Ten, TestContext.Current.CancellationToken))
            .Replace("\"after\": [\"sso\"]", "\"after\": [\"ssso\"]", StringComparison.Ordinal)
            .Replace("\"capacity\": 14, \"reserve\": { \"ktlo\": 0.25", "\"capacity\": -14, \"reserve\": { \"ktlo\": 25", StringComparison.Ordinal)
            .Replace("\"must\"", "\"mustt\"", StringComparison.Ordinal);
        var file = folder.File("broken.json", text);
        var ran = await Run.DaisAsync("check", file);
        Assert.Equal(2, ran.Code);
        Approved.Is("check-broken", ran.Out);
        var json = JsonDocument.Parse((await Run.DaisAsync("check", file, "--json")).Out).RootElement;
        Assert.False(json.GetProperty("sound").GetBoolean());
        Assert.Equal(json.GetProperty("errors").GetInt32() + json.GetProperty("warnings").GetInt32(), json.GetProperty("findings").GetArrayLength());
    }

    [Fact]
    public async Task What_things_are_worth_is_approved()
    {
        var ran = await Run.DaisAsync("value", Run.Ten);
        Assert.Equal(0, ran.Code);
        Approved.Is("value-ten", ran.Out);
    }

    [Fact]
    public async Task The_paths_to_one_thing_are_approved()
    {
        var ran = await Run.DaisAsync("value", Run.Ten, "events");
        Assert.Equal(0, ran.Code);
        Approved.Is("value-ten-events", ran.Out);
    }

    [Fact]
    public async Task Credits_add_up_in_the_JSON_of_value()
    {
        var json = JsonDocument.Parse((await Run.DaisAsync("value", Run.Ten, "--json")).Out).RootElement;
        Assert.Equal(json.GetProperty("endValue").GetDouble(), json.GetProperty("things").EnumerateArray().Sum(t => t.GetProperty("credited").GetDouble()), 6);
        var traces = JsonDocument.Parse((await Run.DaisAsync("value", Run.Ten, "sso", "--json")).Out).RootElement.GetProperty("traces");
        Assert.Equal("initiative", traces[0].GetProperty("kind").GetString());
    }

    [Fact]
    public async Task A_thing_that_is_not_there_is_bad_usage()
    {
        var ran = await Run.DaisAsync("value", Run.Ten, "ledgre");
        Assert.Equal((2, "dais: There is no product, use case, capability or initiative \"ledgre\". Maybe \"ledger\" is meant.\n"), (ran.Code, ran.Error.ReplaceLineEndings("\n")));
    }

    [Fact]
    public async Task One_plan_minus_another_is_approved_and_sums_exactly()
    {
        using var folder = new TemporaryFolder();
        var (a, b) = (folder["a.json"], folder["b.json"]);
        await Run.DaisAsync("plan", Run.Ten, "--out", a);
        await Run.DaisAsync("plan", Run.Ten, "--out", b, "--no-allocation", "--policy", folder.File("policy.json", """{ "bans": ["sso"] }"""));
        var ran = await Run.DaisAsync("compare", Run.Ten, a, b);
        Assert.Equal(0, ran.Code);
        Approved.Is("compare-ten", ran.Out);
        var json = JsonDocument.Parse((await Run.DaisAsync("compare", Run.Ten, a, b, "--json")).Out).RootElement;
        Assert.Equal(json.GetProperty("difference").GetDouble(), json.GetProperty("differences").EnumerateArray().Sum(d => d.GetProperty("amount").GetDouble()), 6);
    }

    [Fact]
    public async Task A_plan_that_breaks_a_rule_is_not_compared()
    {
        using var folder = new TemporaryFolder();
        var plan = (await Run.DaisAsync("plan", Run.Ten, "--json")).Out;
        var (good, bad) = (folder.File("good.json", plan), folder.File("bad.json", plan.Replace("\"objective\": ", "\"objective\": 1", StringComparison.Ordinal)));
        var ran = await Run.DaisAsync("compare", Run.Ten, good, bad);
        Assert.Equal((2, ""), (ran.Code, ran.Out));
        Assert.StartsWith("dais: bad.json: It breaks ", ran.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{}", "\"status\" is missing")]
    [InlineData("""{ "status": "splendid" }""", "status is \"splendid\"")]
    [InlineData("""{ "status": "optimal", "objective": "much" }""", "objective is \"much\"")]
    [InlineData("""{ "status": "infeasible" }""", "holds no plan")]
    [InlineData("no", "not JSON")]
    public async Task A_file_that_is_no_plan_is_told_in_a_sentence(string text, string sentence)
    {
        using var folder = new TemporaryFolder();
        var ran = await Run.DaisAsync("compare", Run.Ten, folder.File("a.json", text), "b.json");
        Assert.Equal(2, ran.Code);
        Assert.Contains(sentence, ran.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_conversion_and_back_gives_the_same_workspace()
    {
        using var folder = new TemporaryFolder();
        var (workbook, again) = (folder["ten.xlsx"], folder["again.json"]);
        Assert.Equal(0, (await Run.DaisAsync("convert", Run.Ten, workbook)).Code);
        Assert.Equal(0, (await Run.DaisAsync("convert", workbook, again)).Code);
        var (before, after) = (await Run.DaisAsync("plan", Run.Ten, "--json"), await Run.DaisAsync("plan", again, "--json"));
        Assert.Equal(Revision(before), Revision(after));
        static string? Revision(Ran ran) => JsonDocument.Parse(ran.Out).RootElement.GetProperty("workspace").GetProperty("sha256").GetString();
    }

    [Fact]
    public async Task A_conversion_that_cannot_be_is_bad_usage()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder["ten.dais"], "no store", TestContext.Current.CancellationToken);
        var ran = await Run.DaisAsync("convert", Run.Ten, folder["ten.dais"]);
        Assert.Equal((2, ""), (ran.Code, ran.Out));
        Assert.Equal("no store", await File.ReadAllTextAsync(folder["ten.dais"], TestContext.Current.CancellationToken));
    }
}
