using Dais.Engine.Modelling;
using Dais.Engine.Planning.Scenarios;
using Dais.Engine.Quantities;

namespace Dais.Engine.Planning.Flipping;

/// <summary>
/// Finds what it takes to get a thing into a plan: one cheapest change of each kind, each solved for, not guessed.
/// </summary>
public static class Flips
{
    /// <summary>What gets <paramref name="wanted"/> into <paramref name="plan"/>.</summary>
    /// <param name="portfolio">What is planned.</param>
    /// <param name="plan">A plan of it, with the policy it was made under.</param>
    /// <param name="wanted">What is wanted in.</param>
    /// <param name="group">The group whose own best plan is asked for too; absent for none.</param>
    /// <param name="limits">How long to look, over all kinds.</param>
    /// <param name="clock">The time.</param>
    /// <param name="progress">Called as it goes on.</param>
    /// <param name="polish">Whether a better plan is looked for first, where the given one is not proven best.</param>
    /// <param name="cancel">Stops; what is known by then is returned.</param>
    public static FlipReport Find(
        Portfolio portfolio,
        Plan plan,
        Wanted wanted,
        Id<StakeholderGroup>? group,
        SolveLimits limits,
        TimeProvider clock,
        Action<Progress>? progress = null,
        bool polish = true,
        CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(portfolio);
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(limits);
        return new FlipSearch(new(portfolio, plan.Policy), plan, wanted, group, new Budget(limits, clock, cancel), progress).Run(polish);
    }
}
