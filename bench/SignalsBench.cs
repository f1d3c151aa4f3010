using System.Globalization;
using System.Text;
using Dais.Workspace;
using Dais.Workspace.People;
using Dais.Workspace.Signals;
using Dais.Workspace.Storing;
using Dais.Workspace.Wire;

namespace Dais.Bench;

/// <summary>How fast requests come into a store from CSV, and how fast they are found there, on each engine.</summary>
/// <remarks>
/// The rate is that of the first file of 100,000 into an empty workspace: mapping, checks, history, index and commit. The
/// million lies in two workspaces. Of the 200 questions 50 are the commonest words, 50 words drawn by their frequency, 50
/// pairs of such and 50 beginnings of such of two to five letters; each is asked of one workspace, once within one group and
/// once within all. Beside them stand what the machine's disk takes for a flush, rows written one at a time without history
/// or index, and a scan of the texts for a word.
/// </remarks>
internal static class SignalsBench
{
    private const int File = 100_000;
    private static readonly string[] Engines = ["SQLite", "PostgreSQL"];

    private sealed record Asked(string Class, string Words, string? Group);

    internal static int Run(string[] args)
    {
        var arguments = new Arguments(args, ["--requests", "--postgres", "--only", "--write"]);
        var table = new StringBuilder();
        var only = arguments.Text("--only");
        foreach (var engine in Engines.Where(e => only is null || string.Equals(e, only, StringComparison.OrdinalIgnoreCase)).Where(e => e == "SQLite" || arguments.Text("--postgres") is not null)) table.Append(OneAsync(engine, arguments).GetAwaiter().GetResult());
        Console.WriteLine(table);
        if (arguments.Text("--write") is { } file) Compare.Write(file, "signals", table.ToString());
        return 0;
    }

    private static async Task<string> OneAsync(string engine, Arguments arguments)
    {
        var folder = Directory.CreateTempSubdirectory("dais-bench-").FullName;
        try
        {
            StoreAddress address = engine == "SQLite" ? new StoreAddress.File(Path.Combine(folder, "signals.dais")) : new StoreAddress.Postgres(arguments.Text("--postgres")!);
            await using var store = await Store.OpenAsync(address, TimeProvider.System).ConfigureAwait(false);
            var world = new SignalWorld();
            var ((rate, processor), imported) = await LoadAsync(store, world, folder, arguments.Number("--requests", 1_000_000)).ConfigureAwait(false);
            var (single, scan) = (await RowsAsync(store).ConfigureAwait(false), await ScanAsync(store, world).ConfigureAwait(false));
            var times = await SearchAsync(store, world).ConfigureAwait(false);
            var all = times.SelectMany(t => t.Value).ToList();
            var text = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $"""
                {engine}, {imported:#,0} requests; a flush to the disk takes {Flush(folder):0.00} ms; {Load()}.

                | | seconds | of a processor | ÷ rows one at a time, each with its commit, without history and index |
                |---|---|---|---|
                | 100,000 requests of a CSV file imported (target: 15 s) | {rate:0.0} | {processor:0.0} | {rate / single:0.00} |

                | questions | p50 | p95 (target: 50 ms) | largest | p95 ÷ a scan of the texts |
                |---|---|---|---|---|

                """));
            foreach (var (name, of) in times.Select(t => (t.Key, t.Value)).Append(("all", all)))
                text.AppendLine(CultureInfo.InvariantCulture, $"| {name}, {of.Count} | {At(of, 0.5):0.0} ms | {At(of, 0.95):0.0} ms | {of.Max():0.0} ms | {At(of, 0.95) / scan:0.000} |");
            return text.AppendLine().ToString();
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    internal static async Task<((double Seconds, double Processor) First, long Imported)> LoadAsync(Store store, SignalWorld world, string folder, int requests)
    {
        var (csv, map, first, imported) = (Path.Combine(folder, "requests.csv"), Path.Combine(folder, "map.yaml"), (0.0, 0.0), 0L);
        await System.IO.File.WriteAllTextAsync(map, SignalWorld.Mapping).ConfigureAwait(false);
        foreach (var id in new[] { "one", "two" })
            await CreateWorkspace.RunAsync(store, Caller.Local, new(id, id) { Document = Document.Of(JsonText.Read(Encoding.UTF8.GetBytes(SignalWorld.Workspace), id, []), [])! }).ConfigureAwait(false);
        for (var part = 0; part * File < requests; part++)
        {
            world.Write(csv, part * File, Math.Min(File, requests - (part * File)), part + 1);
            var (began, worked) = (TimeProvider.System.GetTimestamp(), Environment.CpuUsage.TotalTime);
            var (report, revision) = await ImportSignals.RunAsync(store, Caller.Local, part % 3 == 1 ? "two" : "one", new([csv], "") { Map = map }).ConfigureAwait(false);
            var seconds = TimeProvider.System.GetElapsedTime(began).TotalSeconds;
            if (revision is null) throw new FormatException("The import failed: " + string.Join(' ', report.Findings));
            if (part == 0) first = (seconds, (Environment.CpuUsage.TotalTime - worked).TotalSeconds);
            imported += report.Changes[0].Added.Length;
            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{imported:#,0} imported; the last 100,000 in {seconds:0.0} s"));
        }

        return (first, imported);
    }

    // A thousand rows one at a time, each with a commit, for a hundred thousand.
    private static async Task<double> RowsAsync(Store store)
    {
        const int Rows = 1_000;
        await store.InAsync(writes: true, async (_, connection, transaction) =>
        {
            await using var command = connection.CreateCommand();
            (command.Transaction, command.CommandText) = (transaction, "CREATE TABLE one_at_a_time (id TEXT NOT NULL PRIMARY KEY, json TEXT NOT NULL)");
            return await command.ExecuteNonQueryAsync().ConfigureAwait(false);
        }).ConfigureAwait(false);
        var began = TimeProvider.System.GetTimestamp();
        for (var i = 0; i < Rows; i++)
        {
            var row = i;
            await store.InAsync(writes: true, async (_, connection, transaction) =>
            {
                await using var command = connection.CreateCommand();
                (command.Transaction, command.CommandText) = (transaction, string.Create(CultureInfo.InvariantCulture, $"INSERT INTO one_at_a_time VALUES ('r{row}', '{new string('x', 400)}')"));
                return await command.ExecuteNonQueryAsync().ConfigureAwait(false);
            }).ConfigureAwait(false);
        }

        return TimeProvider.System.GetElapsedTime(began).TotalSeconds * File / Rows;
    }

    private static async Task<double> ScanAsync(Store store, SignalWorld world)
    {
        var (random, times) = (new Random(3), new List<double>());
        for (var i = 0; i < 5; i++)
        {
            var word = world.Word(random);
            times.Add(await TimedAsync(() => store.ReadAsync(Caller.Local, "one", Permission.View, async session =>
            {
                await using var command = session.Command("SELECT id FROM signals WHERE workspace = @workspace AND json LIKE @word AND json LIKE @group ORDER BY number DESC", ("@workspace", "one"), ("@word", $"%{word}%"), ("@group", $"%{SignalWorld.Group(random)}%"));
                await using var reader = await command.ExecuteReaderAsync().ConfigureAwait(false);
                while (await reader.ReadAsync().ConfigureAwait(false)) reader.GetString(0);
                return 0;
            })).ConfigureAwait(false));
        }

        return At(times, 0.5);
    }

    private static async Task<Dictionary<string, List<double>>> SearchAsync(Store store, SignalWorld world)
    {
        var common = await store.ReadAsync(Caller.Local, "one", Permission.View, async session =>
        {
            var words = new List<string>();
            await using var command = session.Command("SELECT word FROM signal_words WHERE workspace = @workspace AND word >= '0' AND word < '~' GROUP BY word ORDER BY SUM(documents) DESC, word LIMIT 50", ("@workspace", "one"));
            await using var reader = await command.ExecuteReaderAsync().ConfigureAwait(false);
            while (await reader.ReadAsync().ConfigureAwait(false)) words.Add(reader.GetString(0));
            return words;
        }).ConfigureAwait(false);
        var questions = Questions(world, common).SelectMany(q => new[] { q, q with { Class = q.Class + ", all groups", Group = null } }).ToList();
        var times = new Dictionary<string, List<double>>();
        foreach (var warm in new[] { true, false })
        {
            foreach (var (asked, place) in questions.Select((q, i) => (q, i)))
            {
                var question = new SignalQuestion(asked.Words) { Kind = "requests", Group = asked.Group };
                var took = await TimedAsync(() => SearchSignals.RunAsync(store, Caller.Local, place % 3 == 0 ? "two" : "one", question)).ConfigureAwait(false);
                if (warm) continue;
                if (!times.TryGetValue(asked.Class, out var list)) times[asked.Class] = list = [];
                list.Add(took);
                if (took > 50) Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{took:0} ms: {asked.Words} in {asked.Group ?? "all groups"}"));
            }
        }

        return times;
    }

    private static IEnumerable<Asked> Questions(SignalWorld world, List<string> common)
    {
        var random = new Random(5);
        foreach (var word in common) yield return new("one of the 50 commonest words", word, SignalWorld.Group(random));
        for (var i = 0; i < 50; i++) yield return new("a word", world.Word(random), SignalWorld.Group(random));
        for (var i = 0; i < 50; i++) yield return new("two words", $"{world.Word(random)} {world.Word(random)}", SignalWorld.Group(random));
        for (var i = 0; i < 50; i++)
        {
            var word = world.Word(random);
            yield return new("a beginning", word[..Math.Min(word.Length, 2 + (i % 4))] + "*", SignalWorld.Group(random));
        }
    }

    private static async Task<double> TimedAsync<T>(Func<Task<T>> work)
    {
        var began = TimeProvider.System.GetTimestamp();
        await work().ConfigureAwait(false);
        return TimeProvider.System.GetElapsedTime(began).TotalMilliseconds;
    }

    private static double At(List<double> times, double share) => times.Order().ElementAt(Math.Min(times.Count - 1, (int)Math.Ceiling(share * times.Count) - 1));

    // On a machine of others' work the clock measures their work too.
    internal static string Load() => System.IO.File.Exists("/proc/loadavg")
        ? $"{System.IO.File.ReadAllText("/proc/loadavg").Split(' ')[1]} threads wanted the machine's {Environment.ProcessorCount} processors meanwhile"
        : "how busy the machine was is not known";

    internal static double Flush(string folder)
    {
        using var file = new FileStream(Path.Combine(folder, "flushed"), FileMode.Create, FileAccess.Write, FileShare.None, 1);
        var times = new List<double>();
        for (var i = 0; i < 200; i++)
        {
            file.Write(new byte[4096]);
            var began = TimeProvider.System.GetTimestamp();
            file.Flush(flushToDisk: true);
            times.Add(TimeProvider.System.GetElapsedTime(began).TotalMilliseconds);
        }

        return At(times, 0.5);
    }
}
