namespace Dais.App.Tests.Cli;

public class UsageTests
{
    [Theory]
    [InlineData("There is no verb \"plna\". Maybe \"plan\" is meant.", "plna")]
    [InlineData("There is no verb \"frobnicate\". Maybe dais --help shows what you look for.", "frobnicate")]
    [InlineData("There is no option \"--versoin\". Maybe dais --help shows what you look for.", "--versoin")]
    [InlineData("dais plan has no option \"--lense\". Maybe \"--lens\" is meant.", "plan", "x", "--lense")]
    [InlineData("dais plan needs WORKSPACE: A .json file, a folder of lists, or an .xlsx workbook. Maybe dais plan --help shows what you look for.", "plan")]
    [InlineData("dais plan does not know what to do with \"y\". Maybe it has to be quoted, or stands there by mistake.", "plan", "x", "y")]
    [InlineData("--lens is \"sales\"; allowed is one of both, customer, platform. Maybe dais plan --help shows what you look for.", "plan", "x", "--lens", "sales")]
    [InlineData("--seconds is \"0\"; allowed is a number above 0, at most 86400. Maybe dais plan --help shows what you look for.", "plan", "x", "--seconds", "0")]
    [InlineData("--seconds is \"NaN\"; allowed is a number above 0, at most 86400. Maybe dais plan --help shows what you look for.", "plan", "x", "--seconds", "NaN")]
    [InlineData("--gap is \"2\"; allowed is a number from 0 to 1. Maybe dais plan --help shows what you look for.", "plan", "x", "--gap", "2")]
    [InlineData("--work is \"-5\"; allowed is a whole number from 1 to 1000000000000. Maybe dais plan --help shows what you look for.", "plan", "x", "--work", "-5")]
    [InlineData("--seed is \"1.5\"; allowed is a whole number from 0 to 2147483647. Maybe dais plan --help shows what you look for.", "plan", "x", "--seed", "1.5")]
    [InlineData("--out needs a value: Writes the plan as JSON to a file too. Maybe dais plan --help shows what you look for.", "plan", "x", "--out")]
    public async Task A_mistake_is_told_in_one_line_and_ends_with_code_2(string sentence, params string[] args)
    {
        var ran = await Run.DaisAsync(args);
        Assert.Equal((2, "", $"dais: {sentence}\n"), (ran.Code, ran.Out, ran.Error.ReplaceLineEndings("\n")));
    }

    [Fact]
    public async Task Without_a_verb_the_help_is_shown_and_nothing_was_done() => Assert.Equal(2, (await Run.DaisAsync()).Code);

    [Theory]
    [InlineData("check")]
    [InlineData("plan")]
    [InlineData("value")]
    public async Task A_file_that_is_not_there_is_bad_input(string verb)
    {
        var ran = await Run.DaisAsync(verb, "nowhere.json");
        Assert.Equal(2, ran.Code);
        Assert.Contains("nowhere.json", ran.Out + ran.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", ran.Out + ran.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("{ \"dais\": 1 }")]
    [InlineData("\0\u0001\u0002")]
    [InlineData("{ \"dais\": 1, \"platform\": { \"id\": \"p\", \"periods\": { \"first\": \"2027-Q1\", \"count\": 0 } } }")]
    public async Task Garbage_is_told_in_sentences_never_as_a_stack_trace(string text)
    {
        using var folder = new TemporaryFolder();
        var file = folder.File("workspace.json", text);
        foreach (var verb in new[] { "check", "plan", "value" })
        {
            var ran = await Run.DaisAsync(verb, file);
            Assert.Equal(2, ran.Code);
            Assert.StartsWith("dais: ", ran.Error, StringComparison.Ordinal);
            Assert.DoesNotContain("   at ", ran.Out + ran.Error, StringComparison.Ordinal);
        }
    }
}
