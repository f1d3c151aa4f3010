using System.Collections.Immutable;
using Dais.Engine.Modelling;

namespace Dais.App.Web.Pages.Roadmaps;

/// <summary>What an initiative hangs together with.</summary>
/// <param name="Before">What has to be finished before any work on it.</param>
/// <param name="With">What has to be finished when it is.</param>
/// <param name="NeededBy">The initiatives that need it.</param>
/// <param name="Excludes">What cannot stand beside it.</param>
/// <param name="UseCases">The use cases that need it, or a capability that it raises.</param>
public sealed record Needs(ImmutableArray<Initiative> Before, ImmutableArray<Initiative> With, ImmutableArray<Initiative> NeededBy, ImmutableArray<Initiative> Excludes, ImmutableArray<UseCase> UseCases)
{
    /// <summary>Of that initiative.</summary>
    public static Needs Of(Portfolio portfolio, Initiative initiative) => new(
        Known(portfolio, initiative.After),
        Known(portfolio, initiative.Requires),
        [.. portfolio.Initiatives.Where(i => i.After.Contains(initiative.Id) || i.Requires.Contains(initiative.Id))],
        [.. portfolio.Initiatives.Where(i => initiative.Excludes.Contains(i.Id) || i.Excludes.Contains(initiative.Id))],
        [.. portfolio.UseCases.Where(u => Needed(u, initiative))]);

    /// <summary>Whether a use case needs the initiative, or a capability that the initiative brings to the level it needs.</summary>
    public static bool Needed(UseCase useCase, Initiative initiative) => useCase.Needs.Any(n => n switch
    {
        Need.OfInitiative direct => direct.Initiative == initiative.Id,
        Need.OfCapability at => initiative.Raises.Any(r => r.Capability == at.Capability && r.To >= at.Level),
        _ => false,
    });

    /// <summary>How a card is marked while another is looked at: it is needed, or it needs; else nothing.</summary>
    public string? Mark(Id<Initiative> other) =>
        Before.Concat(With).Any(i => i.Id == other) ? "is needed" : NeededBy.Any(i => i.Id == other) ? "needs it" : Excludes.Any(i => i.Id == other) ? "excluded" : null;

    private static ImmutableArray<Initiative> Known(Portfolio portfolio, ImmutableArray<Id<Initiative>> ids) => [.. ids.Select(portfolio.Initiatives.Find).OfType<Initiative>()];
}
