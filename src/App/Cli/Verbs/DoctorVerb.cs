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
            if (parsed.GetValue(json)) around.Out.Write(System.Text.Encoding.UTF8.GetString(examination.Print()));
            else around.Draw(canvas => DoctorText.Write(canvas, examination));
            return examination.Sound ? CommandLine.Done : CommandLine.No;
        });
        return verb;
    }
}
