using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Dais.Tests;

/// <summary>A PostgreSQL of its own for one run of the tests: made in a temporary folder, gone with the process.</summary>
/// <remarks>Debian's package <c>postgresql</c> brings the programs. As root they are run as the user postgres, who alone may.</remarks>
internal static class ThrowAwayPostgres
{
    private static readonly Lazy<string> Server = new(Start);
    private static int _databases;

    /// <summary>Why there is none; nothing where there is one.</summary>
    public static string? Missing { get; } = Programs() is null ? "PostgreSQL is not installed. Maybe: apt-get install postgresql" : null;

    /// <summary>The connection string of a new, empty database.</summary>
    public static string NewDatabase()
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"t{Interlocked.Increment(ref _databases)}");
        var server = Server.Value;
        Run("psql", "-h", server, "-p", Port.ToString(CultureInfo.InvariantCulture), "-d", "postgres", "-qc", $"CREATE DATABASE {name}");
        return $"Host={server};Port={Port};Username=postgres;Database={name};Include Error Detail=true;Maximum Pool Size=20";
    }

    private static int Port { get; } = FreePort();

    private static string Start()
    {
        var folder = Directory.CreateTempSubdirectory("dais-pg-").FullName;
        if (Environment.IsPrivilegedProcess) Run(null, "chown", "postgres", folder);
        var data = Path.Combine(folder, "data");
        Run("initdb", "-D", data, "-A", "trust", "-U", "postgres", "-E", "UTF8", "--no-sync", "--locale=C");
        Run("pg_ctl", "-D", data, "-w", "-l", Path.Combine(folder, "log"), "-o", $"-k {folder} -p {Port} -c listen_addresses=127.0.0.1 -c fsync=off -c max_connections=200", "start");
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        {
            Run("pg_ctl", "-D", data, "-m", "immediate", "stop");
            Directory.Delete(folder, recursive: true);
        };
        return folder;
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
