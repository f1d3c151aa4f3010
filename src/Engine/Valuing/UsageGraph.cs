using System.Collections.Immutable;
using System.Globalization;
using Dais.Engine.Modelling;
using Dais.Engine.Quantities;

namespace Dais.Engine.Valuing;

/// <summary>A use whose share nobody stated, and the share that is assumed for it.</summary>
/// <param name="User">The thing that uses.</param>
/// <param name="Used">The capability used.</param>
/// <param name="Share">The share assumed.</param>
public sealed record AssumedShare(Thing User, Thing Used, Share Share);

/// <summary>Products and capabilities as numbered nodes, with one row of uses for each: the matrix D of M-01.</summary>
/// <remarks>
/// <para>Nodes stand in the order of <see cref="Thing"/> and uses in that of the capabilities, so that every sum is
/// taken in the same order, to the last bit, however the portfolio is sorted.</para>
/// <para><b>Missing shares.</b> What a row does not state, 1 − Σ stated, is split equally between the thing itself and
/// each of its m uses without a share: (1 − Σ stated) ÷ (m + 1) each. The thing keeps its part because nobody said that
/// it contributes nothing: giving all of it away would leave a product worth nothing of its own, and would turn two
/// capabilities that use each other into a loop from which no value ever comes out. It is also what the unanimity game
/// over the thing and its uses gives. So Σ ≤ 1 always holds, and every share so found is marked assumed.</para>
/// </remarks>
internal sealed class UsageGraph
{
    /// <summary>Rounding in the sum of a row that is not taken for a fault, and a rest too small to be one.</summary>
    private const double Slack = 1e-9, Nothing = 1e-12;

    private UsageGraph(Portfolio portfolio)
    {
        ImmutableArray<Product> products = [.. portfolio.Products.OrderBy(p => p.Id)];
        ImmutableArray<Capability> capabilities = [.. portfolio.Capabilities.OrderBy(c => c.Id)];
        Things = [.. products.Select(p => Thing.Of(p.Id)), .. capabilities.Select(c => Thing.Of(c.Id))];
        Names = [.. products.Select(p => p.Name), .. capabilities.Select(c => c.Name)];
        Segments = [.. products.Select(p => p.Segments)];
        EndValues = [.. products.Select(p => p.Value.Total(portfolio.Platform))];
        IsPartlyUnknown = [.. products.Select(p => p.Value.Amounts.Any(a => portfolio.Platform.InBase(a) is null))];
        Rows = [.. products.Select(p => p.Uses), .. capabilities.Select(c => c.Uses)];
        Places =
        [
            .. products.Select(p => $"products[{portfolio.Products.PlaceOf(p.Id)}]"),
            .. capabilities.Select(c => $"capabilities[{portfolio.Capabilities.PlaceOf(c.Id)}]"),
        ];
        First = new int[Things.Length + 1];
        Keep = new double[Things.Length];
    }

    /// <summary>The products, then the capabilities.</summary>
    public ImmutableArray<Thing> Things { get; }

    public ImmutableArray<string> Names { get; }

    /// <summary>Where each stands in the portfolio: <c>products[0]</c>.</summary>
    public ImmutableArray<string> Places { get; }

    /// <summary>The uses of each, as written.</summary>
    private ImmutableArray<ImmutableArray<Usage>> Rows { get; }

    /// <summary>Who uses each product.</summary>
    public ImmutableArray<ImmutableArray<Id<Segment>>> Segments { get; }

    /// <summary>The end value of each product, where known.</summary>
    public ImmutableArray<Money?> EndValues { get; }

    /// <summary>Whether some part of a product's end value is in a currency without a rate.</summary>
    public ImmutableArray<bool> IsPartlyUnknown { get; }

    /// <summary>Where the uses of each node begin in <see cref="Target"/>; one more marks the end.</summary>
    public int[] First { get; }

    /// <summary>The capability used.</summary>
    public int[] Target { get; private set; } = [];

    /// <summary>Its share.</summary>
    public double[] Share { get; private set; } = [];

    /// <summary>Whether that share is assumed.</summary>
    public bool[] Assumed { get; private set; } = [];

    /// <summary>What each node keeps: 1 − the sum of its shares.</summary>
    public double[] Keep { get; }

    public int ProductCount => EndValues.Length;

    public int Count => Things.Length;

    /// <summary>The node of that thing; −1 where it is none.</summary>
    public int NodeOf(Thing thing) => Things.BinarySearch(thing) is >= 0 and var node ? node : -1;

    /// <summary>The graph of a portfolio; nothing where a finding is an error.</summary>
    public static UsageGraph? Of(Portfolio portfolio, ICollection<Finding> findings)
    {
        var reader = new Reader(findings);
        reader.CheckIds(portfolio.Products, "products");
        reader.CheckIds(portfolio.Capabilities, "capabilities");
        if (reader.Broken) return null;
        var graph = new UsageGraph(portfolio);
        var uses = new List<(int Target, double Share, bool Assumed)>();
        for (var node = 0; node < graph.Count; node++)
        {
            graph.First[node] = uses.Count;
            var row = reader.Read(graph, node);
            uses.AddRange(row);
            var keep = 1 - row.Sum(u => u.Share);
            graph.Keep[node] = keep < Nothing ? 0 : keep;
        }

        graph.First[graph.Count] = uses.Count;
        (graph.Target, graph.Share, graph.Assumed) = ([.. uses.Select(u => u.Target)], [.. uses.Select(u => u.Share)], [.. uses.Select(u => u.Assumed)]);
        return reader.Broken ? null : graph;
    }

    /// <summary>Marks in <paramref name="seen"/> all that <paramref name="from"/> uses, through however many others, and itself; lists them nearest first.</summary>
    public List<int> Reach(int from, int[] seen, int mark)
    {
        var reached = new List<int> { from };
        seen[from] = mark;
        for (var i = 0; i < reached.Count; i++)
        {
            for (var e = First[reached[i]]; e < First[reached[i] + 1]; e++)
            {
                if (seen[Target[e]] == mark) continue;
                seen[Target[e]] = mark;
                reached.Add(Target[e]);
            }
        }

        return reached;
    }

    /// <summary>Reads rows of uses and notes what is wrong with them.</summary>
    private sealed class Reader(ICollection<Finding> findings)
    {
        public bool Broken { get; private set; }

        public void CheckIds<T>(Catalog<T> things, string list)
            where T : class, IThing<T>
        {
            for (var i = 0; i < things.Count; i++)
            {
                if (things.PlaceOf(things[i].Id) is var first && first == i) continue;
                Fail(Rule.Once, $"{list}[{i}].id", $"The id \"{things[i].Id}\" stands twice: here and in {list}[{first}].", "Maybe one of the two was copied and not renamed.");
            }
        }

        public List<(int Target, double Share, bool Assumed)> Read(UsageGraph graph, int node)
        {
            var (uses, name, at) = (graph.Rows[node], graph.Names[node], graph.Places[node]);
            var stated = new SortedDictionary<int, double?>();
            for (var i = 0; i < uses.Length; i++)
            {
                var target = graph.NodeOf(Thing.Of(uses[i].Capability));
                if (target < 0)
                {
                    Fail(Rule.Reference, $"{at}.uses[{i}].capability", $"\"{name}\" uses \"{uses[i].Capability}\", and there is no capability of that id.", "Maybe it is spelled otherwise, or missing from the capabilities.");
                    continue;
                }

                var share = uses[i].Share?.Value;
                if (!stated.TryAdd(target, share))
                {
                    findings.Add(Finding.Warning(Rule.Once, $"{at}.uses[{i}]", $"\"{name}\" names \"{graph.Names[target]}\" twice; the stated shares are added up.", "Maybe one of the two is left over."));
                    if (share is not null) stated[target] = (stated[target] ?? 0) + share;
                }
            }

            return Complete(graph, stated, name, at);
        }

        private List<(int Target, double Share, bool Assumed)> Complete(UsageGraph graph, SortedDictionary<int, double?> stated, string name, string at)
        {
            var sum = stated.Values.Sum(s => s ?? 0);
            if (sum > 1 + Slack)
            {
                var list = string.Join(", ", stated.Where(s => s.Value is not null).Select(s => $"\"{graph.Names[s.Key]}\" {Percent(s.Value!.Value)}"));
                Fail(Rule.UsageSum, $"{at}.uses", $"\"{name}\" gives away {Percent(sum)} of its value: {list}. The shares of one thing add up to at most 100 %.", "Maybe the shares were meant relative to each other: divide each by their sum, and leave the thing a part of its own.");
            }

            var missing = stated.Values.Count(s => s is null);
            var each = Math.Max(0, 1 - sum) / (missing + 1);
            return [.. stated.Select(s => (s.Key, s.Value ?? each, s.Value is null))];
        }

        private void Fail(string rule, string at, string sentence, string maybe)
        {
            Broken = true;
            findings.Add(Finding.Error(rule, at, sentence, maybe));
        }

        private static string Percent(double fraction) => (fraction * 100).ToString("0.##", CultureInfo.InvariantCulture) + " %";
    }
}
