namespace Dais.Workspace.Jobs;

/// <summary>Tells whoever runs jobs in this process that there is one more. It only saves time: who does not hear it finds the job in the table.</summary>
internal sealed class JobBell
{
    private readonly Lock _lock = new();
    private readonly List<Action> _listeners = [];

    /// <summary>Tells everybody who listens.</summary>
    public void Ring()
    {
        lock (_lock)
        {
            foreach (var heard in _listeners) heard();
        }
    }

    /// <summary>Listens until it is disposed of.</summary>
    public IDisposable Listen(Action heard)
    {
        lock (_lock) _listeners.Add(heard);
        return new Ending(this, heard);
    }

    private void Forget(Action heard)
    {
        lock (_lock) _listeners.Remove(heard);
    }

    private sealed class Ending(JobBell bell, Action heard) : IDisposable
    {
        public void Dispose() => bell.Forget(heard);
    }
}
