namespace Dais.Engine.Planning.Lenses;

/// <summary>
/// Finds the plans between two lenses: those of which none is better in one value without being worse in the other.
/// </summary>
/// <remarks>
/// <para>
/// Each step looks into the box of <see cref="Region"/> with the widest gap. A wide one is halved: the most of one value
/// among plans with at least the middle of the other (an ε-constraint), then the most of the other among plans with that
/// much of the first, so that the plan found is on the frontier. A narrow one is closed from its edge, plan after plan,
/// which finds every one, supported by a weighted sum or not. Where solving takes long, weighted sums come first: their
/// plans are found and bounded as quickly as any.
/// </para>
/// <para>
/// No step may take more than a share of the time that is left, the larger the more often its box has been tried; a step
/// that is stopped leaves its bound and its plan behind. So the frontier is exact when the time suffices, and else says
/// how far a plan that was not found may lie from those that were.
/// </para>
/// </remarks>
internal sealed class FrontierSearch(Problem problem, Search search, Budget budget, Region region, double shortfall, Action<Region> report)
{
    /// <summary>Boxes with a wider gap are halved, others closed.</summary>
    private const double Wide = 0.01;

    private const int ManyCandidates = 40;
    private const double FirstShare = 0.1;
    private const double MostShare = 0.5;
    private const double LeastSeconds = 0.25;
    private const double LeastWork = 1000;
    private const int MostTries = 12;

    private static readonly Lens[] Axes = [Lens.Customer, Lens.Platform];

    private readonly Dictionary<Box, int> _tries = [];
    private readonly Yardstick _customer = Yardstick.Of(problem, new(1, 0));
    private readonly Yardstick _platform = Yardstick.Of(problem, new(0, 1));
    private readonly bool _sumsFirst = problem.Candidates.Count(c => c.Possible) >= ManyCandidates;

    /// <summary>Goes on until nothing is left to find, the gap is small enough, or the budget ends.</summary>
    internal void Run(double enough)
    {
        if (_sumsFirst && region.Boxes.Count > 0 && !budget.Over) Sum(new(1, 1), FirstShare);
        while (region.Boxes.Count > 0 && !budget.Over)
        {
            report(region);
            var box = region.Boxes.MaxBy(Priority);
            var tries = _tries.GetValueOrDefault(box);
            if (region.Gap <= enough || tries > MostTries) break;
            _tries[box] = tries + 1;
            Look(box, tries);
        }

        report(region);
    }

    private double Priority(Box box) => region.GapOf(box) / Math.Pow(2, _tries.GetValueOrDefault(box));

    private void Look(Box box, int tries)
    {
        var share = Math.Min(MostShare, FirstShare * Math.Pow(2, tries));
        if (budget.Seconds * share < LeastSeconds || budget.Work * share < LeastWork) share = 1;
        if (_sumsFirst && tries == 0 && region.GapOf(box) > Wide)
        {
            Sum(Across(box), share);
            return;
        }

        budget.Within(share, () =>
        {
            if (region.GapOf(box) > Wide && tries < 3) Halve(box, tries % 2 == 1);
            else CloseFromEdge(box);
            return 0;
        });
    }

    /// <summary>The weights under which the two far corners of a box are worth the same.</summary>
    private static Weights Across(Box box)
    {
        var (customer, platform) = (box.High.Platform - box.Low.Platform, box.High.Customer - box.Low.Customer);
        var most = Math.Max(customer, platform);
        return new(customer / most, platform / most);
    }

    /// <summary>The most of a weighted sum, with all means of the planner.</summary>
    private void Sum(Weights weights, double share)
    {
        var weighted = Compile.From(problem.Portfolio, problem.Policy with { Lens = Lens.Both, Weights = weights });
        var found = budget.Within(share, () =>
        {
            var sides = new Search(weighted, budget, null);
            sides.Begin(shortfall, true, region.Found.Select(f => f.Finishes));
            return sides.Run();
        });
        region.CutLine(weights, found.Bound);
        if (found.Finishes is not { } finishes) return;
        Take(finishes, found.Status == PlanStatus.Optimal && weights is { Customer: > 0, Platform: > 0 });
    }

    /// <summary>Looks for the most of one value among plans that have at least the middle of the other.</summary>
    private void Halve(Box box, bool otherAxis)
    {
        var (wide, high) = (box.High.Customer - box.Low.Customer, box.High.Platform - box.Low.Platform);
        var along = wide / region.Slack.Customer <= high / region.Slack.Platform ? Lens.Customer : Lens.Platform;
        if (otherAxis) along = Other(along);
        var least = box.Middle.On(Other(along));
        Step(box, along, least);
    }

    /// <summary>Looks for the most of the longer value among plans that have more than the least of the other: the plan next to the edge.</summary>
    private void CloseFromEdge(Box box)
    {
        var along = Axes[(_tries[box] - 1) % 2];
        Step(box, along, box.Low.On(Other(along)) + region.Slack.On(Other(along)));
    }

    /// <summary>The most of the value <paramref name="along"/>, above the box's least, where the other is at least <paramref name="least"/>; then the most of the other.</summary>
    private void Step(Box box, Lens along, double least)
    {
        var across = Other(along);
        var found = search.Maximise(Aim(along, f => f.Model.AtLeast(least, f.ValueTerms(Of(across)))) with { Above = box.Low.On(along) + (region.Slack.On(along) / 2) }, null);
        if (found.Status == PlanStatus.Infeasible)
        {
            CutBeyond(along, box.Low.On(along) + region.Slack.On(along), least);
            return;
        }

        CutBeyond(along, found.Bound, least);
        if (found.Finishes is not { } finishes) return;
        if (found.Status != PlanStatus.Optimal)
        {
            Take(finishes, false);
            return;
        }

        var held = found.Objective - (region.Slack.On(along) / 2);
        var best = search.Maximise(Aim(across, f => f.Model.AtLeast(held, f.ValueTerms(Of(along)))), finishes);
        CutBeyond(across, best.Bound, held);
        Take(best.Finishes ?? finishes, best.Status == PlanStatus.Optimal);
    }

    private void Take(int[] finishes, bool proven)
    {
        var (customer, platform) = Evaluation.Value(problem, finishes);
        region.Take(new(new(customer, platform), finishes));
        if (proven) region.CutCorner(new(customer, platform));
    }

    /// <summary>No plan has more than <paramref name="bound"/> of one value and at least <paramref name="least"/> of the other.</summary>
    private void CutBeyond(Lens along, double bound, double least)
    {
        if (double.IsFinite(bound)) region.CutCorner(along == Lens.Customer ? new(bound, least) : new(least, bound));
    }

    private Aim Aim(Lens along, Action<Formulation> row) => new("frontier", f =>
    {
        row(f);
        f.MaximiseValue(Of(along));
    }, finishes => Of(along).Of(problem, finishes)) { Shortfall = shortfall };

    private Yardstick Of(Lens axis) => axis == Lens.Customer ? _customer : _platform;

    private static Lens Other(Lens axis) => axis == Lens.Customer ? Lens.Platform : Lens.Customer;
}
