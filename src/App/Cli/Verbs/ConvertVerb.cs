using System.CommandLine;
using Dais.App.Text;
using Dais.Workspace;

namespace Dais.App.Cli.Verbs;

/// <summary><c>dais convert</c>: a workspace in another form.</summary>
internal static class ConvertVerb
{
    public static Verb Make(Surroundings around)
    {
        var workspace = Words.Workspace();
        var target = new Argument<string>("TARGET") { Description = "A path ending with .json, .xlsx or .dais, or a folder." };
        var verb = new Verb(
            "convert",
            Purpose.Keep,
            "Writes a workspace in another form, without loss.",
            "dais convert samples/ten ten.xlsx\ndais convert ten.xlsx ten/")
        {
            Remarks = "What is written is read again first and has to be the same; else the target stays as it was.",
        };
        verb.Add(workspace);
        verb.Add(target);
        verb.SetAction(parsed =>
        {
            var converted = ConvertWorkspace.To(parsed.GetRequiredValue(workspace), parsed.GetRequiredValue(target));
            if (!converted.Written) throw new UnsoundException(converted.Source.Path, [.. converted.Findings.Where(f => f.IsError)]);
            around.Out.WriteLine($"{Show.Clean(converted.Target)} is written.");
            var findings = converted.Findings.Length;
            if (findings > 0) around.Out.WriteLine($"The workspace has {Show.Count(findings, "finding")}: dais check {Show.Clean(converted.Target)} shows them.");
            return CommandLine.Done;
        });
        return verb;
    }
}
