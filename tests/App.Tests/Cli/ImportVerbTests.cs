using System.Text.Json;

namespace Dais.App.Tests.Cli;

public class ImportVerbTests
{
    private static string Fixtures { get; } = Path.Combine(Run.Root, "tests", "App.Tests", "Cli", "fixtures");

    private static string Goals { get; } = Path.Combine(Fixtures, "goals");

    private static string Features { get; } = Path.Combine(Fixtures, "features");

    [Fact]
    public async Task The_report_of_goals_and_asks_is_approved()
    {
        using var folder = new TemporaryFolder();
        var ran = await Run.DaisAsync("import", Goals, "--into", folder["new.json"]);
        Assert.True(ran.Code == 0, ran.Error);
        Approved.Is("import-goals", ran.Out.Replace(folder.Path, "FOLDER", StringComparison.Ordinal));
        Approved.Is("import-goals-workspace", await File.ReadAllTextAsync(folder["new.json"], TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task The_report_of_features_is_approved()
    {
        using var folder = new TemporaryFolder();
        var ran = await Run.DaisAsync("import", Features, "--into", folder["new.json"]);
        Assert.True(ran.Code == 0, ran.Error);
        Approved.Is("import-features", ran.Out.Replace(folder.Path, "FOLDER", StringComparison.Ordinal));
        Approved.Is("import-features-workspace", await File.ReadAllTextAsync(folder["new.json"], TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_dry_run_says_what_the_run_says_and_writes_nothing()
    {
        using var folder = new TemporaryFolder();
        var dry = await Run.DaisAsync("import", Goals, "--into", folder["new.json"], "--dry-run", "--json");
        Assert.Empty(Directory.GetFiles(folder.Path));
        var real = await Run.DaisAsync("import", Goals, "--into", folder["new.json"], "--json");
        Assert.Equal(dry.Out.Replace("\"written\": false", "\"written\": true", StringComparison.Ordinal), real.Out);
        var again = JsonDocument.Parse((await Run.DaisAsync("import", Goals, "--into", folder["new.json"], "--json")).Out).RootElement;
        Assert.False(again.GetProperty("written").GetBoolean());
        Assert.All(again.GetProperty("changes").EnumerateArray(), c => Assert.Equal((0, 0), (c.GetProperty("added").GetArrayLength(), c.GetProperty("changed").GetArrayLength())));
    }

    [Theory]
    [InlineData("into.json")]
    [InlineData("into.xlsx")]
    [InlineData("into")]
    public async Task Assumptions_survive_every_form_of_a_workspace(string into)
    {
        using var folder = new TemporaryFolder();
        Assert.Equal(0, (await Run.DaisAsync("import", Goals, "--into", folder[into])).Code);
        Assert.Equal(0, (await Run.DaisAsync("convert", folder[into], folder["back.json"])).Code);
        var plan = JsonDocument.Parse((await Run.DaisAsync("plan", folder["back.json"], "--json")).Out).RootElement;
        var imported = JsonDocument.Parse((await Run.DaisAsync("import", Goals, "--into", folder["other.json"], "--json", "--dry-run")).Out).RootElement;
        Assert.Equal(imported.GetProperty("assumed").GetRawText(), plan.GetProperty("assumed").GetRawText());
        Assert.Contains(" numbers that no source states", (await Run.DaisAsync("plan", folder["back.json"])).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_presets_are_listed()
    {
        var ran = await Run.DaisAsync("import", "--preset");
        Assert.Equal(0, ran.Code);
        Approved.Is("import-presets", ran.Out);
    }

    [Theory]
    [InlineData("dais import needs files", "--into", "x.json")]
    [InlineData("--into WORKSPACE", "goals.csv")]
    [InlineData("Maybe \"rust-goals\" is meant", "GOALS", "--into", "INTO", "--preset", "rust-gaols")]
    [InlineData("say the same thing twice", "GOALS", "--into", "INTO", "--preset", "auto", "--map", "a.yaml")]
    [InlineData("There is no file nowhere.csv", "nowhere.csv", "--into", "INTO")]
    [InlineData("There is no file nowhere.yaml", "GOALS", "--into", "INTO", "--map", "nowhere.yaml")]
    [InlineData("needs the file \"asks\"", "GOALS/goals.csv", "--into", "INTO")]
    [InlineData("has no place for this file", "GOALS/goals.csv", "FEATURES/interop.json", "--into", "INTO", "--preset", "rust-goals")]
    public async Task Bad_usage_is_told_in_a_sentence_and_nothing_is_written(string sentence, params string[] args)
    {
        using var folder = new TemporaryFolder();
        var ran = await Run.DaisAsync(["import", .. args.Select(a => a.Replace("GOALS", Goals, StringComparison.Ordinal).Replace("FEATURES", Features, StringComparison.Ordinal).Replace("INTO", folder["new.json"], StringComparison.Ordinal))]);
        Assert.Equal(2, ran.Code);
        Assert.Contains(sentence, ran.Error, StringComparison.Ordinal);
        Assert.Contains("Maybe", ran.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(folder.Path));
    }

    [Fact]
    public async Task A_mapping_of_ones_own_that_is_misspelt_is_told_with_its_line()
    {
        using var folder = new TemporaryFolder();
        var map = folder.File("own.yaml", "mapping: own\nfiles: { goals: { name: goals.csv }, asks: { name: team-asks.csv } }\nmake:\n  - list: initiatives\n    form: goals\n    fields: { id: \"{id}\" }\n");
        var ran = await Run.DaisAsync("import", Goals, "--into", folder["new.json"], "--map", map);
        Assert.Equal(2, ran.Code);
        Assert.Contains("dais: own.yaml, line 5, column 5: A rule of make has no \"form\". Maybe \"from\" is meant. (§2)", ran.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_workspace_that_is_broken_is_not_imported_into()
    {
        using var folder = new TemporaryFolder();
        var into = folder.File("old.json", "{ \"dais\": 1 }");
        var ran = await Run.DaisAsync("import", Goals, "--into", into);
        Assert.Equal(2, ran.Code);
        Assert.Equal("{ \"dais\": 1 }", await File.ReadAllTextAsync(into, TestContext.Current.CancellationToken));
    }
}
