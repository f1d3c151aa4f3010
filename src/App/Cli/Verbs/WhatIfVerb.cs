using System.CommandLine;
using Dais.App.Text;
using Dais.Engine.Modelling;
using Dais.Engine.Planning;
using Dais.Engine.Planning.Scenarios;
using Dais.Workspace;
using Dais.Workspace.Planning;
using Dais.Workspace.Solving;

namespace Dais.App.Cli.Verbs;

/// <summary><c>dais what-if</c>: what a named set of changes would do to the plan, without touching the workspace.</summary>
internal static class WhatIfVerb
{
    public static Verb Make(Surroundings around)
    {
        var workspace = Words.Workspace();
        var changes = new ScenarioOptions();
        var plan = Words.Text("--plan", "FILE", "The base plan, as dais plan --json prints it, with its policy; the best one, found first, unless said.");
        var save = Words.Text("--save", "FILE", "Writes the scenario to a file, to be tried again with --scenario.");
        var apply = Words.Text("--apply", "TARGET", "Writes the changed workspace as a new one; pins and bans go to a policy file beside it.");
        var over = Words.Flag("--over-base", "With --apply: the target is the base itself, and is replaced.");
        var solving = new SolveOptions();
        var json = Words.Json();
        var verb = new Verb(
            "what-if",
            Purpose.Decide,
            "What a set of changes would do to the plan: its price, and each move with its reason.",
            "dais what-if samples/ten --pin assistant=2027-Q4\ndais what-if samples/ten --capacity identity=+4 --drop export --save more.json\ndais what-if samples/ten --scenario more.json --apply changed/")
        {
            Remarks = "The base is never edited: a scenario that is not applied is discarded. The seconds are for the base plan, and again for the scenario's, whose search begins from it. A later change sees the earlier ones.",
        };
        verb.Add(workspace);
        changes.AddTo(verb);
        foreach (var option in new Option[] { plan, save, apply, over }) verb.Add(option);
        solving.AddTo(verb);
        verb.Add(json);
        verb.SetAction(async (parsed, cancel) =>
        {
            using var interrupt = new Interrupt(cancel);
            var opened = Findings.Sound(parsed.GetRequiredValue(workspace));
            var (policy, limits) = solving.Read(parsed, opened, around.Error);
            var given = parsed.GetValue(plan) is { } file ? OpenPlan.From(opened, file) : null;
            var scenario = Scenario(around, opened, given?.Plan.Policy ?? policy, changes, parsed);
            if (parsed.GetValue(save) is { } to) await File.WriteAllBytesAsync(to, ScenarioWriter.Print(scenario, opened.Portfolio!.Platform.Calendar), CancellationToken.None).ConfigureAwait(false);
            var quiet = solving.Quiet(parsed);
            var first = given ?? await BaseAsync(around, opened, policy, limits, quiet, interrupt.Token).ConfigureAwait(false);
            if (first.Plan.Status is PlanStatus.Infeasible or PlanStatus.Unknown) return NoBase(around, first);
            var tried = await TryAsync(around, opened, first, scenario, limits, quiet, interrupt.Token).ConfigureAwait(false);
            if (parsed.GetValue(json)) around.Print(WhatIfWriter.Print(tried));
            else around.Draw(canvas => WhatIfText.Write(canvas, tried));
            if (tried.Result.Comparison is null) return CommandLine.No;
            return parsed.GetValue(apply) is { } target ? Apply(around, opened, tried, new(target, parsed.GetValue(over))) : CommandLine.Done;
        });
        return verb;
    }

    private static Scenario Scenario(Surroundings around, Opened opened, Policy policy, ScenarioOptions changes, ParseResult parsed)
    {
        var (file, said) = (changes.File(parsed), changes.Said(parsed, opened));
        if (file is null && said.Count == 0) throw new UsageException("dais what-if needs a change: --scenario FILE, or one of --pin, --forbid, --force, --drop, --capacity, --share, --value, --effort. Maybe dais what-if --help shows what you look for.");
        var text = file is null ? (ReadOnlyMemory<byte>?)null : File.ReadAllBytes(file);
        var (scenario, findings) = ScenarioReader.Read(text, file is null ? "" : Path.GetFileName(file), said, opened.Portfolio!, policy);
        return scenario ?? throw new UnsoundException(file ?? "the scenario", [.. findings.Where(f => f.IsError)]);
    }

    private static async Task<PlanDocument> BaseAsync(Surroundings around, Opened opened, Policy policy, SolveLimits limits, bool quiet, CancellationToken cancel)
    {
        await using var solver = SolverProcess.Start(around.Solver, around.Grace);
        return await PlanVerb.SolveAsync(around, opened, policy, limits, solver, quiet, cancel).ConfigureAwait(false);
    }

    private static async Task<TriedScenario> TryAsync(Surroundings around, Opened opened, PlanDocument first, Scenario scenario, SolveLimits limits, bool quiet, CancellationToken cancel)
    {
        await using var solver = SolverProcess.Start(around.Solver, around.Grace);
        var unit = opened.Portfolio!.Platform.Money;
        var line = new ProgressLine(around, quiet);
        try
        {
            var tried = await TryScenario.RunAsync(opened, first, scenario, limits, solver, p => line.Show(p, unit), cancel).ConfigureAwait(false);
            line.End(tried.Result.Plan, unit);
            return tried;
        }
        catch
        {
            line.Clear();
            throw;
        }
    }

    private static int NoBase(Surroundings around, PlanDocument first)
    {
        around.Draw(canvas => HeadlineText.Write(canvas, first));
        around.Error.WriteLine("dais: without a base plan there is nothing that a scenario could change. Maybe dais plan says more.");
        return CommandLine.No;
    }

    private static int Apply(Surroundings around, Opened opened, TriedScenario tried, ApplyTarget target)
    {
        var (applied, hindrances) = ApplyScenario.To(opened, tried.Result.Base.Policy, tried.Result.Scenario, target);
        if (applied is null) throw new UnsoundException(target.Target, [.. hindrances]);
        around.Error.WriteLine($"dais: the changed workspace is in {Show.Clean(applied.Workspace)}{(applied.Policy is { } policy ? $", its policy in {Show.Clean(policy)}: dais plan {Show.Clean(applied.Workspace)} --policy {Show.Clean(policy)}" : "")}");
        return CommandLine.Done;
    }
}
