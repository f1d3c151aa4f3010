using System.Collections.Immutable;
using CsCheck;
using Dais.Engine.Modelling;
using Dais.Engine.Quantities;
using Dais.Engine.Valuing;

namespace Dais.Engine.Tests.Valuing;

/// <summary>A usage graph in a few numbers, from which the portfolios of these tests are built.</summary>
/// <param name="Values">The end value of each product; absent is unknown.</param>
/// <param name="Uses">For each product and then each capability: the capability used, and its share.</param>
internal sealed record UsageWorld(double?[] Values, (int Capability, double? Share)[][] Uses)
{
    public int Products => Values.Length;

    public int Capabilities => Uses.Length - Products;

    public override string ToString() =>
        string.Join("; ", Uses.Select((row, i) =>
            (i < Products ? $"p{i}({Values[i]?.ToString() ?? "?"})" : $"c{i - Products}") + " → " + string.Join(", ", row.Select(u => $"c{u.Capability}:{u.Share?.ToString() ?? "?"}"))));

    public Portfolio Portfolio() => UsageWorlds.Portfolio(
        Values.Select((v, i) => UsageWorlds.Product($"p{i}", v, Row(i))),
        Enumerable.Range(0, Capabilities).Select(c => UsageWorlds.Capability($"c{c}", Row(Products + c))));

    /// <summary>The shares as they are reckoned with, product rows first: what is missing is filled in as documented.</summary>
    public double[][] Matrix()
    {
        var matrix = Uses.Select(_ => new double[Uses.Length]).ToArray();
        for (var i = 0; i < Uses.Length; i++)
        {
            var missing = Uses[i].Count(u => u.Share is null);
            var each = (1 - Uses[i].Sum(u => u.Share ?? 0)) / (missing + 1);
            foreach (var (capability, share) in Uses[i]) matrix[i][Products + capability] = share ?? each;
        }

        return matrix;
    }

    /// <summary>The place of a thing in the matrix.</summary>
    public int At(Thing thing) => int.Parse(thing.Id[1..]) + (thing.Kind == ThingKind.Product ? 0 : Products);

    private (string, double?)[] Row(int i) => [.. Uses[i].Select(u => ($"c{u.Capability}", u.Share))];
}

/// <summary>Small portfolios and generators of them.</summary>
internal static class UsageWorlds
{
    public static Platform Base { get; } = new(Id<Platform>.Of("p"), "P", "USD", "M", DiscountRate.Of(0.1), new Calendar("2027-Q1", 8), []);

    /// <summary>The golden graph of M-01.</summary>
    public static Portfolio Golden() => Portfolio(
        [
            Product("checkout", 12, ("ledger", .3), ("events", .1), ("identity", .1)),
            Product("subscriptions", 6, ("ledger", .3), ("events", .2), ("identity", .1)),
            Product("partner-api", 4, ("identity", .3), ("events", .3)),
            Product("ops-console", 2, ("data-platform", .5), ("identity", .2)),
        ],
        [
            Capability("ledger", ("events", .2), ("identity", .1)),
            Capability("data-platform", ("events", .3), ("runtime", .1)),
            Capability("events", ("runtime", .25)),
            Capability("identity", ("runtime", .2)),
            Capability("runtime"),
        ]);

    public static Product Product(string id, double? value, params (string Capability, double? Share)[] uses) =>
        new(Id<Product>.Of(id), id, null, [Id<Segment>.Of("users-of-" + id)], new EndValue(Growth: value is { } v ? new Amount(v) : null), Uses(uses));

    public static Capability Capability(string id, params (string Capability, double? Share)[] uses) =>
        new(Id<Capability>.Of(id), id, null, null, Level.Zero, Uses(uses));

    public static Portfolio Portfolio(IEnumerable<Product> products, IEnumerable<Capability> capabilities) =>
        new(Base) { Products = Catalog<Product>.Of(products), Capabilities = Catalog<Capability>.Of(capabilities) };

    public static ValueFlow Flow(Portfolio portfolio)
    {
        var valuation = ValueFlow.Of(portfolio);
        return valuation.Flow ?? throw new InvalidOperationException(string.Join(Environment.NewLine, valuation.Findings));
    }

    public static Thing TheCapability(string id) => Thing.Of(Id<Capability>.Of(id));

    public static Thing TheProduct(string id) => Thing.Of(Id<Product>.Of(id));

    public static ThingValue Of(this ValueFlow flow, string capability) => flow.Find(TheCapability(capability)) ?? throw new InvalidOperationException(capability);

    /// <summary>Graphs with up to five products and seven capabilities, some shares missing; with loops, if wanted.</summary>
    public static Gen<UsageWorld> Worlds(bool loops, bool negative = false, bool unknown = false) =>
        from products in Gen.Int[1, 5]
        from capabilities in Gen.Int[1, 7]
        from values in Gen.Double[negative ? -50 : 0, 100].Array[products]
        from known in (unknown ? Gen.Int[0, 3] : Gen.Const(1)).Array[products]
        from rows in Row(capabilities).Array[products + capabilities]
        select new UsageWorld(
            [.. values.Zip(known, (v, k) => k == 0 ? (double?)null : v)],
            [.. rows.Select((row, i) => row.Where(u => loops || i < products || u.Capability > i - products).ToArray())]);

    private static Gen<(int Capability, double? Share)[]> Row(int capabilities) =>
        from used in Gen.Bool.Array[capabilities]
        from weights in Gen.Int[0, 10].Array[capabilities]
        from stated in Gen.Int[0, 5].Array[capabilities]
        from kept in Gen.Int[1, 10]
        select Row(used, weights, stated, kept);

    private static (int, double?)[] Row(bool[] used, int[] weights, int[] stated, int kept)
    {
        var sum = (double)(kept + weights.Sum());
        return [.. from c in Enumerable.Range(0, used.Length) where used[c] select (c, stated[c] == 0 ? (double?)null : weights[c] / sum)];
    }

    private static ImmutableArray<Usage> Uses((string Capability, double? Share)[] uses) =>
        [.. uses.Select(u => new Usage(Id<Capability>.Of(u.Capability), u.Share is { } share ? Share.Of(share) : null))];
}
