using System.Text.Json;

namespace Dais.App.Tests.Cli;

public class WhatIfVerbTests
{
    private static readonly string Meridian = Path.Combine(Run.Root, "samples", "meridian");

    /// <summary>The plan of Meridian that <c>dais demo</c> proves, kept so that nobody has to wait for the proof here.</summary>
    private static readonly string ProvenPlan = Path.Combine(Run.Root, "tests", "App.Tests", "Cli", "fixtures", "meridian", "plan.json");

    [Fact]
    public async Task A_scenario_on_the_sample_is_approved_and_fits_a_screen()
    {
        var ran = await Run.DaisAsync(80, ["what-if", Run.Ten, "--pin", "assistant=2027-Q4", "--quiet"]);
        Assert.Equal((0, ""), (ran.Code, ran.Error));
        Assert.All(ran.Out.Split('\n'), line => Assert.True(line.Length <= 80, line));
        Assert.True(ran.Out.Split('\n').Length <= 60);
        Approved.Is("what-if-ten", ran.Timeless);
    }

    [Fact]
    public async Task Several_changes_are_made_in_order_and_their_parts_are_told_apart()
    {
        var ran = await Run.DaisAsync(80, ["what-if", Run.Ten, "--capacity", "identity=+4", "--share", "shops=45%", "--value", "sso=+20", "--value", "refunds=-100", "--effort", "ledger-2=0.8", "--quiet"]);
        Assert.Equal((0, ""), (ran.Code, ran.Error));
        Approved.Is("what-if-ten-many", ran.Timeless);
    }

    [Fact]
    public async Task A_scenario_that_leaves_no_plan_says_which_rules_conflict()
    {
        using var folder = new TemporaryFolder();
        var ran = await Run.DaisAsync(80, ["what-if", Run.Ten, "--forbid", "key-rotation", "--apply", folder["new.json"], "--quiet"]);
        Assert.Equal(1, ran.Code);
        Assert.False(File.Exists(folder["new.json"]));
        Approved.Is("what-if-none", ran.Timeless);
    }

    [Fact]
    public async Task A_scenario_on_Meridian_s_proven_plan_is_approved()
    {
        var ran = await Run.DaisAsync(100, ["what-if", Meridian, "--plan", ProvenPlan, "--capacity", "identity=+3", "--drop", "pay-later", "--work", "8000", "--quiet"]);
        Assert.Equal((0, ""), (ran.Code, ran.Error));
        Assert.All(ran.Out.Split('\n'), line => Assert.True(line.Length <= 100, line));
        Approved.Is("what-if-meridian", ran.Timeless);
    }

    [Fact]
    public async Task What_is_applied_and_planned_is_worth_what_was_tried()
    {
        using var folder = new TemporaryFolder();
        var tried = await Run.DaisAsync("what-if", Run.Ten, "--pin", "webhooks=2027-Q3", "--capacity", "data=2,0,0,1", "--drop", "export", "--apply", folder["new"], "--save", folder["s.json"], "--json", "--quiet");
        Assert.Equal(0, tried.Code);
        Assert.Contains("--policy", tried.Error, StringComparison.Ordinal);
        var planned = Json(await Run.DaisAsync("plan", folder["new"], "--policy", folder["new.policy.json"], "--json", "--quiet"));
        Assert.Equal(planned.GetProperty("objective").GetDouble(), Json(tried).GetProperty("plan").GetProperty("objective").GetDouble(), 6);
        Assert.Equal(planned.GetProperty("initiatives").GetRawText().Replace(" ", "", StringComparison.Ordinal), Json(tried).GetProperty("plan").GetProperty("initiatives").GetRawText().Replace(" ", "", StringComparison.Ordinal));
        var again = Json(await Run.DaisAsync("what-if", Run.Ten, "--scenario", folder["s.json"], "--json", "--quiet"));
        Assert.Equal(Json(tried).GetProperty("difference").GetDouble(), again.GetProperty("difference").GetDouble(), 6);
    }

    [Fact]
    public async Task The_JSON_adds_up_and_has_both_plans()
    {
        var json = Json(await Run.DaisAsync("what-if", Run.Ten, "--value", "sandbox=+300", "--json", "--quiet"));
        var (before, after) = (json.GetProperty("base").GetProperty("objective").GetDouble(), json.GetProperty("plan").GetProperty("objective").GetDouble());
        Assert.Equal(after - before, json.GetProperty("difference").GetDouble(), 6);
        Assert.Equal(after - before, json.GetProperty("differences").EnumerateArray().Sum(d => d.GetProperty("amount").GetDouble()), 6);
        Assert.Equal(after - before, json.GetProperty("baseAsItStands").GetDouble() - before + json.GetProperty("byPlanningAnew").GetDouble(), 6);
        Assert.Equal("sandbox", json.GetProperty("scenario").GetProperty("changes")[0].GetProperty("value").GetString());
    }

    [Fact]
    public async Task The_base_plan_of_a_file_brings_its_own_policy()
    {
        using var folder = new TemporaryFolder();
        var file = folder["plan.json"];
        await Run.DaisAsync("plan", Run.Ten, "--lens", "platform", "--out", file, "--quiet");
        var json = Json(await Run.DaisAsync("what-if", Run.Ten, "--plan", file, "--forbid", "sandbox", "--json", "--quiet"));
        Assert.Equal("platform", json.GetProperty("plan").GetProperty("policy").GetProperty("lens").GetString());
        Assert.Equal(0, json.GetProperty("difference").GetDouble(), 6);
    }

    [Theory]
    [InlineData("", "needs a change")]
    [InlineData("--pin asistant=2027-Q4", "Maybe \"assistant\"")]
    [InlineData("--pin assistant", "ID=QUARTER")]
    [InlineData("--pin assistant=2028-Q1", "--pin assistant=2028-Q1")]
    [InlineData("--capacity identity=4w", "not a number")]
    [InlineData("--capacity identity=1,-1,0,0", "two options")]
    [InlineData("--capacity identty=+4", "Maybe \"identity\"")]
    [InlineData("--share shops=1.5", "from 0 to 1")]
    [InlineData("--drop export --over-base --apply nowhere/x.json", "--over-base is not meant")]
    public async Task What_cannot_be_tried_is_said_with_what_was_perhaps_meant(string words, string said)
    {
        var ran = await Run.DaisAsync(["what-if", Run.Ten, .. words.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--quiet"]);
        Assert.Equal(2, ran.Code);
        Assert.Contains(said, ran.Error, StringComparison.Ordinal);
        Assert.Contains("Maybe", ran.Error, StringComparison.Ordinal);
    }

    private static JsonElement Json(Ran ran) => JsonDocument.Parse(ran.Out).RootElement;
}
