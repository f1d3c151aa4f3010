using System.CommandLine;
using Dais.App.Text;
using Dais.Workspace;

namespace Dais.App.Cli.Verbs;

/// <summary><c>dais sample</c>: a workspace to try things on.</summary>
internal static class SampleVerb
{
    public static Verb Make(Surroundings around)
    {
        var folder = new Argument<string>("FOLDER") { Description = "An empty folder, or one that is not there yet." };
        var verb = new Verb(
            "sample",
            Purpose.Begin,
            "Writes the Meridian sample, an invented company, into a folder.",
            "dais sample meridian\ndais plan meridian");
        verb.Add(folder);
        verb.SetAction(parsed =>
        {
            var path = parsed.GetRequiredValue(folder);
            var files = WriteSample.To(path);
            around.Out.WriteLine($"{Show.Clean(path)}: {Show.Count(files.Length, "file")} written. Try: dais check {Show.Clean(path)}, dais plan {Show.Clean(path)}");
        });
        return verb;
    }
}
