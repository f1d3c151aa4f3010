using System.CommandLine;
using Dais.App.Text;
using Dais.Engine.Explaining.WhyNot;
using Dais.Engine.Modelling;
using Dais.Engine.Planning;
using Dais.Engine.Quantities;
using Dais.Workspace;
using Dais.Workspace.Planning;
using Dais.Workspace.Solving;

namespace Dais.App.Cli.Verbs;

/// <summary><c>dais why-not</c>: why a thing is not in the plan, and what would get it in.</summary>
internal static class WhyNotVerb
{
    public static Verb Make(Surroundings around)
    {
        var workspace = Words.Workspace();
        var id = new Argument<string>("ID") { Description = "The id of an initiative, a use case or a request." };
        var solving = new SolveOptions(seconds: 20);
        var plan = Words.Text("--plan", "FILE", "The plan that it is about, as dais plan --json prints it; the best one unless said.");
        var reader = Words.Text("--for", "GROUP", "The group that will read it: what it may not see is \"work of another group\".");
        var team = Words.Text("--team", "TEAM", "For a request that is linked to nothing: the team that would do it.");
        var size = Words.Number("--size", "EW", "For such a request: what it would take, in engineer-weeks.", 0, 1e9, above: true);
        var value = Words.Number("--value", "MONEY", "For such a request: what it would be worth to customers, in money units a year.", 0, 1e12);
        var markdown = Words.Flag("--markdown", "Prints the card as Markdown, the answer in two sentences at its top.");
        var json = Words.Json();
        var verb = new Verb(
            "why-not",
            Purpose.Decide,
            "Why a thing is not in the plan, and one cheapest change of each kind.",
            "dais why-not samples/ten assistant\ndais why-not samples/ten r1 --for shops --json\ndais why-not samples/ten assistant --markdown > why-not.md")
        {
            Remarks = "A change gets a thing in when, solved again with the change made, the best plan with it is as good as the best without it. The kinds are not ranked: what they cost is paid by different people. First answers come at once, near the plan, and are shown as it goes on; the seconds that are left go into proofs, the kinds in turns, and what is not proven says so. Ctrl-C shows the card as far as it is.",
        };
        verb.Add(workspace);
        verb.Add(id);
        foreach (var option in new Option[] { plan, reader, team, size, value }) verb.Add(option);
        solving.AddTo(verb);
        verb.Add(markdown);
        verb.Add(json);
        verb.SetAction(async (parsed, cancel) =>
        {
            if (parsed.GetValue(json) && parsed.GetValue(markdown)) throw new UsageException("A card is printed as JSON or as Markdown. Maybe only one of --json and --markdown.");
            using var interrupt = new Interrupt(cancel);
            await using var solver = SolverProcess.Start(around.Solver, around.Grace);
            var opened = Findings.Sound(parsed.GetRequiredValue(workspace));
            var (policy, limits) = solving.Read(parsed, opened, around.Error);
            var question = new WhyNotQuestion(parsed.GetRequiredValue(id))
            {
                Plan = parsed.GetValue(plan) is { } file ? OpenPlan.From(opened, file).Plan : null,
                For = parsed.GetValue(reader) is { } group ? Id<StakeholderGroup>.Of(group) : null,
                Imagined = Imagined(parsed.GetValue(team), parsed.GetValue(size), parsed.GetValue(value)),
            };
            var card = await AskAsync(around, opened, question, policy, limits, solver, solving.Quiet(parsed), interrupt.Token).ConfigureAwait(false);
            if (parsed.GetValue(json)) around.Print(WhyNotWriter.Print(card, opened.Portfolio!.Platform));
            else if (parsed.GetValue(markdown)) around.Out.Write(WhyNotMarkdown.Of(card, opened.Portfolio!));
            else around.Draw(canvas => WhyNotText.Write(canvas, card, opened.Portfolio!));
            return CommandLine.Done;
        });
        return verb;
    }

    private static async Task<WhyNotCard> AskAsync(
        Surroundings around, Opened opened, WhyNotQuestion question, Policy policy, SolveLimits limits, SolverProcess solver, bool quiet, CancellationToken cancel)
    {
        var line = new ProgressLine(around, quiet);
        try
        {
            return await WhyNotWorkspace.RunAsync(opened, question, policy, limits, solver, p => line.Show(p, opened.Portfolio!.Platform.Money), cancel).ConfigureAwait(false);
        }
        catch (ArgumentException e)
        {
            throw new UsageException(e.Message);
        }
        finally
        {
            line.Clear();
        }
    }

    private static (Id<Team>, EngineerWeeks, Money)? Imagined(string? team, double? size, double? value)
    {
        if (team is null && size is null && value is null) return null;
        if (team is null || size is null || value is null) throw new UsageException("To imagine a request as an initiative takes --team, --size and --value. Maybe one of them is missing.");
        return (Id<Team>.Of(team), EngineerWeeks.Of(size.Value), Money.Of(value.Value));
    }
}
