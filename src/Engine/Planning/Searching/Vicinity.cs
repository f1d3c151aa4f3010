namespace Dais.Engine.Planning.Searching;

/// <summary>
/// What is set free around a thing that is left out, or around what has changed, so that a plan that answers to it can be
/// found at once: the thing, all it stands on, what it would complete, and of what takes its place now as much as can be
/// solved in a moment.
/// </summary>
/// <remarks>
/// Its place is taken by what works for the same teams, and by what counts to the same bucket where that is full. The
/// least worth for its effort goes first, as it is the first to give way; each brings along what stands on it, else it
/// could not be given up. In between come things left out that work for the same teams: they fill what remains. Of what
/// has changed the place itself is in question, as if it were left out.
/// </remarks>
internal sealed class Vicinity
{
    private readonly Problem _problem;
    private readonly int[] _finishes;
    private readonly double[] _worth;
    private readonly int[][] _standing;
    private readonly List<int> _order = [];
    private readonly bool[] _seen;

    private Vicinity(Problem problem, int[] finishes)
    {
        (_problem, _finishes) = (problem, finishes);
        _seen = new bool[finishes.Length];
        _worth = Worth(problem);
        _standing = StandingOn(problem);
    }

    /// <summary>The candidates to be set free around things that are wanted, about so many columns in all.</summary>
    internal static Freed[] Of(Problem problem, IEnumerable<int> wanted, int[] finishes, int columns)
    {
        var vicinity = new Vicinity(problem, finishes);
        foreach (var i in wanted) vicinity.Take(i, withAllItStandsOn: true);
        var core = vicinity._order.ToArray();
        int[] placeless = [.. core.Where(i => finishes[i] < 0)];
        return vicinity.Around(core, vicinity.TeamsOf(placeless), vicinity.FullBuckets(placeless), columns);
    }

    /// <summary>The candidates to be set free around what has changed, about so many columns in all.</summary>
    internal static Freed[] Of(Problem problem, Changed changed, int[] finishes, int columns)
    {
        var vicinity = new Vicinity(problem, finishes);
        foreach (var i in changed.Candidates)
        {
            vicinity.Take(i, withAllItStandsOn: true);
            vicinity.TakeWithWhatStandsOn(i);
        }

        var core = vicinity._order.ToArray();
        int[] inQuestion = [.. core.Where(i => finishes[i] < 0 || changed.Candidates.Contains(i)), .. vicinity.All.Where(i => changed.Buckets.Contains(problem.Candidates[i].Bucket))];
        return vicinity.Around(core, [.. vicinity.TeamsOf(inQuestion), .. changed.Teams], [.. vicinity.FullBuckets(inQuestion), .. changed.Buckets], columns);
    }

    private Freed[] Around(int[] core, HashSet<int> teams, HashSet<int> buckets, int columns)
    {
        foreach (var (a, b) in _problem.Excludes)
        {
            if (core.Contains(a)) TakeWithWhatStandsOn(b);
            if (core.Contains(b)) TakeWithWhatStandsOn(a);
        }

        foreach (var mate in Mates(core)) Take(mate, withAllItStandsOn: true);
        var (rivals, fillers) = (new Queue<int>(Rivals(teams, buckets)), new Queue<int>(Fillers(teams)));
        for (var turn = 0; Columns < columns && rivals.Count + fillers.Count > 0; turn++)
        {
            if (rivals.Count > 0 && (turn % 4 != 3 || fillers.Count == 0)) TakeWithWhatStandsOn(rivals.Dequeue());
            else Take(fillers.Dequeue(), withAllItStandsOn: true);
        }

        return [.. _order.Select(i => new Freed(i, 0, _problem.Periods - 1))];
    }

    private IEnumerable<int> All => Enumerable.Range(0, _finishes.Length);

    /// <summary>Windows may be wider where more capacity is lent: so every period counts.</summary>
    private int Columns => _order.Count * _problem.Periods;

    private void Take(int candidate, bool withAllItStandsOn)
    {
        var open = new Stack<int>([candidate]);
        while (open.TryPop(out var i))
        {
            if (_seen[i]) continue;
            _seen[i] = true;
            _order.Add(i);
            if (!withAllItStandsOn) return;
            foreach (var j in _problem.Candidates[i].After.Concat(_problem.Candidates[i].Requires)) open.Push(j);
        }
    }

    private void TakeWithWhatStandsOn(int candidate)
    {
        var open = new Stack<int>([candidate]);
        while (open.TryPop(out var i))
        {
            if (_seen[i] && i != candidate) continue;
            Take(i, withAllItStandsOn: false);
            foreach (var j in _standing[i].Where(j => _finishes[j] >= 0)) open.Push(j);
        }
    }

    /// <summary>What use cases need beside the thing, and the plan does not have.</summary>
    private IEnumerable<int> Mates(int[] core) => _problem.Goals
        .Where(g => g.Full > 0 && _problem.NeedsOf(g).Any(core.Contains)).OrderByDescending(g => g.Full)
        .SelectMany(_problem.NeedsOf).Where(i => _finishes[i] < 0 && _problem.Candidates[i].Possible);

    /// <summary>What is chosen and takes its place, the least worth for its effort first.</summary>
    private IEnumerable<int> Rivals(HashSet<int> teams, HashSet<int> buckets) => All
        .Where(i => _finishes[i] >= 0 && !_problem.Candidates[i].Forced && (buckets.Contains(_problem.Candidates[i].Bucket) || _problem.Candidates[i].Effort.Any(e => teams.Contains(e.Team))))
        .OrderBy(Density).ThenBy(i => i);

    /// <summary>What is left out and works for the same teams only, the most worth for its effort first.</summary>
    private IEnumerable<int> Fillers(HashSet<int> teams) => All
        .Where(i => _finishes[i] < 0 && _problem.Candidates[i].Possible && _problem.Candidates[i].Total > 0 && _problem.Candidates[i].Effort.All(e => teams.Contains(e.Team)))
        .OrderByDescending(Density).ThenBy(i => i);

    private HashSet<int> TeamsOf(int[] candidates) => [.. candidates.SelectMany(i => _problem.Candidates[i].Effort.Select(e => e.Team))];

    /// <summary>The buckets that cannot hold all of these beside what is in them.</summary>
    private HashSet<int> FullBuckets(int[] candidates)
    {
        var effort = Evaluation.Effort(_problem, _finishes);
        return candidates.Where(i => _finishes[i] < 0 && _problem.Candidates[i].Bucket >= 0).GroupBy(i => _problem.Candidates[i].Bucket)
            .Where(g => effort[g.Key] + g.Sum(i => _problem.Candidates[i].Total) > _problem.Bands[g.Key].Ceiling).Select(g => g.Key).ToHashSet();
    }

    private double Density(int i) => _worth[i] / Math.Max(0.1, _problem.Candidates[i].Total);

    /// <summary>The most that a candidate is worth by itself, and its part of the use cases that need it.</summary>
    private static double[] Worth(Problem problem)
    {
        var worth = problem.Candidates.Select(c => c.Possible ? Problem.WorthOf(c, c.MinFinish, problem.Weights) : 0).ToArray();
        foreach (var goal in problem.Goals)
        {
            var needs = problem.NeedsOf(goal).ToList();
            foreach (var i in needs) worth[i] += problem.Weights.Customer * goal.Full / needs.Count;
        }

        return worth;
    }

    private static int[][] StandingOn(Problem problem)
    {
        var standing = problem.Candidates.Select(_ => new List<int>()).ToArray();
        for (var i = 0; i < standing.Length; i++)
        {
            foreach (var j in problem.Candidates[i].After.Concat(problem.Candidates[i].Requires)) standing[j].Add(i);
        }

        return [.. standing.Select(s => s.ToArray())];
    }
}
