using System.CommandLine;
using Dais.App.Text;
using Dais.Workspace;
using Dais.Workspace.People;
using Dais.Workspace.Storing;
using Dais.Workspace.Storing.Backups;

namespace Dais.App.Cli.Verbs;

/// <summary><c>dais backup</c>: everything that a store holds, in one file.</summary>
internal static class BackupVerb
{
    public static Verb Make(Surroundings around)
    {
        var store = new StoreOptions("--data", "The store's folder or file; ~/.local/share/dais unless said.", "The PostgreSQL database, instead of a folder.");
        var to = Words.Text("--to", "FILE", "The file that is to be; nothing may have the name yet.");
        var verify = Words.Text("--verify", "FILE", "Writes nothing: reads a backup to its end, and says whether it is whole.");
        var json = Words.Json();
        var verb = new Verb(
            "backup",
            Purpose.Serve,
            "Everything that a store holds in one file, also while the store is used.",
            "dais backup --data my-dais --to monday.backup\ndais backup --verify monday.backup")
        {
            Remarks = "Either engine can be restored from it: dais restore. Passwords and keys are in it as they lie in the store, as hashes or encrypted; the master key is not in it: keep that elsewhere. The file is there whole or not at all.",
        };
        foreach (var option in new Option[] { store.Data, store.Postgres, to, verify, json }) verb.Add(option);
        verb.SetAction(async (parsed, cancel) =>
        {
            using var interrupt = new Interrupt(cancel);
            if (parsed.GetValue(verify) is { } file)
            {
                if (parsed.GetValue(to) is not null) throw new UsageException("--verify reads a backup and --to writes one. Maybe write it first, and verify it then.");
                return Show(around, VerifyBackup.Run(file, Progress(around), interrupt.Token), file, "is whole", parsed.GetValue(json));
            }

            if (parsed.GetValue(to) is not { Length: > 0 } target) throw new UsageException("dais backup needs to know where to: --to FILE. Maybe: dais backup --data my-dais --to monday.backup.");
            await using var open = await Store.LookAsync(store.Of(parsed), around.Clock, interrupt.Token);
            var manifest = await BackUpStore.RunAsync(open, Caller.Local, target, Progress(around), interrupt.Token);
            return Show(around, manifest, target, "is written", parsed.GetValue(json));
        });
        return verb;
    }

    /// <summary>Says once a second how far it is.</summary>
    internal static Action<string> Progress(Surroundings around)
    {
        var (began, said) = (around.Clock.GetTimestamp(), TimeSpan.Zero);
        return what =>
        {
            var now = around.Clock.GetElapsedTime(began);
            if (now - said < TimeSpan.FromSeconds(1)) return;
            said = now;
            around.Error.WriteLine($"{Text.Show.Seconds(now.TotalSeconds),7}  {Text.Show.Clean(what)}");
        };
    }

    /// <summary>What is in a backup.</summary>
    internal static int Show(Surroundings around, Manifest manifest, string file, string what, bool json)
    {
        if (json)
        {
            around.Out.Write(System.Text.Encoding.UTF8.GetString(manifest.Write()) + "\n");
            return CommandLine.Done;
        }

        around.Out.WriteLine($"{Text.Show.Clean(file)} {what}: {BackupText.Of(manifest)}");
        return CommandLine.Done;
    }
}
