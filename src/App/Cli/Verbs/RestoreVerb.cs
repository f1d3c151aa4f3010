using System.CommandLine;
using Dais.Workspace;

namespace Dais.App.Cli.Verbs;

/// <summary><c>dais restore</c>: a store out of a backup.</summary>
internal static class RestoreVerb
{
    public static Verb Make(Surroundings around)
    {
        var file = new Argument<string>("FILE") { Description = "A backup that dais backup wrote." };
        var store = new StoreOptions("--to", "The store that is to be: a folder, or a file that is not there yet.", "An empty PostgreSQL database, instead of a folder.");
        var broken = Words.Flag("--broken-history", "Takes a backup whose histories do not hold, too.");
        var json = Words.Json();
        var verb = new Verb(
            "restore",
            Purpose.Serve,
            "Makes a store out of a backup, on either engine: all of it, or nothing.",
            "dais restore monday.backup --to restored")
        {
            Remarks = "The backup is verified before anything is written, the place has to be empty, and what was loaded is read again and compared before it counts. A backup of SQLite can go to PostgreSQL, and back.",
        };
        verb.Add(file);
        foreach (var option in new Option[] { store.Data, store.Postgres, broken, json }) verb.Add(option);
        verb.SetAction(async (parsed, cancel) =>
        {
            using var interrupt = new Interrupt(cancel);
            var to = StoreOptions.Of(parsed.GetValue(store.Data), parsed.GetValue(store.Postgres), store.Data.Name)
                ?? throw new UsageException("dais restore needs to know where to: --to DIR or --postgres CONNECTION. Maybe a new folder: --to restored.");
            var from = parsed.GetRequiredValue(file);
            var manifest = await RestoreStore.RunAsync(new(from, to) { BrokenToo = parsed.GetValue(broken) }, around.Clock, BackupVerb.Progress(around), interrupt.Token);
            return BackupVerb.Show(around, manifest, to.ToString()!, "is restored", parsed.GetValue(json));
        });
        return verb;
    }
}
