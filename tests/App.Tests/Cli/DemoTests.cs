namespace Dais.App.Tests.Cli;

public class DemoTests
{
    [Fact]
    public async Task The_demo_shows_a_plan_an_allocation_and_three_cards_and_writes_a_page()
    {
        using var folder = new TemporaryFolder();
        var ran = await Run.DaisAsync(100, ["demo", "--once", "--no-browser", "--seconds", "2", "--out", folder["demo.html"]]);
        Assert.True(ran.Code == 0, ran.Error);
        foreach (var heading in new[] { "Meridian, 2027-Q1 to 2028-Q4", "Roadmap", "Allocation", "Left out, because" }) Assert.Contains(heading, ran.Out, StringComparison.Ordinal);
        Assert.Equal(3, ran.Out.Split('╭').Length - 1);
        Assert.All(ran.Out.Split('\n').Where(l => !l.Contains(folder.Path, StringComparison.Ordinal)), line => Assert.True(line.Length <= 100, line));
        Assert.Contains(folder["demo.html"], ran.Out, StringComparison.Ordinal);
        Assert.Contains("<h1>Meridian</h1>", await File.ReadAllTextAsync(folder["demo.html"], TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_sample_is_a_sound_workspace_and_no_folder_with_something_in_it_is_touched()
    {
        using var folder = new TemporaryFolder();
        Assert.Equal(0, (await Run.DaisAsync("sample", folder["meridian"])).Code);
        Assert.Equal(0, (await Run.DaisAsync("check", folder["meridian"])).Code);
        var again = await Run.DaisAsync("sample", folder["meridian"]);
        Assert.Equal(2, again.Code);
        Assert.Contains("is not empty, and nothing in it is overwritten", again.Error, StringComparison.Ordinal);
    }
}
