using Dais.Engine.Modelling;
using Dais.Engine.Quantities;

namespace Dais.Engine.Valuing;

/// <summary>What initiatives and use cases cannot do without, followed as far as it goes.</summary>
/// <remarks>
/// A requirement of a requirement is a requirement: without j no plan can choose an i that is <c>after</c> j or
/// <c>requires</c> j (R5, R6), so a use case that needs i needs j as well. Done initiatives end a chain: they are outside
/// every plan, and what they did is there. One that is dropped, or that does not exist, is never chosen (R8).
/// </remarks>
internal sealed class Requirements(Portfolio portfolio)
{
    private readonly ILookup<Id<Capability>, (Initiative Initiative, Level To)> _raises = portfolio.Initiatives
        .SelectMany(i => i.Raises.Select(r => (r.Capability, Raise: (Initiative: i, r.To))))
        .ToLookup(r => r.Capability, r => r.Raise);

    /// <summary>The initiatives that have to be chosen for one of these to be, each with the one that asks for it, nearest first.</summary>
    /// <returns>Nothing where one of them can never be chosen.</returns>
    public List<(Id<Initiative> Initiative, Id<Initiative>? For)>? Closure(Id<Initiative> start)
    {
        var list = new List<(Id<Initiative>, Id<Initiative>?)>();
        var seen = new HashSet<Id<Initiative>>();
        var queue = new Queue<(Id<Initiative> Id, Id<Initiative>? For)>([(start, null)]);
        while (queue.TryDequeue(out var next))
        {
            if (!seen.Add(next.Id)) continue;
            if (portfolio.Initiatives.Find(next.Id) is not { Status: not InitiativeStatus.Dropped } initiative) return null;
            if (initiative.Status == InitiativeStatus.Done) continue;
            list.Add(next);
            foreach (var before in initiative.After.Concat(initiative.Requires)) queue.Enqueue((before, initiative.Id));
        }

        return list;
    }

    /// <summary>Whether the capability is at that level without any plan: by itself or by what is done (R10).</summary>
    public bool IsMet(Id<Capability> capability, Level level) =>
        portfolio.Capabilities.Find(capability) is { } thing
        && (thing.Level >= level || _raises[capability].Any(r => r.Initiative.Status == InitiativeStatus.Done && r.To >= level));

    /// <summary>
    /// The initiatives of which one has to be chosen to bring the capability to that level, in order of id, each with all
    /// that has to be chosen for it, nearest first.
    /// </summary>
    public List<(Id<Initiative> Raiser, List<(Id<Initiative> Initiative, Id<Initiative>? For)> Closure)> Raisers(Id<Capability> capability, Level level) =>
    [
        .. from raiser in _raises[capability].Where(r => r.To >= level).Select(r => r.Initiative).Distinct().OrderBy(i => i.Id)
           where raiser.Status is not (InitiativeStatus.Done or InitiativeStatus.Dropped)
           let closure = Closure(raiser.Id)
           where closure is not null
           select (raiser.Id, closure),
    ];
}
