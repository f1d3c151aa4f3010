using Dais.App.Cli;

namespace Dais.App.Tests.Cli;

public class HelpTests
{
    private static readonly Surroundings Nowhere = new() { Out = TextWriter.Null, Error = TextWriter.Null, Solver = Run.Solver };

    [Fact]
    public async Task The_help_of_dais_is_approved()
    {
        var ran = await Run.DaisAsync("--help");
        Assert.Equal(0, ran.Code);
        Approved.Is("help", ran.Out);
    }

    public static TheoryData<string> Verbs => [.. CommandLine.Verbs(Nowhere).Select(v => v.Name)];

    [Theory]
    [MemberData(nameof(Verbs))]
    public async Task The_help_of_every_verb_is_approved(string verb)
    {
        var ran = await Run.DaisAsync(verb, "--help");
        Assert.Equal(0, ran.Code);
        Approved.Is("help-" + verb, ran.Out);
    }

    [Fact]
    public async Task No_line_of_help_is_longer_than_80_columns_but_an_example_that_is_to_be_copied()
    {
        foreach (var verb in CommandLine.Verbs(Nowhere))
        {
            var ran = await Run.DaisAsync(verb.Name, "--help");
            Assert.All(ran.Out.Split('\n').Where(l => !l.StartsWith("  dais ", StringComparison.Ordinal)), line => Assert.True(line.Length <= 80, line));
        }
    }

    [Fact]
    public async Task The_hidden_verb_is_not_in_the_help() => Assert.DoesNotContain("solve-worker", (await Run.DaisAsync("--help")).Out);

    [Fact]
    public async Task The_version_is_printed()
    {
        var ran = await Run.DaisAsync("--version");
        Assert.Equal((0, $"dais {CommandLine.Version}\n"), (ran.Code, ran.Out.ReplaceLineEndings("\n")));
    }
}
