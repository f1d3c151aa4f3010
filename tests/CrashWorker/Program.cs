using System.Globalization;
using System.Text;
using Dais.CrashWorker;
using Dais.Workspace;
using Dais.Workspace.People;
using Dais.Workspace.Storing;

// The program that the crash tests kill: it works on a store, and says "ack …" for what it was answered.
try
{
    await (args switch
    {
        ["open", var at] => OpenAsync(at),
        ["write", var at, var count] => Writing.RunAsync(Address(at), int.Parse(count, CultureInfo.InvariantCulture), Say),
        ["convert", var from, var at] => ConvertAsync(from, at),
        ["import", var csv, var map, var at] => ImportAsync(csv, map, at),
        ["backup", var at, var to] => BackUpAsync(at, to),
        ["restore", var from, var at] => RestoreStore.RunAsync(new(from, Address(at)), TimeProvider.System),
        ["raw", var at, var count, var synchronous] => RawAsync(at, int.Parse(count, CultureInfo.InvariantCulture), synchronous),
        _ => throw new ArgumentException("Unknown words: " + string.Join(' ', args)),
    }).ConfigureAwait(false);
    Say("ack done");
    return 0;
}
catch (RefusalException e)
{
    Say($"refused {e.GetType().Name} {e.Message}");
    return 3;
}
catch (IOException e)
{
    Say($"refused IOException {e.Message}");
    return 3;
}

static StoreAddress Address(string at) => at.Contains('=', StringComparison.Ordinal) ? new StoreAddress.Postgres(at) : new StoreAddress.File(at);

// In one write, so that a kill never leaves half a line.
static void Say(string line)
{
    using var output = Console.OpenStandardOutput();
    output.Write(Encoding.UTF8.GetBytes(line.ReplaceLineEndings(" ") + "\n"));
}

static async Task OpenAsync(string at)
{
    var store = await Store.OpenAsync(Address(at), TimeProvider.System).ConfigureAwait(false);
    await using (store.ConfigureAwait(false)) Say("ack open");
}

static Task ConvertAsync(string from, string at)
{
    var converted = ConvertWorkspace.To(from, at);
    return converted.Written ? Task.CompletedTask : throw new InvalidException(converted.Findings.First(f => f.IsError).ToString());
}

static async Task ImportAsync(string csv, string map, string at)
{
    var store = await Store.OpenAsync(Address(at), TimeProvider.System).ConfigureAwait(false);
    await using (store.ConfigureAwait(false))
    {
        var (report, revision) = await ImportSignals.RunAsync(store, Caller.Local, Writing.Workspace, new([csv], at) { Map = map }).ConfigureAwait(false);
        Say(revision is null ? "refused " + string.Join(' ', report.Findings) : string.Create(CultureInfo.InvariantCulture, $"ack {revision}"));
    }
}

static async Task BackUpAsync(string at, string to)
{
    var store = await Store.LookAsync(Address(at), TimeProvider.System).ConfigureAwait(false);
    await using (store.ConfigureAwait(false)) await BackUpStore.RunAsync(store, Caller.Local, to).ConfigureAwait(false);
}

// Without Dais: a file that is kept well (FULL) or badly (NORMAL), to see that the tests tell them apart.
static async Task RawAsync(string at, int count, string synchronous)
{
    await using var connection = new Microsoft.Data.Sqlite.SqliteConnection("Pooling=false;Data Source=" + at);
    await connection.OpenAsync().ConfigureAwait(false);
    await using var command = connection.CreateCommand();
    command.CommandText = $"PRAGMA journal_mode = WAL; PRAGMA synchronous = {synchronous}; CREATE TABLE written (number INTEGER PRIMARY KEY, text TEXT NOT NULL)";
    await command.ExecuteNonQueryAsync().ConfigureAwait(false);
    Say("ack 0");
    for (var i = 1; i <= count; i++)
    {
        command.CommandText = string.Create(CultureInfo.InvariantCulture, $"INSERT INTO written VALUES ({i}, '{new string('x', 200 + (i % 7 * 100))}')");
        await command.ExecuteNonQueryAsync().ConfigureAwait(false);
        Say(string.Create(CultureInfo.InvariantCulture, $"ack {i}"));
    }
}
