using System.Text.Json.Nodes;
using Dais.Engine.Modelling;
using Dais.Engine.Quantities;
using Dais.Workspace.Planning;

namespace Dais.Workspace.Tests.Operations;

/// <summary>What somebody states of a quarter is read strictly: nothing of it is passed over.</summary>
public sealed class QuarterReaderTests
{
    private static readonly Opened Ten = OpenWorkspace.From(Path.Combine(Repository.Root, "samples", "ten", "workspace.json"));

    [Fact]
    public void Work_finishes_and_what_remains_are_read_as_a_workspace_has_them()
    {
        var (actuals, note) = Read("""
            { "period": "2027-Q1", "note": "as it went", "finished": ["sso", "sso"],
              "work": [ { "team": "data", "ew": 3.5, "initiative": "ledger-2", "planned": false }, { "period": "2027-Q1", "team": "identity", "ew": 2, "kind": "quality", "group": "shops" } ],
              "remaining": { "ledger-2": { "data": { "p10": 9, "p50": 12, "p90": 20 } }, "export": { } } }
            """);
        Assert.Equal("as it went", note);
        Assert.Equal([Id<Initiative>.Of("sso")], actuals.Finished);
        Assert.Equal(
            [
                new(new(0), Id<Team>.Of("data"), EngineerWeeks.Of(3.5), Id<Initiative>.Of("ledger-2"), Planned: false),
                new(new(0), Id<Team>.Of("identity"), EngineerWeeks.Of(2), Kind: InitiativeKind.Quality, Group: Id<StakeholderGroup>.Of("shops")),
            ],
            actuals.Work);
        var data = actuals.Remaining[Id<Initiative>.Of("ledger-2")][Id<Team>.Of("data")];
        Assert.Equal((9, 12, 20), (data.P10!.Value.Value, data.P50.Value, data.P90!.Value.Value));
        Assert.Empty(actuals.Remaining[Id<Initiative>.Of("export")]);
    }

    [Fact]
    public void A_quarter_that_says_nothing_more_than_its_name_is_read()
    {
        var (actuals, note) = Read("""{ "period": "2027-Q1" }""");
        Assert.Equal((0, 0, 0, null), (actuals.Work.Length, actuals.Finished.Length, actuals.Remaining.Count, note));
    }

    [Theory]
    [InlineData("[]", "allowed is an object")]
    [InlineData("{}", "\"period\" is missing")]
    [InlineData("""{ "period": "spring" }""", "a quarter")]
    [InlineData("""{ "period": "2027-Q2" }""", "only 2027-Q1 can be closed")]
    [InlineData("""{ "period": "2026-Q4" }""", "only 2027-Q1 can be closed")]
    [InlineData("""{ "period": "2027-Q1", "finnished": ["sso"] }""", "Maybe \"finished\"")]
    [InlineData("""{ "period": "2027-Q1", "finished": ["ssso"] }""", "Maybe \"sso\"")]
    [InlineData("""{ "period": "2027-Q1", "finished": "sso" }""", "[ ]")]
    [InlineData("""{ "period": "2027-Q1", "work": [ { "team": "data" } ] }""", "\"ew\" is missing")]
    [InlineData("""{ "period": "2027-Q1", "work": [ { "team": "data", "ew": -1 } ] }""", "at least 0")]
    [InlineData("""{ "period": "2027-Q1", "work": [ { "team": "data", "ew": 1, "initative": "sso" } ] }""", "Maybe \"initiative\"")]
    [InlineData("""{ "period": "2027-Q1", "work": [ { "team": "dta", "ew": 1 } ] }""", "Maybe \"data\"")]
    [InlineData("""{ "period": "2027-Q1", "work": [ { "team": "data", "ew": 1, "group": "nobody" } ] }""", "groups")]
    [InlineData("""{ "period": "2027-Q1", "remaining": { "ledger-2": { "data": "much" } } }""", "a number")]
    [InlineData("""{ "period": "2027-Q1", "remaining": { "nothing": { "data": 1 } } }""", "initiatives")]
    [InlineData("""{ "period": "2027-Q1", "remaining": { "ledger-2": { "data": { "p10": 5, "p50": 2 } } } }""", "rise")]
    public void Whatever_is_wrong_is_said_and_nothing_is_read(string text, string said)
    {
        var refusal = Assert.Throws<InvalidException>(() => Read(text));
        Assert.Contains(said, refusal.Message, StringComparison.Ordinal);
    }

    private static (QuarterActuals Actuals, string? Note) Read(string text) => QuarterReader.Read(JsonNode.Parse(text), Ten.Document!.Root["platform"]!, Ten.Portfolio!);
}
