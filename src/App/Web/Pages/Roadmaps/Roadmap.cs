using System.Collections.Immutable;
using Dais.App.Page;
using Dais.Engine.Explaining;
using Dais.Engine.Modelling;
using Dais.Engine.Planning;
using Dais.Engine.Quantities;

namespace Dais.App.Web.Pages.Roadmaps;

/// <summary>How a card of one ideal stands to the other one.</summary>
public enum Standing
{
    /// <summary>There is just one plan on the board.</summary>
    Alone,

    /// <summary>Both have it, finished in the same period.</summary>
    Alike,

    /// <summary>Both have it, finished in different periods.</summary>
    OtherPeriod,

    /// <summary>Only the customers' ideal has it.</summary>
    OnlyCustomers,

    /// <summary>Only the platform's ideal has it.</summary>
    OnlyPlatform,
}

/// <summary>A plan on the board.</summary>
/// <param name="Name">What it is called there.</param>
/// <param name="Plan">The plan.</param>
public sealed record NamedPlan(string Name, Plan Plan);

/// <summary>A card: an initiative as one plan has it, or as both have it alike.</summary>
/// <param name="Bar">The initiative and its periods; the row counts only within a lane.</param>
/// <param name="Standing">How it stands to the other plan.</param>
/// <param name="Side">Whose it is, where two plans have it in different periods; else empty.</param>
/// <param name="Elsewhere">Its finish in the other plan, where that differs.</param>
public sealed record RoadCard(Bar Bar, Standing Standing, string Side = "", Period? Elsewhere = null)
{
    /// <summary>What tells it from every other card of a lane.</summary>
    public string Key => $"{Bar.Initiative.Id.Value} {Side}";
}

/// <summary>What the board shows: one plan, or both ideals laid over each other.</summary>
/// <param name="Portfolio">What was planned.</param>
/// <param name="Plans">One plan, or the customers' ideal and then the platform's.</param>
/// <param name="Cards">The cards, in the portfolio's order.</param>
/// <param name="Reasons">What the objective consists of; empty where that is not told.</param>
public sealed record Roadmap(Portfolio Portfolio, ImmutableArray<NamedPlan> Plans, ImmutableArray<RoadCard> Cards, ImmutableArray<Reason> Reasons)
{
    /// <summary>Whether two plans lie over each other.</summary>
    public bool Overlaid => Plans.Length > 1;

    /// <summary>Of one plan.</summary>
    public static Roadmap Of(Portfolio portfolio, NamedPlan plan, Explanation? explanation = null) =>
        new(portfolio, [plan], [.. plan.Plan.Initiatives.Select(p => new RoadCard(Bar(portfolio, p), Standing.Alone))], explanation?.Reasons ?? []);

    /// <summary>Of both ideals.</summary>
    public static Roadmap Overlay(Portfolio portfolio, NamedPlan customer, NamedPlan platform) =>
        new(portfolio, [customer, platform], [.. portfolio.Initiatives.SelectMany(i => Both(portfolio, customer.Plan.Find(i.Id), platform.Plan.Find(i.Id)))], []);

    private static IEnumerable<RoadCard> Both(Portfolio portfolio, PlannedInitiative? customer, PlannedInitiative? platform) => (customer, platform) switch
    {
        (null, null) => [],
        ({ } only, null) => [new(Bar(portfolio, only), Standing.OnlyCustomers)],
        (null, { } only) => [new(Bar(portfolio, only), Standing.OnlyPlatform)],
        ({ } one, { } other) when one.Finish == other.Finish => [new(Bar(portfolio, one), Standing.Alike)],
        ({ } one, { } other) => [new(Bar(portfolio, one), Standing.OtherPeriod, "customers", other.Finish), new(Bar(portfolio, other), Standing.OtherPeriod, "platform", one.Finish)],
    };

    private static Bar Bar(Portfolio portfolio, PlannedInitiative planned) => new(planned, portfolio.Initiatives[planned.Id], 0);
}
