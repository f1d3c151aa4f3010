using CsCheck;
using System.Text;
using System.Text.Json.Nodes;
using Dais.Workspace.Importing;
using Dais.Workspace.Wire;

namespace Dais.Workspace.Tests.Importing;

/// <summary>What holds of every import, on small made-up tables of goals and asks.</summary>
public sealed class ImportLaws
{
    private static readonly string Mapping = $$"""
        mapping: asks
        files:
          goals: { name: goals.csv }
          asks: { name: asks.csv, add: { ew: { of: "{size}", lookup: sizes, blank: { value: Small, assumed: "blank: Small" } } } }
        tables: { sizes: { words: { Small: 1, Medium: 3, Large: 8 }, assumed: "a scale" } }
        {{Pipe.Platform}}
        make:
          - list: teams
            from: asks
            fields: { id: { of: "{team}", as: slug }, capacity: { sum: "{ew}", times: 0.6, divide: periods, assumed: "a share" } }
          - { list: initiatives, from: goals, where: { kind: goal }, fields: { id: "{id}", name: "{title}", value.platform: { of: 10, assumed: "a guess" } } }
          - { list: initiatives, from: asks, onto: true, fields: { id: "{goal}", effort: { map: { key: { of: "{team}", as: slug }, value: { sum: "{ew}" } } } } }
        """;

    private sealed record Tables(string[] Goals, string[] Asks)
    {
        public (string, string)[] Files => [("goals.csv", "id,kind,title,note\n" + string.Join('\n', Goals)), ("asks.csv", "goal,team,size,note\n" + string.Join('\n', Asks))];

        public override string ToString() => string.Join("\n", Files.Select(f => f.Item2));
    }

    private static readonly Gen<Tables> AnyTables =
        from goals in Gen.Select(Word("goal", "Goal", "theme", ""), Word("", "x"), (kind, note) => (kind, note)).Array[1, 6]
        from asks in Gen.Select(Gen.Int[0, 7], Word("Red", "red", "Blue ", "", "green"), Word("Small", "small", " LARGE", "medium", ""), Word("", "y"), (goal, team, size, note) => $"g{goal},{team},{size},{note}").Array[1, 12]
        select new Tables([.. goals.Select((g, i) => $"g{i},{g.kind},Goal {i},{g.note}")], asks);

    private static Gen<string> Word(params string[] words) => Gen.Int[0, words.Length - 1].Select(i => words[i]);

    private static ImportReport Run(Tables tables, Document? before = null)
    {
        var report = Pipe.Run(Mapping, before, tables.Files);
        Assert.True(report.Sound, string.Join('\n', report.Findings));
        return report;
    }

    [Fact]
    public void Imported_twice_is_imported_once() => AnyTables.Sample(
        tables =>
        {
            var once = Run(tables);
            var twice = Run(tables, once.Result);
            Assert.Equal(once.Result!.Text, twice.Result!.Text);
            Assert.False(twice.ChangesAnything);
        },
        iter: 300);

    [Fact]
    public void Every_row_is_mapped_or_skipped_with_a_reason() => AnyTables.Sample(
        tables =>
        {
            foreach (var file in Run(tables).Files)
            {
                Assert.Equal(file.File == "goals.csv" ? tables.Goals.Length : tables.Asks.Length, file.Rows);
                Assert.Equal(file.Rows, file.Mapped + file.Skipped.Sum(s => s.Count));
                Assert.All(file.Skipped, s => Assert.NotEmpty(s.Reason));
            }
        },
        iter: 300);

    [Fact]
    public void The_order_of_rows_changes_nothing_but_order() => Gen.Select(AnyTables, Gen.Int).Sample(
        (tables, seed) =>
        {
            var shuffled = tables with { Goals = Shuffled(tables.Goals, seed), Asks = Shuffled(tables.Asks, seed) };
            Assert.Equal(Ordered(Run(tables).Result!.Root).ToJsonString(), Ordered(Run(shuffled).Result!.Root).ToJsonString());
        },
        iter: 300);

    [Fact]
    public void Every_assumed_number_stands_where_its_mark_says() => AnyTables.Sample(
        tables =>
        {
            var report = Run(tables);
            var marks = (report.Result!.Root["assumptions"] as JsonArray)?.Count ?? 0;
            var numbers = report.List("teams").Count + report.List("initiatives").Sum(i => 1 + ((i!["effort"] as JsonObject)?.Count ?? 0));
            Assert.Equal(numbers, marks);
            Assert.Equal(numbers, Assumptions.In(report.Result).Length);
        },
        iter: 300);

    [Fact]
    public void What_only_the_workspace_knows_stays()
    {
        var first = Pipe.Run(Mapping, ("goals.csv", "id,kind,title\ng1,goal,One\ng2,goal,Two"), ("asks.csv", "goal,team,size\ng1,red,Small\ng1,blue,Large\ng2,red,Small"));
        var root = (JsonObject)first.Result!.Root.DeepClone();
        root["initiatives"]![0]!["must"] = true;
        root["initiatives"]![0]!["value"]!["customer"] = 7;
        var before = Document.Of(root, [])!;
        var report = Pipe.Run(Mapping, before, ("goals.csv", "id,kind,title\ng1,goal,Uno"), ("asks.csv", "goal,team,size\ng1,red,Large"));
        Assert.Equal("""{"id":"g1","name":"Uno","effort":{"red":8},"must":true,"value":{"customer":7,"platform":10}}""", report.Thing("initiatives", "g1").Json());
        Assert.Equal("\"Two\"", report.Thing("initiatives", "g2")["name"].Json());
        var initiatives = report.Changes.Single(c => c.List == "initiatives");
        Assert.Equal((0, 1, 0, 1), (initiatives.Added.Length, initiatives.Changed.Length, initiatives.Unchanged, initiatives.Kept));
        Assert.Equal(
            [new FieldChange("name", "\"One\"", "\"Uno\""), new FieldChange("effort.blue", "8", null), new FieldChange("effort.red", "1", "8")],
            initiatives.Changed[0].Fields.OrderByDescending(f => f.Field.Length == 4).ThenBy(f => f.Field, StringComparer.Ordinal));
    }

    [Fact]
    public void A_thing_is_known_again_by_source_and_source_id()
    {
        var map = Pipe.Rule("requests", """{ id: "{key}", title: "{title}", source: tracker, sourceId: "{number}" }""");
        var first = Pipe.Run(map, ("rows.csv", "key,number,title\nA-1,17,one"));
        var moved = Pipe.Run(map, first.Result, ("rows.csv", "key,number,title\nB-1,17,two"));
        Assert.Equal("""[{"id":"A-1","title":"two","source":"tracker","sourceId":"17"}]""", moved.List("requests").Json());
    }

    [Fact]
    public void A_line_of_the_work_log_is_added_only_as_often_as_the_files_have_it()
    {
        var map = Pipe.Rule("worklog", """{ period: 2026-Q4, team: red, ew: "{ew}" }""").Replace("make:", "make:\n  - { list: teams, from: rows, fields: { id: red, capacity: 5 } }", StringComparison.Ordinal);
        var first = Pipe.Run(map, ("rows.csv", "ew\n1\n1\n2"));
        Assert.Equal(3, first.List("worklog").Count);
        Assert.Equal(4, Pipe.Run(map, first.Result, ("rows.csv", "ew\n1\n1\n1\n2")).List("worklog").Count);
    }

    [Fact]
    public void An_ask_for_what_does_not_exist_is_skipped_and_named()
    {
        var report = Pipe.Run(Mapping.Replace("- list: teams", "- list: segments", StringComparison.Ordinal).Replace(", capacity: { sum: \"{ew}\", times: 0.6, divide: periods, assumed: \"a share\" }", "", StringComparison.Ordinal).Replace("from: asks\n    fields", "from: goals\n    fields", StringComparison.Ordinal).Replace("{team}\", as: slug } }", "{id}\", as: slug } }", StringComparison.Ordinal), ("goals.csv", "id,kind,title\ng1,goal,One"), ("asks.csv", "goal,team,size\ng9,red,Small"));
        var asks = report.Files.Single(f => f.File == "asks.csv");
        Assert.Equal((0, "there is no \"g9\" in initiatives to add it to"), (asks.Mapped, asks.Skipped[0].Reason));
    }

    [Fact]
    public void A_broken_result_names_the_row_and_column_it_came_from()
    {
        var report = Pipe.Run(Pipe.Rule("teams", """{ id: "{id}", capacity: "{people}" }"""), ("rows.csv", "id,people\nred,3\nblue,-4"));
        Assert.False(report.Sound);
        Assert.Equal("rows.csv, row 3, column \"people\"", report.Error().Source);
        Assert.Equal("teams[1].capacity", report.Error().At);
    }

    [Fact]
    public void A_column_that_is_missing_is_named_with_the_one_that_was_meant()
    {
        var report = Pipe.Run(Pipe.Rule("requests", """{ id: "{id}", votes: "{votes}" }"""), ("rows.csv", "id,vote\nr1,3"));
        Assert.Contains("no column \"votes\"", report.Error().Sentence, StringComparison.Ordinal);
        Assert.Equal("Maybe \"vote\" is meant.", report.Error().Maybe);
    }

    [Fact]
    public void Columns_that_the_mapping_does_not_read_are_named_once_with_a_count()
    {
        var report = Pipe.Run(Pipe.Rule("requests", """{ id: "{id}" }"""), ("rows.csv", "id,x,x,y\nr1,1,2,\nr2,,3,"));
        Assert.Equal([new UnreadColumn("x", 2)], report.Files[0].Unread);
    }

    [Fact]
    public void Words_written_otherwise_are_counted()
    {
        var report = Run(new Tables(["g0,goal,G,"], ["g0,red,small,", "g0,red,SMALL,", "g0,red,small,", "g0,red,Small,"]));
        Assert.Equal([new NormalisedWord("size", "SMALL", "Small", 1), new NormalisedWord("size", "small", "Small", 2)], report.Normalised.OrderBy(n => n.Count));
    }

    private static string[] Shuffled(string[] rows, int seed)
    {
        var random = new Random(seed);
        var copy = rows.ToArray();
        random.Shuffle(copy);
        return copy;
    }

    private static JsonNode Ordered(JsonNode node) => node switch
    {
        JsonArray list => new JsonArray([.. list.Select(i => Ordered(i!)).OrderBy(i => i.ToJsonString(), StringComparer.Ordinal)]),
        JsonObject fields => new JsonObject(fields.OrderBy(f => f.Key, StringComparer.Ordinal).Select(f => KeyValuePair.Create(f.Key, (JsonNode?)Ordered(f.Value!)))),
        _ => node.DeepClone(),
    };
}
