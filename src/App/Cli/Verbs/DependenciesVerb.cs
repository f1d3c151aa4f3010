using System.CommandLine;
using Dais.App.Text;
using Dais.Engine.Explaining;
using Dais.Engine.Planning;
using Dais.Engine.Planning.Forecasting;
using Dais.Workspace.Planning;

namespace Dais.App.Cli.Verbs;

/// <summary><c>dais dependencies</c>: who waits on whom in a plan, and how likely they wait in vain.</summary>
internal static class DependenciesVerb
{
    private const int MostDraws = 1_000_000;

    public static Verb Make(Surroundings around)
    {
        var workspace = Words.Workspace();
        var plan = Words.Text("--plan", "FILE", "The plan that it is about, as dais plan --json prints it; the best one unless said.");
        var draws = Words.Whole("--draws", "N", "How often efforts are drawn; 1000 unless said.", 1, MostDraws);
        var solving = new SolveOptions();
        var json = Words.Json();
        var verb = new Verb(
            "dependencies",
            Purpose.Decide,
            "Who waits on whom across teams, the critical chain, and the chance that each link is late.",
            "dais dependencies samples/ten\ndais dependencies samples/meridian --plan plan.json --json")
        {
            Remarks = "A link is late when what is waited on is finished after the last quarter that would do. The chance comes from efforts drawn between their P10 and P90 and played through the plan; --seed is its seed too.",
        };
        verb.Add(workspace);
        foreach (var option in new Option[] { plan, draws }) verb.Add(option);
        solving.AddTo(verb);
        verb.Add(json);
        verb.SetAction(async (parsed, cancel) =>
        {
            using var interrupt = new Interrupt(cancel);
            var opened = Findings.Sound(parsed.GetRequiredValue(workspace));
            var document = await PlanVerb.GivenOrSolvedAsync(around, opened, parsed.GetValue(plan), solving, parsed, interrupt.Token).ConfigureAwait(false);
            if (WithoutPlan(around, document)) return CommandLine.No;
            var limits = new ForecastLimits { Draws = (int)(parsed.GetValue(draws) ?? new ForecastLimits().Draws), Seed = solving.Read(parsed, opened, TextWriter.Null).Limits.Seed };
            var register = Dependencies.Of(document.Portfolio, document.Plan, limits);
            if (parsed.GetValue(json)) around.Print(DependenciesWriter.Print(document, register, limits));
            else around.Draw(canvas => DependenciesText.Write(canvas, document, register, limits));
            return CommandLine.Done;
        });
        return verb;
    }

    /// <summary>Says that there is no plan, where there is none.</summary>
    internal static bool WithoutPlan(Surroundings around, PlanDocument document)
    {
        if (document.Plan.Status is PlanStatus.Optimal or PlanStatus.Feasible) return false;
        around.Draw(canvas => HeadlineText.Write(canvas, document));
        return true;
    }
}
