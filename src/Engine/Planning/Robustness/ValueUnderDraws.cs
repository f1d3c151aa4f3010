using Dais.Engine.Planning.Forecasting;

namespace Dais.Engine.Planning.Robustness;

/// <summary>What a plan turns out to be worth when values and efforts come out otherwise, its order being kept (see <see cref="Replay"/>).</summary>
/// <remarks>What is finished after the horizon counts nothing, as the rules have it.</remarks>
internal sealed class ValueUnderDraws
{
    private readonly Problem _problem;
    private readonly Doubts _doubts;
    private readonly Replay _replay;
    private readonly double[] _own;
    private readonly double[][] _goals;
    private readonly int[] _finishes;

    internal ValueUnderDraws(Problem problem, Doubts doubts, int[] finishes)
    {
        (_problem, _doubts) = (problem, doubts);
        var work = JustInTime.Of(problem, finishes) ?? throw new InvalidOperationException("The finishes do not fit.");
        _replay = Replay.Of(problem, finishes, work);
        _own = [.. Enumerable.Range(0, problem.Periods).Select(t => problem.Value.Of(1, t))];
        _goals = [.. problem.Goals.Select(g => Enumerable.Range(0, problem.Periods).Select(a => problem.Value.Of(1, a, RampOf(problem, g))).ToArray())];
        _finishes = new int[finishes.Length];
    }

    /// <summary>The objective with these numbers.</summary>
    internal double Of(Func<Doubt, double> number)
    {
        var finishes = _replay.Run((i, slot) => number(_doubts.Effort[i][slot]));
        for (var i = 0; i < _finishes.Length; i++) _finishes[i] = finishes[i] >= _problem.Periods ? -1 : finishes[i];
        return Sum(number);
    }

    private double Sum(Func<Doubt, double> number)
    {
        var sum = 0.0;
        for (var i = 0; i < _finishes.Length; i++)
        {
            if (_finishes[i] < 0) continue;
            if (_doubts.Customer[i] is { } customer) sum += _problem.Weights.Customer * _own[_finishes[i]] * number(customer);
            if (_doubts.Platform[i] is { } platform) sum += _problem.Weights.Platform * _own[_finishes[i]] * number(platform);
        }

        for (var g = 0; g < _goals.Length; g++)
        {
            if (_doubts.Goal[g] is { } doubt && Evaluation.Available(_problem, _problem.Goals[g], _finishes) is { } at) sum += _problem.Weights.Customer * _goals[g][at] * number(doubt);
        }

        return sum;
    }

    /// <summary>The values that given finishes earn, each with what a unit of it a year is worth in the objective.</summary>
    internal static IEnumerable<(Doubt Doubt, double Factor)> Factors(Problem problem, Doubts doubts, int[] finishes)
    {
        for (var i = 0; i < finishes.Length; i++)
        {
            if (finishes[i] < 0) continue;
            var own = problem.Value.Of(1, finishes[i]);
            if (doubts.Customer[i] is { } customer) yield return (customer, problem.Weights.Customer * own);
            if (doubts.Platform[i] is { } platform) yield return (platform, problem.Weights.Platform * own);
        }

        for (var g = 0; g < problem.Goals.Length; g++)
        {
            if (doubts.Goal[g] is { } doubt && Evaluation.Available(problem, problem.Goals[g], finishes) is { } at) yield return (doubt, problem.Weights.Customer * problem.Value.Of(1, at, RampOf(problem, problem.Goals[g])));
        }
    }

    private static double RampOf(Problem problem, Goal goal) => problem.Portfolio.UseCases[goal.Id].Ramp ?? 1;
}
