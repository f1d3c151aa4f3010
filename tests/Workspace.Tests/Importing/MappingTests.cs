using Dais.Engine.Modelling;
using Dais.Workspace.Importing.Mappings;

namespace Dais.Workspace.Tests.Importing;

public sealed class MappingTests
{
    private static (Mapping? Mapping, List<Finding> Findings) Read(string yaml)
    {
        var findings = new List<Finding>();
        return (MappingReader.Read(yaml, "map.yaml", findings), findings);
    }

    [Fact]
    public void Every_mapping_that_comes_with_Dais_is_spelt_right() => Assert.True(Presets.All.Length >= 2);

    [Fact]
    public void The_mapping_in_the_documents_reads_what_they_say_it_reads()
    {
        var text = File.ReadAllText(Path.Combine(Repository.Root, "docs", "importing.md"));
        var yaml = text[(text.IndexOf("```yaml", StringComparison.Ordinal) + 7)..];
        var report = Pipe.Run(
            yaml[..yaml.IndexOf("```", StringComparison.Ordinal)],
            ("goals.csv", "id,kind,title\ng1,goal,One\ng2,idea,Two"),
            ("asks-2027.csv", "goal,team,size\ng1,Red,small\ng1,Blue,\ng2,Red,Large"));
        Assert.Equal("""{"blue":1,"red":1}""", report.Thing("initiatives", "g1")["effort"].Json());
        Assert.Equal("2.25", report.Thing("teams", "red")["capacity"].Json());
    }

    [Fact]
    public void Scores_and_the_points_of_a_value_are_made_like_any_field()
    {
        var report = Pipe.Run(
            Pipe.Rule("initiatives", """{ id: "{id}", value.customer.p10: "{low}", value.customer.p50: "{mid}", value.customer.p90: "{high}", value.platform.p50: 3, value.platform.p90: "{ours}", scores.rice.reach: "{reach}", scores.rice.impact: 2, scores.rice.confidence: { of: "{sure}", divide: 100 }, scores.rice.effort: 3, scores.wsjf: { fields: { businessValue: 8, timeCriticality: 5, riskReduction: 1, jobSize: "{size}" } } }"""),
            ("rows.csv", "id,low,mid,high,ours,reach,sure,size\nsso,10,20,45,7,1500,80,5"));
        var sso = report.Thing("initiatives", "sso");
        Assert.Equal("""{"customer":{"p10":10,"p50":20,"p90":45},"platform":{"p50":3,"p90":7}}""", sso["value"].Json());
        Assert.Equal("""{"rice":{"reach":1500,"impact":2,"confidence":0.8,"effort":3},"wsjf":{"businessValue":8,"timeCriticality":5,"riskReduction":1,"jobSize":5}}""", sso["scores"].Json());
    }

    [Theory]
    [InlineData("mapping: a\nfiels: { rows: {} }\nmake: []", "line 2, column 1", "has no \"fiels\"", "Maybe \"files\" is meant.")]
    [InlineData("mapping: a\nfiles: { rows: {} }\nmake:\n  - { list: teems, from: rows, fields: { id: a } }", "line 4", "no list \"teems\"", "Maybe \"teams\" is meant.")]
    [InlineData("mapping: a\nfiles: { rows: {} }\nmake:\n  - { list: teams, from: row, fields: { id: a } }", "line 4", "no file \"row\"", "Maybe \"rows\" is meant.")]
    [InlineData("mapping: a\nfiles: { rows: {} }\nmake:\n  - { list: teams, from: rows, fields: { id: a, capcity: 1 } }", "line 4", "no field of teams \"capcity\"", "Maybe \"capacity\" is meant.")]
    [InlineData("mapping: a\nfiles: { rows: {} }\nmake:\n  - { list: teams, from: rows, fields: { name: a } }", "line 4", "how the \"id\" of teams is made", "Maybe")]
    [InlineData("mapping: a\nfiles: { rows: {} }\nmake:\n  - { list: teams, from: rows, fields: { id: { of: \"{a}\", lokup: x } } }", "line 4", "has no \"lokup\"", "Maybe \"lookup\" is meant.")]
    [InlineData("mapping: a\nfiles: { rows: {} }\nmake:\n  - { list: teams, from: rows, fields: { id: { of: \"{a}\", lookup: x } } }", "line 4", "no table \"x\"", "Maybe")]
    [InlineData("mapping: a\nfiles: { rows: {} }\nmake:\n  - { list: teams, from: rows, fields: { id: { of: \"{a}\", sum: \"{b}\" } } }", "line 4", "allowed is exactly one", "Maybe")]
    [InlineData("mapping: a\nfiles: { rows: {} }\nmake:\n  - { list: teams, from: rows, fields: { id: { as: slug } } }", "line 4", "has none of", "Maybe \"of\" is missing")]
    [InlineData("mapping: a\nfiles: { rows: {} }\nmake:\n  - { list: teams, from: rows, fields: { id: \"{a\" } }", "line 4", "a brace is not closed", "Maybe")]
    [InlineData("mapping: a\nfiles: { rows: {} }\nmake:\n  - { list: teams, from: rows, fields: { id: { of: \"{a}\", match: \"(\" } } }", "line 4", "cannot be read as a pattern", "Maybe")]
    [InlineData("mapping: a\nfiles: { rows: {} }\nmake:\n  - { list: teams, from: rows, fields: { id: { of: \"{a}\", divide: 0 } } }", "line 4", "allowed is a number that is not 0", "Maybe")]
    [InlineData("mapping: a\ntables: { t: { words: { Small: 1, small: 2 } } }\nfiles: { rows: {} }\nmake: []", "line 2", "stands twice", "Maybe")]
    [InlineData("mapping: a\nmapping: b", "line 2, column 1", "\"mapping\" stands twice", "Maybe")]
    [InlineData("files: { rows: {} }\nmake: []", "line 1", "lacks \"mapping\"", "Maybe")]
    [InlineData("mapping: a\nmake: []", "line 1", "lacks \"files\"", "Maybe")]
    public void What_is_misspelt_is_named_with_its_place_and_what_was_meant(string yaml, string place, string sentence, string maybe)
    {
        var (mapping, findings) = Read(yaml);
        Assert.Null(mapping);
        var finding = findings[0];
        Assert.Contains(place, finding.Source, StringComparison.Ordinal);
        Assert.Contains(sentence, finding.Sentence, StringComparison.Ordinal);
        Assert.Contains(maybe, finding.Maybe, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a: &x [1, 2]\nb: *x", "an anchor, an alias or a tag")]
    [InlineData("a: !!binary aGk=", "an anchor, an alias or a tag")]
    [InlineData("a: [1, 2", "not YAML")]
    [InlineData("a: 1\n b: 2", "not YAML")]
    [InlineData("a: 1\n---\nb: 2", "A second document")]
    [InlineData("", "empty")]
    [InlineData("just a text", "allowed is names with values")]
    [InlineData("{ {a: 1}: 2 }", "A name is expected")]
    public void A_text_that_is_no_plain_YAML_is_told_in_a_sentence(string yaml, string sentence)
    {
        var (mapping, findings) = Read(yaml);
        Assert.Null(mapping);
        Assert.Contains(sentence, findings[0].Sentence, StringComparison.Ordinal);
        Assert.StartsWith("map.yaml", findings[0].Source, StringComparison.Ordinal);
    }

    [Fact]
    public void A_bomb_of_anchors_is_refused_at_its_first_anchor()
    {
        var bomb = "a: &a [x,x,x,x,x,x,x,x,x]\n" + string.Concat(Enumerable.Range(1, 20).Select(i => $"{(char)('a' + i)}: &{(char)('a' + i)} [{string.Join(',', Enumerable.Repeat("*" + (char)('a' + i - 1), 9))}]\n"));
        var (mapping, findings) = Read(bomb);
        Assert.Null(mapping);
        Assert.Contains("line 1", findings[0].Source, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[", "]")]
    [InlineData("{a: ", "}")]
    public void Brackets_without_end_are_refused_by_their_depth(string open, string close)
    {
        var (mapping, findings) = Read("a: " + string.Concat(Enumerable.Repeat(open, 5000)) + string.Concat(Enumerable.Repeat(close, 5000)));
        Assert.Null(mapping);
        Assert.Contains("deeper than", findings[0].Sentence, StringComparison.Ordinal);
    }
}
