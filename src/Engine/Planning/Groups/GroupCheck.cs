using System.Globalization;
using Dais.Engine.Modelling;
using Dais.Engine.Quantities;

namespace Dais.Engine.Planning.Groups;

/// <summary>
/// Holds what is said of groups against the plans that it is said of, without the solver that found them. The plans
/// themselves are for <see cref="PlanChecker"/>.
/// </summary>
public static class GroupCheck
{
    private const double Near = 1e-4;

    /// <summary>What is said wrongly first; nothing where all is well.</summary>
    public static string? Doubt(Portfolio portfolio, Policy policy, GroupStudy study)
    {
        ArgumentNullException.ThrowIfNull(portfolio);
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(study);
        return study.Own.Select(o => Doubt(portfolio, policy, o)).FirstOrDefault(d => d is not null)
            ?? study.Plans.Select(p => Doubt(portfolio, study, p)).FirstOrDefault(d => d is not null)
            ?? (study.Trade is { } trade ? Doubt(portfolio, study, trade) : null);
    }

    /// <summary>An own best is a plan without floors and ceilings, in which this group gets that much; with its share, no more is spent.</summary>
    private static string? Doubt(Portfolio portfolio, Policy policy, OwnBest own)
    {
        var (only, free) = (Only(portfolio, own.Group), policy with { Allocation = false });
        if (Doubt(only, free, own.All) is { } wrong) return $"Own best of {own.Group}: {wrong}";
        if (own.WithPart is not { } part) return null;
        if (Doubt(only, free, part) is { } worse) return $"Own best of {own.Group} with its share: {worse}";
        var problem = Compile.From(portfolio, free);
        var (spent, allowed) = (problem.Candidates.Where(c => !c.Forced && part.Finishes.ContainsKey(c.Id)).Sum(c => c.Total), own.Part.Value * problem.Total);
        return spent > allowed + Near ? Say($"Own best of {own.Group} with its share: it spends {spent:0.##} ew of {allowed:0.##}.") : null;
    }

    private static string? Doubt(Portfolio only, Policy free, Most most) => most.Bound.Value < most.Value.Value - (Near * Math.Max(1, Math.Abs(most.Value.Value)))
        ? "its bound lies below it."
        : FinishesCheck.Doubt(only, free, most.Finishes, most.Value, null);

    /// <summary>A score is what the plan gives, nobody has more than the own best, and no sum is larger than the largest.</summary>
    private static string? Doubt(Portfolio portfolio, GroupStudy study, FairPlan fair)
    {
        var shares = study.SharesOf(portfolio, fair.Plan);
        if (shares.Groups.FirstOrDefault(g => g.Regret < -Near) is { } over) return Say($"{fair.Kind}: {over.Group} has more than its own best.");
        if (study.PriceOfFairness(portfolio, fair.Plan) < -Near) return Say($"{fair.Kind}: its sum is larger than the one that is called the largest.");
        if (fair.Score is not { } score) return null;
        if (study.ScoreOf(portfolio, fair) is not { } right || Math.Abs(right - score) > Near * Math.Max(1, Math.Abs(right))) return Say($"{fair.Kind}: it states {score}, but by its plan it is another.");
        return fair.Bound < score - (Near * Math.Max(1, Math.Abs(score))) ? Say($"{fair.Kind}: its bound of {fair.Bound} lies below its own {score}.") : null;
    }

    /// <summary>A trade leaves no group worse off, nor the platform.</summary>
    private static string? Doubt(Portfolio portfolio, GroupStudy study, Trade trade)
    {
        var (before, after) = (study.SharesOf(portfolio, trade.Before), study.SharesOf(portfolio, trade.After));
        var worse = before.Groups.Zip(after.Groups).FirstOrDefault(x => Less(x.Second.Value, x.First.Value));
        if (worse.First is { } group) return Say($"Trade: {group.Group} is worse off by it.");
        return Less(trade.After.Value.Platform, trade.Before.Value.Platform) ? "Trade: the platform is worse off by it." : null;
    }

    /// <summary>The portfolio in which only what counts to the group is worth anything to customers: read off the facts, not off the yardsticks that were searched with.</summary>
    private static Portfolio Only(Portfolio portfolio, Id<StakeholderGroup> group) => portfolio with
    {
        UseCases = Catalog<UseCase>.Of(portfolio.UseCases.Select(u => u.Group == group ? u : u with { Value = EndValue.Unknown })),
        Initiatives = Catalog<Initiative>.Of(portfolio.Initiatives.Select(i => i with { Value = i.Value with { Customer = Part(portfolio, i, group) } })),
    };

    private static Amount? Part(Portfolio portfolio, Initiative initiative, Id<StakeholderGroup> group) =>
        portfolio.CustomerWorth(initiative) is { } worth && Attribution.Of(portfolio, initiative).Parts.GetValueOrDefault(group) is > 0 and var share ? new Amount(worth.Value * share) : null;

    private static bool Less(Money a, Money b) => a.Value < b.Value - (Near * Math.Max(1, Math.Abs(b.Value)));

    private static string Say(FormattableString sentence) => sentence.ToString(CultureInfo.InvariantCulture);
}
