using System.CommandLine;
using Dais.App.Text;
using Dais.Engine.Modelling;
using Dais.Engine.Planning;
using Dais.Workspace;
using Dais.Workspace.Planning;
using Dais.Workspace.Solving;

namespace Dais.App.Cli.Verbs;

/// <summary><c>dais plan</c>: the best plan under stated rules.</summary>
internal static class PlanVerb
{
    public static Verb Make(Surroundings around)
    {
        var workspace = Words.Workspace();
        var solving = new SolveOptions();
        var prove = Words.Flag("--prove", "Ends with exit code 1 unless the plan is proven best.");
        var json = Words.Json();
        var output = Words.Text("--out", "FILE", "Writes the plan as JSON to a file too.");
        var verb = new Verb(
            "plan",
            Purpose.Decide,
            "The best plan under stated rules, with proof or the distance to it.",
            "dais plan samples/ten --lens customer --seconds 10\ndais plan samples/ten --json > plan.json")
        {
            Remarks = "A flag goes before what the policy file says. The search stops at proof, at the gap, after the seconds, or at Ctrl-C, and then shows the best plan so far; a second Ctrl-C ends at once.",
        };
        verb.Add(workspace);
        solving.AddTo(verb);
        foreach (var option in new Option[] { prove, json, output }) verb.Add(option);
        verb.SetAction(async (parsed, cancel) =>
        {
            var document = await SolveAsync(around, parsed.GetRequiredValue(workspace), solving, parsed, cancel).ConfigureAwait(false);
            if (parsed.GetValue(output) is { } file) await File.WriteAllBytesAsync(file, PlanWriter.Print(document), CancellationToken.None).ConfigureAwait(false);
            if (parsed.GetValue(json)) around.Print(PlanWriter.Print(document));
            else around.Draw(canvas => PlanText.Write(canvas, document));
            return Verdict(around, document.Plan, parsed.GetValue(prove));
        });
        return verb;
    }

    /// <summary>Reads, solves, shows progress: what every verb that plans has in common.</summary>
    internal static async Task<PlanDocument> SolveAsync(Surroundings around, string path, SolveOptions options, ParseResult parsed, CancellationToken cancel)
    {
        using var interrupt = new Interrupt(cancel);
        await using var solver = SolverProcess.Start(around.Solver, around.Grace);
        var opened = Findings.Sound(path);
        var (policy, limits) = options.Read(parsed, opened, around.Error);
        return await SolveAsync(around, opened, policy, limits, solver, options.Quiet(parsed), interrupt.Token).ConfigureAwait(false);
    }

    /// <summary>The plan of that file; where there is none, the best one, found now.</summary>
    internal static async Task<PlanDocument> GivenOrSolvedAsync(Surroundings around, Opened opened, string? file, SolveOptions options, ParseResult parsed, CancellationToken cancel)
    {
        if (file is not null) return OpenPlan.From(opened, file);
        await using var solver = SolverProcess.Start(around.Solver, around.Grace);
        var (policy, limits) = options.Read(parsed, opened, around.Error);
        return await SolveAsync(around, opened, policy, limits, solver, options.Quiet(parsed), cancel).ConfigureAwait(false);
    }

    internal static async Task<PlanDocument> SolveAsync(
        Surroundings around, Opened opened, Policy policy, SolveLimits limits, SolverProcess solver, bool quiet, CancellationToken cancel)
    {
        var unit = opened.Portfolio!.Platform.Money;
        var line = new ProgressLine(around, quiet);
        try
        {
            var document = await PlanWorkspace.RunAsync(opened, policy, limits, solver, p => line.Show(p, unit), cancel).ConfigureAwait(false);
            line.End(document.Plan, unit);
            return document;
        }
        catch
        {
            line.Clear();
            throw;
        }
    }

    private static int Verdict(Surroundings around, Plan plan, bool prove)
    {
        if (plan.Status is PlanStatus.Infeasible or PlanStatus.Unknown) return CommandLine.No;
        if (!prove || plan.Status == PlanStatus.Optimal) return CommandLine.Done;
        var missing = plan.Gap is { } gap ? $"at most {Show.Gap(gap)} may be missing" : "how much may be missing is not known";
        around.Error.WriteLine($"dais: the plan is not proven best within the limit; {missing}. Maybe more --seconds prove it.");
        return CommandLine.No;
    }
}
