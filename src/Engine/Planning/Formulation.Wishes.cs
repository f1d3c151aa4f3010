using Dais.Engine.Solving;

namespace Dais.Engine.Planning;

/// <content>What a plan may be asked to be best at, as terms over the columns: value, shortfall, and what tells equal plans apart.</content>
internal sealed partial class Formulation
{
    /// <summary>Makes the value under <paramref name="weights"/> the objective, and returns its terms.</summary>
    internal (Column Column, double Factor)[] MaximiseValue(Weights weights) => MaximiseValue(Yardstick.Of(Problem, weights));

    /// <summary>Makes the value by <paramref name="yardstick"/> the objective, and returns its terms.</summary>
    internal (Column Column, double Factor)[] MaximiseValue(Yardstick yardstick)
    {
        var terms = ValueTerms(yardstick);
        ClearObjective();
        foreach (var (column, factor) in terms) Model.AddWorth(column, factor);
        return terms;
    }

    /// <summary>Makes the total shortfall the objective, negated.</summary>
    internal void MinimiseShortfall()
    {
        ClearObjective();
        foreach (var shortfall in Shortfalls) Model.SetWorth(shortfall, -1);
    }

    internal void ClearObjective()
    {
        for (var c = 0; c < Model.Columns; c++) Model.SetWorth(new(c), 0);
    }

    /// <summary>The value under <paramref name="weights"/> as terms over columns; adds the columns of use cases where needed.</summary>
    internal (Column Column, double Factor)[] ValueTerms(Weights weights) => ValueTerms(Yardstick.Of(Problem, weights));

    /// <summary>The value by <paramref name="yardstick"/> as terms over columns; adds the columns of use cases where needed.</summary>
    internal (Column Column, double Factor)[] ValueTerms(Yardstick yardstick)
    {
        var factors = new SortedDictionary<int, double>();
        for (var i = 0; i < Problem.Candidates.Length; i++)
        {
            var candidate = Problem.Candidates[i];
            if (!candidate.Possible) continue;
            for (var t = candidate.MinFinish; t <= candidate.MaxFinish; t++)
            {
                var next = t < candidate.MaxFinish ? yardstick.Of(Problem, i, t + 1) : 0;
                Count(factors, FinishedBy(i, t)!.Value, yardstick.Of(Problem, i, t) - next);
            }
        }

        for (var g = 0; g < Problem.Goals.Length; g++)
        {
            if (yardstick.Goals[g] != 0) CountGoal(factors, Problem.Goals[g], yardstick.Goals[g]);
        }

        return [.. factors.Where(f => f.Value != 0).Select(f => (new Column(f.Key), f.Value))];
    }

    private void CountGoal(SortedDictionary<int, double> factors, Goal goal, double weight)
    {
        for (var t = 0; t < Problem.Periods; t++)
        {
            var next = t + 1 < Problem.Periods ? goal.Value[t + 1] : 0;
            var worth = weight * (goal.Value[t] - next);
            if (Math.Abs(worth) < 1e-12) continue;
            if (Available(goal, t, worth < 0) is { } column) Count(factors, column, worth);
        }
    }

    private static void Count(SortedDictionary<int, double> factors, Column column, double worth) =>
        factors[column.Index] = factors.GetValueOrDefault(column.Index) + worth;

    /// <summary>Whether the use case is available by the end of t (R11): none where it cannot be.</summary>
    private Column? Available(Goal goal, int t, bool unwanted)
    {
        var needs = new List<Column>();
        foreach (var i in goal.Initiatives)
        {
            if (FinishedBy(i, t) is not { } column) return null;
            needs.Add(column);
        }

        foreach (var s in goal.Steps)
        {
            if (Reached(s, t, unwanted) is not { } column) return null;
            needs.Add(column);
        }

        needs = [.. needs.Distinct()];
        if (needs.Count == 1) return needs[0];
        var available = Model.Continuous(0, 1);
        foreach (var need in needs) Model.Below(available, need);
        if (unwanted) Model.AtLeast(1 - needs.Count, [(available, 1), .. needs.Select(n => (n, -1.0))]);
        return available;
    }

    /// <summary>Whether the capability is at the level by the end of t (R10): none where it cannot be.</summary>
    private Column? Reached(int step, int t, bool unwanted)
    {
        var raisers = Problem.Steps[step].Raisers.Select(i => FinishedBy(i, t)).OfType<Column>().Distinct().ToList();
        if (raisers.Count == 0) return null;
        if (raisers.Count == 1) return raisers[0];
        if (_steps[step, t] is not { } reached)
        {
            _steps[step, t] = reached = Model.Continuous(0, 1);
            Model.AtMost(0, [(reached, 1), .. raisers.Select(r => (r, -1.0))]);
        }

        if (unwanted)
        {
            foreach (var raiser in raisers) Model.Below(raiser, reached);
        }

        return reached;
    }

    /// <summary>The sum of finishes over chosen candidates, as terms.</summary>
    internal (Column Column, double Factor)[] SumOfFinishes()
    {
        var terms = new List<(Column, double)>();
        for (var i = 0; i < _finished.Length; i++)
        {
            var columns = _finished[i];
            for (var t = 0; t < columns.Length; t++) terms.Add((columns[t], t == columns.Length - 1 ? Problem.Candidates[i].MaxFinish : -1));
        }

        return [.. terms];
    }

    /// <summary>Adds the periods between first and last work of each candidate, and returns their sum as terms. All work has columns.</summary>
    internal (Column Column, double Factor)[] WorkInProgress()
    {
        var terms = new List<(Column, double)>();
        foreach (var byCandidate in _work.GroupBy(w => w.Key.Candidate).OrderBy(g => g.Key))
        {
            var works = byCandidate.OrderBy(w => w.Key.Team).Select(w => w.Value).ToList();
            var between = BetweenFirstAndLast(works);
            Model.AtLeast(0, [.. between.Select(c => (c, 1.0)), (Chosen(byCandidate.Key)!.Value, -FewestPeriods(byCandidate.Key))]);
            terms.AddRange(between.Select(c => (c, 1.0)));
        }

        return [.. terms];
    }

    /// <summary>The fewest adjoining periods that hold all the work of candidate i, were it alone; without this the bound comes up slowly.</summary>
    private int FewestPeriods(int i)
    {
        var candidate = Problem.Candidates[i];
        for (var count = 1; count < Problem.Periods; count++)
        {
            for (var first = candidate.Earliest; first + count - 1 <= candidate.MaxFinish; first++)
            {
                var periods = Enumerable.Range(first, count);
                if (candidate.Effort.All(e => periods.Sum(t => Math.Min(candidate.Pace, Problem.Capacity[e.Team][t])) >= e.Ew - 1e-5)) return count;
            }
        }

        return candidate.Possible ? Problem.Periods : 0;
    }

    /// <summary>begun never falls, ahead never rises, work only where both hold; in progress is at least begun + ahead − 1.</summary>
    private List<Column> BetweenFirstAndLast(List<Column[]> works)
    {
        var between = new List<Column>();
        Column? before = null, aheadBefore = null;
        for (var t = 0; t < works[0].Length; t++)
        {
            if (works.All(w => Model.Upper[w[t].Index] <= 0)) continue;
            var (begun, ahead, progress) = (Model.Binary(), Model.Binary(), Model.Continuous(0, 1));
            if (before is { } b) Model.Below(b, begun);
            if (aheadBefore is { } a) Model.Below(ahead, a);
            foreach (var work in works)
            {
                var most = Model.Upper[work[t].Index];
                if (most <= 0) continue;
                foreach (var gate in (ReadOnlySpan<Column>)[begun, ahead, progress]) Model.AtMost(0, (work[t], 1), (gate, -most));
            }

            Model.AtMost(1, (begun, 1), (ahead, 1), (progress, -1));
            between.Add(progress);
            (before, aheadBefore) = (begun, ahead);
        }

        return between;
    }
}
