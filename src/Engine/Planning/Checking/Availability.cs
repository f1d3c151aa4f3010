using Dais.Engine.Modelling;

namespace Dais.Engine.Planning.Checking;

/// <summary>When a use case can be used, by the finishes of a plan (R10, R11).</summary>
internal static class Availability
{
    /// <summary>
    /// The end of the period at which a use case is available, and the need it waits for longest; −1 from the start on,
    /// nothing where it never is.
    /// </summary>
    internal static (int? Available, Need? Waiting) Of(PlanFacts facts, UseCase useCase)
    {
        var (latest, waiting) = (-1, (Need?)null);
        foreach (var need in useCase.Needs)
        {
            if (Met(facts, need) is not { } met) return (null, need);
            if (met > latest) (latest, waiting) = (met, need);
        }
        return (latest, waiting);
    }

    /// <summary>When a need is met: −1 from the start on; nothing where it never is.</summary>
    private static int? Met(PlanFacts facts, Need need) => need switch
    {
        Need.OfInitiative of => facts.Finish(of.Initiative),
        Need.OfCapability of => facts.Portfolio.Capabilities.Find(of.Capability) is { } capability ? Reached(facts, capability, of) : null,
        _ => null,
    };

    /// <summary>R10: from the start, else from the first finish of what raises it so far.</summary>
    private static int? Reached(PlanFacts facts, Capability capability, Need.OfCapability need)
    {
        if (capability.Level >= need.Level) return -1;
        return facts.Raising[need.Capability].Where(r => r.To >= need.Level).Min(r => facts.Finish(r.Initiative));
    }
}
