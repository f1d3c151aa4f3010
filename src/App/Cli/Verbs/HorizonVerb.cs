using System.CommandLine;
using Dais.App.Text;
using Dais.Engine.Explaining;
using Dais.Workspace.Planning;

namespace Dais.App.Cli.Verbs;

/// <summary><c>dais horizon</c>: when a plan's value flows, and for which goal.</summary>
internal static class HorizonVerb
{
    public static Verb Make(Surroundings around)
    {
        var workspace = Words.Workspace();
        var plan = Words.Text("--plan", "FILE", "The plan that it is about, as dais plan --json prints it; the best one unless said.");
        var solving = new SolveOptions();
        var json = Words.Json();
        var verb = new Verb(
            "horizon",
            Purpose.Decide,
            "When the plan's value flows, near, mid and long, and for which goal; work by motive.",
            "dais horizon samples/ten\ndais horizon samples/meridian --plan plan.json --json")
        {
            Remarks = "Near is the first four quarters, mid the rest of the plan, long the quarters after it in which its value still flows. The cells add up to the plan's value; users are never added to money.",
        };
        verb.Add(workspace);
        verb.Add(plan);
        solving.AddTo(verb);
        verb.Add(json);
        verb.SetAction(async (parsed, cancel) =>
        {
            using var interrupt = new Interrupt(cancel);
            var opened = Findings.Sound(parsed.GetRequiredValue(workspace));
            var document = await PlanVerb.GivenOrSolvedAsync(around, opened, parsed.GetValue(plan), solving, parsed, interrupt.Token).ConfigureAwait(false);
            if (DependenciesVerb.WithoutPlan(around, document)) return CommandLine.No;
            var grid = HorizonGrid.Of(document.Portfolio, document.Plan);
            if (parsed.GetValue(json)) around.Print(HorizonWriter.Print(document, grid));
            else around.Draw(canvas => HorizonText.Write(canvas, document, grid));
            return CommandLine.Done;
        });
        return verb;
    }
}
