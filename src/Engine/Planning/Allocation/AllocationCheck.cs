using System.Collections.Immutable;
using System.Globalization;
using Dais.Engine.Modelling;
using Dais.Engine.Planning.Searching;
using Dais.Engine.Quantities;

namespace Dais.Engine.Planning.Allocation;

/// <summary>Holds the plans behind the numbers of an allocation against the rules and against what they were held to, without the solver that found them.</summary>
public static class AllocationCheck
{
    private const double Near = 1e-4;

    /// <summary>What is wrong with the first plan that breaks a rule, passes what it was held to, or states another value than it has; nothing where all is well.</summary>
    public static string? Doubt(Portfolio portfolio, Policy policy, AllocationStudy study)
    {
        ArgumentNullException.ThrowIfNull(portfolio);
        ArgumentNullException.ThrowIfNull(study);
        if (!study.Found) return null;
        var problem = Compile.From(portfolio, policy);
        var best = problem.FinishesOf(study.Policy);
        return Held(problem, best, study).Select(h => Wrong(h.Problem, h.Plan) is { } wrong ? $"{h.What}: {wrong}" : null).FirstOrDefault(w => w is not null)
            ?? Changed(problem, best, study).Select(h => Lacking(h.Problem, h.Plan) ? $"{h.What}: it has less than it must." : null).FirstOrDefault(w => w is not null)
            ?? study.Bands.SelectMany(b => new[] { b.Low, b.High }.Select(e => Wrong(problem, best, b, e))).FirstOrDefault(w => w is not null)
            ?? study.Curves.Select(Falling).FirstOrDefault(w => w is not null);
    }

    /// <summary>The initiatives outside the bucket whose finish or work is not what it was.</summary>
    public static ImmutableArray<Id<Initiative>> MovedElsewhere(Portfolio portfolio, Reordered reordered)
    {
        ArgumentNullException.ThrowIfNull(portfolio);
        ArgumentNullException.ThrowIfNull(reordered);
        return [.. portfolio.Initiatives.Where(i => i.Bucket != reordered.Bucket && !Same(reordered.Before.Find(i.Id), reordered.After.Find(i.Id))).Select(i => i.Id)];
    }

    private static bool Same(PlannedInitiative? before, PlannedInitiative? after)
    {
        if (before is null || after is null) return before is null && after is null;
        return before.Finish == after.Finish && before.Work.Count == after.Work.Count
            && before.Work.All(w => after.Work.TryGetValue(w.Key, out var work) && work.Zip(w.Value).All(x => Math.Abs(x.First.Value - x.Second.Value) <= Near));
    }

    /// <summary>Every plan with the problem that it has to be a plan of.</summary>
    private static IEnumerable<(string What, Problem Problem, HeldPlan Plan)> Held(Problem problem, int[] best, AllocationStudy study)
    {
        var portfolio = problem.Portfolio;
        if (study.WithoutFloors is { } ceilings) yield return ("Without floors", problem.With(Holds.WithoutFloors(problem)), ceilings);
        foreach (var split in study.Splits) yield return ($"{split.Kind} split", problem.With(split.Kind == SplitKind.Target ? Holds.Target(problem) : Holds.Equal(problem)), split.Plan);
        foreach (var change in Changed(problem, best, study)) yield return change;
        foreach (var curve in study.Curves)
        {
            var b = portfolio.Buckets.PlaceOf(curve.Bucket);
            var alone = Crossings.Alone(problem, b);
            foreach (var point in curve.Points) yield return ($"Curve of {curve.Bucket}", problem.With(Holds.Curve(problem, b, point.Most.Value)), point.Plan);
            foreach (var point in curve.Alone) yield return ($"Curve of {curve.Bucket} alone", alone.With(Holds.Curve(alone, b, point.Most.Value)), point.Plan);
        }

        if (study.Shadow is { } shadow)
        {
            yield return ("More capacity", Compile.From(Pricing.Scaled(portfolio, 1 + Pricing.Point), problem.Policy), shadow.More);
            yield return ("Less capacity", Compile.From(Pricing.Scaled(portfolio, 1 - Pricing.Point), problem.Policy), shadow.Less);
            foreach (var team in shadow.Teams.Where(t => portfolio.Teams.Find(t.Team) is not null))
            {
                if (Pricing.Widened(portfolio, portfolio.Teams[team.Team], Pricing.Point) is { } wider) yield return ($"More capacity on {team.Team}", Compile.From(wider, problem.Policy), team.More);
            }
        }

        foreach (var use in study.Uses)
        {
            if (use.RunnerUp is { } second) yield return ($"Runner-up in {use.Bucket}", problem.With(Holds.WithoutFloors(problem)), second);
        }
    }

    /// <summary>The plans for five points either way, in which floors are hard.</summary>
    private static IEnumerable<(string What, Problem Problem, HeldPlan Plan)> Changed(Problem problem, int[] best, AllocationStudy study)
    {
        foreach (var s in study.Sensitivities)
        {
            var b = problem.Portfolio.Buckets.PlaceOf(s.Bucket);
            if (s.Less is { } less) yield return ($"Less for {s.Bucket}", problem.With(Holds.Less(problem, best, b, less.To.Value)), less.Plan);
            if (s.More is { } more) yield return ($"More for {s.Bucket}", problem.With(Holds.More(problem, best, b, more.To.Value)), more.Plan);
        }
    }

    private static bool Lacking(Problem problem, HeldPlan plan) => plan.Found && Evaluation.Shortfall(problem, Finishes(problem, plan.Finishes)) > Near;

    /// <summary>An end of a band is a plan under the policy that is good enough and has that share.</summary>
    private static string? Wrong(Problem problem, int[] best, IndifferenceBand band, BandEnd end)
    {
        var finishes = Finishes(problem, end.Finishes);
        var effort = Evaluation.Effort(problem, finishes)[problem.Portfolio.Buckets.PlaceOf(band.Bucket)];
        if (Broken(problem, end.Finishes, finishes) is { } wrong) return $"Band of {band.Bucket}: {wrong}";
        if (Evaluation.Shortfall(problem, finishes) > Evaluation.Shortfall(problem, best) + Near) return $"Band of {band.Bucket}: a plan at its end lacks more to the floors than it must.";
        if (problem.Judge(finishes) < (band.Part * problem.Judge(best)) - (Near * Math.Max(1, Math.Abs(problem.Judge(best))))) return $"Band of {band.Bucket}: a plan at its end is not good enough.";
        return Math.Abs(effort - (end.Found * problem.Total)) > Near ? $"Band of {band.Bucket}: a plan at its end has another share than stated." : null;
    }

    private static int[] Finishes(Problem problem, ImmutableSortedDictionary<Id<Initiative>, Period> chosen) =>
        [.. problem.Candidates.Select(c => chosen.TryGetValue(c.Id, out var finish) ? finish.Index : -1)];

    private static string? Broken(Problem problem, ImmutableSortedDictionary<Id<Initiative>, Period> chosen, int[] finishes)
    {
        if (finishes.Count(f => f >= 0) != chosen.Count) return "It chooses something that cannot be chosen.";
        return finishes.Any(f => f >= problem.Periods) || !Soundness.Holds(problem, finishes) ? "Its finishes break a rule, or what it is held to." : null;
    }

    private static string? Wrong(Problem problem, HeldPlan plan)
    {
        if (!plan.Found) return plan.Finishes.IsEmpty ? null : "It has a plan, but says that there is none.";
        var finishes = Finishes(problem, plan.Finishes);
        if (Broken(problem, plan.Finishes, finishes) is { } broken) return broken;
        var value = problem.Judge(finishes);
        if (plan.Value is not { } stated || Math.Abs(stated.Value - value) > Near * Math.Max(1, Math.Abs(value))) return string.Create(CultureInfo.InvariantCulture, $"It states {plan.Value} but is worth {value:0.##}.");
        return plan.Bound is { } bound && bound.Value < value - (Near * Math.Max(1, Math.Abs(value))) ? $"Its bound of {bound} lies below its value of {stated}." : null;
    }

    private static string? Falling(ResponseCurve curve)
    {
        foreach (var points in (ImmutableArray<CurvePoint>[])[curve.Points, curve.Alone])
        {
            for (var k = 1; k < points.Length; k++)
            {
                var (before, now) = (points[k - 1], points[k]);
                if (now.Most.Value <= before.Most.Value) return $"Curve of {curve.Bucket}: its points are not in order.";
                if (before.Plan is { Found: true, Value: { } low } && now.Plan is { Proven: true } && !(now.Plan.Value?.Value >= low.Value - (Near * Math.Max(1, Math.Abs(low.Value))))) return $"Curve of {curve.Bucket}: it falls at {now.Most}.";
            }
        }

        return null;
    }
}
