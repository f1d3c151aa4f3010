using Dais.Engine.Planning;

namespace Dais.Engine.Explaining;

/// <summary>What a plan would be worth more with a few initiatives in it besides: only what they touch is looked at.</summary>
internal sealed class Gains
{
    private readonly Problem _problem;
    private readonly List<int>[] _touched;
    private readonly double[] _now;

    internal Gains(Problem problem, int[] finishes)
    {
        _problem = problem;
        _touched = [.. finishes.Select(_ => new List<int>())];
        for (var g = 0; g < problem.Goals.Length; g++)
        {
            var goal = problem.Goals[g];
            foreach (var i in goal.Initiatives.Concat(goal.Steps.SelectMany(s => problem.Steps[s].Raisers)).Distinct()) _touched[i].Add(g);
        }

        _now = [.. problem.Goals.Select(goal => Worth(goal, finishes))];
    }

    /// <summary>The objective of <paramref name="trial"/> less that of the plan.</summary>
    /// <param name="trial">The plan's finishes, but for those of <paramref name="added"/>.</param>
    /// <param name="added">Candidates that the plan does not choose, and the trial does.</param>
    internal double Of(int[] trial, List<int> added)
    {
        var gain = added.Sum(i => Problem.WorthOf(_problem.Candidates[i], trial[i], _problem.Weights));
        foreach (var g in added.SelectMany(i => _touched[i]).Distinct()) gain += _problem.Weights.Customer * (Worth(_problem.Goals[g], trial) - _now[g]);
        return gain;
    }

    private double Worth(Goal goal, int[] finishes) => Evaluation.Available(_problem, goal, finishes) is { } available ? goal.Value[available] : 0;
}
