using System.Collections.Immutable;
using System.Text;
using System.Text.Json.Nodes;
using CsCheck;
using Dais.Engine.Modelling;
using Dais.Engine.Planning;
using Dais.Engine.Planning.Scenarios;
using Dais.Engine.Quantities;
using Dais.Workspace.Planning;
using Dais.Workspace.Wire;

namespace Dais.Workspace.Tests.Planning;

public class ScenarioFileTests
{
    private static readonly Opened Ten = OpenWorkspace.From(Path.Combine(Repository.Root, "samples", "ten"));

    private static Portfolio Portfolio => Ten.Portfolio!;

    [Fact]
    public void What_is_written_is_read_again() => Gen.Select(Gen.String[Gen.Char.AlphaNumeric, 1, 12], Changes.Array[1, 5]).Sample((name, changes) =>
    {
        var scenario = new Scenario(name, [.. changes]);
        var text = ScenarioWriter.Print(scenario, Portfolio.Platform.Calendar);
        var (again, findings) = ScenarioReader.Read(text, "s.json", [], Portfolio, new Policy());
        if (again is null)
        {
            // A change that cannot be made after the others is refused, with its place; nothing else is.
            Assert.Throws<ArgumentException>(() => Errors(scenario));
            Assert.All(findings.Where(f => f.IsError), f => Assert.NotNull(f.Source));
            return;
        }

        Assert.Equal(scenario.Name, again.Name);
        Assert.Equal(Texts(scenario), Texts(again));
        Assert.Equal(Encoding.UTF8.GetString(text), Encoding.UTF8.GetString(ScenarioWriter.Print(again, Portfolio.Platform.Calendar)));
    });

    [Fact]
    public void A_proposed_initiative_keeps_every_field_and_may_be_spoken_of_after()
    {
        var (scenario, findings) = Read("""
            { "changes": [
              { "propose": { "id": "vault", "name": "Vault", "bucket": "base", "effort": { "identity": { "p10": 3, "p50": 5, "p90": 9 } }, "after": ["key-rotation"], "value": { "platform": 90 }, "motive": "mergers" } },
              { "pin": "vault", "finish": "2027-Q4" }, { "value": "vault", "platform": 20 } ] }
            """);
        Assert.Empty(findings.Where(f => f.IsError));
        var setup = scenario!.Apply(new(Portfolio, new Policy()));
        var vault = setup.Portfolio.Initiatives[Id<Initiative>.Of("vault")];
        Assert.Equal((5.0, 9.0, Motive.Mergers, 110.0), (vault.Effort[Id<Team>.Of("identity")].P50.Value, vault.Effort[Id<Team>.Of("identity")].P90!.Value.Value, vault.Motive!.Value, setup.Portfolio.PlatformWorth(vault)!.Value.Value));
        Assert.Equal("s", scenario.Name);
    }

    [Theory]
    [InlineData("""{ "changes": [ { "pin": "asistant", "finish": "2027-Q4" } ] }""", "changes[0].pin", "Maybe \"assistant\"")]
    [InlineData("""{ "changes": [ { "pin": "sso", "finsh": "2027-Q4" } ] }""", "changes[0].finsh", "Maybe \"finish\"")]
    [InlineData("""{ "changes": [ { "pin": "sso" } ] }""", "changes[0]", "\"finish\" is missing")]
    [InlineData("""{ "changes": [ { "pin": "sso", "finish": "2029-Q1" } ] }""", "changes[0]", "outside the horizon. Maybe a quarter from 2027-Q1 to 2027-Q4")]
    [InlineData("""{ "changes": [ { "pin": "sso", "finish": "FY27-Q1" } ] }""", "changes[0].finish", "style of \"2027-Q1\"")]
    [InlineData("""{ "changes": [ { "capacity": "identity", "add": -4 } ] }""", "changes[0].add", "at least 0")]
    [InlineData("""{ "changes": [ { "capacity": "identity", "less": 40 } ] }""", "changes[0]", "cannot be taken")]
    [InlineData("""{ "changes": [ { "capacity": "identity", "add": [1, 2] } ] }""", "changes[0].add", "4 quarters")]
    [InlineData("""{ "changes": [ { "capacity": "identity", "add": 1, "less": 1 } ] }""", "changes[0]", "Maybe two changes")]
    [InlineData("""{ "changes": [ { "bucket": "shops", "share": 35 } ] }""", "changes[0].share", "0.35 is meant")]
    [InlineData("""{ "changes": [ { "bucket": "shops", "min": 0.9 } ] }""", "", "With these changes")]
    [InlineData("""{ "changes": [ { "bucket": "shops" } ] }""", "changes[0]", "would stay as it is")]
    [InlineData("""{ "changes": [ { "value": "sso", "growth": 4 } ] }""", "changes[0]", "customer, platform")]
    [InlineData("""{ "changes": [ { "forbid": "sso", "drop": "roles" } ] }""", "changes[0]", "exactly one")]
    [InlineData("""{ "changes": [ { "pin": "vault", "finish": "2027-Q4" }, { "propose": { "id": "vault", "effort": { "data": 1 } } } ] }""", "changes[0]", "has to come first")]
    [InlineData("""{ "changes": [ { "propose": { "id": "vault", "effort": { "dat": 1 } } } ] }""", "changes[0].propose.effort.dat", "Maybe \"data\"")]
    [InlineData("""{ "changes": [ { "propose": { "id": "vault", "after": ["vault"] } } ] }""", "", "With these changes")]
    [InlineData("""{ "changes": [ ] }""", "changes", "no change")]
    [InlineData("""{ "change": [ ] }""", "change", "Maybe \"changes\"")]
    [InlineData("""[ ]""", "", "an object with name, changes")]
    [InlineData("""{ "changes": [ """, "", "cut off")]
    public void What_cannot_be_tried_is_said_with_its_place_before_anything_is_solved(string text, string at, string said)
    {
        var (scenario, findings) = Read(text);
        Assert.Null(scenario);
        Assert.Contains(findings, f => f.IsError && f.Source!.StartsWith("s.json", StringComparison.Ordinal) && f.At == at && f.ToString().Contains(said, StringComparison.Ordinal));
    }

    [Fact]
    public void What_is_wrong_with_a_change_said_besides_names_it_as_it_was_said()
    {
        var file = Encoding.UTF8.GetBytes("""{ "changes": [ { "forbid": "roles" } ] }""");
        var (scenario, findings) = ScenarioReader.Read(file, "s.json", [new("--drop expert", new JsonObject { ["drop"] = "expert" })], Portfolio, new Policy());
        Assert.Null(scenario);
        Assert.Equal(("--drop expert", ""), (Assert.Single(findings).Source, findings[0].At));
        var both = ScenarioReader.Read(file, "s.json", [new("--drop export", new JsonObject { ["drop"] = "export" })], Portfolio, new Policy()).Scenario!;
        Assert.Equal(2, both.Changes.Length);
    }

    private static (Scenario? Scenario, ImmutableArray<Finding> Findings) Read(string text) => ScenarioReader.Read(Encoding.UTF8.GetBytes(text), "s.json", [], Portfolio, new Policy());

    private static void Errors(Scenario scenario)
    {
        var setup = scenario.Apply(new(Portfolio, new Policy()));
        if (ModelRules.Check(setup.Portfolio).Any(f => f.IsError)) throw new ArgumentException("The model would break a rule.");
    }

    private static string Texts(Scenario scenario) => string.Join("\n", scenario.Changes.Select(c => c is ScenarioChange.Propose p ? Document.Of(Portfolio.With(p.Initiative)).Text : c.ToString() + Each(c)));

    private static string Each(ScenarioChange change) => change switch
    {
        ScenarioChange.AddCapacity add => string.Join(";", add.More),
        ScenarioChange.TakeCapacity take => string.Join(";", take.Less),
        _ => "",
    };

    private static Gen<ScenarioChange> Changes
    {
        get
        {
            var initiative = Gen.OneOf([.. Portfolio.Initiatives.Select(i => i.Id)]);
            var team = Gen.OneOf([.. Portfolio.Teams.Select(t => t.Id)]);
            var money = Gen.Double[-500, 500].Select(Money.Of);
            var weeks = Gen.OneOf(Gen.Double[0, 6].Select(w => Enumerable.Repeat(EngineerWeeks.Of(w), 4).ToImmutableArray()), Gen.Double[0, 6].Array[4].Select(w => w.Select(EngineerWeeks.Of).ToImmutableArray()));
            return Gen.OneOf(
                Gen.Select(initiative, Gen.Int[0, 3], (i, f) => (ScenarioChange)new ScenarioChange.Pin(i, new(f))),
                initiative.Select(i => (ScenarioChange)new ScenarioChange.Forbid(i)),
                initiative.Select(i => (ScenarioChange)new ScenarioChange.Force(i)),
                initiative.Select(i => (ScenarioChange)new ScenarioChange.Drop(i)),
                Gen.Select(team, weeks, Gen.Bool, (t, w, b) => (ScenarioChange)new ScenarioChange.AddCapacity(t, w, b)),
                Gen.Select(team, weeks, (t, w) => (ScenarioChange)new ScenarioChange.TakeCapacity(t, w)),
                Gen.Select(Gen.OneOf([.. Portfolio.Buckets.Select(b => b.Id)]), Gen.Double[0, 1], Gen.Double[0, 1].Nullable(), Gen.Double[0, 1].Nullable(), (b, s, lo, hi) => (ScenarioChange)new ScenarioChange.ChangeShare(b, Share.Of(s), lo is { } l ? Share.Of(l) : null, hi is { } h ? Share.Of(h) : null)),
                Gen.Select(initiative, money, Gen.Bool, (i, m, p) => (ScenarioChange)new ScenarioChange.AddValue(i, m, p)),
                Gen.Select(Gen.OneOf([.. Portfolio.UseCases.Select(u => u.Id)]), money, (u, m) => (ScenarioChange)new ScenarioChange.AddGrowth(u, m)),
                Gen.Select(initiative, Gen.Double[0, 3], (i, f) => (ScenarioChange)new ScenarioChange.ScaleEffort(i, f)),
                Gen.Select(initiative, Gen.Double[0, 30], (i, e) => (ScenarioChange)new ScenarioChange.Propose(Portfolio.Initiatives[i] with { Pace = EngineerWeeks.Of(e), Must = false })));
        }
    }
}
