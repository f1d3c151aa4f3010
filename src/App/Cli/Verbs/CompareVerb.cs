using System.CommandLine;
using Dais.App.Text;
using Dais.Workspace;
using Dais.Workspace.Planning;

namespace Dais.App.Cli.Verbs;

/// <summary><c>dais compare</c>: one plan minus another.</summary>
internal static class CompareVerb
{
    public static Verb Make(Surroundings around)
    {
        var workspace = Words.Workspace();
        var first = new Argument<string>("PLAN-A") { Description = "A plan, as dais plan --json prints it." };
        var second = new Argument<string>("PLAN-B") { Description = "Another one of the same workspace." };
        var json = Words.Json();
        var verb = new Verb(
            "compare",
            Purpose.Decide,
            "One plan minus another: what is added, removed, moved, and what that is worth.",
            "dais plan samples/ten --out a.json\ndais plan samples/ten --lens platform --out b.json\ndais compare samples/ten a.json b.json")
        {
            Remarks = "Both plans are held against the rules first. The differences by reason sum to the difference of the two objectives.",
        };
        foreach (var argument in new[] { workspace, first, second }) verb.Add(argument);
        verb.Add(json);
        verb.SetAction(parsed =>
        {
            var opened = Findings.Sound(parsed.GetRequiredValue(workspace));
            var compared = ComparePlans.Of(opened, parsed.GetRequiredValue(first), parsed.GetRequiredValue(second));
            if (parsed.GetValue(json)) around.Print(CompareWriter.Print(compared));
            else around.Draw(canvas => CompareText.Write(canvas, compared));
            return CommandLine.Done;
        });
        return verb;
    }
}
