using Dais.Engine.Planning.Searching;

namespace Dais.Engine.Planning.Robustness;

/// <summary>The distinct plans that a study came upon, each of which keeps the rules as the model stands; the plan itself is the first.</summary>
internal sealed class PlansMet
{
    private readonly Problem _problem;
    private readonly double _shortfall;
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);
    private readonly List<int[]> _plans = [];

    internal PlansMet(Problem problem, int[] plan)
    {
        (_problem, _shortfall) = (problem, Evaluation.Shortfall(problem, plan));
        Add(plan);
    }

    /// <summary>The plans.</summary>
    internal IReadOnlyList<int[]> Plans => _plans;

    /// <summary>Takes finishes that were best for other numbers: as they are where they keep the rules, else laid out anew in their order.</summary>
    internal void Take(int[] finishes)
    {
        if (Sound(finishes))
        {
            Add(finishes);
            return;
        }

        var order = Enumerable.Range(0, finishes.Length).Where(i => finishes[i] >= 0).OrderBy(i => finishes[i]).ThenBy(i => i);
        if (ListSchedule.Build(_problem, order.Concat(ListSchedule.ByValueForEffort(_problem))) is { } again && Sound(again)) Add(again);
    }

    private bool Sound(int[] finishes) => Soundness.Holds(_problem, finishes) && Evaluation.Shortfall(_problem, finishes) <= _shortfall + 1e-6;

    private void Add(int[] finishes)
    {
        if (_known.Add(string.Join(',', finishes))) _plans.Add(finishes);
    }
}
