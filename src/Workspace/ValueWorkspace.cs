using System.Collections.Immutable;
using Dais.Engine.Modelling;
using Dais.Engine.Valuing;

namespace Dais.Workspace;

/// <summary>What a workspace's products, capabilities and initiatives are worth, today and with its use cases.</summary>
/// <param name="Portfolio">What was valued.</param>
/// <param name="Flow">Today's value, from products to what they stand on.</param>
/// <param name="Additional">What use cases would add.</param>
/// <param name="Methods">The capabilities ranked by each method.</param>
/// <param name="Ranges">How far the credits move when the shares are uncertain.</param>
/// <param name="Warnings">What was found on the way.</param>
public sealed record Valued(
    Portfolio Portfolio,
    ValueFlow Flow,
    AdditionalValue Additional,
    MethodComparison Methods,
    ImmutableArray<CreditRange> Ranges,
    ImmutableArray<Finding> Warnings);

/// <summary>Traces value from end users to everything that it is owed to.</summary>
public static class ValueWorkspace
{
    private const ulong Seed = 1;
    private const int MostWork = 2_000_000;

    /// <summary>Values a workspace without errors.</summary>
    /// <returns>The values; nothing where the findings hold an error.</returns>
    public static (Valued? Valued, ImmutableArray<Finding> Findings) Of(Opened workspace)
    {
        ArgumentNullException.ThrowIfNull(workspace);
        if (!workspace.Sound) throw new ArgumentException("The workspace has errors.", nameof(workspace));
        var portfolio = workspace.Portfolio!;
        var valuation = ValueFlow.Of(portfolio);
        if (valuation.Flow is not { } flow) return (null, valuation.Findings);
        var draws = Math.Clamp(MostWork / Math.Max(1, flow.Things.Length), 100, CreditRange.UsualDraws);
        return (new(portfolio, flow, AdditionalValue.Of(portfolio), MethodComparison.Of(flow), CreditRange.Draw(flow, Seed, draws), valuation.Findings), valuation.Findings);
    }

    /// <summary>The paths from end users to everything of that id: one trace for each kind that has it, none where there is nothing.</summary>
    public static ImmutableArray<ValueTrace> Trace(Valued valued, string id)
    {
        ArgumentNullException.ThrowIfNull(valued);
        ArgumentException.ThrowIfNullOrEmpty(id);
        Thing[] things = [Thing.Of(Id<Product>.Of(id)), Thing.Of(Id<UseCase>.Of(id)), Thing.Of(Id<Capability>.Of(id)), Thing.Of(Id<Initiative>.Of(id))];
        return [.. things.Select(t => ValueTrace.To(valued.Portfolio, valued.Flow, valued.Additional, t)).OfType<ValueTrace>()];
    }

    /// <summary>What that thing is called.</summary>
    public static string NameOf(Portfolio portfolio, Thing thing)
    {
        ArgumentNullException.ThrowIfNull(portfolio);
        return thing.Kind switch
        {
            ThingKind.Product => portfolio.Products.Find(Id<Product>.Of(thing.Id))?.Name,
            ThingKind.UseCase => portfolio.UseCases.Find(Id<UseCase>.Of(thing.Id))?.Name,
            ThingKind.Capability => portfolio.Capabilities.Find(Id<Capability>.Of(thing.Id))?.Name,
            _ => portfolio.Initiatives.Find(Id<Initiative>.Of(thing.Id))?.Name,
        } ?? thing.Id;
    }
}
