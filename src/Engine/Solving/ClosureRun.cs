using Dais.Engine.Solving.Closures;

namespace Dais.Engine.Solving;

/// <summary>One solve of a model that asks for a closure: the closure search alone at first, then with HiGHS.</summary>
internal sealed class ClosureRun
{
    /// <summary>What the sums of an objective may differ by, relative to max(1, |objective|).</summary>
    private const double Dust = 1e-9;

    private readonly LinearModel _model;
    private readonly SolveOptions _options;
    private readonly ClosureProblem _problem;
    private readonly ClosureSearch _search;
    private readonly double _secondsAlone;
    private readonly long _workAlone;
    private readonly long _began;
    private double _objective = double.NegativeInfinity;
    private double _rivalBound = double.PositiveInfinity;

    internal ClosureRun(LinearModel model, SolveOptions options, ClosureProblem problem, Patience patience)
    {
        (_model, _options, _problem) = (model, options, problem);
        (_secondsAlone, _workAlone) = problem.Budget.Length == 1 ? (patience.Seconds.One, patience.Work.One) : (patience.Seconds.Several, patience.Work.Several);
        _began = options.Clock.GetTimestamp();
        _search = new(problem, options.AbsoluteGap, options.RelativeGap, options.Cutoff) { Improved = Improved, Looked = Looked };
        if (options.Start is { } start) _search.Offer(problem.ItemsOf(start));
    }

    internal Solution Solve()
    {
        _search.Run(() => Over || (MayRace ? Elapsed >= _secondsAlone : _search.Work >= _workAlone));
        if (_search.Finished || Over) return Own() ?? TakenOver();
        return MayRace ? Raced() : TakenOver();
    }

    private bool MayRace => _options.Work == long.MaxValue && double.IsFinite(_options.Seconds);

    private bool Over => _options.Cancel.IsCancellationRequested || _search.Work >= _options.Work || Elapsed >= _options.Seconds;

    private double Elapsed => _options.Clock.GetElapsedTime(_began).TotalSeconds;

    private double Bound => Math.Min(_search.Bound, Volatile.Read(ref _rivalBound));

    private void Improved(bool[] chosen)
    {
        var point = _problem.PointOf(chosen);
        _objective = _model.Objective(point);
        _options.Improved?.Invoke(_objective, point);
    }

    private void Looked() => _options.Progress?.Invoke(_objective, Bound);

    /// <summary>What the search found; nothing where its numbers turn out too rough for the gap asked for.</summary>
    private Solution? Own()
    {
        if (_search.Best is not { } best) return Nothing(_search.Finished ? SolveStatus.Infeasible : SolveStatus.Unknown);
        var point = _problem.PointOf(best);
        if (!_model.Keeps(point)) return null;
        var solution = Judged(point, Bound, _search.Work);
        return solution.Status == SolveStatus.Optimal || !_search.Finished ? solution : null;
    }

    private Solution Nothing(SolveStatus status) =>
        new(status, double.NaN, status == SolveStatus.Infeasible ? double.NegativeInfinity : Bound, [], _search.Work);

    /// <summary>The point, or the start where that is better after all, and how good it is known to be.</summary>
    private Solution Judged(double[] point, double bound, long work)
    {
        if (_options.Start is { } start && _model.Objective(start) > _model.Objective(point) && _model.Keeps(start)) point = start;
        var objective = _model.Objective(point);
        var near = Math.Max(Dust * Math.Max(1, Math.Abs(objective)), Math.Max(_options.AbsoluteGap, _options.RelativeGap * Math.Abs(objective)));
        bound = Math.Max(objective, _problem.Tightened(bound));
        if (bound - objective <= Dust * Math.Max(1, Math.Abs(objective))) bound = objective;
        return new(bound - objective <= near ? SolveStatus.Optimal : SolveStatus.Feasible, objective, bound, point, work);
    }

    /// <summary>HiGHS goes on from the best point, on this thread.</summary>
    private Solution TakenOver()
    {
        var solution = Highs.Solve(_model, ForHighs() with
        {
            Cancel = _options.Cancel,
            Improved = (objective, point) =>
            {
                if (objective <= _objective) return;
                _objective = objective;
                _options.Improved?.Invoke(objective, point);
            },
            Progress = (_, bound) =>
            {
                Lower(bound);
                Looked();
            },
        });
        return Joined(solution);
    }

    /// <summary>HiGHS goes on from the best point on another thread, while the search goes on here; whoever proves its point first ends it.</summary>
    private Solution Raced()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(_options.Cancel);
        var rival = Task.Factory.StartNew(
            () => Highs.Solve(_model, ForHighs() with
            {
                Cancel = stop.Token,
                Improved = (_, point) => _search.Offer(_problem.ItemsOf(point)),
                Progress = (_, bound) => Lower(bound),
            }),
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default);
        _search.Run(() => Over || rival.IsCompleted || _search.IsWithin(Volatile.Read(ref _rivalBound)));
        stop.Cancel();
        var solution = rival.GetAwaiter().GetResult();
        return _search.Finished && Own() is { } own ? own : Joined(solution);
    }

    private void Lower(double bound) => Volatile.Write(ref _rivalBound, Math.Min(_rivalBound, bound));

    private SolveOptions ForHighs() => _options with
    {
        Start = _search.Best is { } best ? _problem.PointOf(best) : _options.Start,
        Seconds = _options.Seconds - Elapsed,
        Work = _options.Work == long.MaxValue ? long.MaxValue : _options.Work - _search.Work,
    };

    /// <summary>The better point and the better bound of both.</summary>
    private Solution Joined(Solution highs)
    {
        var work = _search.Work + highs.Work;
        if (_search.Best is not { } best) return highs with { Work = work, Bound = Math.Min(highs.Bound, Bound) };
        var point = _problem.PointOf(best);
        if (highs.HasPoint && (highs.Objective > _model.Objective(point) || !_model.Keeps(point))) point = highs.Point;
        return Judged(point, double.IsNaN(highs.Bound) || highs.Status == SolveStatus.Infeasible ? Bound : Math.Min(highs.Bound, Bound), work);
    }
}
