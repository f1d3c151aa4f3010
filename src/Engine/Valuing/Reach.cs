namespace Dais.Engine.Valuing;

/// <summary>Which products reach which capabilities, and what follows from that alone: value at stake and Shapley credit.</summary>
/// <remarks>
/// A product that needs all of a set R (itself and everything it reaches) plays a unanimity game: worth v with all of
/// them, nothing with fewer. Its Shapley value is v ÷ |R| for each (Harsanyi 1963; Shapley 1953), or v·w ÷ Σ w with
/// weights. No sampling: one walk for each product, O(products × uses).
/// </remarks>
internal sealed class Reach
{
    private readonly UsageGraph _graph;
    private readonly bool[] _byAny, _byKnown, _byUnknown;

    public Reach(UsageGraph graph)
    {
        _graph = graph;
        (_byAny, _byKnown, _byUnknown) = (new bool[graph.Count], new bool[graph.Count], new bool[graph.Count]);
        (AtStake, Shapley) = (new double[graph.Count], new double[graph.Count]);
        foreach (var (reached, value) in Games())
        {
            var unknown = value is null || graph.IsPartlyUnknown[reached[0]];
            foreach (var node in reached)
            {
                _byAny[node] = true;
                _byKnown[node] |= value is not null;
                _byUnknown[node] |= unknown;
                AtStake[node] += value ?? 0;
                Shapley[node] += (value ?? 0) / reached.Count;
            }
        }
    }

    public double[] AtStake { get; }

    public double[] Shapley { get; }

    /// <summary>Whether no product reaches it.</summary>
    public bool IsOrphan(int node) => !_byAny[node];

    /// <summary>Whether some product of known end value reaches it.</summary>
    public bool IsKnown(int node) => _byKnown[node];

    /// <summary>Whether no product reaches it whose end value, or some of it, is unknown.</summary>
    public bool IsComplete(int node) => !_byUnknown[node];

    /// <summary>The weighted credit of every node.</summary>
    public double[] Unanimity(Func<int, double> weight)
    {
        var credit = new double[_graph.Count];
        foreach (var (reached, value) in Games())
        {
            var sum = reached.Sum(weight);
            foreach (var node in reached) credit[node] += (value ?? 0) * (weight(node) / sum);
        }

        return credit;
    }

    /// <summary>What each product needs, and its end value.</summary>
    private IEnumerable<(List<int> Reached, double? Value)> Games()
    {
        var seen = new int[_graph.Count];
        for (var p = 0; p < _graph.ProductCount; p++) yield return (_graph.Reach(p, seen, p + 1), _graph.EndValues[p]?.Value);
    }
}
