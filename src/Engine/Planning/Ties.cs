using Dais.Engine.Solving;

namespace Dais.Engine.Planning;

/// <summary>
/// Tells equal plans apart until only one is left: by the other lens where its weight is 0, by the least work in
/// progress, by the smallest sum of finishes, by the smallest list of (id, finish).
/// </summary>
/// <remarks>
/// Each rule is one more search among the plans that the rules before it left equal (to 1e-6, relative). The work in
/// between first asks whether another equal plan exists at all: mostly none does, and the rest is spared. A rule that
/// is not settled within the budget changes nothing: the plan is the one that the rule before it left.
/// </remarks>
internal sealed class Ties
{
    private const double Tolerance = 1e-6;
    private const int MostWorkColumns = 12_000;

    private readonly Problem _problem;
    private readonly Search _search;
    private readonly double _shortfall;
    private readonly double _objective;
    private readonly List<Action<Formulation>> _kept = [];
    private int[] _finishes;
    private bool _everyWork;

    private Ties(Problem problem, Search search, Found found)
    {
        (_problem, _search, _shortfall, _objective, _finishes) = (problem, search, found.Shortfall, found.Objective, found.Finishes!);
        Keep(_problem.Weights, found.Objective);
    }

    /// <summary>The plan that is left, and how far the rules got.</summary>
    internal static (int[] Finishes, TieBreak Reached) Break(Problem problem, Search search, Found found, TieBreak upTo = TieBreak.Complete)
    {
        var ties = new Ties(problem, search, found);
        var reached = ties.Steps(upTo);
        return (ties._finishes, reached);
    }

    private TieBreak Steps(TieBreak upTo)
    {
        if (IsOnlyOne() is not false and var only) return only is true ? TieBreak.Complete : TieBreak.None;
        var (customer, platform) = _problem.Weights;
        if ((customer == 0 || platform == 0) && !ByOtherLens(new(customer == 0 ? 1 : 0, platform == 0 ? 1 : 0))) return TieBreak.None;
        if (upTo == TieBreak.OtherLens || TooMuchWork || !ByWorkInProgress()) return TieBreak.OtherLens;
        if (!BySumOfFinishes()) return TieBreak.WorkInProgress;
        return IsOnlyOne() is true || ByList() ? TieBreak.Complete : TieBreak.Finishes;
    }

    private bool TooMuchWork => _problem.Candidates.Where(c => c.Possible).Sum(c => c.Effort.Length * (c.MaxFinish + 1)) > MostWorkColumns;

    /// <summary>Whether no other finishes are as good; unknown when the budget ends first.</summary>
    /// <remarks>Looks only above the tolerance, which takes half of the time that a row which says the same would.</remarks>
    private bool? IsOnlyOne()
    {
        var other = _search.Maximise(new("ties", f =>
        {
            foreach (var keep in _kept.Skip(1)) keep(f);
            f.Forbid(_finishes);
            f.MaximiseValue(_problem.Weights);
        }, f => Evaluation.Objective(_problem, f, _problem.Weights)) { Shortfall = _shortfall, EveryWork = _everyWork, Above = LeastOf(_objective) }, null);
        return other.Status switch
        {
            PlanStatus.Infeasible => true,
            PlanStatus.Unknown => null,
            _ => false,
        };
    }

    private bool ByOtherLens(Weights other)
    {
        var found = _search.Maximise(Aim("ties: other lens", f => f.MaximiseValue(other), f => Evaluation.Objective(_problem, f, other)), _finishes);
        if (found.Status != PlanStatus.Optimal) return false;
        _finishes = found.Finishes!;
        Keep(other, found.Objective);
        return true;
    }

    private bool ByWorkInProgress()
    {
        _everyWork = true;
        return Least("ties: work in progress", f => f.WorkInProgress());
    }

    private bool BySumOfFinishes() => Least("ties: finishes", f => f.SumOfFinishes());

    /// <summary>Makes a whole-numbered sum as small as it can be, and keeps it so.</summary>
    private bool Least(string phase, Func<Formulation, (Column Column, double Factor)[]> sum)
    {
        var least = double.NaN;
        var aim = Aim(phase, f =>
        {
            var terms = sum(f);
            f.ClearObjective();
            foreach (var (column, factor) in terms) f.Model.AddWorth(column, -factor);
        }, _ => double.NaN) with { Whole = true, Solved = objective => least = -objective };
        var found = _search.Maximise(aim, null);
        if (found.Status != PlanStatus.Optimal) return false;
        _finishes = found.Finishes!;
        _kept.Add(f => f.Model.AtMost(Math.Round(least) + 0.5, sum(f)));
        return true;
    }

    /// <summary>Id by id: chosen before not chosen, early before late; but an end of the list before anything more.</summary>
    private bool ByList()
    {
        for (var i = 0; i < _finishes.Length; i++)
        {
            if (!_problem.Candidates[i].Possible) continue;
            if (EndsHere(i) is not false and var ends) return ends is true;
            if (!Earliest(i)) return false;
        }

        return true;
    }

    /// <summary>Whether a plan with nothing from candidate i on is as good: only weightless work can make it so.</summary>
    private bool? EndsHere(int i)
    {
        for (var j = i; j < _finishes.Length; j++)
        {
            if (_finishes[j] > 0 || (_finishes[j] == 0 && _problem.Candidates[j].Total > 0)) return false;
        }

        var found = _search.Maximise(Aim("ties: list", f =>
        {
            for (var j = i; j < _finishes.Length; j++)
            {
                if (f.Chosen(j) is { } chosen) f.Model.AtMost(0, (chosen, 1));
            }

            f.ClearObjective();
        }, _ => 0), null);
        if (found.Status == PlanStatus.Optimal) _finishes = found.Finishes!;
        return found.Status switch { PlanStatus.Infeasible => false, PlanStatus.Optimal => true, _ => null };
    }

    private bool Earliest(int i)
    {
        var found = _search.Maximise(Aim("ties: list", f =>
        {
            f.ClearObjective();
            foreach (var column in f.FinishColumns(i)) f.Model.SetWorth(column, 1);
        }, f => f[i] < 0 ? 0 : _problem.Candidates[i].MaxFinish - f[i] + 1) with { Whole = true }, _finishes);
        if (found.Status != PlanStatus.Optimal) return false;
        _finishes = found.Finishes!;
        var finish = _finishes[i];
        _kept.Add(f => f.HoldFinish(i, finish));
        return true;
    }

    private Aim Aim(string phase, Action<Formulation> last, Func<int[], double> worth) => new(phase, f =>
    {
        foreach (var keep in _kept) keep(f);
        last(f);
    }, worth)
    {
        Shortfall = _shortfall,
        EveryWork = _everyWork,
    };

    private void Keep(Weights weights, double objective) =>
        _kept.Add(f => f.Model.AtLeast(LeastOf(objective), f.ValueTerms(weights)));

    private static double LeastOf(double objective) => objective - (Tolerance * Math.Max(1, Math.Abs(objective)));
}
