namespace Dais.Engine.Valuing;

/// <summary>Sends end value down the usage graph: the gross flow x = v·(I − D)^(−1) of M-01.</summary>
/// <remarks>
/// <para>
/// <b>Without loops</b> each node, in the order of giving, passes its flow on: exact, one pass over the uses.
/// <b>With loops</b> the nodes that reach each other are taken together. What enters goes round: each node in turn books
/// what has arrived and passes it on, until no more than a part of <c>underWay</c> is left on the way. That part alone
/// is lost to the credit.
/// </para>
/// <para>
/// A small loop, or one that leaks so slowly that going round costs more than solving, is solved by eliminating one node
/// after the other (Grassmann, Taksar &amp; Heyman 1985). That never subtracts: 1 − d_kk is had as the sum of what k gives
/// elsewhere and what it keeps. So it is exact to rounding however slowly the loop leaks, where ordinary elimination
/// loses every digit. O(m³) for m nodes.
/// </para>
/// <para>Holds buffers: one for each thread.</para>
/// </remarks>
internal sealed class Circulation(UsageGraph graph, Components components, double underWay = 1e-17)
{
    private readonly double[] _arriving = new double[graph.Count];
    private readonly int[] _place = new int[graph.Count];

    /// <summary>Turns end values into gross flow, in place, with these shares and what each node keeps.</summary>
    public void Run(double[] flow, double[] share, double[] keep)
    {
        for (var c = 0; c < components.Count; c++)
        {
            var nodes = components.Nodes(c);
            if (components.GoesRound(c)) GoRound(nodes, c, flow, share, keep);
            foreach (var node in nodes)
            {
                if (flow[node] == 0) continue;
                for (var e = graph.First[node]; e < graph.First[node + 1]; e++)
                {
                    if (components.Of[graph.Target[e]] != c) flow[graph.Target[e]] += flow[node] * share[e];
                }
            }
        }
    }

    private void GoRound(ReadOnlySpan<int> nodes, int component, double[] flow, double[] share, double[] keep)
    {
        double entered = 0;
        var uses = 0;
        foreach (var node in nodes)
        {
            (_arriving[node], flow[node]) = (flow[node], 0);
            entered += Math.Abs(_arriving[node]);
            uses += graph.First[node + 1] - graph.First[node];
        }

        if (entered == 0) return;
        var rounds = (double)nodes.Length * nodes.Length * nodes.Length / (3 * uses);
        for (var round = 1; round <= rounds; round++)
        {
            if (Round(nodes, component, flow, share) <= underWay * entered) return;
        }

        Eliminate(nodes, component, flow, share, keep);
    }

    /// <summary>Every node books what has arrived and passes it on; returns how much is still under way.</summary>
    private double Round(ReadOnlySpan<int> nodes, int component, double[] flow, double[] share)
    {
        foreach (var node in nodes)
        {
            var arrived = _arriving[node];
            _arriving[node] = 0;
            flow[node] += arrived;
            for (var e = graph.First[node]; e < graph.First[node + 1]; e++)
            {
                if (components.Of[graph.Target[e]] == component) _arriving[graph.Target[e]] += arrived * share[e];
            }
        }

        double left = 0;
        foreach (var node in nodes) left += Math.Abs(_arriving[node]);
        return left;
    }

    /// <summary>Books all that is still arriving at once: down, each node hands its visits to those before it; up, they are counted.</summary>
    private void Eliminate(ReadOnlySpan<int> nodes, int component, double[] flow, double[] share, double[] keep)
    {
        var m = nodes.Length;
        var pass = new double[m][];   // pass[i][j]: what i gives to j, inside the loop; pass[i][m]: what leaves the loop from i
        for (var i = 0; i < m; i++) _place[nodes[i]] = i;
        for (var i = 0; i < m; i++)
        {
            var row = pass[i] = new double[m + 1];
            row[m] = keep[nodes[i]];
            for (var e = graph.First[nodes[i]]; e < graph.First[nodes[i] + 1]; e++)
            {
                row[components.Of[graph.Target[e]] == component ? _place[graph.Target[e]] : m] += share[e];
            }
        }

        var leaving = new double[m];   // 1 − pass[k][k] once all after k are gone
        for (var k = m - 1; k >= 0; k--)
        {
            var gone = pass[k];
            var rest = gone[m];
            for (var j = 0; j < k; j++) rest += gone[j];
            leaving[k] = rest;
            var handed = _arriving[nodes[k]] / rest;
            for (var j = 0; j < k; j++) _arriving[nodes[j]] += handed * gone[j];
            for (var i = 0; i < k; i++)
            {
                if (pass[i][k] == 0) continue;
                var visits = pass[i][k] /= rest;
                for (var j = 0; j < k; j++) pass[i][j] += visits * gone[j];
                pass[i][m] += visits * gone[m];
            }
        }

        var booked = new double[m];
        for (var k = 0; k < m; k++)
        {
            booked[k] = _arriving[nodes[k]] / leaving[k];
            for (var i = 0; i < k; i++) booked[k] += booked[i] * pass[i][k];
            flow[nodes[k]] += booked[k];
            _arriving[nodes[k]] = 0;
        }
    }
}
