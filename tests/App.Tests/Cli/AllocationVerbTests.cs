using System.Text.Json;

namespace Dais.App.Tests.Cli;

public class AllocationVerbTests
{
    [Theory]
    [InlineData(80)]
    [InlineData(100)]
    public async Task The_allocation_of_the_sample_is_approved(int width)
    {
        var ran = await Run.DaisAsync(width, ["allocation", Run.Ten]);
        Assert.Equal(0, ran.Code);
        Assert.All(ran.Out.Split('\n'), line => Assert.True(line.Length <= width, line));
        Approved.Is($"allocation-ten-{width}", ran.Timeless);
    }

    [Fact]
    public async Task Another_order_of_a_bucket_is_approved()
    {
        var ran = await Run.DaisAsync(80, ["allocation", Run.Ten, "--reorder", "shops=assistant,sso-quick", "--quiet"]);
        Assert.Equal((0, ""), (ran.Code, ran.Error));
        Approved.Is("allocation-reorder", ran.Out);
    }

    [Fact]
    public async Task All_of_it_is_asked_for_and_approved()
    {
        var ran = await Run.DaisAsync(100, ["allocation", Run.Ten, "--all", "--quiet"]);
        Assert.Equal((0, ""), (ran.Code, ran.Error));
        Approved.Is("allocation-ten-all", ran.Timeless);
    }

    [Fact]
    public async Task The_change_a_quarter_shows_the_glide_path_and_nothing_else_more()
    {
        var ran = await Run.DaisAsync("allocation", Run.Ten, "--change", "2", "--quiet");
        Assert.Contains("at most 2 pp a quarter", string.Join(' ', ran.Out.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
        Assert.DoesNotContain("Response curves  ", ran.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_order_changes_the_plan_that_is_given()
    {
        using var folder = new TemporaryFolder();
        var plan = await Run.DaisAsync("plan", Run.Ten, "--no-allocation", "--json", "--quiet");
        var file = folder.File("plan.json", plan.Out);
        var ran = await Run.DaisAsync("allocation", Run.Ten, "--reorder", "shops=assistant", "--plan", file, "--json", "--quiet");
        Assert.Equal((0, ""), (ran.Code, ran.Error));
        static IEnumerable<string> Finishes(JsonElement plan) => plan.GetProperty("initiatives").EnumerateArray().Select(i => $"{i.GetProperty("id")} {i.GetProperty("finish")}");
        Assert.Equal(Finishes(JsonDocument.Parse(plan.Out).RootElement), Finishes(JsonDocument.Parse(ran.Out).RootElement.GetProperty("before")));
        var alone = await Run.DaisAsync("allocation", Run.Ten, "--plan", file, "--quiet");
        Assert.Equal(2, alone.Code);
        Assert.Contains("--plan goes with --reorder", alone.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_capacity_there_is_nothing_to_split_and_that_is_said()
    {
        using var folder = new TemporaryFolder();
        var file = folder.File("w.json", """
            { "dais": 1, "platform": { "id": "p", "name": "P", "currency": "USD", "periods": { "first": "2027-Q1", "count": 2 } },
              "teams": [ { "id": "t", "name": "T", "capacity": 0 } ], "buckets": [ { "id": "b", "name": "B", "share": 0.5 } ],
              "initiatives": [ { "id": "i", "name": "I", "bucket": "b", "effort": { "t": 2 }, "value": { "customer": 8 } } ] }
            """);
        var ran = await Run.DaisAsync("allocation", file, "--quiet");
        Assert.Equal(0, ran.Code);
        Assert.Contains("No team has any capacity after its reserves, so that there is nothing to split.", string.Join(' ', ran.Out.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_order_leaves_every_finish_and_all_work_of_other_buckets_as_it_is()
    {
        var ran = await Run.DaisAsync("allocation", Run.Ten, "--reorder", "shops=assistant", "--json", "--quiet");
        var json = JsonDocument.Parse(ran.Out).RootElement;
        string[] shops = ["sso", "roles", "sso-quick", "export", "assistant"];
        static IEnumerable<string> Others(JsonElement plan, string[] own) =>
            plan.GetProperty("initiatives").EnumerateArray().Where(i => !own.Contains(i.GetProperty("id").GetString())).Select(i => i.GetRawText());
        Assert.Equal(Others(json.GetProperty("before"), shops), Others(json.GetProperty("after"), shops));
        Assert.Contains("assistant", json.GetProperty("after").GetProperty("initiatives").EnumerateArray().Select(i => i.GetProperty("id").GetString()));
    }

    [Theory]
    [InlineData("shop=sso", "Maybe \"shops\" is meant.")]
    [InlineData("shops=webhooks", "it is not in it, and what is in other buckets does not move")]
    [InlineData("shops=rolls", "Maybe \"roles\" is meant.")]
    public async Task An_order_that_cannot_be_is_refused_with_a_sentence(string order, string sentence)
    {
        var ran = await Run.DaisAsync("allocation", Run.Ten, "--reorder", order, "--quiet");
        Assert.Equal(2, ran.Code);
        Assert.Contains(sentence, ran.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_numbers_in_JSON_are_those_of_plans_of_their_own()
    {
        var ran = await Run.DaisAsync("allocation", Run.Ten, "--json", "--quiet");
        Assert.Equal((0, ""), (ran.Code, ran.Error));
        var json = JsonDocument.Parse(ran.Out).RootElement;
        var (bound, free) = (await Objective(Run.Ten), await Objective(Run.Ten, "--no-allocation"));
        Assert.Equal(bound, json.GetProperty("optimum").GetProperty("objective").GetDouble(), 6);
        Assert.Equal(free - bound, json.GetProperty("priceOfBuckets").GetDouble(), 6);
        foreach (var gross in new[] { "targetOfGross", "plannedOfGross" })
            Assert.Equal(1, json.GetProperty("shares").EnumerateArray().Sum(l => l.GetProperty(gross).ValueKind == JsonValueKind.Null ? 0 : l.GetProperty(gross).GetDouble()), 6);
        foreach (var curve in json.GetProperty("curves").EnumerateArray())
            Assert.Equal(json.GetProperty("withoutFloors").GetProperty("value").GetDouble(), curve.GetProperty("points").EnumerateArray().Last().GetProperty("value").GetDouble(), 6);
    }

    [Fact]
    public async Task With_work_counted_the_same_study_comes_again()
    {
        var first = await Run.DaisAsync("allocation", Run.Ten, "--work", "3000", "--json", "--quiet");
        var again = await Run.DaisAsync("allocation", Run.Ten, "--work", "3000", "--json", "--quiet");
        Assert.Equal(WithoutSeconds(first.Out), WithoutSeconds(again.Out));
    }

    [Fact]
    public async Task Without_a_plan_the_answer_is_no_and_says_why()
    {
        using var folder = new TemporaryFolder();
        var ran = await Run.DaisAsync("allocation", Run.Ten, "--policy", folder.File("policy.json", """{ "pins": [ { "initiative": "sso", "finish": "2027-Q1" } ] }"""));
        Assert.Equal(1, ran.Code);
        Assert.Contains("There is no plan", ran.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "The workspace has no buckets")]
    [InlineData("""{ "id": "b", "name": "B", "share": 0.5, "min": 0.5 }, { "id": "e", "name": "Empty" }""", "B lacks 4 ew to its floor")]
    [InlineData("""{ "id": "b", "name": "B", "share": 0.5, "min": 0.5 }, { "id": "e", "name": "Empty" }""", "Empty has no open initiative")]
    public async Task What_is_missing_is_said_in_a_sentence(string buckets, string sentence)
    {
        using var folder = new TemporaryFolder();
        var file = folder.File("w.json", $$"""
            { "dais": 1, "platform": { "id": "p", "name": "P", "currency": "USD", "periods": { "first": "2027-Q1", "count": 2 } },
              "teams": [ { "id": "t", "name": "T", "capacity": 6 } ], "buckets": [ {{buckets}} ],
              "initiatives": [ { "id": "i", "name": "I", {{(buckets.Length == 0 ? "" : "\"bucket\": \"b\", ")}} "effort": { "t": 2 }, "value": { "customer": 8 } } ] }
            """);
        var ran = await Run.DaisAsync("allocation", file, "--quiet");
        Assert.Equal(0, ran.Code);
        Assert.Contains(sentence, string.Join(' ', ran.Out.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }

    private static async Task<double> Objective(params string[] args)
    {
        var ran = await Run.DaisAsync(["plan", .. args, "--json", "--quiet"]);
        return JsonDocument.Parse(ran.Out).RootElement.GetProperty("objective").GetDouble();
    }

    private static string WithoutSeconds(string json) => System.Text.RegularExpressions.Regex.Replace(json, "\"seconds\": [0-9.]+", "");
}
