using System.Globalization;
using Dais.Engine.Modelling;
using Dais.Engine.Planning.Searching;

namespace Dais.Engine.Planning.Robustness;

/// <summary>Holds the plans that are nearly as good against the rules, without the solver that found them.</summary>
public static class GoodPlansCheck
{
    private const double Near = 1e-4;

    /// <summary>What is wrong with the first plan that breaks a rule, states another worth than it has, or is not as good as all are said to be; nothing where all is well.</summary>
    public static string? Doubt(Portfolio portfolio, Policy policy, RobustnessStudy study)
    {
        ArgumentNullException.ThrowIfNull(study);
        if (study.Good.Plans.IsEmpty) return null;
        var problem = Compile.From(portfolio, policy);
        var best = study.Plan.Objective.Value;
        var least = best - (study.Good.Within.Value * Math.Abs(best));
        var shortfall = Evaluation.Shortfall(problem, problem.FinishesOf(study.Plan));
        return study.Good.Plans.Select((p, k) => Wrong(problem, p, least, shortfall) is { } wrong ? string.Create(CultureInfo.InvariantCulture, $"Plan {k + 1} as good: {wrong}") : null).FirstOrDefault(w => w is not null);
    }

    private static string? Wrong(Problem problem, GoodPlan plan, double least, double shortfall)
    {
        var finishes = problem.Candidates.Select(c => plan.Finishes.TryGetValue(c.Id, out var finish) ? finish.Index : -1).ToArray();
        if (finishes.Count(f => f >= 0) != plan.Finishes.Count) return "It chooses something that cannot be chosen.";
        if (finishes.Any(f => f >= problem.Periods) || !Soundness.Holds(problem, finishes)) return "Its finishes break a rule.";
        if (Evaluation.Shortfall(problem, finishes) > shortfall + Near) return "It lacks more to the floors than the plan.";
        var worth = problem.Judge(finishes);
        if (Math.Abs(worth - plan.Objective.Value) > Near * Math.Max(1, Math.Abs(worth))) return "It states another worth than it has.";
        return worth < least - (Near * Math.Max(1, Math.Abs(least))) ? "It is not as good as it is said to be." : null;
    }
}
