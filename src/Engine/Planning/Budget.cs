namespace Dais.Engine.Planning;

/// <summary>What is left of the time or the work that a search may take.</summary>
internal sealed class Budget(SolveLimits limits, TimeProvider clock, CancellationToken cancel)
{
    private readonly long _began = clock.GetTimestamp();
    private long _spent;

    /// <summary>Seconds since the search began.</summary>
    internal double Elapsed => clock.GetElapsedTime(_began).TotalSeconds;

    /// <summary>Seconds left; without end where work is counted instead.</summary>
    internal double Seconds => limits.Work is null ? limits.Seconds - Elapsed : double.PositiveInfinity;

    /// <summary>Work left.</summary>
    internal long Work => limits.Work is { } most ? Math.Max(0, most - _spent) : long.MaxValue;

    /// <summary>Work spent.</summary>
    internal long Spent => _spent;

    internal CancellationToken Cancel => cancel;

    internal SolveLimits Limits => limits;

    /// <summary>Whether the search has to end.</summary>
    internal bool Over => cancel.IsCancellationRequested || Seconds <= 0 || Work <= 0;

    internal void Spend(long work) => _spent += work;
}
