using System.Runtime.InteropServices;

namespace Dais.App.Cli;

/// <summary>Ctrl-C: the first one asks a search to stop and hand over its best plan, the second one ends the program.</summary>
internal sealed class Interrupt : IDisposable
{
    private readonly CancellationTokenSource _stop;
    private readonly PosixSignalRegistration _signal;

    /// <summary>Listens until it is disposed.</summary>
    /// <param name="cancel">What else stops the search.</param>
    public Interrupt(CancellationToken cancel)
    {
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        _signal = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal =>
        {
            if (_stop.IsCancellationRequested) return;
            signal.Cancel = true;
            _stop.Cancel();
        });
    }

    /// <summary>Cancelled by the first Ctrl-C.</summary>
    public CancellationToken Token => _stop.Token;

    public void Dispose()
    {
        _signal.Dispose();
        _stop.Dispose();
    }
}
