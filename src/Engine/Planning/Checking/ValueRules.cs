using Dais.Engine.Modelling;

namespace Dais.Engine.Planning.Checking;

/// <summary>R10, R11 and the objective: what becomes available when, and what it is all worth.</summary>
internal static class ValueRules
{
    /// <summary>R10, R11: the plan lists each use case that becomes available within the horizon, and no other.</summary>
    internal static IEnumerable<Violation> UseCasesAreStatedRightly(PlanFacts facts)
    {
        var stated = facts.Plan.UseCases.GroupBy(u => u.Id).ToDictionary(g => g.Key, g => g.First().Available.Index);
        foreach (var useCase in facts.Portfolio.UseCases)
        {
            var (available, waiting) = Availability.Of(facts, useCase);
            int? expected = available >= 0 && available < facts.Periods ? available : null;
            int? listed = stated.TryGetValue(useCase.Id, out var at) ? at : null;
            if (listed == expected) continue;
            var rule = waiting is Need.OfCapability ? "R10" : "R11";
            var says = listed is { } l ? $"says that use case \"{useCase.Id}\" is available at the end of {facts.Label(l)}" : $"does not list use case \"{useCase.Id}\"";
            yield return new(rule, useCase.Id.Value, $"The plan {says}, but it is {When(facts, available)}{Because(waiting)}.");
        }
    }

    /// <summary>V_C, V_P and w_C · V_C + w_P · V_P.</summary>
    internal static IEnumerable<Violation> ValuesAreStatedRightly(PlanFacts facts)
    {
        var (whole, plan) = (facts.Worth, facts.Plan);
        if (Differ(facts, plan.Value.Customer.Value, whole.Customer)) yield return Wrong("customer value", plan.Value.Customer.Value, whole.Customer);
        if (Differ(facts, plan.Value.Platform.Value, whole.Platform)) yield return Wrong("platform value", plan.Value.Platform.Value, whole.Platform);
        if (Differ(facts, plan.Objective.Value, whole.Objective)) yield return Wrong("objective", plan.Objective.Value, whole.Objective);
    }

    /// <summary>The part of the objective that lies in the tail, brought into 0 … 1; absent where the objective is not above 0.</summary>
    internal static IEnumerable<Violation> TheTailIsStatedRightly(PlanFacts facts)
    {
        var (whole, stated) = (facts.Worth, facts.Plan.TailShare);
        if (Math.Abs(whole.Objective) <= 1e-9) yield break;
        double? expected = whole.Objective > 0 ? Math.Clamp(whole.Tail / whole.Objective, 0, 1) : null;
        if (expected is null != stated is null || Math.Abs((expected ?? 0) - (stated?.Value ?? 0)) > 1e-4)
        {
            yield return new("Tail", "", $"The plan states {stated?.ToString() ?? "nothing"} as the share of its value in the tail, but it is {(expected is { } e ? PlanFacts.Number(e * 100) + " %" : "absent")}.");
        }
    }

    private static bool Differ(PlanFacts facts, double stated, double right) => Math.Abs(stated - right) > facts.ValueTolerance;

    private static Violation Wrong(string what, double stated, double right) =>
        new("Value", "", $"The plan states {PlanFacts.Number(stated)} as its {what}, but by its finishes it is {PlanFacts.Number(right)}.");

    private static string When(PlanFacts facts, int? available) => available switch
    {
        null => "never available",
        < 0 => "available from the start",
        { } a => $"available at the end of {facts.Label(a)}",
    };

    private static string Because(Need? waiting) => waiting switch
    {
        Need.OfCapability of => $", for it needs capability \"{of.Capability}\" at level {of.Level}",
        Need.OfInitiative of => $", for it needs initiative \"{of.Initiative}\"",
        _ => "",
    };
}
