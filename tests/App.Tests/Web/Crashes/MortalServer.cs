using System.Diagnostics;
using Dais.Tests;
using Dais.Workspace.Storing;

namespace Dais.App.Tests.Web.Crashes;

/// <summary>The real program, <c>dais serve</c>, on a store of its own: killed as by <c>kill -9</c>, and started again on what it left.</summary>
internal sealed class MortalServer(StoreAddress address) : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private Victim? _running;

    /// <summary>The store.</summary>
    public StoreAddress Store { get; } = address;

    /// <summary>Where it listens now; another port after each start.</summary>
    public Uri Address { get; private set; } = new("http://127.0.0.1:1");

    /// <summary>The faults that it logged since it was started last.</summary>
    public IEnumerable<string> Faults => (_running?.Said ?? []).Where(l => l.Contains("\"level\":\"error\"", StringComparison.Ordinal));

    /// <summary>Starts it, and waits until it listens.</summary>
    public async Task StartAsync()
    {
        string[] place = Store is StoreAddress.Postgres postgres ? ["--postgres", postgres.Connection] : ["--data", ((StoreAddress.File)Store).Path];
        _running = Victim.Start(Run.Executable, ["serve", "--local", "--rate", "1000000", "--urls", "http://127.0.0.1:0", .. place]);
        const string Listens = "Dais listens at ";
        for (var began = Stopwatch.GetTimestamp(); ; await Task.Delay(5))
        {
            if (_running.Said.FirstOrDefault(l => l.StartsWith(Listens, StringComparison.Ordinal)) is { } line)
            {
                Address = new(line[Listens.Length..]);
                return;
            }

            if (_running.Ended || Stopwatch.GetElapsedTime(began) > Patience) throw new TimeoutException($"The server does not listen: {string.Join('\n', _running.Said)}");
        }
    }

    /// <summary>Kills it.</summary>
    public Task KillAsync() => _running!.KillAsync();

    public async ValueTask DisposeAsync()
    {
        if (_running is not null) await _running.DisposeAsync();
    }
}
