using System.Collections.Immutable;
using Dais.Engine.Quantities;

namespace Dais.Engine.Valuing;

/// <summary>The rank of one capability under each method.</summary>
/// <param name="Thing">The capability.</param>
/// <param name="Name">Its name.</param>
/// <param name="Ranks">Its rank under each method, in the order of the methods; absent where the method says nothing of it.</param>
public sealed record RankedThing(Thing Thing, string Name, ImmutableArray<RankSpan?> Ranks)
{
    /// <summary>From its best rank under any method to its worst; a tie takes up all the ranks that are tied.</summary>
    public RankSpan Range => Ranks.OfType<RankSpan>().Aggregate((a, b) => a.And(b));

    /// <summary>Whether it is among the first <paramref name="k"/> under every method, whichever way ties fall.</summary>
    /// <remarks>Only then may a page call it robust. A method that says nothing of it is no support.</remarks>
    public bool IsRobust(int k) => Ranks.All(r => r is not null) && Range.Worst <= k;
}

/// <summary>How far two methods agree.</summary>
/// <param name="A">The one.</param>
/// <param name="B">The other.</param>
/// <param name="TauB">Kendall's τ-b over the capabilities that both know; absent where it is not defined.</param>
public sealed record Agreement(string A, string B, double? TauB);

/// <summary>The capabilities ranked by each method, because the method changes the answer.</summary>
/// <remarks>
/// Only capabilities that a product of known end value reaches are ranked: orphans and unknown ones are listed elsewhere,
/// and do not lend the methods an agreement that they do not have.
/// </remarks>
/// <param name="Methods">Credited, Shapley and, where it was given, stated.</param>
/// <param name="Things">The ranked capabilities, in order of id.</param>
/// <param name="Agreements">Every pair of methods.</param>
public sealed record MethodComparison(ImmutableArray<string> Methods, ImmutableArray<RankedThing> Things, ImmutableArray<Agreement> Agreements)
{
    /// <summary>Compares credited value, Shapley credit and, where given, what people state.</summary>
    /// <param name="flow">The values.</param>
    /// <param name="stated">What somebody holds capabilities to be worth, in whatever unit: only its order counts. Those of other things are left out.</param>
    public static MethodComparison Of(ValueFlow flow, IReadOnlyDictionary<Thing, Money>? stated = null)
    {
        var things = flow.Things.Where(t => t.Thing.Kind == ThingKind.Capability && flow.Reaches.IsKnown(flow.Graph.NodeOf(t.Thing))).ToArray();
        var methods = new List<(string Name, double?[] Values)>
        {
            ("credited", [.. things.Select(t => t.Credited?.Value)]),
            ("Shapley", [.. things.Select(t => t.Shapley?.Value)]),
        };
        if (stated is not null) methods.Add(("stated", [.. things.Select(t => stated.TryGetValue(t.Thing, out var value) ? value.Value : (double?)null)]));

        var ranks = methods.ConvertAll(m => Ranks(m.Values));
        return new MethodComparison(
            [.. methods.Select(m => m.Name)],
            [.. things.Select((t, i) => new RankedThing(t.Thing, t.Name, [.. ranks.Select(r => r[i])]))],
            [.. from b in Enumerable.Range(0, methods.Count) from a in Enumerable.Range(0, b) select Agree(methods[a], methods[b])]);
    }

    private static RankSpan?[] Ranks(double?[] values)
    {
        var known = Enumerable.Range(0, values.Length).Where(i => values[i] is not null).ToArray();
        var ranking = Ranking.Of([.. known.Select(i => values[i]!.Value)]);
        var ranks = new RankSpan?[values.Length];
        for (var i = 0; i < known.Length; i++) ranks[known[i]] = ranking.Spans[i];
        return ranks;
    }

    private static Agreement Agree((string Name, double?[] Values) a, (string Name, double?[] Values) b)
    {
        var both = Enumerable.Range(0, a.Values.Length).Where(i => a.Values[i] is not null && b.Values[i] is not null).ToArray();
        return new Agreement(a.Name, b.Name, Ranking.TauB(Of(a.Values), Of(b.Values)));
        Ranking Of(double?[] values) => Ranking.Of([.. both.Select(i => values[i]!.Value)]);
    }
}
