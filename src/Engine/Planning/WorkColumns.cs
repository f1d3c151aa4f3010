namespace Dais.Engine.Planning;

/// <summary>The work, by candidate and team, that has columns of its own in a <see cref="Formulation"/>.</summary>
internal sealed class WorkColumns
{
    private const int FewColumns = 4000;

    private readonly Problem _problem;
    private readonly HashSet<(int Candidate, int Team)> _pairs;

    internal WorkColumns(Problem problem)
    {
        _problem = problem;
        _pairs = [.. ThatNeedThem(problem)];
    }

    internal IReadOnlyCollection<(int Candidate, int Team)> Pairs => _pairs;

    /// <summary>Columns for all the work of these candidates.</summary>
    internal void Give(IEnumerable<int> candidates) =>
        _pairs.UnionWith(candidates.SelectMany(i => _problem.Candidates[i].Effort.Select(e => (i, e.Team))));

    /// <summary>Gives columns of its own to the work that stood in the way and starts late; to all such work of the team where none is left.</summary>
    internal void Give(List<(int Candidate, int Team)> misfits)
    {
        if (!TryGive(misfits)) throw new InvalidOperationException("A plan whose work has columns of its own does not fit: the solver and the layout disagree.");
    }

    /// <summary>The same; false where all that work has columns already.</summary>
    internal bool TryGive(List<(int Candidate, int Team)> misfits)
    {
        var before = _pairs.Count;
        _pairs.UnionWith(misfits.Where(m => _problem.Candidates[m.Candidate].StartsLate));
        if (_pairs.Count > before) return true;
        var teams = misfits.Select(m => m.Team).ToHashSet();
        _pairs.UnionWith(Every(_problem).Where(p => teams.Contains(p.Team)));
        return _pairs.Count > before;
    }

    /// <summary>Every candidate that is possible, with each of its teams.</summary>
    internal static IEnumerable<(int Candidate, int Team)> Every(Problem problem) =>
        problem.Candidates.SelectMany((c, i) => c.Possible ? c.Effort.Select(e => (i, e.Team)) : []);

    /// <summary>Work with a pace needs columns; late work gets them at once where that is few.</summary>
    private static IEnumerable<(int, int)> ThatNeedThem(Problem problem)
    {
        var pairs = Every(problem).ToList();
        var paced = pairs.Where(p => problem.Candidates[p.Candidate].Pace < double.PositiveInfinity).ToList();
        var late = pairs.Where(p => problem.Candidates[p.Candidate].StartsLate).ToList();
        return late.Count * problem.Periods <= FewColumns ? paced.Union(late) : paced;
    }
}
