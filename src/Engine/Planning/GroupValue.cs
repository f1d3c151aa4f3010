using Dais.Engine.Modelling;
using Dais.Engine.Planning.Groups;
using Dais.Engine.Quantities;

namespace Dais.Engine.Planning;

/// <summary>What of the value counts to one group (rules, "What a plan is worth").</summary>
/// <remarks>
/// Use cases count to their <c>group</c>; the customer value of an initiative by its <see cref="Attribution"/>.
/// </remarks>
public static class GroupValue
{
    /// <summary>The portfolio in which only what counts to the group is worth anything to customers.</summary>
    public static Portfolio Only(Portfolio portfolio, Id<StakeholderGroup> group)
    {
        ArgumentNullException.ThrowIfNull(portfolio);
        return portfolio with
        {
            UseCases = Catalog<UseCase>.Of(portfolio.UseCases.Select(u => u.Group == group ? u : u with { Value = EndValue.Unknown })),
            Initiatives = Catalog<Initiative>.Of(portfolio.Initiatives.Select(i => i with { Value = i.Value with { Customer = Part(portfolio, i, group) } })),
        };
    }

    private static Amount? Part(Portfolio portfolio, Initiative initiative, Id<StakeholderGroup> group) =>
        portfolio.CustomerWorth(initiative) is { } worth && Attribution.Of(portfolio, initiative).Parts.GetValueOrDefault(group) is > 0 and var share ? new Amount(worth.Value * share) : null;
}
