using Dais.Engine.Modelling;
using Dais.Engine.Quantities;

namespace Dais.Engine.Explaining.WhyNot;

/// <summary>
/// Who reads, and so what may be named: the one place that says what of the work of others is shown.
/// </summary>
/// <remarks>
/// A reader is a group. It sees the initiatives of the buckets it owns, those that its requests are about (and those of
/// the use cases and capabilities they are about), those of its own use cases, and all that these stand on. Everything
/// else is "work of another group, N ew": without name, id or date, and merged into one where there are several.
/// Without a group everything is seen.
/// </remarks>
public sealed class Reader
{
    private readonly Portfolio _portfolio;
    private readonly HashSet<Id<Initiative>>? _seen;
    private readonly HashSet<Id<UseCase>> _useCases = [];

    private Reader(Portfolio portfolio, Id<StakeholderGroup>? group)
    {
        (_portfolio, Group) = (portfolio, group);
        if (group is { } reader) _seen = Seen(reader);
        Shown = group is null ? portfolio : Masked();
    }

    /// <summary>The group; absent for whoever sees everything.</summary>
    public Id<StakeholderGroup>? Group { get; }

    /// <summary>The portfolio in which what is not seen has no name, text or link of its own: prose is made from it.</summary>
    public Portfolio Shown { get; }

    /// <summary>Somebody who sees everything.</summary>
    public static Reader Everything(Portfolio portfolio) => new(portfolio, null);

    /// <summary>That group.</summary>
    /// <exception cref="ArgumentException">There is no such group.</exception>
    public static Reader Of(Portfolio portfolio, Id<StakeholderGroup> group)
    {
        ArgumentNullException.ThrowIfNull(portfolio);
        return portfolio.Groups.Contains(group)
            ? new(portfolio, group)
            : throw new ArgumentException($"There is no group \"{group}\". {new Nearest().Maybe(group.Value, portfolio.Groups.Select(g => g.Id.Value)) ?? "Maybe it goes by another id."}");
    }

    /// <summary>Whether the initiative may be named.</summary>
    public bool Sees(Id<Initiative> id) => _seen?.Contains(id) ?? true;

    /// <summary>Whether the use case may be named.</summary>
    public bool Sees(Id<UseCase> id) => _seen is null || _useCases.Contains(id);

    /// <summary>Whether the request may be named.</summary>
    public bool Sees(Request request) => _seen is null || request?.Group == Group;

    /// <summary>The words for work that may not be named.</summary>
    public static string Other(double ew) => $"work of another group, {EngineerWeeks.Of(Math.Round(ew, 6))}";

    /// <summary>The effort ahead of an initiative, over its teams.</summary>
    internal double EffortOf(Id<Initiative> id) => _portfolio.Initiatives.Find(id)?.EffortAhead.Values.Sum(e => e.P50.Value) ?? 0;

    private HashSet<Id<Initiative>> Seen(Id<StakeholderGroup> group)
    {
        var owned = _portfolio.Buckets.Where(b => b.Owner == group).Select(b => b.Id).ToHashSet();
        var own = _portfolio.Initiatives.Where(i => i.Bucket is { } b && owned.Contains(b)).Select(i => i.Id).ToList();
        var capabilities = new List<Id<Capability>>();
        foreach (var useCase in _portfolio.UseCases.Where(u => u.Group == group)) _useCases.Add(useCase.Id);
        foreach (var link in _portfolio.Requests.Where(r => r.Group == group).SelectMany(r => r.Links))
        {
            if (link is Link.ToInitiative initiative) own.Add(initiative.Initiative);
            if (link is Link.ToUseCase useCase) _useCases.Add(useCase.UseCase);
            if (link is Link.ToCapability capability) capabilities.Add(capability.Capability);
        }

        foreach (var need in _portfolio.UseCases.Where(u => _useCases.Contains(u.Id)).SelectMany(u => u.Needs))
        {
            if (need is Need.OfInitiative of) own.Add(of.Initiative);
            if (need is Need.OfCapability level) capabilities.Add(level.Capability);
        }

        own.AddRange(_portfolio.Initiatives.Where(i => i.Raises.Any(r => capabilities.Contains(r.Capability))).Select(i => i.Id));
        return WithAllTheyStandOn(own);
    }

    private HashSet<Id<Initiative>> WithAllTheyStandOn(IEnumerable<Id<Initiative>> own)
    {
        var (seen, open) = (new HashSet<Id<Initiative>>(), new Stack<Id<Initiative>>(own));
        while (open.TryPop(out var id))
        {
            if (!seen.Add(id) || _portfolio.Initiatives.Find(id) is not { } initiative) continue;
            foreach (var before in initiative.After.Concat(initiative.Requires)) open.Push(before);
        }

        return seen;
    }

    private Portfolio Masked() => _portfolio with
    {
        Initiatives = Catalog<Initiative>.Of(_portfolio.Initiatives.Select(i => Sees(i.Id) ? i : i with { Name = Other(EffortOf(i.Id)) })),
        UseCases = Catalog<UseCase>.Of(_portfolio.UseCases.Select(u => Sees(u.Id) ? u : u with { Name = "a use case of another group" })),
        Buckets = Catalog<Bucket>.Of(_portfolio.Buckets.Select(b => b.Owner is null || b.Owner == Group ? b : b with { Name = "another group's bucket" })),
        Requests = Catalog<Request>.Of(_portfolio.Requests.Where(Sees)),
    };
}
