using System.CommandLine;
using System.Globalization;
using Dais.App.Text;
using Dais.Workspace;
using Dais.Workspace.Planning;
using Dais.Workspace.Solving;

namespace Dais.App.Cli.Verbs;

/// <summary><c>dais lenses</c>: both ideal plans, what pulls them apart, and the plans between them.</summary>
internal static class LensesVerb
{
    public static Verb Make(Surroundings around)
    {
        var workspace = Words.Workspace();
        var solving = new SolveOptions(lens: false);
        var prove = Words.Flag("--prove", "Ends with exit code 1 unless both ideals are proven best and the frontier is exact.");
        var json = Words.Json();
        var verb = new Verb(
            "lenses",
            Purpose.Decide,
            "Both ideal plans on one capacity, what pulls them apart, and the compromises.",
            "dais lenses samples/ten\ndais lenses samples/golden/M-04 --timing once --json")
        {
            Remarks = "The seconds are for all of it: each ideal, then the plans between them. What the time does not prove says how much may be missing; --gap is the gap of the frontier at which to stop. Ctrl-C shows what is known so far.",
        };
        verb.Add(workspace);
        solving.AddTo(verb);
        foreach (var option in new Option[] { prove, json }) verb.Add(option);
        verb.SetAction(async (parsed, cancel) =>
        {
            var document = await SolveAsync(around, parsed.GetRequiredValue(workspace), solving, parsed, cancel).ConfigureAwait(false);
            if (parsed.GetValue(json)) around.Print(LensWriter.Print(document));
            else around.Draw(canvas => LensText.Write(canvas, document));
            if (!document.Study.Found) return CommandLine.No;
            if (!parsed.GetValue(prove) || document.Study is { IdealsProven: true, Frontier.Exact: true }) return CommandLine.Done;
            around.Error.WriteLine("dais: not all of it is proven within the limit. Maybe more --seconds prove it.");
            return CommandLine.No;
        });
        return verb;
    }

    private static async Task<LensDocument> SolveAsync(Surroundings around, string path, SolveOptions options, ParseResult parsed, CancellationToken cancel)
    {
        using var interrupt = new Interrupt(cancel);
        await using var solver = SolverProcess.Start(around.Solver, around.Grace);
        var opened = Findings.Sound(path);
        var (policy, limits) = options.Read(parsed, opened, around.Error);
        var line = new ProgressLine(around, options.Quiet(parsed));
        try
        {
            var document = await StudyLenses.RunAsync(opened, policy, limits, solver, p => line.Show(p, opened.Portfolio!.Platform.Money), interrupt.Token).ConfigureAwait(false);
            line.End(document.Study.Seconds, "lenses", Ending(document));
            return document;
        }
        catch
        {
            line.Clear();
            throw;
        }
    }

    private static string Ending(LensDocument document) =>
        document.Study.Found ? string.Create(CultureInfo.InvariantCulture, $"{Show.Count(document.Study.Frontier.Points.Length, "plan")} between the ideals, gap {LensText.Gap(document.Study.Frontier)}") : "no plan";
}
