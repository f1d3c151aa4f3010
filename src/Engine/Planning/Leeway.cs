using Dais.Engine.Solving;

namespace Dais.Engine.Planning;

/// <summary>
/// What of a problem is left open as columns, so that the smallest change of it can be solved for: work lent to teams,
/// or the share of the effort of some candidates that is kept.
/// </summary>
/// <remarks>
/// Lent work is a column for each team and period, added to the capacity. The share that is kept, φ, is one column for
/// all candidates that may be cut; the work of candidate i on team k is then φ·e where i is chosen and 0 where it is not,
/// which the four rows of <see cref="Kept"/> say exactly. All work of these candidates needs columns of its own.
/// </remarks>
internal sealed class Leeway
{
    private readonly HashSet<int> _teams;
    private readonly HashSet<int> _scaled;
    private readonly Dictionary<(int, int), Column> _kept = [];
    private Column?[,] _lent = new Column?[0, 0];
    private Column _share;

    private Leeway(double[][]? capacity, IEnumerable<int> teams, IEnumerable<int> scaled) =>
        (Capacity, _teams, _scaled) = (capacity, [.. teams], [.. scaled]);

    /// <summary>The capacity that there is without what is lent; none where it is the problem's own.</summary>
    internal double[][]? Capacity { get; }

    /// <summary>Whether some effort may be cut.</summary>
    internal bool AnyScaled => _scaled.Count > 0;

    /// <summary>φ, 0 … 1.</summary>
    internal Column Share => _share;

    /// <summary>Work lent to these teams, over that capacity.</summary>
    internal static Leeway Lending(double[][] capacity, IEnumerable<int> teams) => new(capacity, teams, []);

    /// <summary>Effort of these candidates that may be cut.</summary>
    internal static Leeway Cutting(IEnumerable<int> candidates) => new(null, [], candidates);

    internal void Open(LinearModel model, Problem problem)
    {
        _lent = new Column?[problem.Capacity.Length, problem.Periods];
        foreach (var team in _teams)
        {
            for (var t = 0; t < problem.Periods; t++) _lent[team, t] = model.Continuous(0, problem.Capacity[team][t]);
        }

        if (AnyScaled) _share = model.Continuous(0, 1);
    }

    /// <summary>Work lent to that team in that period; none where it may not be.</summary>
    internal Column? Lent(int team, int t) => _lent[team, t];

    /// <summary>φ where the candidate may be cut; none where not.</summary>
    internal Column? Scaled(int i) => _scaled.Contains(i) ? _share : null;

    /// <summary>The work of candidate i on that team: φ·ew where it is chosen, else 0.</summary>
    internal Column Kept(LinearModel model, int i, int team, double ew, Column chosen)
    {
        if (_kept.TryGetValue((i, team), out var known)) return known;
        var kept = model.Continuous(0, ew);
        model.AtMost(0, (kept, 1), (_share, -ew));
        model.AtMost(0, (kept, 1), (chosen, -ew));
        model.AtLeast(-ew, (kept, 1), (_share, -ew), (chosen, -ew));
        return _kept[(i, team)] = kept;
    }
}
