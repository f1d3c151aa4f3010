using Dais.Engine.Solving;

namespace Dais.Engine.Planning;

/// <summary>
/// Lays out the work of given finishes as rule R2 wants it shown: fewest idle periods inside initiatives, then fewest
/// initiative-periods, then latest starts.
/// </summary>
/// <remarks>
/// A small model over the periods in which each initiative is worked on: on[i,t] is whole; begun, going on and idle
/// follow from it. Weights keep the three wishes in order. It begins from <see cref="JustInTime"/> and stops on a count
/// of work, the smaller the larger the plan, never by the clock, so that the same finishes are always laid out alike;
/// large plans are shown as they begin.
/// </remarks>
internal sealed class Arrange
{
    private const long MostWork = 60_000;
    private const int FewCells = 150;
    private const int MostCells = 900;

    /// <summary>What counts as work at all.</summary>
    private const double Least = 0.001;

    /// <summary>Smaller pieces are flagged (R2).</summary>
    private const double Crumb = 0.5;

    private readonly Problem _problem;
    private readonly int[] _finishes;
    private readonly LinearModel _model = new();
    private readonly Column[][] _on;
    private readonly Column[][][] _work;

    private Arrange(Problem problem, int[] finishes)
    {
        (_problem, _finishes) = (problem, finishes);
        _on = new Column[finishes.Length][];
        _work = new Column[finishes.Length][][];
    }

    /// <summary>The work by candidate, its teams and period.</summary>
    internal static double[][][] Best(Problem problem, int[] finishes, Budget budget)
    {
        var some = JustInTime.Of(problem, finishes) ?? throw new InvalidOperationException("The finishes do not fit.");
        var arrange = new Arrange(problem, finishes);
        var cells = arrange.Cells();
        if (cells is 0 or > MostCells || arrange.NothingToWishFor(some)) return some;
        arrange.Build();
        var solution = Highs.Solve(arrange._model, new() { Work = Math.Min(MostWork, MostWork * FewCells * FewCells / ((long)cells * cells)), AbsoluteGap = 0.999, Start = arrange.PointOf(some), Cancel = budget.Cancel });
        if (!solution.HasPoint) return some;
        var first = arrange.WorkAt(solution.Point);
        var even = arrange.WithoutCrumbs(solution.Point, budget) is { } point ? arrange.WorkAt(point) : first;
        return Crumbs(even) < Crumbs(first) ? even : first;
    }

    private static int Crumbs(double[][][] work) => work.Sum(w => w.Sum(team => team.Count(ew => ew is > 0 and < Crumb)));

    /// <summary>In the periods found, as few pieces below half an engineer-week as a linear model can see to.</summary>
    private double[]? WithoutCrumbs(double[] point, Budget budget)
    {
        for (var c = 0; c < _model.Columns; c++) _model.SetWorth(new(c), 0);
        foreach (var on in _on.Where(o => o is not null).SelectMany(o => o)) _model.Fix(on, point[on.Index]);
        foreach (var (i, t) in Pieces().Where(p => point[_on[p.Candidate][p.Slot].Index] > 0.5).ToList())
        {
            _model.AtMost(0, [(_model.Continuous(0, Crumb, 1), 1), .. _work[i].Select(w => (w[t], -1.0))]);
        }

        var solution = Highs.Solve(_model, new() { Work = MostWork, Cancel = budget.Cancel });
        return solution.HasPoint ? solution.Point : null;
    }

    private IEnumerable<(int Candidate, int Slot)> Pieces() =>
        Enumerable.Range(0, _on.Length).Where(i => _on[i] is not null).SelectMany(i => Enumerable.Range(0, _on[i].Length).Select(t => (i, t)));

    /// <summary>In how many periods initiatives may be worked on.</summary>
    private int Cells() => Windows().Sum(w => w.Last - w.First + 1);

    /// <summary>Whether every initiative has all its work in its last period.</summary>
    private bool NothingToWishFor(double[][][] work) =>
        Windows().All(w => work[w.Candidate].Select((done, slot) => done[w.Last] >= _problem.Candidates[w.Candidate].Effort[slot].Ew).All(all => all));

    private List<(int Candidate, int First, int Last)> Windows() =>
        [.. Enumerable.Range(0, _finishes.Length).Where(i => _finishes[i] >= 0 && _problem.Candidates[i].Total > 0)
            .Select(i => (i, Evaluation.First(_problem, i, _finishes), _finishes[i]))];

    private void Build()
    {
        var windows = Windows();
        var periods = 1 + windows.Sum(w => w.Last - w.First + 1.0);
        foreach (var (i, first, last) in windows)
        {
            _on[i] = [.. Enumerable.Range(first, last - first + 1).Select(_ => _model.Binary(-periods))];
            CountIdleAndBegun(_on[i], idle: periods * periods);
            PutWork(i, first);
        }

        CapacityIsKept(windows);
    }

    /// <summary>begun[t] ≥ on[s] for s ≤ t, ahead[t] ≥ on[s] for s ≥ t, idle[t] ≥ begun[t] + ahead[t] − 1 − on[t].</summary>
    private void CountIdleAndBegun(Column[] on, double idle)
    {
        var begun = on.Select(_ => _model.Continuous(0, 1, -1)).ToArray();
        var ahead = on.Select(_ => _model.Continuous(0, 1)).ToArray();
        for (var t = 0; t < on.Length; t++)
        {
            _model.Below(on[t], begun[t]);
            _model.Below(on[t], ahead[t]);
            if (t > 0)
            {
                _model.Below(begun[t - 1], begun[t]);
                _model.Below(ahead[t], ahead[t - 1]);
            }

            if (t > 0 && t < on.Length - 1) _model.AtMost(1, (begun[t], 1), (ahead[t], 1), (on[t], -1), (_model.Continuous(0, 1, -idle), -1));
        }
    }

    /// <summary>R1, R2: the work adds up, at the pace, in periods that are on.</summary>
    private void PutWork(int i, int first)
    {
        var candidate = _problem.Candidates[i];
        _work[i] = new Column[candidate.Effort.Length][];
        for (var slot = 0; slot < candidate.Effort.Length; slot++)
        {
            var (team, ew) = candidate.Effort[slot];
            _work[i][slot] = [.. _on[i].Select(_ => _model.Continuous(0, ew))];
            for (var t = 0; t < _on[i].Length; t++)
            {
                var most = Math.Min(ew, Math.Min(candidate.Pace, _problem.Capacity[team][first + t]));
                _model.AtMost(0, (_work[i][slot][t], 1), (_on[i][t], -most));
            }

            _model.Equal(ew, [.. _work[i][slot].Select(w => (w, 1.0))]);
        }

        for (var t = 0; t < _on[i].Length; t++) _model.AtLeast(0, [(_on[i][t], -Least), .. _work[i].Select(w => (w[t], 1.0))]);
    }

    /// <summary>R4, for each team and period.</summary>
    private void CapacityIsKept(List<(int Candidate, int First, int Last)> windows)
    {
        var rows = new Dictionary<(int Team, int Period), List<(Column, double)>>();
        foreach (var (i, first, _) in windows)
        {
            for (var slot = 0; slot < _work[i].Length; slot++)
            {
                for (var t = 0; t < _work[i][slot].Length; t++)
                {
                    var key = (_problem.Candidates[i].Effort[slot].Team, first + t);
                    if (!rows.TryGetValue(key, out var terms)) rows[key] = terms = [];
                    terms.Add((_work[i][slot][t], 1));
                }
            }
        }

        foreach (var ((team, period), terms) in rows.OrderBy(r => r.Key)) _model.AtMost(_problem.Capacity[team][period], [.. terms]);
    }

    private double[] PointOf(double[][][] work)
    {
        var point = new double[_model.Columns];
        for (var i = 0; i < _on.Length; i++)
        {
            if (_on[i] is null) continue;
            var first = Evaluation.First(_problem, i, _finishes);
            for (var t = 0; t < _on[i].Length; t++)
            {
                if (work[i].Any(w => w[first + t] > 0)) point[_on[i][t].Index] = 1;
            }
        }

        return point;
    }

    private double[][][] WorkAt(double[] point)
    {
        var work = Layout.Empty(_problem, _finishes);
        for (var i = 0; i < _on.Length; i++)
        {
            if (_on[i] is null) continue;
            var first = Evaluation.First(_problem, i, _finishes);
            for (var slot = 0; slot < _work[i].Length; slot++)
            {
                for (var t = 0; t < _on[i].Length; t++) work[i][slot][first + t] = point[_on[i][t].Index] > 0.5 ? Tidy(point[_work[i][slot][t].Index]) : 0;
            }
        }

        return work;
    }

    private static double Tidy(double number) => number < 1e-6 ? 0 : Math.Round(number, 6);
}
