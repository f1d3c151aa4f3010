using Dais.Engine.Planning.Searching;

namespace Dais.Engine.Planning.Lenses;

/// <summary>
/// A first picture of the frontier, in little time: from several directions, the bound of the relaxation, and lists in
/// the order that it suggests.
/// </summary>
internal sealed class Sketch(Problem problem, Region region, Budget budget, double shortfall)
{
    private const int Angles = 9;
    private const int Steps = 4_000;

    // A step of the first-order method takes that much less than one of simplex.
    private const int StepsForWork = 8;
    private const double MostShare = 0.15;
    private const double Slack = 1e-6;

    /// <summary>The relaxation of both lenses alike; none where it was not reached.</summary>
    internal Relaxation? Middle { get; private set; }

    /// <summary>Draws it; from the middle outwards, and no longer than a part of what is left.</summary>
    internal void Draw() => budget.Within(MostShare, () =>
    {
        foreach (var angle in Enumerable.Range(0, Angles).OrderBy(a => Math.Abs((Angles / 2) - a)).ThenBy(a => a))
        {
            if (budget.Over) break;
            From(Direction(angle), angle == Angles / 2);
        }

        return 0;
    });

    private Weights Direction(int angle)
    {
        var (customer, platform) = (Math.Cos(angle * Math.PI / 2 / (Angles - 1)) / region.Unit.Customer, Math.Sin(angle * Math.PI / 2 / (Angles - 1)) / region.Unit.Platform);
        var most = Math.Max(customer, platform);
        return new(customer < 1e-9 * most ? 0 : customer / most, platform < 1e-9 * most ? 0 : platform / most);
    }

    private void From(Weights weights, bool middle)
    {
        var weighted = Compile.From(problem.Portfolio, problem.Policy with { Lens = Lens.Both, Weights = weights });
        var (relaxation, bound, work) = Relaxation.Of(weighted, shortfall, (int)Math.Min(Steps, Math.Min(Steps, budget.Work) * StepsForWork), budget.Seconds);
        budget.Spend(work / StepsForWork);
        region.CutLine(weights, bound);
        if (relaxation is null) return;
        if (middle) Middle = relaxation;
        var chosen = region.Found.MaxBy(f => weights.Of(f.At))!.Finishes;
        foreach (var order in relaxation.Orders(i => chosen[i] >= 0))
        {
            if (budget.Over) break;
            if (ListSchedule.Build(weighted, order) is not { } finishes || Evaluation.Shortfall(problem, finishes) > shortfall + Slack || !Soundness.Holds(problem, finishes)) continue;
            var (customer, platform) = Evaluation.Value(problem, finishes);
            region.Take(new(new(customer, platform), finishes));
        }
    }
}
