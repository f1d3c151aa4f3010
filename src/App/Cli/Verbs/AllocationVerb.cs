using System.CommandLine;
using Dais.App.Text;
using Dais.Workspace;
using Dais.Workspace.Planning;
using Dais.Workspace.Solving;

namespace Dais.App.Cli.Verbs;

/// <summary><c>dais allocation</c>: what the split of capacity among buckets is worth, and how much of it matters.</summary>
internal static class AllocationVerb
{
    public static Verb Make(Surroundings around)
    {
        var workspace = Words.Workspace();
        var solving = new SolveOptions();
        var change = Words.Number("--change", "PP", "Shows the glide path, on which no share changes by more than that from one quarter to the next, in percentage points; 5 unless said.", 0, 100, above: true);
        var reorder = Words.Text("--reorder", "BUCKET=A,B,…", "Instead: puts that bucket's initiatives in that order, or BUCKET alone by value for effort; no other bucket moves.");
        var plan = Words.Text("--plan", "FILE", "For --reorder: the plan to change, as dais plan --json prints it; the best one unless said.");
        var all = Words.Flag("--all", "Shows all of it, more than a screen: response curves, the best use and the runner-up within each bucket, the glide path.");
        var json = Words.Json();
        var verb = new Verb(
            "allocation",
            Purpose.Decide,
            "What the split of capacity is worth: shares and their bands, 5 pp either way, prices.",
            "dais allocation samples/ten\ndais allocation samples/ten --all\ndais allocation samples/ten --reorder shops=export,sso,roles --json")
        {
            Remarks = "Shares are of K, the capacity over the horizon after reserves. The optimum is one plan for all buckets together, not the sum of their curves. The seconds are for all of it; what they do not prove says its bound. Ctrl-C shows what is known so far.",
        };
        verb.Add(workspace);
        solving.AddTo(verb);
        foreach (var option in new Option[] { all, change, reorder, plan, json }) verb.Add(option);
        verb.SetAction(async (parsed, cancel) =>
        {
            if (parsed.GetValue(reorder) is { } order) return await ReorderAsync(around, parsed.GetRequiredValue(workspace), order, parsed.GetValue(plan), solving, parsed, json, cancel).ConfigureAwait(false);
            if (parsed.GetValue(plan) is not null) throw new UsageException("--plan goes with --reorder. Maybe that is missing.");
            var document = await SolveAsync(around, parsed.GetRequiredValue(workspace), solving, parsed.GetValue(change) / 100, parsed, cancel).ConfigureAwait(false);
            if (parsed.GetValue(json)) around.Print(AllocationWriter.Print(document));
            else around.Draw(canvas => AllocationStudyText.Write(canvas, document, parsed.GetValue(all), parsed.GetValue(change) is not null));
            return document.Study.Found ? CommandLine.Done : CommandLine.No;
        });
        return verb;
    }

    private static async Task<int> ReorderAsync(Surroundings around, string path, string text, string? plan, SolveOptions options, ParseResult parsed, Option<bool> json, CancellationToken cancel)
    {
        using var interrupt = new Interrupt(cancel);
        await using var solver = SolverProcess.Start(around.Solver, around.Grace);
        var opened = Findings.Sound(path);
        var (policy, limits) = options.Read(parsed, opened, around.Error);
        var line = new ProgressLine(around, options.Quiet(parsed));
        try
        {
            var order = BucketOrder.Read(opened.Portfolio!, text);
            var known = plan is null ? null : ComparePlans.Of(opened, plan, plan).First.Plan;
            var document = await ReorderBucket.RunAsync(opened, order, known, policy, limits, solver, p => line.Show(p, opened.Portfolio!.Platform.Money), interrupt.Token).ConfigureAwait(false);
            line.Clear();
            if (parsed.GetValue(json)) around.Print(ReorderWriter.Print(document));
            else around.Draw(canvas => ReorderText.Write(canvas, document));
            return CommandLine.Done;
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

    private static async Task<AllocationDocument> SolveAsync(Surroundings around, string path, SolveOptions options, double? change, ParseResult parsed, CancellationToken cancel)
    {
        using var interrupt = new Interrupt(cancel);
        await using var solver = SolverProcess.Start(around.Solver, around.Grace);
        var opened = Findings.Sound(path);
        var (policy, limits) = options.Read(parsed, opened, around.Error);
        var line = new ProgressLine(around, options.Quiet(parsed));
        try
        {
            var document = await StudyAllocation.RunAsync(opened, policy, limits, solver, change, p => line.Show(p, opened.Portfolio!.Platform.Money), interrupt.Token).ConfigureAwait(false);
            line.End(document.Study.Seconds, "allocation", document.Study.Found ? Show.Count(document.Portfolio.Buckets.Count, "bucket") : "no plan");
            return document;
        }
        catch
        {
            line.Clear();
            throw;
        }
    }
}
