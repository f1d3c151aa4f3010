using System.Text.Json;

namespace Dais.App.Tests.Cli;

public class WhyNotVerbTests
{
    [Fact]
    public async Task The_card_of_what_is_left_out_is_approved_and_fits_a_screen()
    {
        var ran = await Run.DaisAsync(80, ["why-not", Run.Ten, "assistant", "--quiet"]);
        Assert.Equal((0, ""), (ran.Code, ran.Error));
        Assert.All(ran.Out.Split('\n'), line => Assert.True(line.Length <= 80, line));
        Assert.True(ran.Out.Split('\n').Length <= 60);
        Approved.Is("why-not-ten", ran.Timeless);
    }

    [Fact]
    public async Task The_card_for_a_group_names_nothing_of_the_others()
    {
        var ran = await Run.DaisAsync(80, ["why-not", Run.Ten, "assistant", "--for", "shops", "--quiet"]);
        Assert.Equal(0, ran.Code);
        Assert.Contains("work of another group, ", ran.Out.ReplaceLineEndings(" "), StringComparison.Ordinal);
        Approved.Is("why-not-ten-for-shops", ran.Timeless);
    }

    [Fact]
    public async Task As_Markdown_the_answer_comes_first_and_names_do_not_become_markup()
    {
        using var folder = new TemporaryFolder();
        var world = folder.File("workspace.json", (await File.ReadAllTextAsync(Run.Ten, TestContext.Current.CancellationToken)).Replace("Single sign-on", "Single *sign-on* <b>", StringComparison.Ordinal));
        var ran = await Run.DaisAsync(80, ["why-not", world, "assistant", "--markdown", "--quiet"]);
        Assert.Equal((0, ""), (ran.Code, ran.Error));
        Approved.Is("why-not-markdown", ran.Out);
        Assert.DoesNotContain("<b>", ran.Out.Replace("\\<b\\>", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Equal(2, (await Run.DaisAsync("why-not", world, "assistant", "--markdown", "--json", "--quiet")).Code);
    }

    [Fact]
    public async Task No_printed_card_of_a_group_names_the_work_of_others()
    {
        string[] hidden = ["Event bus", "event-bus", "Webhooks", "webhooks", "Partner sandbox", "sandbox"];
        foreach (var form in new[] { "--quiet", "--json", "--markdown" })
        {
            var ran = await Run.DaisAsync(["why-not", Run.Ten, "assistant", "--for", "shops", .. form == "--quiet" ? Array.Empty<string>() : [form]]);
            Assert.Equal(0, ran.Code);
            Assert.All(hidden, name => Assert.DoesNotContain(name, ran.Out + ran.Error, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task The_JSON_has_a_change_of_each_kind_with_its_proof()
    {
        var ran = await Run.DaisAsync("why-not", Run.Ten, "assistant", "--json", "--quiet");
        var card = JsonDocument.Parse(ran.Out).RootElement;
        Assert.Equal(("initiative", "out", true), (card.GetProperty("sort").GetString(), card.GetProperty("standing").GetString(), card.GetProperty("proven").GetBoolean()));
        Assert.Equal(["capacity", "drop", "delay", "scope", "value"], card.GetProperty("changes").EnumerateArray().Select(c => c.GetProperty("kind").GetString()));
        Assert.All(card.GetProperty("changes").EnumerateArray().Where(c => c.GetProperty("size").ValueKind == JsonValueKind.Number), c =>
            Assert.True(c.GetProperty("provenSmallest").GetBoolean() && c.GetProperty("verified").GetBoolean() && c.GetProperty("smallerFails").GetBoolean(), c.ToString()));
    }

    [Fact]
    public async Task A_request_that_is_linked_to_nothing_gets_matches_and_a_card_of_what_is_imagined()
    {
        using var folder = new TemporaryFolder();
        var world = folder.File("workspace.json", (await File.ReadAllTextAsync(Run.Ten, TestContext.Current.CancellationToken))
            .Replace("\"requests\": [", "\"requests\": [\n { \"id\": \"r0\", \"group\": \"partners\", \"title\": \"Export our stock to a partner account\" },", StringComparison.Ordinal));
        var matches = await Run.DaisAsync(80, ["why-not", world, "r0", "--quiet"]);
        Approved.Is("why-not-unlinked", matches.Timeless);
        var imagined = await Run.DaisAsync(80, ["why-not", world, "r0", "--team", "data", "--size", "30", "--value", "10", "--quiet"]);
        Assert.Equal((0, ""), (imagined.Code, imagined.Error));
        Approved.Is("why-not-imagined", imagined.Timeless);
    }

    [Theory]
    [InlineData("assistent", "Maybe \"assistant\"")]
    [InlineData("assistant --for shop", "Maybe \"shops\"")]
    [InlineData("webhooks --for shops", "may see")]
    [InlineData("r1 --team data", "--size")]
    [InlineData("r1 --team data --size 3 --value 4", "linked")]
    public async Task What_is_not_there_is_said_with_what_was_perhaps_meant(string words, string said)
    {
        var ran = await Run.DaisAsync(["why-not", Run.Ten, .. words.Split(' '), "--quiet"]);
        Assert.Equal((2, ""), (ran.Code, ran.Out));
        Assert.Contains(said, ran.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_plan_given_is_the_one_that_is_asked_about()
    {
        using var folder = new TemporaryFolder();
        var file = folder["plan.json"];
        await Run.DaisAsync("plan", Run.Ten, "--lens", "platform", "--out", file, "--quiet");
        var ran = await Run.DaisAsync("why-not", Run.Ten, "sandbox", "--plan", file, "--json", "--quiet");
        Assert.Equal(0, ran.Code);
        var plan = JsonDocument.Parse(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)).RootElement;
        Assert.Equal(plan.GetProperty("objective").GetDouble(), JsonDocument.Parse(ran.Out).RootElement.GetProperty("objective").GetDouble(), 6);
    }
}
