using System.CommandLine;
using Dais.App.Text;
using Dais.Engine.Planning.Robustness;
using Dais.Engine.Quantities;
using Dais.Workspace;
using Dais.Workspace.Planning;
using Dais.Workspace.Solving;

namespace Dais.App.Cli.Verbs;

/// <summary><c>dais robustness</c>: how sure the plan is, what to find out first, what other horizons and weights would choose.</summary>
internal static class RobustnessVerb
{
    public static Verb Make(Surroundings around)
    {
        var workspace = Words.Workspace();
        var solving = new SolveOptions();
        var usual = new RobustnessLimits();
        var draws = Words.Whole("--draws", "N", "For how many draws of values and efforts the best plan is looked for; 100 unless said.", 1, 100_000);
        var correlation = Words.Number("--correlation", "R", "How far the efforts of one team hang together; 0.5 unless said.", 0, 1);
        var json = Words.Json();
        var verb = new Verb(
            "robustness",
            Purpose.Decide,
            "How sure the plan is: what is always in, what to find out first, which plans are as good.",
            "dais robustness samples/ten --draws 200\ndais robustness samples/golden/M-04-groups --timing once --json")
        {
            Remarks = "Efforts and values are drawn from their three points, p10, p50 and p90; where a point is missing it is assumed. Efforts of one team hang together. The seconds are for all of it; what the time does not prove is marked. Ctrl-C shows what is known so far.",
        };
        verb.Add(workspace);
        verb.Add(draws);
        verb.Add(correlation);
        solving.AddTo(verb);
        verb.Add(json);
        verb.SetAction(async (parsed, cancel) =>
        {
            var chance = usual with { Draws = (int?)parsed.GetValue(draws) ?? usual.Draws, Correlation = parsed.GetValue(correlation) is { } stated ? Share.Of(stated) : usual.Correlation };
            var document = await SolveAsync(around, parsed.GetRequiredValue(workspace), solving, chance, parsed, cancel).ConfigureAwait(false);
            if (parsed.GetValue(json)) around.Print(RobustnessWriter.Print(document));
            else around.Draw(canvas => RobustnessText.Write(canvas, document));
            return document.Study.Found ? CommandLine.Done : CommandLine.No;
        });
        return verb;
    }

    private static async Task<RobustnessDocument> SolveAsync(Surroundings around, string path, SolveOptions options, RobustnessLimits chance, ParseResult parsed, CancellationToken cancel)
    {
        using var interrupt = new Interrupt(cancel);
        await using var solver = SolverProcess.Start(around.Solver, around.Grace);
        var opened = Findings.Sound(path);
        var (policy, limits) = options.Read(parsed, opened, around.Error);
        var line = new ProgressLine(around, options.Quiet(parsed));
        try
        {
            var document = await StudyRobustness.RunAsync(opened, policy, chance with { Solve = limits }, solver, p => line.Show(p, opened.Portfolio!.Platform.Money), interrupt.Token).ConfigureAwait(false);
            line.End(document.Study.Seconds, "robustness", document.Study.Found ? Show.Count(document.Study.Sample.Solved, "draw") : "no plan");
            return document;
        }
        catch
        {
            line.Clear();
            throw;
        }
    }
}
