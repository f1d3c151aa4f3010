using Dais.Engine.Solving;

namespace Dais.Engine.Planning.Searching;

/// <summary>
/// Comes at the most value from both sides: the relaxation and the branch and bound bring the bound down, lists and
/// neighbourhoods bring the plan up.
/// </summary>
/// <remarks>
/// Small problems are left to the branch and bound alone for as long as it takes them mostly, and again when looking
/// for better plans has not found one for a while. Otherwise both work at once, on a thread each, and share what they
/// find; where the branch and bound could not get far, both threads look for better plans. A problem too large for any
/// model of the whole has lists and neighbourhoods alone, and for a bound what everything would be worth at once. Where
/// work is counted, one comes after the other on one thread. Who finds a proven plan may
/// differ from time to time; its objective cannot.
/// </remarks>
internal sealed class Sides(Search search, Problem problem, Incumbent incumbent, Budget budget)
{
    private const int SmallCandidates = 60;
    private const int SmallColumns = 2_000;
    private const int LargeColumns = 6_000;
    private const int BranchableColumns = 12_000;
    private const int HugeColumns = 300_000;
    private const double SecondsAlone = 1;
    private const double ShareAfresh = 0.8;
    private const double MostSecondsAfresh = 10;
    private const int RelaxationSteps = 6_000;
    private const int FewFruitless = 50;
    private const int ManyFruitless = 200;

    /// <summary>The finishes that the search began from, and where the problem differs from the one that they were found in; none where it began from nothing.</summary>
    internal (int[] Start, Changed? Changed)? Begun { get; init; }

    /// <summary>Whether the problem is too large to be left to branch and bound alone.</summary>
    internal static bool IsLarge(Problem problem) => Columns(problem) > LargeColumns;

    /// <summary>Whether a model of the whole problem would take more time and memory than a search has.</summary>
    internal static bool IsHuge(Problem problem) => Columns(problem) > HugeColumns;

    internal Found Run()
    {
        if (IsHuge(problem)) incumbent.Lift(Everything());
        var small = IsSmall;
        var relaxation = small || IsHuge(problem) ? null : Relaxed();
        if (incumbent.Closed.IsCancellationRequested || budget.Over) return Known(null);
        if (budget.Counted) return OneAfterTheOther(relaxation, small);
        return Together(relaxation, small);
    }

    /// <summary>The side that brings the plan up, of large problems with what the relaxation says: for when there is no time for a proof.</summary>
    internal Found Sketch()
    {
        if (IsHuge(problem)) incumbent.Lift(Everything());
        var relaxation = IsHuge(problem) || IsSmall ? null : Relaxed();
        if (incumbent.Closed.IsCancellationRequested || budget.Over) return Known(null);
        if (budget.Counted) Improve(relaxation, 1).Run(Fruitless(FewFruitless));
        else Beside(() => Improve(relaxation, 1).Run(Fruitless(FewFruitless)), () => Improve(relaxation, 2).Run(Fruitless(FewFruitless)));
        return Known(null);
    }

    /// <summary>How many finishes there are to choose among, over all candidates.</summary>
    internal static int Columns(Problem problem) => problem.Candidates.Where(c => c.Possible).Sum(c => c.MaxFinish - c.MinFinish + 1);

    private bool IsSmall => problem.Candidates.Count(c => c.Possible) < SmallCandidates && Columns(problem) <= SmallColumns;

    private bool Branchable => Columns(problem) <= BranchableColumns;

    /// <summary>What all candidates and use cases would be worth at their best, if nothing stood in the way.</summary>
    private double Everything()
    {
        double Best(Candidate c) => Enumerable.Range(c.MinFinish, c.MaxFinish - c.MinFinish + 1).Max(t => Problem.WorthOf(c, t, problem.Weights));
        var own = problem.Candidates.Where(c => c.Possible).Sum(c => c.Forced ? Best(c) : Math.Max(0, Best(c)));
        return own + problem.Goals.Sum(g => Math.Max(0, problem.Weights.Customer * g.Value.Max()));
    }

    /// <summary>The first bound, and plans in the order that the relaxation suggests.</summary>
    private Relaxation? Relaxed()
    {
        incumbent.Enter("relaxation");
        var (relaxation, bound, work) = Relaxation.Of(problem, incumbent.Target, (int)Math.Min(RelaxationSteps, budget.Work), budget.Seconds / 2);
        budget.Spend(work);
        incumbent.Lift(bound);
        incumbent.Enter("lists");
        Lists(relaxation, incumbent);
        incumbent.Enter("search");
        return relaxation;
    }

    private void Lists(Relaxation? relaxation, Incumbent to)
    {
        var chosen = to.Finishes ?? [];
        foreach (var order in relaxation?.Orders(i => i < chosen.Length && chosen[i] >= 0) ?? [])
        {
            if (budget.Over) break;
            if (ListSchedule.Build(problem, order) is { } finishes && Soundness.Holds(problem, finishes)) to.Take(finishes);
        }
    }

    private Found Together(Relaxation? relaxation, bool small)
    {
        Found? found = null;
        Beside(
            () =>
            {
                if (small && incumbent.Closed.WaitHandle.WaitOne(TimeSpan.FromSeconds(SecondsAlone))) return;
                Better(relaxation, small ? Fruitless(FewFruitless) : () => false, small);
            },
            () =>
            {
                if (!small && Begun is not null) Afresh(relaxation);
                if (incumbent.Closed.IsCancellationRequested || budget.Over) return;
                if (Branchable) found = search.Maximise(search.Value, incumbent.Finishes);
                else Improve(relaxation, 2).Run(() => false);
                if (found is not null) Settle(found);
            });
        return Known(found);
    }

    /// <summary>Does both, the first on a thread of its own.</summary>
    private static void Beside(Action first, Action second)
    {
        Exception? failure = null;
        var beside = new Thread(() =>
        {
            try
            {
                first();
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                failure = e;
            }
        });
        beside.Start();
        second();
        beside.Join();
        if (failure is not null) throw new InvalidOperationException("The search for better plans failed.", failure);
    }

    private Found OneAfterTheOther(Relaxation? relaxation, bool small)
    {
        var found = small ? budget.Within(0.5, () => search.Maximise(search.Value, incumbent.Finishes)) : null;
        if (found is not null && Settle(found)) return Known(found);
        if (!small && Begun is not null) budget.Within(ShareAfresh / 2, () => { Afresh(relaxation); return 0; });
        budget.Within(Branchable ? 0.5 : 1, () => Better(relaxation, Fruitless(ManyFruitless), small));
        if (!budget.Over && Branchable) Settle(found = search.Maximise(search.Value, incumbent.Finishes));
        return Known(found);
    }

    /// <summary>Says when that many attempts in a row have found nothing better.</summary>
    private Func<bool> Fruitless(int attempts) => Fruitless(attempts, incumbent);

    private static Func<bool> Fruitless(int attempts, Incumbent of)
    {
        var (best, since) = (of.Objective, 0);
        return () =>
        {
            (best, since) = of.Objective > best ? (of.Objective, 0) : (best, since + 1);
            return since > attempts;
        };
    }

    /// <summary>Looks for better plans: first near what has changed since the plan that the search began from, then everywhere.</summary>
    private bool Better(Relaxation? relaxation, Func<bool> enough, bool small)
    {
        if (small || Begun is not { } begun) return Improve(relaxation, 1).Run(enough);
        var improvement = Improve(relaxation, 3);
        improvement.From(begun.Start, begun.Changed);
        return improvement.Run(enough);
    }

    /// <summary>Looks for better plans as if the search had begun from nothing, and offers those that are the best known; at the end also what goes together from both.</summary>
    /// <remarks>A good plan of something a little different can be a trap: what is near it may be worse than what a search finds that never saw it.</remarks>
    private void Afresh(Relaxation? relaxation)
    {
        var fresh = new Incumbent(problem, budget, null) { Gap = budget.Limits.Gap };
        fresh.Aim(incumbent.Target);
        fresh.Take(ListSchedule.Build(problem, ListSchedule.ByValueForEffort(problem)));
        Lists(relaxation, fresh);
        var until = Math.Min(budget.Elapsed + (ShareAfresh * budget.Seconds), budget.Elapsed + MostSecondsAfresh);
        var fruitless = Fruitless(FewFruitless, fresh);
        new Improvement(problem, fresh, relaxation, budget, (budget.Limits.Seed * 31) + 1).Run(() =>
        {
            if (fresh.OnTarget && fresh.Objective > incumbent.Objective) incumbent.Take(fresh.Finishes);
            return incumbent.Closed.IsCancellationRequested || (!budget.Counted && budget.Elapsed > until) || fruitless();
        });
        if (fresh.Finishes is not { } found || incumbent.Finishes is not { } known || !fresh.OnTarget) return;
        incumbent.Take(found);
        if (!incumbent.Closed.IsCancellationRequested && !budget.Over) Improve(relaxation, 4).Cross(known, found);
    }

    private Improvement Improve(Relaxation? relaxation, int number) => new(problem, incumbent, relaxation, budget, (budget.Limits.Seed * 31) + number);

    /// <summary>Takes what branch and bound found; whether nothing is left to find.</summary>
    private bool Settle(Found found)
    {
        incumbent.Take(found.Finishes);
        incumbent.Lift(found.Bound);
        if (found.Status is PlanStatus.Infeasible or PlanStatus.Optimal) incumbent.Close();
        return incumbent.Closed.IsCancellationRequested;
    }

    private Found Known(Found? found)
    {
        if (incumbent.Finishes is not { } finishes || !incumbent.OnTarget) return found ?? new(PlanStatus.Unknown, null, double.NaN, incumbent.Bound, 0);
        var (objective, bound) = (incumbent.Objective, Math.Max(incumbent.Bound, incumbent.Objective));
        var proven = search.FloorsKnown && bound - objective <= Search.Tolerance * Math.Max(1, Math.Abs(objective));
        return new(proven ? PlanStatus.Optimal : PlanStatus.Feasible, finishes, objective, bound, 0);
    }
}
