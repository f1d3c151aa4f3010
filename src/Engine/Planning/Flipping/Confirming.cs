using Dais.Engine.Solving;

namespace Dais.Engine.Planning.Flipping;

/// <summary>Holds a change that was found near the base against all plans: whether none without the thing is better.</summary>
/// <remarks>
/// The plan with the thing is at hand, so that only plans without it that are better are looked for: that there is none
/// is proven sooner than which of them is best.
/// </remarks>
internal static class Confirming
{
    /// <summary>The outcome with what is proven now; without its change where a better plan without the thing was found.</summary>
    internal static FlipOutcome Of(Case c, FlipOutcome outcome)
    {
        if (outcome.Flip is not { Decides: false } flip) return outcome;
        var most = c.Base.Rank with { Objective = Math.Max(c.Base.Bound, c.Base.Rank.Objective) };
        var with = flip.With.Rank;
        if (outcome.Kind == FlipKind.Value) return Decided(!most.AsGoodAs(with));
        if (outcome.Kind == FlipKind.Scope && c.IsOneInitiative) return Decided(with.AsGoodAs(most));
        if (with.Shortfall > Rank.Slack) return outcome;
        var changed = Part.All(c.After(flip.Changes), c.Target);
        var better = c.Trial.Ask(changed, new(f =>
        {
            changed.Target.Exclude(f);
            Trial.Within(f, 0);
            f.MaximiseValue(changed.Problem.Weights);
        }) { Above = with.Objective + (Rank.Same / 2 * Math.Max(1, Math.Abs(with.Objective))) });
        return better.Finishes is not null ? outcome with { Flip = null, Without = NoFlip.NotFound } : Decided(better.Status == SolveStatus.Infeasible);

        FlipOutcome Decided(bool decides) => outcome with { Flip = flip with { Decides = decides } };
    }
}
