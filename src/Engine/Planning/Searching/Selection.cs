namespace Dais.Engine.Planning.Searching;

/// <summary>How candidates are picked to be set free together.</summary>
internal enum Pick
{
    /// <summary>Those that work for two teams.</summary>
    Teams,

    /// <summary>Those that depend on each other, directly or by a use case.</summary>
    Ball,

    /// <summary>Those that are, or could be, finished in two adjacent periods.</summary>
    Periods,

    /// <summary>Those about which plan and relaxation disagree, and some at random.</summary>
    Doubts,
}

/// <summary>Picks candidates to be set free, by chance and by what the relaxation says.</summary>
internal sealed class Selection
{
    private readonly Problem _problem;
    private readonly Relaxation? _relaxation;
    private readonly Random _random;
    private readonly int[][] _near;
    private readonly int[][] _ofTeam;

    internal Selection(Problem problem, Relaxation? relaxation, int seed)
    {
        (_problem, _relaxation, _random) = (problem, relaxation, new(seed));
        _near = Near(problem);
        _ofTeam = [.. problem.Capacity.Select((_, team) => Possible().Where(i => problem.Candidates[i].Effort.Any(e => e.Team == team)).ToArray())];
    }

    /// <summary>Candidates with the finishes they are offered, about so many columns in all.</summary>
    internal Freed[] Next(Pick pick, int[] finishes, int columns)
    {
        var reach = Math.Max(1, Math.Min(_problem.Periods, columns / 24) / 2);
        var order = pick switch
        {
            Pick.Teams => Teams(),
            Pick.Ball => Ball(),
            Pick.Periods => Periods(finishes),
            _ => Doubts(finishes),
        };
        var free = new List<Freed>();
        var left = columns;
        foreach (var i in order)
        {
            if (left <= 0) break;
            if (finishes[i] < 0 && Unattractive(i)) continue;
            var freed = Offer(i, finishes[i], reach);
            left -= freed.To - freed.From + 1;
            free.Add(freed);
        }

        return [.. free];
    }

    /// <summary>Any finish where there are few periods, else some around the present one and the relaxation's.</summary>
    private Freed Offer(int i, int finish, int reach)
    {
        var candidate = _problem.Candidates[i];
        var middle = finish >= 0 ? finish : (int)Math.Round(MeanFinish(i));
        var (from, to) = (Math.Max(candidate.MinFinish, middle - reach), Math.Min(candidate.MaxFinish, middle + reach));
        return from <= to ? new(i, from, to) : new(i, candidate.MinFinish, candidate.MinFinish);
    }

    /// <summary>Not chosen by the relaxation at all: mostly left out.</summary>
    private bool Unattractive(int i) => _relaxation is { } r && r.Share[i] < 1e-3 && _random.Next(8) > 0;

    private double MeanFinish(int i) => _relaxation?.MeanFinish[i] ?? _problem.Candidates[i].MaxFinish;

    private IEnumerable<int> Possible() => Enumerable.Range(0, _problem.Candidates.Length).Where(i => _problem.Candidates[i].Possible);

    private int[] Shuffled(IEnumerable<int> items)
    {
        var list = items.ToArray();
        _random.Shuffle(list);
        return list;
    }

    private int[] Teams()
    {
        var one = _random.Next(_ofTeam.Length);
        var shared = Shuffled(_ofTeam[one]).SelectMany(i => _problem.Candidates[i].Effort).Select(e => e.Team).Where(t => t != one);
        var two = shared.FirstOrDefault(one);
        var (first, second) = (Shuffled(_ofTeam[one]), Shuffled(_ofTeam[two]));
        var both = first.Intersect(second).ToList();
        return [.. both, .. Interleaved(first, second).Except(both)];
    }

    private static IEnumerable<int> Interleaved(int[] first, int[] second)
    {
        for (var at = 0; at < Math.Max(first.Length, second.Length); at++)
        {
            if (at < first.Length) yield return first[at];
            if (at < second.Length) yield return second[at];
        }
    }

    private IEnumerable<int> Ball()
    {
        var seen = new HashSet<int>();
        foreach (var seed in Shuffled(Possible()))
        {
            var queue = new Queue<int>([seed]);
            while (queue.TryDequeue(out var i))
            {
                if (!seen.Add(i)) continue;
                yield return i;
                foreach (var j in Shuffled(_near[i])) queue.Enqueue(j);
            }
        }
    }

    private IEnumerable<int> Periods(int[] finishes)
    {
        var from = _random.Next(Math.Max(1, _problem.Periods - 1));
        bool In(double date) => date >= from - 0.5 && date <= from + 1.5;
        var inside = Shuffled(Possible().Where(i => In(finishes[i] >= 0 ? finishes[i] : MeanFinish(i))));
        var teams = Shuffled(Enumerable.Range(0, _ofTeam.Length));
        var rank = new int[teams.Length];
        for (var k = 0; k < teams.Length; k++) rank[teams[k]] = k;
        return inside.OrderBy(i => _problem.Candidates[i].Effort.Select(e => rank[e.Team]).DefaultIfEmpty(0).Min());
    }

    /// <summary>The candidates about which the relaxation thinks otherwise, in a random order that favours them.</summary>
    private IEnumerable<int> Doubts(int[] finishes)
    {
        double Doubt(int i)
        {
            if (_relaxation is not { } relaxed) return 1;
            var chosen = finishes[i] >= 0;
            return 0.02 + (chosen ? 1 - relaxed.Share[i] : relaxed.Share[i]) + (chosen ? 0.2 * Math.Abs(finishes[i] - relaxed.MeanFinish[i]) : 0);
        }

        return Possible().Select(i => (i, Key: Math.Pow(_random.NextDouble(), 1 / Doubt(i)))).OrderByDescending(x => x.Key).Select(x => x.i);
    }

    private static int[][] Near(Problem problem)
    {
        var near = problem.Candidates.Select(_ => new HashSet<int>()).ToArray();
        void Link(int a, int b)
        {
            if (a == b || !problem.Candidates[a].Possible || !problem.Candidates[b].Possible) return;
            near[a].Add(b);
            near[b].Add(a);
        }

        for (var i = 0; i < near.Length; i++)
        {
            foreach (var j in problem.Candidates[i].After.Concat(problem.Candidates[i].Requires)) Link(i, j);
        }

        foreach (var (a, b) in problem.Excludes) Link(a, b);
        foreach (var goal in problem.Goals)
        {
            var needs = goal.Initiatives.Concat(goal.Steps.SelectMany(s => problem.Steps[s].Raisers)).Distinct().ToArray();
            for (var n = 1; n < needs.Length; n++)
            {
                for (var m = Math.Max(0, n - 8); m < n; m++) Link(needs[m], needs[n]);
            }
        }

        return [.. near.Select(n => n.Order().ToArray())];
    }
}
