using Dais.App.Text;
using Dais.Workspace;
using Dais.Workspace.Planning;

namespace Dais.App.Cli.Verbs;

/// <summary><c>dais check</c>: everything that is wrong or odd with a workspace.</summary>
internal static class CheckVerb
{
    public static Verb Make(Surroundings around)
    {
        var workspace = Words.Workspace();
        var json = Words.Json();
        var verb = new Verb(
            "check",
            Purpose.Keep,
            "Everything that is wrong or odd with a workspace, and what may be meant.",
            "dais check samples/ten")
        {
            Remarks = "Errors stop a workspace from being planned or valued, and give exit code 2; warnings do not.",
        };
        verb.Add(workspace);
        verb.Add(json);
        verb.SetAction(parsed =>
        {
            var opened = OpenWorkspace.From(parsed.GetRequiredValue(workspace));
            if (parsed.GetValue(json)) around.Print(CheckWriter.Print(opened));
            else around.Draw(canvas => CheckText.Write(canvas, opened));
            if (opened.Sound) return CommandLine.Done;
            around.Error.WriteLine($"dais: {opened.Path} cannot be used: {Show.Count(opened.Errors.Count(), "error")}.");
            return CommandLine.Bad;
        });
        return verb;
    }
}
