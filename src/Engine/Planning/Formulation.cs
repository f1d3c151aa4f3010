using Dais.Engine.Solving;

namespace Dais.Engine.Planning;

/// <summary>
/// The rules R1 … R11 as a linear model. One rule is one method; the list in <see cref="Build"/> is the policy.
/// </summary>
/// <remarks>
/// F[i,t] = 1 when candidate i is finished by the end of period t: it never falls, and its last value says whether i is
/// chosen. Use cases and capability levels are finish-by columns too, held between what they need, and come out whole
/// by themselves. Capacity is cumulative, Σ_i e·F[i,t] ≤ Σ_{s≤t} C[s]: exact as long as work may begin at the start of
/// the horizon. Candidates that start late or have a pace may be given columns for their work, which makes their share
/// of the rows exact too; otherwise the rows are a relaxation, and
/// <see cref="Layout"/> says whether a plan really fits.
/// </remarks>
internal sealed partial class Formulation
{
    private readonly Column[][] _finished;
    private readonly Dictionary<(int Candidate, int Team), Column[]> _work = [];
    private readonly HashSet<(int Candidate, int Team)> _explicit;
    private readonly Column?[,] _steps;
    private readonly Leeway? _leeway;

    private Formulation(Problem problem, IEnumerable<(int Candidate, int Team)> explicitWork, Leeway? leeway)
    {
        Problem = problem;
        _leeway = leeway;
        _explicit = [.. explicitWork];
        _finished = new Column[problem.Candidates.Length][];
        _steps = new Column?[problem.Steps.Length, problem.Periods];
    }

    internal Problem Problem { get; }

    internal LinearModel Model { get; } = new();

    /// <summary>What is left open; none where nothing is.</summary>
    internal Leeway? Leeway => _leeway;

    /// <summary>The engineer-weeks lacking to each floor.</summary>
    internal List<Column> Shortfalls { get; } = [];

    /// <summary>The model of <paramref name="problem"/> with an objective of nothing yet.</summary>
    internal static Formulation Build(Problem problem, IEnumerable<(int Candidate, int Team)> explicitWork, Leeway? leeway = null)
    {
        var f = new Formulation(problem, explicitWork, leeway);
        leeway?.Open(f.Model, problem);
        f.FinishedStaysFinished();
        f.ForcedIsChosen();
        f.AfterItsPredecessors();
        f.WithItsRequirements();
        f.AtMostOneOfAlternatives();
        f.WorkAddsUpWithinItsWindow();
        f.CapacityIsKept();
        f.CeilingsAreKept();
        f.FloorsAreMetOrTheShortfallIsKnown();
        f.FewEnoughPromisesMove();
        return f;
    }

    /// <summary>Whether candidate i is finished by the end of t, as a column; none where it cannot be yet.</summary>
    internal Column? FinishedBy(int i, int t)
    {
        var candidate = Problem.Candidates[i];
        if (!candidate.Possible || t < candidate.MinFinish) return null;
        return _finished[i][Math.Min(t, candidate.MaxFinish) - candidate.MinFinish];
    }

    /// <summary>Whether candidate i is chosen; none where it cannot be.</summary>
    internal Column? Chosen(int i) => FinishedBy(i, Problem.Periods - 1);

    /// <summary>The finish of each candidate at <paramref name="point"/>; −1 where it is not chosen.</summary>
    internal int[] Finishes(double[] point)
    {
        var finishes = new int[Problem.Candidates.Length];
        for (var i = 0; i < finishes.Length; i++)
        {
            finishes[i] = -1;
            var columns = _finished[i];
            for (var t = 0; t < columns.Length && finishes[i] < 0; t++)
            {
                if (point[columns[t].Index] > 0.5) finishes[i] = Problem.Candidates[i].MinFinish + t;
            }
        }

        return finishes;
    }

    /// <summary>The point at which the candidates are finished so; only their own columns are filled in.</summary>
    internal double[] PointOf(int[] finishes)
    {
        var point = new double[Model.Columns];
        for (var i = 0; i < finishes.Length; i++)
        {
            if (finishes[i] < 0) continue;
            for (var t = 0; t < _finished[i].Length; t++) point[_finished[i][t].Index] = Problem.Candidates[i].MinFinish + t >= finishes[i] ? 1 : 0;
        }

        return point;
    }

    /// <summary>The columns that say when candidate i is finished.</summary>
    internal Column[] FinishColumns(int i) => _finished[i];

    /// <summary>Candidate i is finished exactly then; −1 means not chosen.</summary>
    internal void HoldFinish(int i, int finish)
    {
        for (var t = 0; t < _finished[i].Length; t++) Model.Fix(_finished[i][t], finish >= 0 && Problem.Candidates[i].MinFinish + t >= finish ? 1 : 0);
    }

    /// <summary>Any finishes but these.</summary>
    internal void Forbid(int[] finishes)
    {
        var point = PointOf(finishes);
        var columns = _finished.SelectMany(c => c).ToList();
        var ones = columns.Count(c => point[c.Index] > 0.5);
        Model.AtLeast(1 - ones, [.. columns.Select(c => (c, point[c.Index] > 0.5 ? -1.0 : 1.0))]);
    }

    /// <summary>R3: finished by t means finished by t + 1.</summary>
    private void FinishedStaysFinished()
    {
        for (var i = 0; i < _finished.Length; i++)
        {
            var candidate = Problem.Candidates[i];
            _finished[i] = new Column[Math.Max(0, candidate.MaxFinish - candidate.MinFinish + 1)];
            for (var t = 0; t < _finished[i].Length; t++)
            {
                _finished[i][t] = Model.Binary();
                if (t > 0) Model.Below(_finished[i][t - 1], _finished[i][t]);
            }
        }
    }

    /// <summary>R8: what must be chosen is.</summary>
    private void ForcedIsChosen()
    {
        for (var i = 0; i < _finished.Length; i++)
        {
            if (!Problem.Candidates[i].Forced) continue;
            if (Chosen(i) is { } chosen) Model.Fix(chosen, 1);
            else Model.AtLeast(1);
        }
    }

    /// <summary>R5: i after j is finished by t only if j is by t − periods(i).</summary>
    private void AfterItsPredecessors()
    {
        for (var i = 0; i < _finished.Length; i++)
        {
            foreach (var j in Problem.Candidates[i].After) NoSoonerThan(i, j, Problem.Candidates[i].Periods);
        }
    }

    /// <summary>R6: i that requires j is finished by t only if j is.</summary>
    private void WithItsRequirements()
    {
        for (var i = 0; i < _finished.Length; i++)
        {
            foreach (var j in Problem.Candidates[i].Requires) NoSoonerThan(i, j, 0);
        }
    }

    private void NoSoonerThan(int i, int j, int distance)
    {
        if (i == j) return;
        var (later, earlier) = (Problem.Candidates[i], Problem.Candidates[j]);
        for (var t = later.MinFinish; t <= later.MaxFinish; t++)
        {
            if (FinishedBy(j, t - distance) is not { } before)
            {
                Model.Fix(FinishedBy(i, t)!.Value, 0);
                continue;
            }

            if (t - distance >= earlier.MaxFinish)
            {
                Model.Below(Chosen(i)!.Value, before);
                return;
            }

            Model.Below(FinishedBy(i, t)!.Value, before);
        }
    }

    /// <summary>R7: at most one of two alternatives is chosen.</summary>
    private void AtMostOneOfAlternatives()
    {
        foreach (var (a, b) in Problem.Excludes)
        {
            if (Chosen(a) is { } first && Chosen(b) is { } second) Model.AtMost(1, (first, 1), (second, 1));
        }
    }

    /// <summary>R1, R2, R3: work with columns of its own adds up, keeps its pace, waits for its predecessors, ends at its finish.</summary>
    private void WorkAddsUpWithinItsWindow()
    {
        foreach (var (i, team) in _explicit.Order())
        {
            var candidate = Problem.Candidates[i];
            if (!candidate.Possible) continue;
            var ew = candidate.Effort.First(e => e.Team == team).Ew;
            var columns = new Column[candidate.MaxFinish + 1];
            for (var t = 0; t < columns.Length; t++)
            {
                var most = t < candidate.Earliest ? 0 : Math.Min(ew, Math.Min(candidate.Pace, Problem.Capacity[team][t]));
                columns[t] = Model.Continuous(0, most);
            }

            _work[(i, team)] = columns;
            var done = new List<(Column, double)>();
            for (var t = 0; t < columns.Length; t++)
            {
                done.Add((columns[t], 1));
                foreach (var j in candidate.After) WaitsFor(done, j, t - 1, ew);
                if (_leeway?.Scaled(i) is not null)
                {
                    ScaledWork(i, team, t, ew, done);
                    continue;
                }

                if (t == candidate.MaxFinish) Model.Equal(0, [.. done, (Chosen(i)!.Value, -ew)]);
                else if (FinishedBy(i, t) is { } finished) Model.AtLeast(0, [.. done, (finished, -ew)]);
            }
        }
    }

    /// <summary>R1 for work that may be cut: what is done at the finish is the share that is kept, and that much is done wherever it is finished.</summary>
    private void ScaledWork(int i, int team, int t, double ew, List<(Column, double)> done)
    {
        var kept = _leeway!.Kept(Model, i, team, ew, Chosen(i)!.Value);
        if (t == Problem.Candidates[i].MaxFinish) Model.Equal(0, [.. done, (kept, -1)]);
        else if (FinishedBy(i, t) is { } finished) Model.AtLeast(-ew, [.. done, (kept, -1), (finished, -ew)]);
    }

    private void WaitsFor(List<(Column, double)> done, int before, int by, double ew)
    {
        if (FinishedBy(before, by) is { } finished) Model.AtMost(0, [.. done, (finished, -ew)]);
        else Model.AtMost(0, [.. done]);
    }

    /// <summary>R4: no team works more than it can, from the start to the end of any period, and in any one period.</summary>
    private void CapacityIsKept()
    {
        for (var team = 0; team < Problem.Capacity.Length; team++)
        {
            var workers = Workers(team).ToList();
            var capacity = 0.0;
            for (var t = 0; t < Problem.Periods; t++)
            {
                capacity += CapacityOf(team, t);
                Cumulative(team, t, capacity, workers);
                OnePeriod(team, t);
            }
        }
    }

    private double CapacityOf(int team, int t) => _leeway?.Capacity?[team][t] ?? Problem.Capacity[team][t];

    private IEnumerable<(int Candidate, double Ew)> Workers(int team) =>
        Problem.Candidates.SelectMany((c, i) => c.Possible ? c.Effort.Where(e => e.Team == team).Select(e => (i, e.Ew)) : []);

    private void Cumulative(int team, int t, double capacity, List<(int Candidate, double Ew)> workers)
    {
        var terms = new List<(Column, double)>();
        var most = 0.0;
        foreach (var (i, ew) in workers)
        {
            if (_work.TryGetValue((i, team), out var columns))
            {
                for (var s = 0; s <= Math.Min(t, columns.Length - 1); s++) terms.Add((columns[s], 1));
                most += ew;
            }
            else if (FinishedBy(i, t) is { } finished)
            {
                terms.Add((finished, ew));
                most += ew;
            }
        }

        if (most <= capacity + 1e-9) return;
        for (var s = 0; s <= t; s++)
        {
            if (_leeway?.Lent(team, s) is { } lent) terms.Add((lent, -1));
        }

        Model.AtMost(capacity, [.. terms]);
    }

    private void OnePeriod(int team, int t)
    {
        var terms = _explicit.Where(e => e.Team == team).Order().Where(_work.ContainsKey).Select(e => _work[e]).Where(w => t < w.Length).Select(w => (w[t], 1.0)).ToList();
        if (_leeway?.Lent(team, t) is { } lent && terms.Count > 0) terms.Add((lent, -1));
        if (terms.Count > 1) Model.AtMost(CapacityOf(team, t), [.. terms]);
    }

    /// <summary>R9: the effort chosen in a bucket is at most its ceiling.</summary>
    private void CeilingsAreKept()
    {
        for (var b = 0; b < Problem.Bands.Length; b++)
        {
            if (double.IsFinite(Problem.Bands[b].Ceiling)) Model.AtMost(Problem.Bands[b].Ceiling, ChosenIn(b));
        }
    }

    /// <summary>R9: the effort chosen in a bucket and its shortfall are at least its floor.</summary>
    private void FloorsAreMetOrTheShortfallIsKnown()
    {
        for (var b = 0; b < Problem.Bands.Length; b++)
        {
            var floor = Problem.Bands[b].Floor;
            if (floor <= 0) continue;
            var shortfall = Model.Continuous(0, floor);
            Shortfalls.Add(shortfall);
            Model.AtLeast(floor, [.. ChosenIn(b), (shortfall, 1)]);
        }
    }

    private (Column, double)[] ChosenIn(int bucket) => _leeway is { AnyScaled: true } leeway
        ? [.. Problem.Candidates.Select((c, i) => (c, i)).Where(x => x.c.Bucket == bucket && x.c.Possible && x.c.Total > 0)
            .SelectMany(x => leeway.Scaled(x.i) is null ? [(Chosen(x.i)!.Value, x.c.Total)] : x.c.Effort.Select(e => (leeway.Kept(Model, x.i, e.Team, e.Ew, Chosen(x.i)!.Value), 1.0)))]
        : [.. Problem.Candidates.Select((c, i) => (c, i)).Where(x => x.c.Bucket == bucket && x.c.Possible && x.c.Total > 0).Select(x => (Chosen(x.i)!.Value, x.c.Total))];

    /// <summary>R8: at most so many promised finishes move.</summary>
    private void FewEnoughPromisesMove()
    {
        if (Problem.MaxMoves == int.MaxValue) return;
        var promised = Problem.Candidates.Select((c, i) => (c, i)).Where(x => x.c.Promised is not null).ToList();
        var terms = new List<(Column, double)>();
        foreach (var (candidate, i) in promised)
        {
            var finish = candidate.Promised!.Value;
            if (FinishedBy(i, finish) is not { } by || finish > candidate.MaxFinish) continue;
            terms.Add((by, 1));
            if (FinishedBy(i, finish - 1) is { } sooner) terms.Add((sooner, -1));
        }

        Model.AtLeast(promised.Count - Problem.MaxMoves, [.. terms]);
    }
}
