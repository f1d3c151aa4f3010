namespace Dais.Engine.Planning;

/// <summary>What is left of the time or the work that a search may take.</summary>
internal sealed class Budget(SolveLimits limits, TimeProvider clock, CancellationToken cancel)
{
    private readonly long _began = clock.GetTimestamp();
    private long _spent;
    private double _lastSecond = limits.Seconds;
    private long _lastWork = limits.Work ?? long.MaxValue;

    /// <summary>Seconds since the search began.</summary>
    internal double Elapsed => clock.GetElapsedTime(_began).TotalSeconds;

    /// <summary>Seconds left; without end where work is counted instead.</summary>
    internal double Seconds => limits.Work is null ? _lastSecond - Elapsed : double.PositiveInfinity;

    /// <summary>Work left.</summary>
    internal long Work => limits.Work is null ? long.MaxValue : Math.Max(0, _lastWork - Spent);

    /// <summary>Work spent.</summary>
    internal long Spent => Interlocked.Read(ref _spent);

    internal CancellationToken Cancel => cancel;

    internal SolveLimits Limits => limits;

    /// <summary>Whether work is counted, so that the same steps are taken again.</summary>
    internal bool Counted => limits.Work is not null;

    /// <summary>Whether the search has to end.</summary>
    internal bool Over => cancel.IsCancellationRequested || Seconds <= 0 || Work <= 0;

    internal void Spend(long work) => Interlocked.Add(ref _spent, work);

    /// <summary>Does something with no more than that share of what is left.</summary>
    internal T Within<T>(double share, Func<T> something)
    {
        var (second, work) = (_lastSecond, _lastWork);
        if (Counted) _lastWork = Spent + (long)(share * Work);
        else _lastSecond = Elapsed + (share * Seconds);
        try
        {
            return something();
        }
        finally
        {
            (_lastSecond, _lastWork) = (second, work);
        }
    }
}
