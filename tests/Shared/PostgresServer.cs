using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Dais.Tests;

/// <summary>A PostgreSQL server that a test starts, and may kill.</summary>
/// <remarks>Debian's package <c>postgresql</c> brings the programs. As root they are run as the user postgres, who alone may.</remarks>
internal sealed class PostgresServer
{
    private static readonly List<PostgresServer> Started = [];

    private readonly string _folder;
    private readonly int _port = FreePort();
    private readonly bool _syncs;
    private int _databases;

    private PostgresServer(string folder, bool syncs) => (_folder, _syncs) = (folder, syncs);

    /// <summary>Why there is none; nothing where there is one.</summary>
    public static string? Missing { get; } = Programs() is null ? "PostgreSQL is not installed. Maybe: apt-get install postgresql" : null;

    private string Data => Path.Combine(_folder, "data");

    /// <summary>Makes one and starts it; it ends with the run of the tests.</summary>
    /// <param name="syncs">Whether it waits for the disk, as it has to where crashes are tested.</param>
    public static PostgresServer Start(bool syncs)
    {
        var folder = Directory.CreateTempSubdirectory("dais-pg-").FullName;
        if (Environment.IsPrivilegedProcess) Run(null, "chown", "postgres", folder);
        var server = new PostgresServer(folder, syncs);
        Run("initdb", "-D", server.Data, "-A", "trust", "-U", "postgres", "-E", "UTF8", "--no-sync", "--locale=C");
        server.Resume();
        lock (Started) Started.Add(server);
        return server;
    }

    /// <summary>Starts it again.</summary>
    public void Resume() => Run("pg_ctl", "-D", Data, "-w", "-l", Path.Combine(_folder, "log"), "-o", $"-k {_folder} -p {_port} -c listen_addresses=127.0.0.1 -c fsync={(_syncs ? "on" : "off")} -c max_connections=200", "start");

    /// <summary>The connection string of a new, empty database.</summary>
    public string NewDatabase()
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"t{Interlocked.Increment(ref _databases)}");
        Run("psql", "-h", _folder, "-p", _port.ToString(CultureInfo.InvariantCulture), "-d", "postgres", "-qc", $"CREATE DATABASE {name}");
        return $"Host={_folder};Port={_port};Username=postgres;Database={name};Include Error Detail=true;Maximum Pool Size=20";
    }

    /// <summary>Ends the server as by <c>kill -9</c>, and waits until the last of its children is gone: before, nothing else can start on its files.</summary>
    public async Task KillAsync()
    {
        var server = int.Parse((await File.ReadAllLinesAsync(Path.Combine(Data, "postmaster.pid")))[0], CultureInfo.InvariantCulture);
        using (var process = Process.GetProcessById(server)) process.Kill();
        for (var began = Stopwatch.GetTimestamp(); Directory.EnumerateDirectories("/proc").Any(WorksHere); await Task.Delay(10))
            if (Stopwatch.GetElapsedTime(began) > TimeSpan.FromSeconds(30)) throw new TimeoutException("Children of the server are still there.");
        // Where nobody buries the dead, the next server takes this one for alive.
        foreach (var left in Directory.EnumerateFiles(_folder, ".s.PGSQL*.lock").Append(Path.Combine(Data, "postmaster.pid"))) File.Delete(left);
    }

    /// <summary>Ends every one that is still there.</summary>
    public static void EndAll()
    {
        lock (Started)
        {
            foreach (var server in Started) server.End();
            Started.Clear();
        }
    }

    /// <summary>Ends it and removes its files.</summary>
    public void End()
    {
        if (!Directory.Exists(_folder)) return;
        if (File.Exists(Path.Combine(Data, "postmaster.pid"))) Run("pg_ctl", "-D", Data, "-m", "immediate", "stop");
        Directory.Delete(_folder, recursive: true);
    }

    // Every process of a server works in the folder of its data.
    private bool WorksHere(string process)
    {
        try
        {
            return char.IsAsciiDigit(Path.GetFileName(process)[0]) && new DirectoryInfo(Path.Combine(process, "cwd")).LinkTarget == Data;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static void Run(string? program, params string[] words)
    {
        var start = new ProcessStartInfo { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Path.GetTempPath() };
        List<string> all = [.. program is null ? Array.Empty<string>() : [Path.Combine(Programs()!, program)], .. words];
        if (program is not null && Environment.IsPrivilegedProcess) all.InsertRange(0, ["runuser", "-u", "postgres", "--"]);
        start.FileName = all[0];
        foreach (var word in all.Skip(1)) start.ArgumentList.Add(word);
        using var process = Process.Start(start)!;
        // The server inherits the pipes, so that their end is not waited for.
        if (!process.WaitForExit(TimeSpan.FromSeconds(60)) || process.ExitCode != 0) throw new InvalidOperationException($"{string.Join(' ', all)} failed.");
    }

    private static string? Programs() =>
        Directory.Exists("/usr/lib/postgresql") ? Directory.EnumerateDirectories("/usr/lib/postgresql").OrderByDescending(d => d, StringComparer.Ordinal).Select(d => Path.Combine(d, "bin")).FirstOrDefault(Directory.Exists) : null;

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
