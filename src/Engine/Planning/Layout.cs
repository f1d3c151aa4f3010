namespace Dais.Engine.Planning;

/// <summary>
/// Whether the work of given finishes fits, exactly: for each team a flow of work from initiatives through the periods
/// of their windows into capacity.
/// </summary>
/// <remarks>
/// The work of one team is a <see cref="TeamFlow"/>; where it does not fit, the initiatives that could still be reached
/// are the ones that compete for too little capacity.
/// </remarks>
internal sealed class Layout
{
    /// <summary>Engineer-weeks that may be missing by rounding.</summary>
    internal const double Slack = 2e-6;

    private readonly Problem _problem;
    private readonly List<Job>[] _jobs;
    private readonly bool _late;

    private Layout(Problem problem, int[] finishes, bool late = false, bool[]? yields = null)
    {
        (_problem, _late) = (problem, late);
        _jobs = Jobs(problem, finishes, yields);
    }

    /// <summary>For each team, the work of these finishes.</summary>
    internal static List<Job>[] Jobs(Problem problem, int[] finishes, bool[]? yields = null)
    {
        var jobs = problem.Capacity.Select(_ => new List<Job>()).ToArray();
        for (var i = 0; i < finishes.Length; i++)
        {
            if (finishes[i] < 0) continue;
            var candidate = problem.Candidates[i];
            var first = Evaluation.First(problem, i, finishes);
            for (var slot = 0; slot < candidate.Effort.Length; slot++)
            {
                jobs[candidate.Effort[slot].Team].Add(new(i, slot, candidate.Effort[slot].Ew, first, finishes[i], candidate.Pace, yields is not null && yields[i]));
            }
        }

        return jobs;
    }

    /// <summary>The pairs of candidate and team that compete where the work does not fit; empty where it does.</summary>
    internal static List<(int Candidate, int Team)> Misfits(Problem problem, int[] finishes) => Misfits(problem, finishes, Enumerable.Range(0, problem.Capacity.Length));

    /// <summary>The same for some teams.</summary>
    internal static List<(int Candidate, int Team)> Misfits(Problem problem, int[] finishes, IEnumerable<int> teams)
    {
        var layout = new Layout(problem, finishes);
        return [.. teams.SelectMany(team => layout.Flow(team, null).Select(i => (i, team)))];
    }

    /// <summary>Whether all the work fits.</summary>
    internal static bool Fits(Problem problem, int[] finishes)
    {
        var layout = new Layout(problem, finishes);
        for (var team = 0; team < problem.Capacity.Length; team++)
        {
            if (layout.Flow(team, null).Count > 0) return false;
        }

        return true;
    }

    /// <summary>Some layout that fits: work by candidate, its teams and period; none where there is none.</summary>
    internal static double[][][]? Any(Problem problem, int[] finishes) => new Layout(problem, finishes).Whole(Empty(problem, finishes));

    /// <summary>A layout that does everything as late as it can be, and of equals those that yield earliest; none where there is none.</summary>
    internal static double[][][]? Latest(Problem problem, int[] finishes, bool[]? yields = null) =>
        new Layout(problem, finishes, late: true, yields).Whole(Empty(problem, finishes));

    /// <summary>No work: an array for each candidate, team of it and period.</summary>
    internal static double[][][] Empty(Problem problem, int[] finishes) =>
        [.. problem.Candidates.Select((c, i) => finishes[i] < 0 ? [] : c.Effort.Select(_ => new double[problem.Periods]).ToArray())];

    private double[][][]? Whole(double[][][] work)
    {
        for (var team = 0; team < _jobs.Length; team++)
        {
            if (Flow(team, work).Count > 0) return null;
        }

        return work;
    }

    /// <summary>The candidates that compete for too little capacity of that team; empty where its work fits, which is then written down.</summary>
    private List<int> Flow(int team, double[][][]? work)
    {
        var jobs = _jobs[team];
        var network = TeamFlow.Of(jobs, (double[])_problem.Capacity[team].Clone(), work is null ? null : [.. jobs.Select(j => work[j.Candidate][j.Slot])]);
        if (_late) network.FillBackward();
        else network.FillForward();
        return network.Complete() ? [] : [.. network.Competing().Select(j => jobs[j].Candidate)];
    }
}
