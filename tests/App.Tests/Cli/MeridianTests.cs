using System.Text.RegularExpressions;

namespace Dais.App.Tests.Cli;

/// <summary>The results of the invented company: what a newcomer, the README and the docs see.</summary>
public class MeridianTests
{
    private static readonly string Meridian = Path.Combine(Run.Root, "samples", "meridian");

    [Fact]
    public async Task The_demo_proves_its_plan_and_all_of_it_is_approved()
    {
        using var folder = new TemporaryFolder();
        var ran = await Run.DaisAsync(100, ["demo", "--once", "--no-browser", "--seconds", "600", "--out", folder["demo.html"]]);
        Assert.True(ran.Code == 0, ran.Error);
        Assert.Contains("Proven best", ran.Out, StringComparison.Ordinal);
        Approved.Is("meridian-demo", ran.Timeless.Replace(folder.Path, "", StringComparison.Ordinal));
        var page = await File.ReadAllTextAsync(folder["demo.html"], TestContext.Current.CancellationToken);
        Approved.Is("meridian-page", Words(page));
    }

    [Theory]
    [InlineData("meridian-why-not-passkeys", "passkeys", "20000")]
    [InlineData("meridian-why-not-request", "r009", "12000")]
    [InlineData("meridian-why-not-request-left-out", "r080", "12000")]
    public async Task Why_not_is_approved_and_fits_a_screen(string name, string thing, string work)
    {
        var ran = await Run.DaisAsync(100, ["why-not", Meridian, thing, "--work", work, "--quiet"]);
        Assert.True(ran.Code == 0, ran.Error);
        Assert.True(ran.Out.Split('\n').Length <= 60);
        Approved.Is(name, ran.Out);
    }

    [Theory]
    [InlineData("meridian-check", "check")]
    [InlineData("meridian-value", "value")]
    [InlineData("meridian-value-event-guarantees", "value", "event-guarantees")]
    [InlineData("meridian-value-identity", "value", "identity")]
    public async Task What_is_found_in_it_is_approved(string name, string verb, string? thing = null)
    {
        var ran = await Run.DaisAsync(100, [verb, Meridian, .. thing is null ? Array.Empty<string>() : [thing]]);
        Assert.True(ran.Code == 0, ran.Error);
        Approved.Is(name, ran.Out);
    }

    /// <summary>Stopped on a count of work, which repeats on any machine; a minute by the clock knows more.</summary>
    [Theory]
    [InlineData("meridian-lenses", 65, "lenses", "--work", "60000")]
    [InlineData("meridian-groups", 65, "groups", "--work", "50000")]
    [InlineData("meridian-allocation", 50, "allocation", "--work", "40000")]
    [InlineData("meridian-allocation-all", 90, "allocation", "--work", "40000", "--all")]
    [InlineData("meridian-robustness", 65, "robustness", "--work", "40000", "--draws", "20")]
    public async Task What_a_study_says_of_it_fits_its_lines_and_is_approved(string name, int lines, string verb, params string[] options)
    {
        var ran = await Run.DaisAsync(100, [verb, Meridian, .. options]);
        Assert.True(ran.Code == 0, ran.Error);
        Assert.All(ran.Out.Split('\n'), line => Assert.True(line.Length <= 100, line));
        Assert.True(ran.Out.Split('\n').Length <= lines, ran.Out);
        Approved.Is(name, ran.Timeless);
    }

    /// <summary>What the page says, without its drawing.</summary>
    private static string Words(string page)
    {
        var text = page[page.IndexOf("<body", StringComparison.Ordinal)..];
        foreach (var pattern in new[] { "<(script|style)[^>]*>.*?</(script|style)>", "<[^>]+>" }) text = Regex.Replace(text, pattern, "\n", RegexOptions.Singleline | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5));
        text = Regex.Replace(text, @"\b(?<what>Solved in|Stopped after) [0-9.]+ s", "${what} N s", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5));
        return Regex.Replace(System.Net.WebUtility.HtmlDecode(text), @"[ \t]*\n\s*", "\n", RegexOptions.None, TimeSpan.FromSeconds(5)).Trim() + "\n";
    }
}
