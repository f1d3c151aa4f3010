using System.Text;
using Dais.Engine.Modelling;
using Dais.Engine.Quantities;
using Dais.Workspace.Wire;

namespace Dais.Workspace.Tests.Wire;

public sealed class PointsTests
{
    private static (Document? Document, List<Finding> Findings) Read(string value)
    {
        var findings = new List<Finding>();
        var text = Worlds.With($"\"initiatives\": [ {{ \"id\": \"i\", \"value\": {value} }} ]");
        return (Document.Of(JsonText.Read(Encoding.UTF8.GetBytes(text), "w.json", findings), findings), findings);
    }

    private static InitiativeValue Value(string value)
    {
        var (document, findings) = Read(value);
        Assert.Empty(findings);
        return document!.ToPortfolio().Initiatives[0].Value;
    }

    [Fact]
    public void An_amount_is_a_number_or_points_with_a_currency_or_without()
    {
        Assert.Equal(new Amount(5), Value("""{ "customer": 5 }""").Customer);
        Assert.Equal(new Amount(5, "EUR"), Value("""{ "customer": { "amount": 5, "currency": "EUR" } }""").Customer);
        Assert.Equal(Amount.Of(3, 5, 9), Value("""{ "customer": { "p10": 3, "p50": 5, "p90": 9 } }""").Customer);
        Assert.Equal(Amount.Of(null, 5, 9, "EUR"), Value("""{ "customer": { "p50": 5, "p90": 9, "currency": "EUR" } }""").Customer);
        Assert.Equal(Amount.Of(3, 5, 9), Value("""{ "customer": { "amount": 5, "p10": 3, "p90": 9 } }""").Customer);
        Assert.Equal(Amount.Of(-9, -5, -3), Value("""{ "platform": { "p10": -9, "p50": -5, "p90": -3, "other": 2 } }""").Platform!.Stated);
        Assert.Equal(Amount.Of(1, 2, 4), Value("""{ "platform": { "riskRetired": { "p10": 1, "p50": 2, "p90": 4 } } }""").Platform!.RiskRetired);
    }

    [Theory]
    [InlineData("""{ "customer": { "p50": 5 } }""", "5")]
    [InlineData("""{ "customer": { "p50": 5, "currency": "EUR" } }""", "{\"amount\":5,\"currency\":\"EUR\"}")]
    [InlineData("""{ "customer": { "p90": 9, "amount": 5 } }""", "{\"p50\":5,\"p90\":9}")]
    public void One_amount_has_one_form(string value, string canonical) =>
        Assert.Equal(canonical, JsonText.Line(Read(value).Document!.Root["initiatives"]![0]!["value"]!["customer"]));

    [Theory]
    [InlineData("""{ "customer": { "p10": 5, "p90": 9 } }""", Rule.OneOf)]
    [InlineData("""{ "customer": { "amount": 6, "p50": 6 } }""", Rule.OneOf)]
    [InlineData("""{ "customer": { "p10": 9, "p50": 6 } }""", Rule.EstimateOrder)]
    [InlineData("""{ "customer": { "p10": 9, "amount": 6 } }""", Rule.EstimateOrder)]
    [InlineData("""{ "platform": { "p10": 9 } }""", Rule.Required)]
    [InlineData("""{ "platform": { "currency": "EUR" } }""", Rule.Required)]
    [InlineData("""{ "platform": { "amount": 9, "p50": 9 } }""", Rule.OneOf)]
    [InlineData("""{ "customer": { "p10": 1, "p50": "6" } }""", Rule.Type)]
    public void What_is_wrong_with_points_is_named(string value, string rule) => Assert.Equal(rule, Assert.Single(Read(value).Findings).Rule);

    [Fact]
    public void A_table_has_a_column_for_each_point()
    {
        var findings = new List<Finding>();
        var files = new Dictionary<string, byte[]>
        {
            ["workspace.json"] = Encoding.UTF8.GetBytes(Worlds.With()),
            ["useCases.csv"] = "id,value.growth,value.growth.p10,value.growth.p90,value.retention.p50,value.retention.p90\nu,5,3,9,2,4\n"u8.ToArray(),
        };
        var document = Document.Of(Folder.Read(files.Keys, name => files[name], findings, new Origins("w")), findings);
        Assert.Empty(findings);
        var useCase = document!.ToPortfolio().UseCases[0];
        Assert.Equal(Amount.Of(3, 5, 9), useCase.Value.Growth);
        Assert.Equal(Amount.Of(null, 2, 4), useCase.Value.Retention);
    }
}
