using System.Collections.Immutable;
using System.CommandLine;
using Dais.App.Text;
using Dais.Engine.Modelling;
using Dais.Workspace;
using Dais.Workspace.Importing;

namespace Dais.App.Cli.Verbs;

/// <summary><c>dais import</c>: other systems' files into a workspace.</summary>
internal static class ImportVerb
{
    public static Verb Make(Surroundings around)
    {
        var files = new Argument<string[]>("FILE…") { Arity = ArgumentArity.ZeroOrMore, Description = "CSV or JSON files, or a folder of them." };
        var into = Words.Text("--into", "WORKSPACE", "The workspace that takes them; it may be new.");
        var preset = new Option<string?>("--preset") { HelpName = "NAME|auto", Arity = ArgumentArity.ZeroOrOne, Description = "A mapping that comes with Dais; auto, which is the default, finds the one that knows the files. Without a name it lists them." };
        var map = Words.Text("--map", "MAP.yaml", "A mapping of your own: docs/importing.md shows how.");
        var dry = Words.Flag("--dry-run", "Says what would happen, and writes nothing.");
        var json = Words.Json();
        var verb = new Verb(
            "import",
            Purpose.Keep,
            "Brings files of other systems into a workspace, by a mapping.",
            "dais import goals.csv team-asks.csv --into goals.json --dry-run\ndais import issues.csv --into workspace.json --map my-tracker.yaml")
        {
            Remarks = "Every row is accounted for. Nothing is written unless all of it is sound, and nothing is ever removed; the same files twice are there once.",
        };
        verb.Add(files);
        foreach (var option in new Option[] { into, preset, map, dry, json }) verb.Add(option);
        verb.SetAction((parsed, cancel) =>
        {
            if (parsed.GetResult(preset) is { Tokens.Count: 0, Implicit: false }) return Task.FromResult(List(around, parsed.GetValue(json)));
            var paths = parsed.GetValue(files) ?? [];
            if (paths.Length == 0) throw new UsageException("dais import needs files. Maybe: dais import goals.csv team-asks.csv --into goals.json.");
            if (parsed.GetValue(into) is not { Length: > 0 } target) throw new UsageException("dais import needs to know where to: --into WORKSPACE. Maybe a new file: --into workspace.json.");
            if (parsed.GetValue(map) is not null && parsed.GetValue(preset) is not null) throw new UsageException("--map and --preset say the same thing twice. Maybe leave --preset out.");
            var request = new ImportRequest([.. paths], target) { Preset = parsed.GetValue(preset) ?? "auto", Map = parsed.GetValue(map) };
            return Task.FromResult(Run(around, request, parsed.GetValue(dry), parsed.GetValue(json), cancel));
        });
        return verb;
    }

    private static int Run(Surroundings around, ImportRequest request, bool dry, bool json, CancellationToken cancel)
    {
        using var interrupt = new Interrupt(cancel);
        var begun = around.Clock.GetTimestamp();
        var said = TimeSpan.Zero;
        var (report, hindered) = ImportFiles.Run(
            request,
            dry,
            what =>
            {
                var now = around.Clock.GetElapsedTime(begun);
                if (now - said < TimeSpan.FromSeconds(1)) return;
                said = now;
                around.Error.WriteLine($"{Show.Seconds(now.TotalSeconds),7}  {Show.Clean(what)}");
            },
            interrupt.Token);
        var written = report.Sound && !dry && hindered.IsEmpty;
        if (json) around.Print(ImportWriter.Print(report, request.Into, written));
        else around.Draw(to => ImportText.Write(to, report, request.Into, written));
        if (report.Sound && hindered.IsEmpty) return CommandLine.Done;
        var errors = report.Findings.Concat(hindered).Where(f => f.IsError).ToList();
        if (!json) Findings.Write(around.Error, errors, "dais import --json");
        around.Error.WriteLine($"dais: nothing was imported: {Show.Count(errors.Count, "error")}.");
        return CommandLine.Bad;
    }

    private static int List(Surroundings around, bool json)
    {
        if (json) around.Print(ImportWriter.Print(ImportFiles.AllPresets));
        else around.Draw(to => ImportText.Write(to, ImportFiles.AllPresets));
        return CommandLine.Done;
    }
}
