using System.Globalization;
using Dais.Engine.Planning;
using Dais.Engine.Planning.Allocation;
using Dais.Engine.Planning.Flipping;
using Dais.Engine.Planning.Groups;
using Dais.Engine.Planning.Lenses;
using Dais.Engine.Planning.Robustness;
using Dais.Engine.Planning.Scenarios;

namespace Dais.Workspace.Solving;

/// <summary>Why a plan that came from the solver must not be shown, if there is a reason.</summary>
internal static class PlanDoubts
{
    /// <summary>The first doubt, in a sentence that names the rule; nothing where there is none.</summary>
    public static string? Of(SolveRequest request, Plan plan)
    {
        if (plan.Status is PlanStatus.Infeasible) return plan.Conflicts.IsEmpty ? "It says that there is no plan, without a reason." : null;
        if (plan.Status is PlanStatus.Unknown) return null;
        var violations = PlanChecker.Check(request.Portfolio, plan with { Policy = request.Policy });
        if (!violations.IsEmpty)
        {
            var more = violations.Length == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $" ({violations.Length - 1} more)");
            return $"{violations[0].Rule}, {violations[0].Subject}: {violations[0].Sentence}{more}";
        }

        return BoundDoubt(plan);
    }

    /// <summary>The first doubt about both ideals, the named plans between them and every plan of the frontier.</summary>
    public static string? Of(SolveRequest request, LensStudy study)
    {
        if (!study.Found) return Of(request with { Policy = study.Customer.Policy }, study.Customer);
        SolveRequest As(Lens lens) => request with { Policy = request.Policy with { Lens = lens } };
        var both = request with { Policy = request.Policy with { Lens = Lens.Both, Weights = new(1, 1) } };
        return Of(As(Lens.Customer), study.Customer)
            ?? Of(As(Lens.Platform), study.Platform)
            ?? study.Compromises.Select(c => Of(both, c.Plan)).FirstOrDefault(d => d is not null)
            ?? FrontierCheck.Doubt(request.Portfolio, request.Policy, study);
    }

    /// <summary>The first doubt about the policy's plan, the fair plans, the plans of a trade, and what is said of groups.</summary>
    public static string? Of(SolveRequest request, GroupStudy study)
    {
        var plans = study.Plans.Select(p => p.Plan).Concat(study.Trade is { } trade ? [trade.Before, trade.After] : []);
        return Of(request, study.Policy) ?? plans.Select(p => Of(request, p)).FirstOrDefault(d => d is not null) ?? (study.Found ? GroupCheck.Doubt(request.Portfolio, request.Policy, study) : null);
    }

    /// <summary>The first doubt about the optimum, the plan without floors and ceilings, and every plan behind a number of an allocation.</summary>
    public static string? Of(SolveRequest request, AllocationStudy study)
    {
        var off = request with { Policy = request.Policy with { Allocation = false } };
        return Of(request, study.Policy)
            ?? (study.Free is { } free ? Of(off, free) : null)
            ?? AllocationCheck.Doubt(request.Portfolio, request.Policy, study);
    }

    /// <summary>The first doubt about a plan with a bucket in another order: it keeps the rules, and nothing of another bucket has moved.</summary>
    public static string? Of(SolveRequest request, Reordered reordered)
    {
        var doubt = Of(request, reordered.Before) ?? Of(request, reordered.After with { Status = PlanStatus.Feasible });
        if (doubt is not null) return doubt;
        var moved = AllocationCheck.MovedElsewhere(request.Portfolio, reordered);
        return moved.IsEmpty ? null : $"{string.Join(", ", moved)} of another bucket would move.";
    }

    /// <summary>The first doubt about the plan and those nearly as good.</summary>
    public static string? Of(SolveRequest request, RobustnessStudy study) =>
        Of(request, study.Plan) ?? (study.Found ? GoodPlansCheck.Doubt(request.Portfolio, request.Policy, study) : null);

    /// <summary>The first doubt about the plans of a reply: each is held against the rules as they are with its change made.</summary>
    public static string? Of(SolveRequest request, WhyNotReply reply)
    {
        if (Of(request, reply.Report.Base) is { } doubt) return doubt;
        if (reply.Report.Forced is { } forced && Of(request, forced with { Status = PlanStatus.Feasible }) is { } other) return other;
        foreach (var flip in reply.Report.Answers.Select(a => a.Flip).OfType<Flip>())
        {
            var setup = new Scenario("", flip.Changes).Apply(new(request.Portfolio, request.Policy));
            var violations = PlanChecker.Check(setup.Portfolio, flip.Plan with { Policy = setup.Policy });
            if (!violations.IsEmpty) return $"{violations[0].Rule}, {violations[0].Subject}: {violations[0].Sentence}";
        }

        return null;
    }

    private static string? BoundDoubt(Plan plan)
    {
        var allowed = 1e-6 * Math.Max(1, Math.Abs(plan.Objective.Value));
        if (plan.Bound is not { } bound) return plan.Status == PlanStatus.Optimal ? "It says that it is proven best, without a bound." : null;
        if (bound.Value < plan.Objective.Value - allowed) return $"Its bound of {bound} lies below its own objective of {plan.Objective}.";
        return plan.Status == PlanStatus.Optimal && bound.Value - plan.Objective.Value > 2 * allowed
            ? $"It says that it is proven best, but its bound of {bound} lies above its objective of {plan.Objective}."
            : null;
    }
}
