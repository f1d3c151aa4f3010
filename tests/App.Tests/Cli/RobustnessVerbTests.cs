using System.Text.Json;

namespace Dais.App.Tests.Cli;

public class RobustnessVerbTests
{
    private static readonly string Golden = Path.Combine(Run.Root, "samples", "golden", "M-04-groups", "workspace.json");

    [Fact]
    public async Task How_sure_the_plan_of_the_sample_is_is_approved_at_100_columns()
    {
        var ran = await Run.DaisAsync(100, ["robustness", Run.Ten, "--draws", "40", "--work", "20000000"]);
        Assert.Equal(0, ran.Code);
        Assert.All(ran.Out.Split('\n'), line => Assert.True(line.Length <= 100, line));
        Approved.Is("robustness-ten", ran.Timeless);
    }

    [Fact]
    public async Task The_core_index_of_the_golden_numbers_is_the_one_expected_as_text_and_as_json()
    {
        var text = await Run.DaisAsync(100, ["robustness", Golden, "--timing", "once", "--draws", "20", "--work", "20000000"]);
        Approved.Is("robustness-golden", text.Timeless);
        var ran = await Run.DaisAsync("robustness", Golden, "--timing", "once", "--json", "--quiet", "--draws", "5");
        Assert.Equal((0, ""), (ran.Code, ran.Error));
        var json = JsonDocument.Parse(ran.Out).RootElement;
        var expected = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(Run.Root, "samples", "golden", "M-06", "expected.json"), TestContext.Current.CancellationToken)).RootElement.GetProperty("coreIndex");
        Assert.Equal(expected.GetProperty("items").EnumerateArray().Select(i => i.GetDouble()), json.GetProperty("initiatives").EnumerateArray().Select(i => Math.Round(i.GetProperty("core").GetDouble(), 2)));
        Assert.Equal(5, json.GetProperty("sample").GetProperty("solved").GetInt32());
    }

    [Fact]
    public async Task Imported_scores_are_shown_with_how_little_of_their_order_is_sure()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("scored.json", """
            { "dais": 1, "platform": { "id": "p", "currency": "USD", "moneyUnit": "k", "discountRate": 0.1, "periods": { "first": "2027-Q1", "count": 2 } },
              "teams": [ { "id": "t", "capacity": 8, "reserve": { "ktlo": 0.1 } } ],
              "initiatives": [
                { "id": "a", "name": "Export", "effort": { "t": 4 }, "value": { "customer": 60 }, "scores": { "rice": { "reach": 1000, "impact": 2, "confidence": 0.8, "effort": 1 }, "wsjf": { "businessValue": 8, "timeCriticality": 5, "riskReduction": 1, "jobSize": 5 } } },
                { "id": "b", "name": "Webhooks", "effort": { "t": 5 }, "value": { "customer": { "p10": 20, "p50": 80, "p90": 200 } }, "scores": { "rice": { "reach": 1500, "impact": 1, "confidence": 1, "effort": 1 }, "wsjf": { "businessValue": 5, "timeCriticality": 3, "riskReduction": 3, "jobSize": 8 } } },
                { "id": "c", "name": "Search", "effort": { "t": 6 }, "value": { "customer": 70 }, "scores": { "rice": { "reach": 2500, "impact": 1, "confidence": 0.5, "effort": 1 } } },
                { "id": "d", "name": "Roles", "effort": { "t": 3 }, "value": { "customer": 30 }, "scores": { "rice": { "reach": 2400, "impact": 1, "confidence": 0.5, "effort": 1 } } } ] }
            """);
        var ran = await Run.DaisAsync(100, ["robustness", path, "--draws", "20", "--work", "20000000"]);
        Assert.Equal(0, ran.Code);
        Approved.Is("robustness-scores", ran.Timeless);
    }

    [Fact]
    public async Task Without_a_plan_the_answer_is_no_and_says_why()
    {
        using var folder = new TemporaryFolder();
        var ran = await Run.DaisAsync("robustness", Run.Ten, "--policy", folder.File("policy.json", """{ "pins": [ { "initiative": "sso", "finish": "2027-Q1" } ] }"""));
        Assert.Equal(1, ran.Code);
        Assert.Contains("There is no plan", ran.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--draws", "0", "whole number from 1")]
    [InlineData("--correlation", "1.5", "from 0 to 1")]
    public async Task What_is_misspelt_is_said_with_what_is_allowed(string option, string value, string words)
    {
        var ran = await Run.DaisAsync("robustness", Run.Ten, option, value);
        Assert.Equal(2, ran.Code);
        Assert.Contains(words, ran.Error, StringComparison.Ordinal);
    }
}
