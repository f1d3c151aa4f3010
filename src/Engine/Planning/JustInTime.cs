namespace Dais.Engine.Planning;

/// <summary>
/// Lays out the work of given finishes quickly, in one piece and as late as it can be where that is possible: nearly
/// what rule R2 wants shown, for plans of any size.
/// </summary>
/// <remarks>
/// From the last finish back, each initiative gets its work in adjoining periods on all its teams at once, ending as
/// late as the others leave room for: they do when their work still fits, by <see cref="IntervalDemand"/>, or by
/// <see cref="TeamFlow"/> where some of it has a pace. Where no such place is found it takes what the latest layout of
/// all that is left gives it; after a count of steps everything that is left does. So a layout that exists is always
/// found.
/// </remarks>
internal sealed class JustInTime
{
    private const double Dust = 1e-9;
    private const long MostSteps = 50_000_000;

    private readonly Problem _problem;
    private readonly int[] _finishes;
    private readonly double[][] _spare;
    private readonly List<Job>[] _left;
    private readonly IntervalDemand[] _demand;
    private readonly double[][][] _work;
    private long _steps;

    private JustInTime(Problem problem, int[] finishes)
    {
        (_problem, _finishes) = (problem, finishes);
        _spare = [.. problem.Capacity.Select(c => (double[])c.Clone())];
        _left = Layout.Jobs(problem, finishes);
        _demand = [.. _left.Select(_ => new IntervalDemand(problem.Periods))];
        for (var team = 0; team < _left.Length; team++) _left[team].ForEach(_demand[team].Add);
        _work = Layout.Empty(problem, finishes);
    }

    /// <summary>The work by candidate, its teams and period; none where the finishes do not fit.</summary>
    internal static double[][][]? Of(Problem problem, int[] finishes)
    {
        if (!Layout.Fits(problem, finishes)) return null;
        var whole = new JustInTime(problem, finishes);
        var order = Enumerable.Range(0, finishes.Length).Where(i => finishes[i] >= 0 && problem.Candidates[i].Total > 0)
            .OrderByDescending(i => finishes[i]).ThenByDescending(i => Evaluation.First(problem, i, finishes)).ThenBy(i => i);
        return order.All(i => whole._steps > MostSteps || whole.Place(i)) && whole.PlaceTheRest() ? whole._work : Layout.Latest(problem, finishes);
    }

    /// <summary>Takes the initiative out of what is left to lay out, and puts its work down.</summary>
    private bool Place(int i)
    {
        var effort = _problem.Candidates[i].Effort;
        var mine = effort.Select(e => _left[e.Team].Single(job => job.Candidate == i)).ToArray();
        for (var slot = 0; slot < effort.Length; slot++) TakeOut(effort[slot].Team, mine[slot]);
        for (var end = mine[0].Last; end >= mine[0].First; end--)
        {
            if (InOnePiece(mine, end) is { } pieces && Book(effort, pieces)) return Write(i, pieces);
        }

        var latest = effort.Select((e, slot) => Latest(e.Team, mine[slot])).ToArray();
        return latest.All(piece => piece is not null) && Book(effort, latest!) && Write(i, latest!);
    }

    /// <summary>Puts down all that is left as late as it can be.</summary>
    private bool PlaceTheRest()
    {
        for (var team = 0; team < _left.Length; team++)
        {
            if (!Flow(team, [.. _left[team].Select(job => _work[job.Candidate][job.Slot])]).Complete()) return false;
        }

        return true;
    }

    private void TakeOut(int team, Job job)
    {
        _left[team].Remove(job);
        _demand[team].Remove(job);
    }

    /// <summary>For each team the work in adjoining periods up to <paramref name="end"/>; none where it does not go in.</summary>
    private double[][]? InOnePiece(Job[] mine, int end)
    {
        _steps += mine.Length;
        for (var slot = 0; slot < mine.Length; slot++)
        {
            if (_spare[_problem.Candidates[mine[slot].Candidate].Effort[slot].Team][end] <= Dust && mine[slot].Ew > 0) return null;
        }

        _steps += (long)mine.Length * _problem.Periods;
        var pieces = new double[mine.Length][];
        for (var slot = 0; slot < mine.Length; slot++)
        {
            var job = mine[slot];
            var spare = _spare[_problem.Candidates[job.Candidate].Effort[slot].Team];
            var piece = pieces[slot] = new double[_problem.Periods];
            var left = job.Ew;
            for (var t = end; t >= job.First && left > 0; t--)
            {
                piece[t] = Math.Min(left, Math.Min(job.Pace, spare[t]));
                left -= piece[t];
                if (piece[t] <= Dust && left > 0) return null;
            }

            if (left > 0) return null;
        }

        return pieces;
    }

    /// <summary>Takes the capacity, if all that is left still fits then.</summary>
    private bool Book((int Team, double Ew)[] effort, double[][] pieces)
    {
        for (var slot = 0; slot < pieces.Length; slot++) Add(_spare[effort[slot].Team], pieces[slot], -1);
        if (effort.All(e => StillFits(e.Team))) return true;
        for (var slot = 0; slot < pieces.Length; slot++) Add(_spare[effort[slot].Team], pieces[slot], 1);
        return false;
    }

    private bool StillFits(int team)
    {
        _steps += _demand[team].Steps;
        return _demand[team].Fit(_spare[team]) && (_demand[team].Paced == 0 || Complete(Flow(team, null)));
    }

    private bool Complete(TeamFlow flow)
    {
        var complete = flow.Complete();
        _steps += flow.Steps;
        return complete;
    }

    private static void Add(double[] spare, double[] piece, int sign)
    {
        for (var t = 0; t < spare.Length; t++) spare[t] = Math.Max(0, spare[t] + (sign * piece[t]));
    }

    /// <summary>What the latest layout of all that is left, and of this job, gives it.</summary>
    private double[]? Latest(int team, Job mine)
    {
        _left[team].Add(mine);
        _steps += (long)_problem.Periods * _left[team].Count;
        var flow = _left[team].Select(_ => new double[_problem.Periods]).ToArray();
        var piece = Complete(Flow(team, flow)) ? flow[^1] : null;
        _left[team].RemoveAt(_left[team].Count - 1);
        return piece;
    }

    private TeamFlow Flow(int team, double[][]? write)
    {
        var flow = TeamFlow.Of(_left[team], (double[])_spare[team].Clone(), write);
        if (write is null) flow.FillForward();
        else flow.FillBackward();
        return flow;
    }

    private bool Write(int i, double[][] pieces)
    {
        for (var slot = 0; slot < pieces.Length; slot++) pieces[slot].CopyTo(_work[i][slot], 0);
        return true;
    }
}
