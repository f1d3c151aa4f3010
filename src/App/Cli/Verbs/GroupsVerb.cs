using System.CommandLine;
using Dais.App.Text;
using Dais.Workspace;
using Dais.Workspace.Planning;
using Dais.Workspace.Solving;

namespace Dais.App.Cli.Verbs;

/// <summary><c>dais groups</c>: what each group could have alone, how it fares under the plan and under fairer ones, and what to trade.</summary>
internal static class GroupsVerb
{
    public static Verb Make(Surroundings around)
    {
        var workspace = Words.Workspace();
        var solving = new SolveOptions();
        var alpha = Words.Number("--alpha", "A", "One more fair plan: 0 is the largest sum, 1 Nash, and the larger, the nearer to maximin.", 0, 20);
        var json = Words.Json();
        var verb = new Verb(
            "groups",
            Purpose.Decide,
            "Each group's own best, its regret under the plan, fair plans and their price, and trades.",
            "dais groups samples/ten\ndais groups samples/ten --alpha 2\ndais groups samples/golden/M-04-groups --timing once --json")
        {
            Remarks = "A group's value is that of the use cases it wants and its part of the initiatives' own customer value. The seconds are for all of it; what the time does not prove is marked. Ctrl-C shows what is known so far.",
        };
        verb.Add(workspace);
        solving.AddTo(verb);
        verb.Add(alpha);
        verb.Add(json);
        verb.SetAction(async (parsed, cancel) =>
        {
            var document = await SolveAsync(around, parsed.GetRequiredValue(workspace), solving, parsed.GetValue(alpha), parsed, cancel).ConfigureAwait(false);
            if (parsed.GetValue(json)) around.Print(GroupWriter.Print(document));
            else around.Draw(canvas => GroupText.Write(canvas, document));
            return document.Study.Found ? CommandLine.Done : CommandLine.No;
        });
        return verb;
    }

    private static async Task<GroupDocument> SolveAsync(Surroundings around, string path, SolveOptions options, double? alpha, ParseResult parsed, CancellationToken cancel)
    {
        using var interrupt = new Interrupt(cancel);
        await using var solver = SolverProcess.Start(around.Solver, around.Grace);
        var opened = Findings.Sound(path);
        var (policy, limits) = options.Read(parsed, opened, around.Error);
        var line = new ProgressLine(around, options.Quiet(parsed));
        try
        {
            var document = await StudyGroups.RunAsync(opened, policy, limits, solver, alpha, p => line.Show(p, opened.Portfolio!.Platform.Money), interrupt.Token).ConfigureAwait(false);
            line.End(document.Study.Seconds, "groups", document.Study.Found ? Show.Count(document.Study.Own.Length, "group with a stake", "groups with a stake") : "no plan");
            return document;
        }
        catch
        {
            line.Clear();
            throw;
        }
    }
}
