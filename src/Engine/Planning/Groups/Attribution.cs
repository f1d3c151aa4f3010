using System.Collections.Immutable;
using Dais.Engine.Modelling;

namespace Dais.Engine.Planning.Groups;

/// <summary>Why an initiative's customer value counts to the groups it counts to.</summary>
public enum AttributionSource
{
    /// <summary>The initiative says so (<c>valueTo</c>).</summary>
    Stated,

    /// <summary>Assumed: equal parts to the groups whose requests link to it.</summary>
    Requests,

    /// <summary>Assumed: all to the owner of its bucket.</summary>
    BucketOwner,

    /// <summary>Nobody: it is in the unattributed line.</summary>
    Nobody,
}

/// <summary>To which groups an initiative's own customer value counts.</summary>
/// <param name="Initiative">Which.</param>
/// <param name="Parts">By group, its part, 0 … 1; what lacks to 1 is unattributed.</param>
/// <param name="Source">Where that comes from.</param>
public sealed record Attribution(Id<Initiative> Initiative, ImmutableSortedDictionary<Id<StakeholderGroup>, double> Parts, AttributionSource Source)
{
    /// <summary>Whether nobody stated it.</summary>
    public bool Assumed => Source is AttributionSource.Requests or AttributionSource.BucketOwner;

    /// <summary>The attribution of every initiative with a customer value of its own that is neither done nor dropped, in the portfolio's order.</summary>
    public static ImmutableArray<Attribution> Of(Portfolio portfolio)
    {
        ArgumentNullException.ThrowIfNull(portfolio);
        var asking = portfolio.Requests.Where(r => r.Group is not null)
            .SelectMany(r => r.Links.OfType<Link.ToInitiative>().Select(l => (l.Initiative, Group: r.Group!.Value))).ToLookup(x => x.Initiative, x => x.Group);
        return
        [
            .. portfolio.Initiatives
                .Where(i => i.Status is not (InitiativeStatus.Done or InitiativeStatus.Dropped) && portfolio.CustomerWorth(i) is { } worth && worth.Value != 0)
                .Select(i => Of(portfolio, i, [.. asking[i.Id].Distinct()])),
        ];
    }

    /// <summary>The attribution of one initiative, whatever it is worth.</summary>
    public static Attribution Of(Portfolio portfolio, Initiative initiative)
    {
        ArgumentNullException.ThrowIfNull(portfolio);
        ArgumentNullException.ThrowIfNull(initiative);
        var asking = portfolio.Requests.Where(r => r.Group is not null && r.Links.Any(l => l is Link.ToInitiative to && to.Initiative == initiative.Id));
        return Of(portfolio, initiative, [.. asking.Select(r => r.Group!.Value).Distinct()]);
    }

    private static Attribution Of(Portfolio portfolio, Initiative initiative, List<Id<StakeholderGroup>> asking)
    {
        if (!initiative.ValueTo.IsEmpty) return new(initiative.Id, initiative.ValueTo.ToImmutableSortedDictionary(v => v.Key, v => v.Value.Value), AttributionSource.Stated);
        if (asking.Count > 0) return new(initiative.Id, asking.ToImmutableSortedDictionary(g => g, _ => 1.0 / asking.Count), AttributionSource.Requests);
        var owner = initiative.Bucket is { } bucket ? portfolio.Buckets.Find(bucket)?.Owner : null;
        return owner is { } all
            ? new(initiative.Id, ImmutableSortedDictionary<Id<StakeholderGroup>, double>.Empty.Add(all, 1), AttributionSource.BucketOwner)
            : new(initiative.Id, ImmutableSortedDictionary<Id<StakeholderGroup>, double>.Empty, AttributionSource.Nobody);
    }
}
