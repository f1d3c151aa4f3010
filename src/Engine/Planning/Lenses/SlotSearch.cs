using Dais.Engine.Planning.Searching;
using Dais.Engine.Solving;

namespace Dais.Engine.Planning.Lenses;

/// <summary>
/// Makes the plans of a frontier better where they are farthest from what is proven: piece by piece, and from one to
/// the next.
/// </summary>
/// <remarks>
/// <para>
/// The frontier is divided into slots of equal length. Each turn takes the slot whose best plan has the widest gap to its
/// bound (at either end to that of its lens alone), or that has none, and looks for a better one near by: some candidates are set free, among others those about
/// which this plan and the one of the next slot disagree, and the weighted sum of the nearest bound is made as large as
/// it can be without leaving the slot. A slot without luck waits the longer, the longer it has had none. What is found
/// is offered to all slots, and becomes a start for its neighbours.
/// </para>
/// <para>
/// Large neighbourhood search (Shaw 1998) with path relinking (Glover 1998). Every plan is held against the rules before
/// it is offered, so a mistake here can cost time but never a rule. Counted in work, the same seed takes the same steps.
/// </para>
/// </remarks>
internal sealed class SlotSearch(Problem problem, Region region, Budget budget, double shortfall, Relaxation? relaxation)
{
    private const double SecondsEach = 0.4;
    private const long WorkEach = 800;
    private const int LeastColumns = 40;
    private const int FirstColumns = 120;
    private const int MostColumns = 3000;
    private const int Reach = 3;
    private const double Patience = 0.85;
    private const double Empty = 0.25;

    private readonly Selection _selection = new(problem, relaxation, budget.Limits.Seed);
    private readonly Random _random = new(budget.Limits.Seed);
    private readonly int[] _luckless = new int[Slots.Count];
    private readonly long _overhead = Sides.Columns(problem) / 2000;
    private double _columns = Math.Clamp(Sides.Columns(problem) / 3.0, LeastColumns, FirstColumns);

    /// <summary>Goes on until the budget is over, or <paramref name="enough"/> says so.</summary>
    internal void Run(Func<bool> enough)
    {
        while (!budget.Over && !enough()) Once();
    }

    private void Once()
    {
        var found = region.Found;
        var slots = Slots.Of(found);
        var best = slots.Fill(found, region);
        (best[0], best[^1]) = (found[0], found[^1]);
        var slot = Enumerable.Range(0, Slots.Count).MaxBy(s => GapOf(s, best[s]) * Math.Pow(Patience, _luckless[s]))!;
        var (start, next) = (best[slot] ?? Nearest(best, slot, 0), Nearest(best, slot, _random.Next(2) == 0 ? -1 : 1));
        var weights = WeightsOf(slot, best[slot]);
        var free = Free(start.Finishes, next.Finishes);
        if (free.Length == 0 || Neighbourhood.Of(problem, start.Finishes, free) is not { } part)
        {
            _luckless[slot]++;
            budget.Spend(_overhead + 1);
            return;
        }

        var solution = Solve(part, start, weights, slots.Rows(slot));
        budget.Spend(solution.Item1.Work + _overhead + 1);
        Learn(solution.Item1);
        _luckless[slot] = Take(part, solution.Item2, start, weights, best[slot] is null) ? 0 : _luckless[slot] + 1;
    }

    /// <summary>How far the slot's plan is from its bound: at the ends, from the bound of that lens alone.</summary>
    private double GapOf(int slot, Landmark? best) => best is not { } plan ? Empty : Ideal(slot) is { } lens ? (region.BoundOf(lens) - lens.Of(plan.At)) / Math.Max(1e-9, Math.Abs(region.BoundOf(lens))) : region.GapAt(plan.At);

    private Weights WeightsOf(int slot, Landmark? best) => Ideal(slot)
        ?? (best is { } plan ? region.Facts.Where(f => f.Low == region.Least).MinBy(f => f.GapAt(plan.At)).Weights : new(1 / region.Unit.Customer, 1 / region.Unit.Platform));

    /// <summary>The lens whose ideal lies at that end.</summary>
    private static Weights? Ideal(int slot) => slot switch { 0 => new(0, 1), Slots.Count - 1 => new(1, 0), _ => null };

    /// <summary>The plan of the nearest slot that has one, in that direction; of any where there is none, or no direction is given.</summary>
    private static Landmark Nearest(Landmark?[] best, int slot, int direction)
    {
        var filled = Enumerable.Range(0, best.Length).Where(s => best[s] is not null).ToList();
        var there = filled.FindAll(s => direction == 0 || (s - slot) * direction > 0);
        return best[(there.Count > 0 ? there : filled).MinBy(s => Math.Abs(s - slot))]!;
    }

    /// <summary>Those about which the two plans disagree, in a random order, and some more near by.</summary>
    private Freed[] Free(int[] mine, int[] other)
    {
        var columns = (int)_columns;
        var pick = (Pick)_random.Next(Enum.GetValues<Pick>().Length);
        var apart = Enumerable.Range(0, mine.Length).Where(i => mine[i] != other[i] && problem.Candidates[i].Possible).ToArray();
        _random.Shuffle(apart);
        var free = new List<Freed>();
        foreach (var i in apart)
        {
            if (columns <= _columns / 3) break;
            var freed = Offer(i, mine[i], other[i]);
            columns -= freed.To - freed.From + 1;
            free.Add(freed);
        }

        var taken = free.Select(f => f.Candidate).ToHashSet();
        free.AddRange(_selection.Next(pick, mine, columns).Where(f => !taken.Contains(f.Candidate)));
        return [.. free];
    }

    private Freed Offer(int i, int mine, int other)
    {
        var candidate = problem.Candidates[i];
        var (low, high) = (Math.Min(mine < 0 ? other : mine, other < 0 ? mine : other), Math.Max(mine, other));
        var (from, to) = (Math.Max(candidate.MinFinish, low - Reach), Math.Min(candidate.MaxFinish, high + Reach));
        return from <= to ? new(i, from, to) : new(i, candidate.MinFinish, candidate.MinFinish);
    }

    private (Solution, int[]?) Solve(Neighbourhood part, Landmark start, Weights weights, (Weights Along, double From, double To) slot)
    {
        var inner = part.Problem;
        var late = inner.Candidates.SelectMany((c, i) => c.Possible && (c.StartsLate || c.Pace < double.PositiveInfinity) ? c.Effort.Select(e => (i, e.Team)) : []);
        var f = Formulation.Build(inner, late);
        if (f.Shortfalls.Count > 0) f.Model.AtMost(shortfall + 5e-7, [.. f.Shortfalls.Select(s => (s, 1.0))]);
        var position = Yardstick.Of(inner, slot.Along);
        var terms = f.ValueTerms(position);
        var rest = slot.Along.Of(start.At) - position.Of(inner, part.Start());   // what is not free stays where it is
        if (double.IsFinite(slot.From)) f.Model.AtLeast(slot.From - rest, terms);
        if (double.IsFinite(slot.To)) f.Model.AtMost(slot.To - rest, terms);
        f.MaximiseValue(weights);
        var solution = Highs.Solve(f.Model, new()
        {
            Seconds = budget.Counted ? double.PositiveInfinity : Math.Min(SecondsEach, budget.Seconds),
            Work = Math.Min(WorkEach, budget.Work),
            Seed = budget.Limits.Seed,
            AbsoluteGap = 1e-6 * Math.Max(1, Math.Abs(weights.Of(start.At))),
            Start = f.PointOf(part.Start()),
            Cancel = budget.Cancel,
        });
        return (solution, solution.HasPoint ? f.Finishes(solution.Point) : null);
    }

    /// <summary>Offers what was found; whether the slot is better off.</summary>
    private bool Take(Neighbourhood part, int[]? found, Landmark start, Weights weights, bool empty)
    {
        if (found is null) return false;
        var whole = part.Whole(found);
        if (Evaluation.Shortfall(problem, whole) > shortfall + 1e-6 || !Soundness.Holds(problem, whole)) return false;
        var (customer, platform) = Evaluation.Value(problem, whole);
        var at = new Spot(customer, platform);
        return region.Take(new(at, whole)) && (empty || weights.Of(at) > weights.Of(start.At) + (1e-7 * Math.Abs(weights.Of(start.At))));
    }

    /// <summary>What was easy is made larger, what was too hard smaller.</summary>
    private void Learn(Solution solution)
    {
        var hard = solution.Status is SolveStatus.Feasible or SolveStatus.Unknown;
        var easy = !hard && solution.Work < WorkEach / 3;
        _columns = Math.Clamp(_columns * (easy ? 1.08 : hard ? 0.88 : 1), LeastColumns, MostColumns);
    }
}
