using Dais.Engine.Quantities;

namespace Dais.Engine.Planning.Searching;

/// <summary>
/// The best plan and the best bound so far, which the parts of a search share and watch.
/// </summary>
/// <remarks>Safe to use from several threads; progress is reported one call at a time.</remarks>
internal sealed class Incumbent(Problem problem, Budget budget, Action<Progress>? progress)
{
    private const double ShortfallSlack = 1e-6;
    private const double SecondsBetweenBounds = 0.1;

    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _closed = CancellationTokenSource.CreateLinkedTokenSource(budget.Cancel);
    private double _lastReport = -1;
    private string _phase = "lists";

    /// <summary>The best finishes; none while there is no plan. Never changed in place.</summary>
    internal int[]? Finishes { get; private set; }

    /// <summary>Their objective.</summary>
    internal double Objective { get; private set; } = double.NegativeInfinity;

    /// <summary>What they lack to the floors.</summary>
    internal double Shortfall { get; private set; } = double.PositiveInfinity;

    /// <summary>No plan that lacks no more than <see cref="Target"/> is worth more.</summary>
    internal double Bound { get; private set; } = double.PositiveInfinity;

    /// <summary>How much a plan may lack to the floors and still be judged by its worth.</summary>
    internal double Target { get; private set; }

    /// <summary>The gap at which the search ends.</summary>
    internal double Gap { get; init; }

    /// <summary>Cancelled when plan and bound have met, or when the caller cancels.</summary>
    internal CancellationToken Closed => _closed.Token;

    /// <summary>Whether a plan is there that lacks no more than it may.</summary>
    internal bool OnTarget => Shortfall <= Target + ShortfallSlack;

    /// <summary>What the search is doing now, for progress.</summary>
    internal void Enter(string phase)
    {
        lock (_lock) _phase = phase;
    }

    /// <summary>From now on a plan may lack that much.</summary>
    internal void Aim(double shortfall)
    {
        lock (_lock) Target = shortfall;
    }

    /// <summary>Offers finishes that are known to keep every rule; whether they are the best now.</summary>
    internal bool Take(int[]? finishes)
    {
        if (finishes is null) return false;
        var shortfall = Evaluation.Shortfall(problem, finishes);
        var objective = Evaluation.Objective(problem, finishes, problem.Weights);
        lock (_lock)
        {
            var (mine, best) = (Math.Max(shortfall, Target + ShortfallSlack), Math.Max(Shortfall, Target + ShortfallSlack));
            if (mine > best || (mine >= best && objective <= Objective)) return false;
            (Finishes, Objective, Shortfall) = (finishes, objective, shortfall);
            Report();
            CloseIfMet();
            return true;
        }
    }

    /// <summary>Tells of a bound.</summary>
    internal void Lift(double bound)
    {
        lock (_lock)
        {
            if (!(bound < Bound)) return;
            Bound = bound;
            CloseIfMet();
            if (budget.Elapsed - _lastReport > SecondsBetweenBounds || Closed.IsCancellationRequested) Report();
        }
    }

    /// <summary>Tells how things stand.</summary>
    internal void Report()
    {
        lock (_lock)
        {
            _lastReport = budget.Elapsed;
            progress?.Invoke(new(
                _lastReport,
                Finishes is null || !OnTarget ? null : Money.Of(Objective),
                double.IsFinite(Bound) ? Money.Of(Bound) : null,
                _phase));
        }
    }

    /// <summary>Ends the search: nothing is left to find.</summary>
    internal void Close() => _closed.Cancel();

    private void CloseIfMet()
    {
        if (Finishes is null || !OnTarget || !double.IsFinite(Bound)) return;
        var near = Math.Max(Gap * Math.Abs(Bound), Tolerance * Math.Max(1, Math.Abs(Objective)));
        if (Bound - Objective <= near) _closed.Cancel();
    }

    /// <summary>The gap that counts as none, relative to max(1, |objective|); half of what is called proven.</summary>
    private const double Tolerance = 5e-7;
}
