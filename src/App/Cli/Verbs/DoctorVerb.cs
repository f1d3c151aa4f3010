using System.CommandLine;
using Dais.App.Text;
using Dais.Workspace;
using Dais.Workspace.Storing;

namespace Dais.App.Cli.Verbs;

/// <summary><c>dais doctor</c>: whether a store, and what it stands on, is as it should be.</summary>
internal static class DoctorVerb
{
    public static Verb Make(Surroundings around)
    {
        var where = new Argument<string?>("WHERE") { Arity = ArgumentArity.ZeroOrOne, Description = "The store's folder or file; ~/.local/share/dais unless said." };
        var postgres = Words.Text("--postgres", "CONNECTION", "The PostgreSQL database, instead of a folder.");
        var json = Words.Json();
        var verb = new Verb(
            "doctor",
            Purpose.Serve,
            "Looks at a store and at all that it stands on, and says what to do.",
            "dais doctor my-dais")
        {
            Remarks = "It changes nothing, and may run while the store is used. The exit code is 1 where something is wrong; a warning is no wrong.",
        };
        verb.Add(where);
        verb.Add(postgres);
        verb.Add(json);
        verb.SetAction(async (parsed, cancel) =>
        {
            using var interrupt = new Interrupt(cancel);
            var address = StoreOptions.Of(parsed.GetValue(where), parsed.GetValue(postgres), "WHERE") ?? StoreAddress.At(StoreAddress.DefaultFolder);
            var examination = await ExamineStore.RunAsync(address, around.Solver, around.Clock, BackupVerb.Progress(around), interrupt.Token);
            if (parsed.GetValue(json)) around.Out.Write(Print(examination));
            else around.Draw(canvas => DoctorText.Write(canvas, examination));
            return examination.Sound ? CommandLine.Done : CommandLine.No;
        });
        return verb;
    }

    private static string Print(Examination examination) => JsonOutput.Print(json =>
    {
        json.WriteString("where", examination.Where);
        json.WriteBoolean("sound", examination.Sound);
        json.Objects("findings", examination.Findings, finding =>
        {
            json.WriteString("subject", finding.Subject);
            json.WriteString("health", finding.Health.ToString().ToLowerInvariant());
            json.WriteString("says", finding.Says);
            if (finding.Maybe is { } maybe) json.WriteString("maybe", maybe);
        });
    });
}
