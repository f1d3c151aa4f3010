using Dais.Engine.Modelling;
using Dais.Engine.Planning;

namespace Dais.Engine.Explaining;

/// <summary>
/// The chain of links that leads to the last value of a plan with the least slack in sum; of equals the longest.
/// </summary>
/// <remarks>
/// <para>
/// The last value comes in the period L in which the last thing that is worth something is there. A chain of links ends
/// with a thing that is there in period e; its slack is Σ slack(link) + max(0, L − e): by how much its first thing may slip,
/// and all others with it, before L does. From behind: the least slack from a thing on is that of the best link out of it,
/// plus the least slack from there on. Links out of a thing lead to what is finished no earlier, so that it ends.
/// </para>
/// <para>A ring of things that require each other ships as one; a link that leads round it belongs to no chain.</para>
/// <para>Team capacity is no link: this is the critical path of the model's links, under the plan's own dates.</para>
/// </remarks>
internal sealed class CriticalChain
{
    private readonly IReadOnlyList<DependencyLink> _links;
    private readonly List<int> _leading;
    private readonly ILookup<string, int> _out;
    private readonly Dictionary<string, Best> _best = [];
    private readonly Dictionary<string, int> _there;
    private readonly int _last;

    /// <summary>The best way on from a thing.</summary>
    /// <param name="Slack">In sum.</param>
    /// <param name="Count">How many links.</param>
    /// <param name="Next">The first of them; none at the end.</param>
    private sealed record Best(int Slack, int Count, int? Next);

    private CriticalChain(Portfolio portfolio, Plan plan, IReadOnlyList<DependencyLink> links)
    {
        _links = links;
        _leading = Leading(links);
        _out = _leading.ToLookup(k => Key(links[k].On));
        _there = plan.Initiatives.ToDictionary(i => Key(i.Id), i => i.Finish.Index);
        foreach (var useCase in plan.UseCases) _there[UseCaseKey(useCase.Id.Value)] = useCase.Available.Index;
        var worth = plan.Initiatives.Where(i => HasWorth(portfolio, portfolio.Initiatives[i.Id])).Select(i => i.Finish.Index)
            .Concat(plan.UseCases.Where(u => portfolio.Worth(portfolio.UseCases[u.Id]) is { Value: not 0 }).Select(u => u.Available.Index)).ToList();
        _last = worth.Count > 0 ? worth.Max() : _there.Values.DefaultIfEmpty(0).Max();
    }

    /// <summary>The chain as places in <paramref name="links"/>, from first to last, and its slack; none without links.</summary>
    internal static (List<int> Places, int? Slack) Of(Portfolio portfolio, Plan plan, IReadOnlyList<DependencyLink> links)
    {
        var chain = new CriticalChain(portfolio, plan, links);
        var heads = chain._leading
            .Select(k => (Place: k, On: chain.Along(k)))
            .OrderBy(h => h.On.Slack).ThenByDescending(h => h.On.Count).ThenBy(h => links[h.Place].On).ThenBy(h => links[h.Place].Waiting, StringComparer.Ordinal).ThenBy(h => h.Place).ToList();
        if (heads.Count == 0) return ([], null);
        var places = new List<int>();
        for (int? at = heads[0].Place; at is { } k; at = chain.From(chain.WaitingKey(k)).Next) places.Add(k);
        return (places, heads[0].On.Slack);
    }

    /// <summary>The least slack of a chain that begins with that link.</summary>
    private Best Along(int k)
    {
        var on = From(WaitingKey(k));
        return new(_links[k].Slack + on.Slack, 1 + on.Count, k);
    }

    private Best From(string thing)
    {
        if (_best.TryGetValue(thing, out var known)) return known;
        var best = new Best(Math.Max(0, _last - _there[thing]), 0, null);
        foreach (var k in _out[thing])
        {
            var along = Along(k);
            if (along.Slack < best.Slack || (along.Slack == best.Slack && along.Count > best.Count)) best = along;
        }

        return _best[thing] = best;
    }

    private string WaitingKey(int k) => _links[k].Kind is LinkKind.Needs or LinkKind.Level ? UseCaseKey(_links[k].Waiting) : Key(Id<Initiative>.Of(_links[k].Waiting));

    private static bool HasWorth(Portfolio portfolio, Initiative initiative) =>
        portfolio.CustomerWorth(initiative) is { Value: not 0 } || portfolio.PlatformWorth(initiative) is { Value: not 0 };

    /// <summary>The links that lead on: not those by which what is waited on itself waits, by requires alone, on what waits.</summary>
    private static List<int> Leading(IReadOnlyList<DependencyLink> links)
    {
        var requires = links.Where(l => l.Kind == LinkKind.Requires).ToLookup(l => l.Waiting, l => l.On.Value);
        return [.. Enumerable.Range(0, links.Count).Where(k => links[k].Kind != LinkKind.Requires || !Reaches(requires, links[k].On.Value, links[k].Waiting))];
    }

    private static bool Reaches(ILookup<string, string> requires, string from, string to)
    {
        var seen = new HashSet<string>();
        var open = new Stack<string>([from]);
        while (open.TryPop(out var at))
        {
            if (at == to) return true;
            if (!seen.Add(at)) continue;
            foreach (var next in requires[at]) open.Push(next);
        }

        return false;
    }

    private static string Key(Id<Initiative> id) => "i " + id.Value;

    private static string UseCaseKey(string id) => "u " + id;
}
