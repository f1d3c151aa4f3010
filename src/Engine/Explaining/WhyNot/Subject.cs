using Dais.Engine.Modelling;
using Dais.Engine.Planning;
using Dais.Engine.Planning.Flipping;
using Dais.Engine.Planning.Groups;
using Dais.Engine.Quantities;

namespace Dais.Engine.Explaining.WhyNot;

/// <summary>What a why-not card is about, found by its id: an initiative, a use case or a request.</summary>
/// <param name="Id">The id asked about.</param>
/// <param name="Name">Its name.</param>
/// <param name="Sort">initiative, use case or request.</param>
/// <param name="Wanted">What has to be in the plan; absent for a request that is linked to nothing.</param>
/// <param name="About">For a request: the thing it is linked to.</param>
/// <param name="Group">The group that asks, as far as is known.</param>
public sealed record Subject(string Id, string Name, string Sort, Wanted? Wanted, string? About, Id<StakeholderGroup>? Group)
{
    /// <summary>The thing of that id: an initiative before a use case before a request.</summary>
    /// <param name="portfolio">Where to look.</param>
    /// <param name="id">The id.</param>
    /// <param name="plan">The plan: of several links of a request, one that it does not serve goes first.</param>
    /// <exception cref="ArgumentException">There is no such thing; the message says what was perhaps meant.</exception>
    public static Subject Find(Portfolio portfolio, string id, Plan? plan = null)
    {
        ArgumentNullException.ThrowIfNull(portfolio);
        if (portfolio.Initiatives.FirstOrDefault(i => i.Id.Value == id) is { } initiative) return Of(portfolio, initiative);
        if (portfolio.UseCases.FirstOrDefault(u => u.Id.Value == id) is { } useCase) return new(id, useCase.Name, "use case", new Wanted.OfUseCase(useCase.Id), null, useCase.Group);
        if (portfolio.Requests.FirstOrDefault(r => r.Id.Value == id) is { } request) return Of(portfolio, request, plan);
        var known = portfolio.Initiatives.Select(i => i.Id.Value).Concat(portfolio.UseCases.Select(u => u.Id.Value)).Concat(portfolio.Requests.Select(r => r.Id.Value));
        throw new ArgumentException($"There is no initiative, use case or request \"{id}\". {new Nearest().Maybe(id, known) ?? "Maybe dais check lists what there is."}");
    }

    /// <summary>The initiative that a request would be, of a size and a value that somebody picks.</summary>
    /// <param name="request">The request.</param>
    /// <param name="team">The team that would do it.</param>
    /// <param name="size">What it would take.</param>
    /// <param name="yearly">What it would be worth to customers a year.</param>
    public static Initiative Imagined(Request request, Id<Team> team, EngineerWeeks size, Money yearly)
    {
        ArgumentNullException.ThrowIfNull(request);
        return new(Id<Initiative>.Of("what-if:" + request.Id.Value), request.Title)
        {
            Effort = System.Collections.Immutable.ImmutableSortedDictionary<Id<Team>, Estimate>.Empty.Add(team, Estimate.Of(size)),
            Value = new(new Amount(yearly.Value)),
        };
    }

    private static Subject Of(Portfolio portfolio, Initiative initiative)
    {
        var groups = Attribution.Of(portfolio, initiative).Parts;
        return new(initiative.Id.Value, initiative.Name, "initiative", new Wanted.OfInitiative(initiative.Id), null, groups.IsEmpty ? null : groups.MaxBy(g => g.Value).Key);
    }

    private static Subject Of(Portfolio portfolio, Request request, Plan? plan)
    {
        var links = request.Links.Select(l => Of(portfolio, l, plan)).OfType<(Wanted Wanted, string Name)>().ToList();
        var imagined = portfolio.Initiatives.Find(Id<Initiative>.Of("what-if:" + request.Id.Value));
        if (links.Count == 0 && imagined is not null) links.Add((new Wanted.OfInitiative(imagined.Id), "an initiative as it is imagined here"));
        if (links.Count == 0) return new(request.Id.Value, request.Title, "request", null, null, request.Group);
        var open = links.Where(l => plan is null || !Serves(plan, l.Wanted)).ToList();
        var (wanted, name) = open.Count > 0 ? open[0] : links[0];
        return new(request.Id.Value, request.Title, "request", wanted, name, request.Group);
    }

    private static (Wanted, string)? Of(Portfolio portfolio, Link link, Plan? plan) => link switch
    {
        Link.ToInitiative to when portfolio.Initiatives.Find(to.Initiative) is { } i => (new Wanted.OfInitiative(i.Id), i.Name),
        Link.ToUseCase to when portfolio.UseCases.Find(to.UseCase) is { } u => (new Wanted.OfUseCase(u.Id), u.Name),
        Link.ToCapability to => portfolio.Initiatives.Where(i => i.Raises.Any(r => r.Capability == to.Capability) && i.Status is not (InitiativeStatus.Done or InitiativeStatus.Dropped))
            .OrderBy(i => plan?.Find(i.Id) is null).ThenBy(i => i.Id).Select(i => ((Wanted, string)?)(new Wanted.OfInitiative(i.Id), i.Name)).FirstOrDefault(),
        _ => null,
    };

    private static bool Serves(Plan plan, Wanted wanted) => wanted switch
    {
        Wanted.OfInitiative one => plan.Find(one.Initiative) is not null,
        Wanted.OfUseCase use => plan.UseCases.Any(u => u.Id == use.UseCase),
        _ => false,
    };
}
