using System.Collections.Immutable;
using System.Data.Common;
using System.Globalization;
using System.Runtime.InteropServices;
using Dais.Workspace.Solving;
using Dais.Workspace.Storing;
using Dais.Workspace.Storing.Backups;
using Dais.Workspace.Storing.Checking;

namespace Dais.Workspace;

/// <summary>How something is.</summary>
public enum Health
{
    /// <summary>As it should be.</summary>
    Good,

    /// <summary>It works, and something is to be done about it.</summary>
    Warning,

    /// <summary>Something is wrong.</summary>
    Wrong,
}

/// <summary>One thing that was looked at.</summary>
/// <param name="Subject">What: a word.</param>
/// <param name="Health">How it is.</param>
/// <param name="Says">What was found, in a sentence.</param>
/// <param name="Maybe">What to do about it; absent where nothing is to be done.</param>
public sealed record Examined(string Subject, Health Health, string Says, string? Maybe = null);

/// <summary>All that was looked at.</summary>
/// <param name="Where">The store.</param>
/// <param name="Findings">What was found, in the order in which it was looked at.</param>
public sealed record Examination(string Where, ImmutableArray<Examined> Findings)
{
    /// <summary>Whether nothing is wrong.</summary>
    public bool Sound => !Findings.Any(f => f.Health == Health.Wrong);

    /// <summary>It as one JSON object.</summary>
    public byte[] Print() => Planning.WireText.Object(json =>
    {
        json.WriteString("where", Where);
        json.WriteBoolean("sound", Sound);
        json.WriteStartArray("findings");
        foreach (var finding in Findings)
        {
            json.WriteStartObject();
            json.WriteString("subject", finding.Subject);
            json.WriteString("health", finding.Health.ToString().ToLowerInvariant());
            json.WriteString("says", finding.Says);
            if (finding.Maybe is { } maybe) json.WriteString("maybe", maybe);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });
}

/// <summary>Looks at everything that a store stands on, and at all that it holds; changes nothing, and may run beside the server.</summary>
public static class ExamineStore
{
    // What came with fixes that matter to whoever serves a team.
    private static readonly Version OldestRuntime = new(10, 0, 7);

    /// <summary>Looks.</summary>
    public static async Task<Examination> RunAsync(StoreAddress address, SolverLaunch solver, TimeProvider clock, Action<string>? progress = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(address);
        ArgumentNullException.ThrowIfNull(clock);
        var found = ImmutableArray.CreateBuilder<Examined>();
        found.Add(Environment.Version >= OldestRuntime
            ? new("runtime", Health.Good, $".NET {Environment.Version} on {RuntimeInformation.OSDescription}.")
            : new("runtime", Health.Warning, $".NET {Environment.Version} on {RuntimeInformation.OSDescription}; {OldestRuntime} and later have fixes that matter.", "Maybe an update of the system brings it."));
        progress?.Invoke("starting the solver");
        found.Add(await SolverCheck.RunAsync(solver, cancel).ConfigureAwait(false));
        if (address is StoreAddress.File file) found.AddRange(PlaceCheck.Run(file));
        try
        {
            await using var store = await Store.LookAsync(address, clock, cancel).ConfigureAwait(false);
            found.AddRange(await store.InAsync(writes: false, (db, connection, transaction) => InsideAsync(store, db, connection, transaction, progress, cancel), cancel).ConfigureAwait(false));
        }
        catch (Exception e) when (e is RefusalException or DbException)
        {
            found.Add(new("store", Health.Wrong, e is RefusalException refusal ? refusal.What : e.Message, (e as RefusalException)?.Maybe ?? "Maybe restore the last backup: dais restore FILE --to PLACE"));
        }

        if (address is StoreAddress.File) found.Add(Backup(address, clock));
        return new(address.ToString()!, found.ToImmutable());
    }

    private static async Task<List<Examined>> InsideAsync(Store store, StoreContext db, DbConnection connection, DbTransaction transaction, Action<string>? progress, CancellationToken cancel)
    {
        var database = store.Database;
        var (done, known) = (await Upgrade.DoneAsync(database, connection, transaction, store.Address.ToString()!, cancel).ConfigureAwait(false), Upgrade.Names(database));
        List<Examined> found =
        [
            new("database", Health.Good, $"{database.Version(connection)}."),
            done.Count == known.Count
                ? new("schema", Health.Good, $"At {done[^1]}, as this version of Dais wants it.")
                : new("schema", Health.Warning, $"At {(done.Count == 0 ? "its beginning" : done[^1])}; this version of Dais goes to {known[^1]}.", "Maybe start dais serve: it brings the schema up to date. Take a backup before."),
        ];
        progress?.Invoke("reading every page");
        var damage = await database.DamageAsync(connection, transaction, cancel).ConfigureAwait(false);
        found.Add(damage.IsEmpty ? new("integrity", Health.Good, "Pages, indexes and references are whole.") : new("integrity", Health.Wrong, damage[0] + More(damage), "Maybe restore the last backup, and look at the disk: dais restore FILE --to PLACE"));
        if (done.Count < known.Count) return found;
        progress?.Invoke("walking along every history");
        var broken = await HistoryCheck.RunAsync(db, connection, transaction, cancel).ConfigureAwait(false);
        found.Add(broken.IsEmpty ? new("history", Health.Good, "Every revision and every line of the audit follows from the one before it.") : new("history", Health.Wrong, broken[0] + More(broken), "Maybe somebody changed the store by hand: compare it with the last backup."));
        found.Add(await CountAsync(connection, transaction, cancel).ConfigureAwait(false));
        return found;
    }

    private static async Task<Examined> CountAsync(DbConnection connection, DbTransaction transaction, CancellationToken cancel)
    {
        var counts = new List<string>();
        foreach (var (table, one, several) in new[] { ("workspaces", "workspace", "workspaces"), ("people", "person", "people"), ("items", "thing", "things"), ("signals", "signal", "signals"), ("revisions", "revision", "revisions"), ("audit", "line of audit", "lines of audit") })
        {
            var count = (await connection.RowsAsync(transaction, $"SELECT COUNT(*) FROM {table}", r => r.GetInt64(0), cancel).ConfigureAwait(false))[0];
            counts.Add(string.Create(CultureInfo.InvariantCulture, $"{count:#,0} {(count == 1 ? one : several)}"));
        }

        return new("contents", Health.Good, string.Join(", ", counts) + ".");
    }

    private static Examined Backup(StoreAddress address, TimeProvider clock)
    {
        const string How = "Maybe take one: dais backup --data FOLDER --to FILE; docs/operating.md has a timer for it.";
        if (LastBackup.Of(address) is not { } last || !DateTimeOffset.TryParse(last.At, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)) return new("backup", Health.Warning, "None of this store is known of.", How);
        var days = (clock.GetUtcNow() - at).TotalDays;
        var says = $"The last one is of {last.At}, in {last.File}.";
        if (!File.Exists(last.File)) return new("backup", Health.Warning, says + " It is not there any more.", "Maybe it was moved to a safer place; else take a new one.");
        return days > 2 ? new("backup", Health.Warning, $"{says} That is {days:0} days ago.", How) : new("backup", Health.Good, says);
    }

    private static string More(ImmutableArray<string> all) => all.Length > 1 ? $" ({all.Length - 1} more.)" : "";
}
