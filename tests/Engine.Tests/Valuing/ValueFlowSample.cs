using System.Text.Json;
using Dais.Engine.Valuing;
using static Dais.Engine.Tests.Valuing.UsageWorlds;

namespace Dais.Engine.Tests.Valuing;

/// <summary>The files under <c>samples/golden/M-01</c> say the same as these tests.</summary>
public class ValueFlowSample
{
    private static readonly ValueFlow Golden = Flow(Golden());

    [Fact]
    public void The_workspace_is_the_golden_graph()
    {
        var workspace = Read("workspace.json");
        var portfolio = Golden();
        Assert.Equal(
            portfolio.Products.Select(p => $"{p.Id} {p.Value.Growth} → {string.Join(", ", p.Uses)}"),
            workspace.GetProperty("products").EnumerateArray().Select(p => $"{Text(p, "id")} {p.GetProperty("value").GetProperty("growth")} → {Uses(p)}"));
        Assert.Equal(
            portfolio.Capabilities.Select(c => $"{c.Id} → {string.Join(", ", c.Uses)}"),
            workspace.GetProperty("capabilities").EnumerateArray().Select(c => $"{Text(c, "id")} → {Uses(c)}"));
    }

    [Fact]
    public void The_expected_numbers_are_those_of_the_flow()
    {
        var expected = Read("expected.json");
        foreach (var row in expected.GetProperty("capabilities").EnumerateArray())
        {
            var value = Golden.Of(Text(row, "id"));
            Assert.Equal(Number(row, "gross"), value.Gross!.Value.Value, 3);
            Assert.Equal(Number(row, "credited"), value.Credited!.Value.Value, 3);
            Assert.Equal(Number(row, "shapley"), value.Shapley!.Value.Value, 9);
            Assert.Equal(Number(row, "atStake"), value.AtStake!.Value.Value, 9);
        }

        var sums = expected.GetProperty("sums");
        Assert.Equal(Number(sums, "gross"), Golden.Things.Sum(t => t.Gross!.Value.Value), 2);
        Assert.Equal(Number(sums, "credited"), Golden.Things.Sum(t => t.Credited!.Value.Value), 9);
        Assert.Equal(Number(sums, "shapley"), Golden.Things.Sum(t => t.Shapley!.Value.Value), 9);
        Assert.Equal(Number(expected.GetProperty("tauB"), "value"), MethodComparison.Of(Golden).Agreements[0].TauB!.Value, 2);
    }

    private static string Uses(JsonElement thing) => thing.TryGetProperty("uses", out var uses)
        ? string.Join(", ", uses.EnumerateArray().Select(u => new Engine.Modelling.Usage(
            Engine.Modelling.Id<Engine.Modelling.Capability>.Of(Text(u, "capability")),
            Engine.Quantities.Share.Of(Number(u, "share")))))
        : "";

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;

    private static double Number(JsonElement element, string name) => element.GetProperty(name).GetDouble();

    private static JsonElement Read(string file)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Dais.slnx"))) folder = folder.Parent ?? throw new DirectoryNotFoundException("The repository's root is not above the tests.");
        return JsonDocument.Parse(File.ReadAllText(Path.Combine(folder.FullName, "samples", "golden", "M-01", file))).RootElement;
    }
}
