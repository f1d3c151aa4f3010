using System.Text;
using Dais.Engine.Modelling;
using Dais.Workspace.Wire;

namespace Dais.Workspace.Tests.Wire;

public sealed class DocumentTests
{
    private static (Document? Document, List<Finding> Findings) Read(string text)
    {
        var findings = new List<Finding>();
        var node = JsonText.Read(Encoding.UTF8.GetBytes(text), "w.json", findings);
        return (findings.Count > 0 ? null : Document.Of(node, findings), findings);
    }

    [Fact]
    public void The_example_of_the_format_reads_without_a_finding_about_its_form()
    {
        var (document, findings) = Read(Worlds.Example);
        Assert.Empty(findings);
        Assert.NotNull(document);
    }

    [Fact]
    public void A_document_makes_a_portfolio_that_makes_the_document()
    {
        var document = Read(Worlds.Example).Document!;
        Assert.Equal(document.Text, Document.Of(document.ToPortfolio(), document).Text);
    }

    [Fact]
    public void A_canonical_text_reads_as_itself()
    {
        var document = Read(Worlds.Example).Document!;
        Assert.Equal(document.Text, Read(document.Text).Document!.Text);
    }

    [Theory]
    [InlineData("""{ "dais": 1, "platform": """, "w.json, line 1", "cut off")]
    [InlineData("""{ "dais": NaN }""", "w.json, line 1, column 11", "NaN")]
    [InlineData("", "w.json", "cut off")]
    [InlineData("{\n  \"dais\": 1\n  \"platform\": 2\n}", "w.json, line 3", "comma")]
    public void What_is_not_json_is_named_with_its_line(string text, string source, string maybe)
    {
        var finding = Assert.Single(Read(text).Findings);
        Assert.StartsWith(source, finding.Source, StringComparison.Ordinal);
        Assert.Equal(Rule.Readable, finding.Rule);
        Assert.Contains(maybe, finding.Maybe, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "id": "a", "capacity": "12" }""", Rule.Type, "teams[0].capacity", "without quotes")]
    [InlineData("""{ "id": "a", "capacity": -1 }""", Rule.Range, "teams[0].capacity", "sign")]
    [InlineData("""{ "id": "a", "capacity": 1e999 }""", Rule.Range, "teams[0].capacity", "")]
    [InlineData("""{ "id": "a", "capacity": [1, true] }""", Rule.Type, "teams[0].capacity[1]", "")]
    [InlineData("""{ "id": "a" }""", Rule.Required, "teams[0]", "add it")]
    [InlineData("""{ "id": "", "capacity": 1 }""", Rule.Range, "teams[0].id", "")]
    [InlineData("""{ "id": "a", "capcity": 1, "capacity": 1 }""", Rule.KnownField, "teams[0].capcity", "\"capacity\" is meant")]
    [InlineData("""{ "id": "a", "capacity": 1, "reserve": { "ktlo": 25 } }""", Rule.Range, "teams[0].reserve.ktlo", "0.25 is meant")]
    [InlineData("""{ "id": "a", "id": "b", "capacity": 1 }""", Rule.Once, "teams[0].id", "")]
    [InlineData("""{ "id": "a", "capacity": 1 }, { "id": "a", "capacity": 2 }""", Rule.Once, "teams[1].id", "copy")]
    public void What_is_wrong_with_a_team_is_named(string teams, string rule, string at, string maybe)
    {
        var findings = Read(Worlds.With($"\"teams\": [ {teams} ]")).Findings;
        var finding = Assert.Single(findings);
        Assert.Equal((rule, at), (finding.Rule, finding.At));
        Assert.Contains(maybe, finding.Maybe ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public void All_findings_are_collected_not_only_the_first()
    {
        var findings = Read(Worlds.With("""
            "initiatives": [ { "id": "sso", "effort": { "nobody": "8" }, "after": ["ssso", "x"], "kind": "aks", "must": 1, "latest": "2027Q1" },
                             { "effort": 3, "raises": [ { "capability": "c" } ], "requires": "sso" } ],
            "useCases": [ { "id": "u", "needs": [ { "capability": "c" }, { }, { "initiative": "sso", "capability": "c", "level": 1 } ] } ],
            "team": []
            """)).Findings;
        string[] expected =
        [
            "initiatives[0].effort.nobody §9", "initiatives[0].effort.nobody §4", "initiatives[0].after[0] §9", "initiatives[0].after[1] §9",
            "initiatives[0].kind §6", "initiatives[0].must §4", "initiatives[0].latest §6",
            "initiatives[1] §3", "initiatives[1].effort §4", "initiatives[1].raises[0] §3", "initiatives[1].raises[0].capability §9", "initiatives[1].requires §4",
            "useCases[0].needs[0] §3", "useCases[0].needs[0].capability §9", "useCases[0].needs[1] §7", "useCases[0].needs[2] §7", "useCases[0].needs[2].capability §9",
            "team §2",
        ];
        Assert.Equal(expected.Order(), findings.Select(f => $"{f.At} {f.Rule}").Order());
        Assert.Contains(findings, f => f.At == "initiatives[0].after[0]" && f.Maybe == "Maybe \"sso\" is meant.");
        Assert.Contains(findings, f => f.At == "initiatives[0].kind" && f.Maybe == "Maybe \"ask\" is meant.");
        Assert.Contains(findings, f => f.At == "team" && f.Maybe == "Maybe \"teams\" is meant.");
    }

    [Fact]
    public void An_unknown_field_survives_and_an_absent_one_stays_absent()
    {
        var (document, findings) = Read(Worlds.With("""
            "teams": [ { "id": "a", "capacity": 1.0, "colour": { "z": null, "a": 12345678901234567890 }, "reserve": { "ktlo": 0.1, "since": 3 } } ], "extra": [1, 2]
            """));
        Assert.All(findings, f => Assert.Equal(Severity.Warning, f.Severity));
        var text = document!.Text;
        Assert.Contains("\"a\": 12345678901234567890", text, StringComparison.Ordinal);
        Assert.Contains("\"since\": 3", text, StringComparison.Ordinal);
        Assert.Contains("\"extra\"", text, StringComparison.Ordinal);
        Assert.DoesNotContain("unplanned", text, StringComparison.Ordinal);
        Assert.Equal(text, Document.Of(document.ToPortfolio(), document).Text);
    }

    [Fact]
    public void Too_deep_is_a_finding()
    {
        var finding = Assert.Single(Read(string.Concat(Enumerable.Repeat("[", 10_000))).Findings);
        Assert.Contains("64", finding.Maybe, StringComparison.Ordinal);
    }

    [Fact]
    public void Half_a_character_is_a_finding() =>
        Assert.Equal(Rule.Readable, Assert.Single(Read("""{ "dais": "\ud800" }""").Findings).Rule);

    [Fact]
    public void A_policy_reads_like_a_workspace()
    {
        var findings = new List<Finding>();
        var portfolio = Read(Worlds.Example).Document!.ToPortfolio();
        var policy = PolicyFile.Read("""
            { "lens": "both", "weights": { "customer": 1, "platform": 1 }, "timing": "flow", "tail": 4, "allocation": true, "seconds": 60, "gap": 0,
              "pins": [ { "initiative": "sso", "finish": "2027-Q2" } ], "bans": [ "audit-log" ], "release": false, "maxMoves": null }
            """u8, "policy.json", portfolio, findings);
        Assert.Empty(findings);
        Assert.False(policy!.ContainsKey("maxMoves"));

        Assert.Null(PolicyFile.Read("""{ "lense": "both", "bans": ["ssso"], "pins": [ { "initiative": "sso", "finish": "FY27-Q2" } ], "seconds": 0 }"""u8, "policy.json", portfolio, findings));
        Assert.Equal(["bans[0]", "lense", "pins[0].finish", "seconds"], findings.Select(f => f.At).Order());
        Assert.All(findings, f => Assert.Equal("policy.json", f.Source));
    }
}
