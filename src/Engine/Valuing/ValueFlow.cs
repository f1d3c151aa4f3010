using System.Collections.Immutable;
using Dais.Engine.Modelling;
using Dais.Engine.Quantities;

namespace Dais.Engine.Valuing;

/// <summary>What valuing a portfolio came to: the flow, or the reasons why there is none.</summary>
/// <param name="Flow">The flow; absent exactly where a finding is an error.</param>
/// <param name="Findings">What was found on the way.</param>
public sealed record Valuation(ValueFlow? Flow, ImmutableArray<Finding> Findings);

/// <summary>What one product or capability is worth today, answered in three ways that are never added to each other.</summary>
/// <remarks>
/// All in money units a year. A number is absent where it is unknown: that of a product whose end value nobody knows, and
/// that of a capability which only such products reach. It is 0 for an orphan, which no product reaches.
/// </remarks>
/// <param name="Thing">The product or capability.</param>
/// <param name="Name">Its name.</param>
/// <param name="EndValue">What enters here: a product's own end value; absent for capabilities.</param>
/// <param name="Gross">All that flows through it, x; counts the same money again at each step, so it never adds up.</param>
/// <param name="Credited">What rests with it, b = x·(1 − Σ shares given on). Adds up to the end value of all products.</param>
/// <param name="Shapley">Its part where each product needs all that it reaches: v ÷ |R|. Adds up to the same.</param>
/// <param name="AtStake">The end value of all products that cannot do without it. Not additive: for reliability and cost of ownership.</param>
/// <param name="Complete">Whether all the end value of every product that reaches it is known; if not, some is missing from the numbers.</param>
public sealed record ThingValue(
    Thing Thing,
    string Name,
    Money? EndValue,
    Money? Gross,
    Money? Credited,
    Money? Shapley,
    Money? AtStake,
    bool Complete);

/// <summary>How the end value of products flows to the capabilities that they stand on (M-01, "today").</summary>
/// <remarks>
/// <para>
/// An edge from p to c carries the dependency share d_pc, the part of p's value that is credited to c; p keeps the rest.
/// With end values v the gross flow is x = v·(I − D)^(−1), and credited is b_i = x_i·(1 − Σ_c d_ic). Conservation:
/// Σ b = Σ v. Leontief 1936; as absorbing Markov chain, Kemeny &amp; Snell 1960.
/// </para>
/// <para>
/// "p depends on c" goes by the uses alone, also by one whose share is 0: it may be needed and yet deserve no credit.
/// Shares are judgements. They say who is credited, not what would be lost without a thing: that is
/// <see cref="ThingValue.AtStake"/>. Money only: users reached are an axis of their own.
/// </para>
/// </remarks>
public sealed class ValueFlow
{
    private ValueFlow(UsageGraph graph, Components components, double[] gross)
    {
        (Graph, Components, GrossFlows) = (graph, components, gross);
        Reaches = new Reach(graph);
        Things = [.. Enumerable.Range(0, graph.Count).Select(Value)];
    }

    internal UsageGraph Graph { get; }

    internal Components Components { get; }

    internal double[] GrossFlows { get; }

    internal Reach Reaches { get; }

    /// <summary>Every product, then every capability, each in order of id.</summary>
    public ImmutableArray<ThingValue> Things { get; }

    /// <summary>All known end value: what the credits add up to.</summary>
    public Money EndValue => Money.Of(Graph.EndValues.Sum(v => v?.Value ?? 0));

    /// <summary>The products whose end value nobody knows: not 0, and not in any sum.</summary>
    public ImmutableArray<Thing> ValueUnknown => [.. Things.Where(t => t.Thing.Kind == ThingKind.Product && t.EndValue is null).Select(t => t.Thing)];

    /// <summary>The products of whose end value only a part is known, as the rest is in a currency without a rate: the part counts.</summary>
    public ImmutableArray<Thing> ValuePartlyUnknown =>
        [.. Enumerable.Range(0, Graph.ProductCount).Where(p => Graph.IsPartlyUnknown[p] && Graph.EndValues[p] is not null).Select(p => Graph.Things[p])];

    /// <summary>The capabilities that no product reaches.</summary>
    public ImmutableArray<Thing> Orphans => [.. Enumerable.Range(0, Graph.Count).Where(Reaches.IsOrphan).Select(i => Graph.Things[i])];

    /// <summary>The shares that nobody stated.</summary>
    public ImmutableArray<AssumedShare> Assumed =>
    [
        .. from node in Enumerable.Range(0, Graph.Count)
           from edge in Enumerable.Range(Graph.First[node], Graph.First[node + 1] - Graph.First[node])
           where Graph.Assumed[edge]
           select new AssumedShare(Graph.Things[node], Graph.Things[Graph.Target[edge]], Share.Of(Graph.Share[edge])),
    ];

    /// <summary>Values the products and capabilities of a portfolio.</summary>
    /// <remarks>
    /// Refuses, with a sentence, a use of what is not there, an id that stands twice, shares of one thing above 100 %, and
    /// a loop that keeps nothing (spectral radius 1). What else a portfolio may break, <see cref="ModelRules.Check"/> says.
    /// </remarks>
    public static Valuation Of(Portfolio portfolio)
    {
        ArgumentNullException.ThrowIfNull(portfolio);
        var findings = new List<Finding>();
        if (UsageGraph.Of(portfolio, findings) is not { } graph) return new Valuation(null, [.. findings]);
        var components = Components.In(graph);
        var closed = components.Closed().ToList();
        findings.AddRange(closed);
        if (closed.Count > 0) return new Valuation(null, [.. findings]);
        var gross = EndValues(graph);
        new Circulation(graph, components).Run(gross, graph.Share, graph.Keep);
        return new Valuation(new ValueFlow(graph, components, gross), [.. findings]);
    }

    /// <summary>The value of that product or capability; nothing where it is not one of the portfolio.</summary>
    public ThingValue? Find(Thing thing) => Graph.NodeOf(thing) is >= 0 and var node ? Things[node] : null;

    /// <summary>The Shapley credit with weights: a product's value goes to what it needs as v·w ÷ Σ w, say by maturity.</summary>
    /// <param name="weights">How much each product or capability counts, above 0; what is not named counts 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A weight is not a finite number above 0.</exception>
    public ImmutableSortedDictionary<Thing, Money> WeightedShapley(IReadOnlyDictionary<Thing, double> weights)
    {
        foreach (var (thing, weight) in weights)
        {
            if (!(weight > 0) || !double.IsFinite(weight)) throw new ArgumentOutOfRangeException(nameof(weights), weight, $"The weight of {thing} is not a finite number above 0.");
        }

        var credit = Reaches.Unanimity(node => weights.GetValueOrDefault(Graph.Things[node], 1));
        return Enumerable.Range(0, Graph.Count).Where(Reaches.IsKnown).ToImmutableSortedDictionary(i => Graph.Things[i], i => Money.Of(credit[i]));
    }

    internal static double[] EndValues(UsageGraph graph)
    {
        var values = new double[graph.Count];
        for (var p = 0; p < graph.ProductCount; p++) values[p] = graph.EndValues[p]?.Value ?? 0;
        return values;
    }

    private ThingValue Value(int node)
    {
        var known = Reaches.IsKnown(node) || Reaches.IsOrphan(node);
        Money? Known(double value) => known ? Money.Of(value) : null;
        return new ThingValue(
            Graph.Things[node],
            Graph.Names[node],
            node < Graph.ProductCount ? Graph.EndValues[node] : null,
            Known(GrossFlows[node]),
            Known(GrossFlows[node] * Graph.Keep[node]),
            Known(Reaches.Shapley[node]),
            Known(Reaches.AtStake[node]),
            Reaches.IsComplete(node));
    }
}
