namespace Dais.Engine.Tests.Planning;

/// <summary>As much work as fits into periods, along shortest augmenting paths (Edmonds and Karp).</summary>
internal static class TransportFlow
{
    /// <summary>The amounts by work and period, at most the limits, each piece at most its size and each period at most its capacity.</summary>
    internal static double[,] Of(double[] sizes, double[] capacities, Func<int, int, double> limit)
    {
        var (n, m) = (sizes.Length, capacities.Length);
        var (source, sink) = (n + m, n + m + 1);
        var rest = new double[n + m + 2, n + m + 2];
        for (var i = 0; i < n; i++)
        {
            rest[source, i] = sizes[i];
            for (var t = 0; t < m; t++) rest[i, n + t] = Math.Min(sizes[i], limit(i, t));
        }
        for (var t = 0; t < m; t++) rest[n + t, sink] = capacities[t];
        while (Path(rest, source, sink) is { } from)
        {
            var least = double.PositiveInfinity;
            for (var v = sink; v != source; v = from[v]) least = Math.Min(least, rest[from[v], v]);
            for (var v = sink; v != source; v = from[v])
            {
                rest[from[v], v] -= least;
                rest[v, from[v]] += least;
            }
        }
        var flow = new double[n, m];
        for (var i = 0; i < n; i++)
        {
            for (var t = 0; t < m; t++) flow[i, t] = rest[n + t, i];
        }
        return flow;
    }

    private static int[]? Path(double[,] rest, int source, int sink)
    {
        var from = Enumerable.Repeat(-1, rest.GetLength(0)).ToArray();
        var queue = new Queue<int>([source]);
        from[source] = source;
        while (queue.TryDequeue(out var u))
        {
            for (var v = 0; v < from.Length; v++)
            {
                if (from[v] >= 0 || rest[u, v] <= 1e-12) continue;
                from[v] = u;
                queue.Enqueue(v);
            }
        }
        return from[sink] >= 0 ? from : null;
    }
}
