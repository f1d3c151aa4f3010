using System.Collections.Immutable;
using System.Diagnostics;

namespace Dais.Tests;

/// <summary>A program that is going to be killed: it says <c>ack …</c> for whatever it was answered, and those lines are kept.</summary>
/// <remarks>What was acknowledged may not be lost, however the program ends. Only the process that was started is ever killed.</remarks>
internal sealed class Victim : IAsyncDisposable
{
    private const string Mark = "ack ";

    private readonly Process _process;
    private readonly List<string> _said = [];
    private readonly TaskCompletionSource _silent = new();

    private Victim(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => Hear(line.Data);
        process.ErrorDataReceived += (_, line) => Hear(line.Data is null ? null : "error " + line.Data, ends: false);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>The program that the crash tests kill, built beside them.</summary>
    public static string Worker { get; } = Path.Combine(AppContext.BaseDirectory, "dais-crash-worker");

    /// <summary>What it was answered so far, without the mark.</summary>
    public ImmutableArray<string> Acknowledged => [.. Said.Where(l => l.StartsWith(Mark, StringComparison.Ordinal)).Select(l => l[Mark.Length..])];

    /// <summary>The last number that it was answered; 0 before the first.</summary>
    public long Last => Acknowledged.Select(a => long.TryParse(a, out var number) ? number : 0).DefaultIfEmpty(0).Max();

    /// <summary>Whether it has ended.</summary>
    public bool Ended => _process.HasExited;

    /// <summary>Every line.</summary>
    public ImmutableArray<string> Said
    {
        get
        {
            lock (_said) return [.. _said];
        }
    }

    /// <summary>Starts it.</summary>
    public static Victim Start(string program, IReadOnlyList<string> words, Strace? strace = null)
    {
        var start = new ProcessStartInfo(strace is null ? program : Strace.Program) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var word in strace is null ? words : [.. strace.Words, program, .. words]) start.ArgumentList.Add(word);
        // Without these the runtime writes files of its own, which would be counted.
        start.Environment["DOTNET_EnableWriteXorExecute"] = "0";
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        start.Environment["DOTNET_TC_CallCounting"] = "0"; // It does not live long enough to gain by better code.
        return new(Process.Start(start)!);
    }

    /// <summary>Runs it to its end.</summary>
    public static async Task<Victim> RunAsync(string program, IReadOnlyList<string> words, Strace? strace = null)
    {
        var victim = Start(program, words, strace);
        await victim.EndAsync(TimeSpan.FromSeconds(120));
        return victim;
    }

    /// <summary>Ends it as by <c>kill -9</c>.</summary>
    public Task KillAsync()
    {
        _process.Kill();
        return EndAsync(TimeSpan.FromSeconds(30));
    }

    /// <summary>Waits until it has ended and all that it said is heard.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> EndAsync(TimeSpan within)
    {
        using var patience = new CancellationTokenSource(within);
        await _process.WaitForExitAsync(patience.Token);
        await _silent.Task.WaitAsync(patience.Token);
        return _process.ExitCode;
    }

    /// <summary>Waits until it was answered so many times.</summary>
    public async Task UntilAsync(int answers, TimeSpan within)
    {
        for (var began = Stopwatch.GetTimestamp(); Acknowledged.Length < answers; await Task.Delay(5))
            if (Stopwatch.GetElapsedTime(began) > within || _process.HasExited) throw new TimeoutException($"Only {Acknowledged.Length} answers came: {string.Join('\n', Said)}");
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) await KillAsync();
        _process.Dispose();
    }

    private void Hear(string? line, bool ends = true)
    {
        if (line is null)
        {
            if (ends) _silent.TrySetResult();
            return;
        }

        lock (_said) _said.Add(line);
    }
}
