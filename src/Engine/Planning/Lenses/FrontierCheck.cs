using System.Globalization;
using Dais.Engine.Modelling;
using Dais.Engine.Planning.Searching;

namespace Dais.Engine.Planning.Lenses;

/// <summary>Holds the plans of a frontier against the rules, without the solver that found them.</summary>
public static class FrontierCheck
{
    private const double Near = 1e-4;

    /// <summary>What is wrong with the first plan that breaks a rule, states another value than it has, or is no better than its neighbour; nothing where all is well.</summary>
    public static string? Doubt(Portfolio portfolio, Policy policy, LensStudy study)
    {
        ArgumentNullException.ThrowIfNull(study);
        var problem = Compile.From(portfolio, policy);
        var points = study.Frontier.Points;
        for (var k = 0; k < points.Length; k++)
        {
            if (Wrong(problem, points[k]) is { } wrong) return string.Create(CultureInfo.InvariantCulture, $"Frontier, plan {k + 1}: {wrong}");
            if (k > 0 && !(points[k].Value.Customer > points[k - 1].Value.Customer && points[k].Value.Platform < points[k - 1].Value.Platform))
                return string.Create(CultureInfo.InvariantCulture, $"Frontier, plan {k + 1}: it is no better than plan {k} in either lens, or stands in the wrong place.");
        }

        return null;
    }

    private static string? Wrong(Problem problem, FrontierPoint point)
    {
        var finishes = problem.Candidates.Select(c => point.Finishes.TryGetValue(c.Id, out var finish) ? finish.Index : -1).ToArray();
        if (finishes.Count(f => f >= 0) != point.Finishes.Count) return "It chooses something that cannot be chosen.";
        if (finishes.Any(f => f >= problem.Periods) || !Soundness.Holds(problem, finishes)) return "Its finishes break a rule.";
        var (customer, platform) = Evaluation.Value(problem, finishes);
        return Differs(customer, point.Value.Customer.Value) || Differs(platform, point.Value.Platform.Value) ? "It states another value than it has." : null;
    }

    private static bool Differs(double a, double b) => Math.Abs(a - b) > Near * Math.Max(1, Math.Abs(a));
}
