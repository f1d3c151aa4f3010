using Dais.Engine.Solving;

namespace Dais.Engine.Planning.Searching;

/// <summary>
/// The plan with initiatives in fractions: the bound it gives, and what it says about the order of things.
/// </summary>
/// <remarks>
/// A whole plan is near to it in the order of its finishes. Lists in the order of the mean finish, and of the period by
/// which a share α of an initiative is finished, are good plans at once (α-points: Phillips, Stein &amp; Wein 1998).
/// </remarks>
internal sealed class Relaxation
{
    private const double Precision = 1e-3;
    private const double Hardly = 0.01;
    private const double MostProducts = 1.5e9;

    private static readonly double[] Alphas = [0.5, 0.2, 0.8, 0.35, 0.65, 0.05, 0.95];

    private readonly Problem _problem;
    private readonly double[][] _by;

    private Relaxation(Problem problem, double bound, double[][] by)
    {
        (_problem, Bound, _by) = (problem, bound, by);
        Share = [.. by.Select(b => b.Length == 0 ? 0 : b[^1])];
        MeanFinish = [.. by.Select((b, i) => Mean(b, problem.Candidates[i]))];
    }

    /// <summary>No plan is worth more.</summary>
    internal double Bound { get; }

    /// <summary>How much of each candidate is chosen, 0 … 1.</summary>
    internal double[] Share { get; }

    /// <summary>When what is chosen of it is finished, on average; the last period where nothing is.</summary>
    internal double[] MeanFinish { get; }

    /// <summary>The relaxation among plans that lack no more than that to the floors; without a point where it was not reached in so many steps and seconds. Of the steps on a large model there are fewer.</summary>
    internal static (Relaxation? Point, double Bound, long Work) Of(Problem problem, double shortfall, int steps, double seconds)
    {
        var formulation = Formulation.Build(problem, []);
        if (formulation.Shortfalls.Count > 0) formulation.Model.AtMost(shortfall, [.. formulation.Shortfalls.Select(s => (s, 1.0))]);
        formulation.MaximiseValue(problem.Weights);
        var solution = FirstOrder.Solve(formulation.Model, Precision, (int)Math.Min(steps, MostProducts / Math.Max(1, formulation.Model.Coefficients)), seconds);
        if (!solution.HasPoint) return (null, solution.Bound, solution.Work);
        var by = problem.Candidates.Select((_, i) => formulation.FinishColumns(i).Select(c => solution.Point[c.Index]).ToArray()).ToArray();
        foreach (var shares in by)
        {
            for (var t = 1; t < shares.Length; t++) shares[t] = Math.Max(shares[t], shares[t - 1]);
        }

        return (new(problem, solution.Bound, by), solution.Bound, solution.Work);
    }

    /// <summary>Orders for lists, the more promising first; then the same with what a plan has <paramref name="chosen"/> in front, which keeps the floors that it meets.</summary>
    internal IEnumerable<IEnumerable<int>> Orders(Func<int, bool> chosen)
    {
        var orders = Orders().ToList();
        var mine = Enumerable.Range(0, Share.Length).Where(chosen).OrderBy(i => MeanFinish[i]).ThenBy(i => i).ToList();
        return [.. orders, .. mine.Count == 0 ? [] : orders.Select(order => order.Where(chosen).Concat(mine).Concat(order))];
    }

    private IEnumerable<IEnumerable<int>> Orders()
    {
        yield return InOrderOf(i => MeanFinish[i], least: 0.5);
        foreach (var alpha in Alphas) yield return InOrderOf(i => Point(i, alpha), alpha);
        foreach (var alpha in Alphas) yield return InOrderOf(i => MeanFinish[i], alpha);
    }

    /// <summary>Those of which at least that share is chosen, by a date; then the others, by share.</summary>
    private IEnumerable<int> InOrderOf(Func<int, double> date, double least) =>
        Enumerable.Range(0, Share.Length).Where(i => Share[i] >= Hardly)
            .OrderBy(i => Share[i] >= least ? 0 : 1)
            .ThenBy(i => Share[i] >= least ? date(i) : -Share[i])
            .ThenBy(i => MeanFinish[i]).ThenBy(i => i);

    /// <summary>The period, with a fraction, by which a share α is finished.</summary>
    private double Point(int i, double alpha)
    {
        var before = 0.0;
        for (var t = 0; t < _by[i].Length; t++)
        {
            var now = _by[i][t];
            if (now >= alpha) return _problem.Candidates[i].MinFinish + t + ((alpha - before) / Math.Max(now - before, 1e-9));
            before = now;
        }

        return _problem.Periods;
    }

    private static double Mean(double[] by, Candidate candidate)
    {
        if (by.Length == 0 || by[^1] < 1e-9) return candidate.MaxFinish;
        var (sum, before) = (0.0, 0.0);
        for (var t = 0; t < by.Length; t++)
        {
            sum += (candidate.MinFinish + t) * (by[t] - before);
            before = by[t];
        }

        return sum / by[^1];
    }
}
