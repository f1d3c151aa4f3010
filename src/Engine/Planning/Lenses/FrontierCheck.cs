using System.Globalization;
using Dais.Engine.Modelling;
using Dais.Engine.Quantities;

namespace Dais.Engine.Planning.Lenses;

/// <summary>Holds the plans of a frontier against the rules, without the solver that found them: each is laid out anew, and checked as every plan is.</summary>
public static class FrontierCheck
{
    private const double Near = 1e-4;

    /// <summary>What is wrong with the first plan that breaks a rule, states another value than it has, or is no better than its neighbour; nothing where all is well.</summary>
    public static string? Doubt(Portfolio portfolio, Policy policy, LensStudy study)
    {
        ArgumentNullException.ThrowIfNull(study);
        var points = study.Frontier.Points;
        for (var k = 0; k < points.Length; k++)
        {
            if (FinishesCheck.Doubt(portfolio, policy, points[k].Finishes, points[k].Value.Customer, points[k].Value.Platform) is { } wrong) return Say($"Frontier, plan {k + 1}: {wrong}");
            if (!(points[k].Gap >= 0)) return Say($"Frontier, plan {k + 1}: its gap of {points[k].Gap} is none.");
            if (k > 0 && !(points[k].Value.Customer > points[k - 1].Value.Customer && points[k].Value.Platform < points[k - 1].Value.Platform))
                return Say($"Frontier, plan {k + 1}: it is no better than plan {k} in either lens, or stands in the wrong place.");
        }

        return Ends(study) ?? study.Compromises.Select(c => Doubt(study, c)).FirstOrDefault(d => d is not null);
    }

    /// <summary>The ideals are the ends of the frontier.</summary>
    private static string? Ends(LensStudy study)
    {
        var points = study.Frontier.Points;
        if (points.IsEmpty) return "The frontier has no plan, though there are ideals.";
        if (Less(study.Customer.Value.Customer, points[^1].Value.Customer)) return "Frontier: a plan is worth more to customers than their ideal.";
        return Less(study.Platform.Value.Platform, points[0].Value.Platform) ? "Frontier: a plan is worth more to the platform than its ideal." : null;
    }

    /// <summary>A compromise is a plan of the frontier, and what its rule makes largest is what its values give.</summary>
    private static string? Doubt(LensStudy study, Compromise compromise)
    {
        var (at, best) = (compromise.Plan.Value, (C: study.Frontier.Points[^1].Value.Customer.Value, P: study.Frontier.Points[0].Value.Platform.Value));
        if (!study.Frontier.Points.Any(p => Same(p.Value.Customer, at.Customer) && Same(p.Value.Platform, at.Platform))) return Say($"Compromise {compromise.Kind}: it is not a plan of the frontier.");
        var score = Compromises.Score(compromise.Kind, new(at.Customer.Value, at.Platform.Value), new(best.C, best.P));
        return Math.Abs(score - compromise.Score) > Near * Math.Max(1, Math.Abs(score)) ? Say($"Compromise {compromise.Kind}: it states {compromise.Score}, but by its values it is {score}.") : null;
    }

    private static bool Less(Money a, Money b) => a.Value < b.Value - (Near * Math.Max(1, Math.Abs(b.Value)));

    private static bool Same(Money a, Money b) => !Less(a, b) && !Less(b, a);

    private static string Say(FormattableString sentence) => sentence.ToString(CultureInfo.InvariantCulture);
}
