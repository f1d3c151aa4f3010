using Dais.Engine.Planning.Searching;

namespace Dais.Engine.Planning.Lenses;

/// <summary>
/// Finds the plans between two lenses: those of which none is better in one value without being worse in the other.
/// </summary>
/// <remarks>
/// <para>
/// Each step goes where the gap is widest, and no step may take more than a share of the time that is left, the larger
/// the more often that place has been tried; one that is stopped leaves its bound and its plans behind. So the frontier
/// is exact when the time suffices, and else says how far a plan that was not found may lie from those that were.
/// </para>
/// <para>
/// A wide box of <see cref="Region"/> is halved: the most of one value among plans with at least the middle of the other
/// (an ε-constraint), then the most of the other among plans with that much of the first, so that the plan found is on
/// the frontier. A narrow one is closed from its edge, plan after plan, which finds every one, supported by a weighted
/// sum or not. Where there is little to choose, two boxes are looked into at once, each on a thread with a search of its
/// own, and what was found is taken in the same order every time.
/// </para>
/// <para>
/// Where there is much to choose, steps take long. Then the frontier is sketched first, by relaxations and lists in
/// several directions; the steps are weighted sums, each across the two neighbouring plans between which plans and
/// bounds are farthest apart; and <see cref="SlotSearch"/> makes plans better beside them, on a second thread.
/// </para>
/// </remarks>
internal sealed class FrontierSearch(Problem problem, Search search, Budget budget, Region region, double shortfall, bool much, Action<Region> report)
{
    /// <summary>Boxes with a wider gap are halved, others closed.</summary>
    private const double Wide = 0.01;

    /// <summary>The same where steps are short: every plan is found soon, and a half that is empty is proven so for nothing.</summary>
    private const double WideForFew = 0.1;

    /// <summary>With more candidates there is much to choose.</summary>
    private const int FewCandidates = 40;

    /// <summary>From so many on the planner's whole search, on both threads, finds more of a weighted sum than branch and bound with plans made better beside it.</summary>
    private const int ManyCandidates = 60;

    private const double FirstShare = 0.1;

    /// <summary>What a first weighted sum may take, of all the time there is.</summary>
    private const double ShareOfAll = 0.04;
    private const double MostShare = 0.5;
    private const double LeastSeconds = 0.25;
    private const double LeastWork = 1000;
    private const int MostTries = 12;

    /// <summary>Weighted sums that are nearer to their bound leave the rest to the boxes.</summary>
    private const double NearBound = 0.001;

    private const int SumTries = 3;

    private static readonly Lens[] Axes = [Lens.Customer, Lens.Platform];

    private readonly Dictionary<Box, int> _tries = [];
    private readonly Dictionary<int, int> _sumTries = [];
    private readonly bool _many = problem.Candidates.Count(c => c.Possible) >= ManyCandidates;
    private readonly Yardstick _customer = Yardstick.Of(problem, new(1, 0));
    private readonly Yardstick _platform = Yardstick.Of(problem, new(0, 1));
    private readonly Search _other = new(problem, budget, null);

    /// <summary>Whether steps take so long that plans between the ideals are better looked for from many sides.</summary>
    internal static bool IsMuch(Problem problem) => problem.Candidates.Count(c => c.Possible) > FewCandidates;

    /// <summary>Goes on until nothing is left to find, the gap is small enough, or the budget ends.</summary>
    internal void Run(double enough)
    {
        var slots = much ? Sketched() : null;
        while (region.Boxes.Length > 0 && !budget.Over)
        {
            report(region);
            if (region.Gap <= enough) break;
            if (slots is null)
            {
                if (!Round()) break;
                continue;
            }

            if (Next() is not { } step) break;
            if (step.Alone) step.Do();
            else Beside(slots, step.Do);
        }

        report(region);
    }

    /// <summary>Looks into the two boxes that promise most, at once where no work is counted; false where every box has been tried often enough.</summary>
    private bool Round()
    {
        var boxes = region.Boxes.Select(b => (Box: b, Tries: _tries.GetValueOrDefault(b))).Where(x => x.Tries <= MostTries)
            .OrderByDescending(x => region.GapOf(x.Box) / Math.Pow(2, x.Tries)).Take(2).ToList();
        if (boxes.Count == 0) return false;
        foreach (var (box, tries) in boxes) _tries[box] = tries + 1;
        Within(FirstShare * Math.Pow(2, boxes[0].Tries), () =>
        {
            Action news = () => { };
            void First() => news = Look(boxes[0].Box, boxes[0].Tries, search);
            Action more = () => { };
            void Second() => more = boxes.Count == 1 ? () => { } : Look(boxes[1].Box, boxes[1].Tries, _other);
            if (budget.Counted)
            {
                First();
                Second();
            }
            else
            {
                var beside = Task.Factory.StartNew(Second, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
                First();
                beside.GetAwaiter().GetResult();
            }

            news();
            more();
        });
        return true;
    }

    private SlotSearch Sketched()
    {
        var sketch = new Sketch(problem, region, budget, shortfall);
        sketch.Draw();
        return new SlotSearch(problem, region, budget, shortfall, sketch.Middle);
    }

    /// <summary>Looks for better plans while the step goes on; where work is counted, after it, for three times the work that it took.</summary>
    private void Beside(SlotSearch slots, Action step)
    {
        if (budget.Counted)
        {
            var before = budget.Spent;
            step();
            var until = budget.Spent + (3 * (budget.Spent - before));
            slots.Run(() => budget.Spent >= until);
            return;
        }

        var done = false;
        var beside = Task.Factory.StartNew(() => slots.Run(() => Volatile.Read(ref done)), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        try
        {
            step();
        }
        finally
        {
            Volatile.Write(ref done, true);
            beside.GetAwaiter().GetResult();
        }
    }

    /// <summary>The step that promises most; nothing where every place has been tried often enough.</summary>
    private Step? Next()
    {
        if (much && WidestSum() is { } sum) return sum;
        var box = region.Boxes.MaxBy(b => region.GapOf(b) / Math.Pow(2, _tries.GetValueOrDefault(b)));
        var tries = _tries.GetValueOrDefault(box);
        if (tries > MostTries) return null;
        _tries[box] = tries + 1;
        return new(() => Within(FirstShare * Math.Pow(2, tries), () => Look(box, tries, search)()), false);
    }

    /// <summary>Does a step with no more than that share of what is left; with all of it, where the share would be next to nothing.</summary>
    private void Within(double share, Action step)
    {
        share = Math.Min(MostShare, share);
        if (budget.Seconds * share < LeastSeconds || budget.Work * share < LeastWork) share = 1;
        budget.Within(share, () =>
        {
            step();
            return 0;
        });
    }

    /// <summary>The weighted sum between whose best plan and bound the gap is widest, of those across two neighbouring plans and of the two lenses themselves.</summary>
    private Step? WidestSum()
    {
        var found = region.Found;
        var supported = Hull.Of([.. found.Select(f => f.At)]);
        var corners = found.Where((_, i) => supported[i]).Select(f => f.At).ToList();
        List<Weights> directions = [new(1, 0), new(0, 1), .. corners.Zip(corners.Skip(1), Directions.Between)];
        var (weights, gap, tries) = directions.ConvertAll(w => (w, Gap: SumGap(w, found), Tries: _sumTries.GetValueOrDefault(Angle(w)))).Where(x => x.Tries < SumTries)
            .OrderByDescending(x => x.Gap / Math.Pow(2, x.Tries)).FirstOrDefault();
        if (gap < NearBound) return null;
        _sumTries[Angle(weights)] = tries + 1;
        var share = ShareOfAll * Math.Pow(2, tries) * (budget.Counted ? (double)budget.Limits.Work! / Math.Max(1, budget.Work) : budget.Limits.Seconds / budget.Seconds);
        return new(() => Within(share, () => Sum(weights)), _many);
    }

    /// <summary>What to do next, and whether it needs both threads for itself.</summary>
    private sealed record Step(Action Do, bool Alone);

    private double SumGap(Weights weights, IEnumerable<Landmark> found) => Math.Max(0, region.BoundOf(weights) - found.Max(f => weights.Of(f.At))) / Math.Max(1e-9, Math.Abs(region.BoundOf(weights)));

    /// <summary>Directions that nobody would tell apart have the same number.</summary>
    private int Angle(Weights weights) => (int)Math.Round(100 * Math.Atan2(weights.Platform * region.Unit.Platform, weights.Customer * region.Unit.Customer));

    /// <summary>Looks into a box; what was found is told when the action is done.</summary>
    private Action Look(Box box, int tries, Search by) =>
        region.GapOf(box) > (much ? Wide : WideForFew) && tries < 3 ? Halve(box, tries % 2 == 1, by) : CloseFromEdge(box, tries, by);

    /// <summary>The most of a weighted sum; of one lens alone, then the most of the other.</summary>
    private void Sum(Weights weights)
    {
        var yardstick = Yardstick.Of(problem, weights);
        var start = region.Found.MaxBy(f => weights.Of(f.At))!.Finishes;
        var found = _many ? Planned(weights) : search.Maximise(Aim(yardstick, _ => { }), start);
        region.CutLine(weights, found.Bound);
        if (found.Finishes is not { } finishes) return;
        Take(finishes, found.Status == PlanStatus.Optimal && weights is { Customer: > 0, Platform: > 0 });
        if (found.Status != PlanStatus.Optimal || weights is { Customer: > 0, Platform: > 0 }) return;
        ThenTheOther(weights.Customer > 0 ? Lens.Customer : Lens.Platform, found, finishes, search)();
    }

    /// <summary>The most of a weighted sum, with all means of the planner, from all plans found.</summary>
    private Found Planned(Weights weights)
    {
        var weighted = Compile.From(problem.Portfolio, problem.Policy with { Lens = Lens.Both, Weights = weights });
        var planner = new Search(weighted, budget, null);
        planner.Begin(shortfall, true, region.Found.Select(f => f.Finishes));
        return planner.Run();
    }

    /// <summary>Looks for the most of one value among plans that have at least the middle of the other.</summary>
    private Action Halve(Box box, bool otherAxis, Search by)
    {
        var (wide, high) = (box.High.Customer - box.Low.Customer, box.High.Platform - box.Low.Platform);
        var along = wide / region.Slack.Customer <= high / region.Slack.Platform ? Lens.Customer : Lens.Platform;
        if (otherAxis) along = Other(along);
        return Edge(box, along, box.Middle.On(Other(along)), by);
    }

    /// <summary>Looks for the most of the longer value among plans that have more than the least of the other: the plan next to the edge.</summary>
    private Action CloseFromEdge(Box box, int tries, Search by)
    {
        var along = Axes[tries % 2];
        return Edge(box, along, box.Low.On(Other(along)) + region.Slack.On(Other(along)), by);
    }

    /// <summary>The most of the value <paramref name="along"/>, above the box's least, where the other is at least <paramref name="least"/>; then the most of the other.</summary>
    private Action Edge(Box box, Lens along, double least, Search by)
    {
        var across = Other(along);
        var found = by.Maximise(Aim(Of(along), f => f.Model.AtLeast(least, f.ValueTerms(Of(across)))) with { Above = box.Low.On(along) + (region.Slack.On(along) / 2) }, null);
        if (found.Status == PlanStatus.Infeasible) return () => CutBeyond(along, box.Low.On(along) + region.Slack.On(along), least);
        var news = () => CutBeyond(along, found.Bound, least);
        if (found.Finishes is not { } finishes) return news;
        return news + (found.Status == PlanStatus.Optimal ? ThenTheOther(along, found, finishes, by) : () => Take(finishes, false));
    }

    /// <summary>Of the plans with that much of the value <paramref name="along"/>, which is all there is, the one with the most of the other.</summary>
    private Action ThenTheOther(Lens along, Found found, int[] finishes, Search by)
    {
        var across = Other(along);
        var held = found.Objective - (region.Slack.On(along) / 2);
        var best = by.Maximise(Aim(Of(across), f => f.Model.AtLeast(held, f.ValueTerms(Of(along)))), finishes);
        return () =>
        {
            CutBeyond(across, best.Bound, held);
            Take(best.Finishes ?? finishes, best.Status == PlanStatus.Optimal);
        };
    }

    private void Take(int[] finishes, bool proven)
    {
        var (customer, platform) = Evaluation.Value(problem, finishes);
        region.Take(new(new(customer, platform), finishes));
        if (proven) region.CutBetter(new(customer, platform));
    }

    /// <summary>No plan has more than <paramref name="bound"/> of one value and at least <paramref name="least"/> of the other.</summary>
    private void CutBeyond(Lens along, double bound, double least)
    {
        if (!double.IsFinite(bound)) return;
        region.CutCorner(along == Lens.Customer ? new(bound, least) : new(least, bound));
        if (along == Lens.Customer) region.CutLine(region.Least with { Platform = least }, new(1, 0), bound);
        else region.CutLine(region.Least with { Customer = least }, new(0, 1), bound);
    }

    private Aim Aim(Yardstick most, Action<Formulation> row) => new("frontier", f =>
    {
        row(f);
        f.MaximiseValue(most);
    }, finishes => most.Of(problem, finishes))
    {
        Shortfall = shortfall,
        Seen = much ? finishes => Take(finishes, false) : null,
    };

    private Yardstick Of(Lens axis) => axis == Lens.Customer ? _customer : _platform;

    private static Lens Other(Lens axis) => axis == Lens.Customer ? Lens.Platform : Lens.Customer;
}
