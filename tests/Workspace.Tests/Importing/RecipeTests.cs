namespace Dais.Workspace.Tests.Importing;

public sealed class RecipeTests
{
    private static string Made(string recipe, string csv, string field = "text", string tables = "") =>
        Pipe.Run(Pipe.Rule("requests", $$"""{ id: r1, {{field}}: {{recipe}} }""", tables), ("rows.csv", csv)).Thing("requests", "r1")[field].Json();

    [Theory]
    [InlineData("\"{a}\"", "a,b\n x ,y", "\"x\"")]
    [InlineData("\"{A}\"", "a\nx", "\"x\"")]
    [InlineData("\"{a}-{b}\"", "a,b\nx,y", "\"x-y\"")]
    [InlineData("\"{a}-{b}\"", "a,b\nx,", "null")]
    [InlineData("\"{a}-{b?}\"", "a,b\nx,", "\"x-\"")]
    [InlineData("\"{a}{{b}}\"", "a\nx", "\"x{b}\"")]
    [InlineData("\"{c?}\"", "a\nx", "null")]
    [InlineData("plain", "a\nx", "\"plain\"")]
    [InlineData("[\"{a}\", \"{b}\"]", "a,b\n,y", "\"y\"")]
    [InlineData("{ of: \"{a}\", as: slug }", "a\nBeyond the &", "\"beyond-the\"")]
    [InlineData("{ of: \"{a}\", as: slug }", "a\nÉtude №7", "\"étude-7\"")]
    [InlineData("{ of: \"{a}\", as: lower }", "a\nABC", "\"abc\"")]
    [InlineData("{ of: \"{a}\", match: \"#([0-9]+)\" }", "a\nsee #17", "\"17\"")]
    [InlineData("{ of: \"{a}\", match: \"#([0-9]+)\" }", "a\nsee 17", "null")]
    [InlineData("{ of: \"{a}\", blank: none }", "a,b\n,x", "\"none\"")]
    [InlineData("{ of: \"{a}\", split: \";\", join: \" + \" }", "a\nx; y ;;z", "\"x + y + z\"")]
    [InlineData("{ of: \"{label}\" }", "label,label,label\nx,,z", "\"x, z\"")]
    [InlineData("{ columns: \"Outward issue link (*)\" }", "Outward issue link (Blocks),b,Outward issue link (Relates),Outward issue link (Blocks)\nA-1,x,A-2,A-3", "\"A-1, A-3, A-2\"")]
    public void A_text_is_made_as_the_recipe_says(string recipe, string csv, string expected) => Assert.Equal(expected, Made(recipe, csv));

    [Theory]
    [InlineData("\"{a}\"", "a\n17", "17")]
    [InlineData("{ of: \"{a}\", as: number }", "a\n\"$1,234.50\"", "1234.5")]
    [InlineData("{ of: \"{a}\", as: number-with-comma }", "a\n\"1.234,5 €\"", "1234.5")]
    [InlineData("{ of: \"{a}\", times: 0.1 }", "a\n3", "0.3")]
    [InlineData("{ of: \"{a}\", divide: periods }", "a\n3", "0.75")]
    [InlineData("{ of: \"{a}\", divide: 3, round: 2 }", "a\n2", "0.67")]
    [InlineData("{ sum: \"{a}\" }", "a\n0.1\n0.2", "0.3")]
    [InlineData("{ largest: \"{a}\" }", "a\n1\n7\n3", "7")]
    [InlineData("{ smallest: \"{a}\" }", "a\n4\n7\n3", "3")]
    [InlineData("{ count: true }", "a\n4\n7\n3", "3")]
    [InlineData("{ largest-of: [ { sum: \"{a}\", times: 0.6 }, { largest: \"{a}\" } ] }", "a\n8\n1", "8")]
    [InlineData("{ smallest-of: [ { sum: \"{a}\" }, 5 ] }", "a\n8\n1", "5")]
    [InlineData("{ sum: { of: \"{a}\", lookup: size } }", "a\nSmall\nMEDIUM\n large ", "12")]
    [InlineData("{ sum: { of: \"{a}\", lookup: size, blank: Small } }", "a,b\n,x\nlarge,y", "9")]
    [InlineData("{ of: \"{a}\", lookup: size, unlisted: keep }", "a\n5", "5")]
    [InlineData("{ of: \"{a}\", lookup: size, unlisted: leave }", "a\nhuge", "null")]
    public void A_number_is_made_as_the_recipe_says(string recipe, string csv, string expected) =>
        Assert.Equal(expected, Made(recipe, csv, "votes", "tables: { size: { words: { Small: 1, Medium: 3, Large: 8 } } }"));

    [Theory]
    [InlineData("{ of: \"{a}\", as: day }", "2027-03-01T10:00:00Z", "\"2027-03-01\"")]
    [InlineData("{ of: \"{a}\", as: day }", "14/Jul/25 3:42 PM", "\"2025-07-14\"")]
    [InlineData("{ of: \"{a}\", as: day, dates: M/d/yyyy H:mm }", "6/21/2025 16:14", "\"2025-06-21\"")]
    public void A_day_is_read_in_the_ways_that_leave_no_doubt(string recipe, string day, string expected) => Assert.Equal(expected, Made(recipe, $"a\n{day}", "created"));

    [Theory]
    [InlineData("2027-05-31", "\"2027-Q2\"")]
    [InlineData("2026-12-31", "\"2026-Q4\"")]
    [InlineData("2027-Q3", "\"2027-Q3\"")]
    public void A_quarter_is_the_one_the_day_lies_in(string day, string expected) => Assert.Equal(expected, Made("{ of: \"{a}\", as: quarter }", $"a\n{day}", "neededBy"));

    [Theory]
    [InlineData("{ of: \"{a}\", as: day }", "01/02/2025", "created", "understood without doubt")]
    [InlineData("\"{a}\"", "many", "votes", "allowed is a number")]
    [InlineData("\"{a}\"", "\"1,5\"", "votes", "allowed is a number")]
    [InlineData("{ sum: \"{a}\" }", "many", "votes", "is not a number")]
    [InlineData("{ sum: \"{a}\", times: 1000 }", "7e28", "votes", "too large")]
    [InlineData("{ of: \"{a}\", lookup: size }", "Smal", "votes", "not in the table \"size\"")]
    public void What_has_no_meaning_stops_the_import_with_file_row_and_column(string recipe, string cell, string field, string sentence)
    {
        var report = Pipe.Run(Pipe.Rule("requests", $$"""{ id: r1, {{field}}: {{recipe}} }""", "tables: { size: { words: { Small: 1 } } }"), ("rows.csv", "b,a\nx," + cell));
        Assert.False(report.Sound);
        Assert.Contains(sentence, report.Error().Sentence, StringComparison.Ordinal);
        Assert.StartsWith("rows.csv, row 2, column \"a\"", report.Error().Source, StringComparison.Ordinal);
        Assert.StartsWith("Maybe", report.Error().Maybe, StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_alike_in_the_id_make_one_thing_with_effort_summed_for_each_team()
    {
        var report = Pipe.Run(
            Pipe.Rule("initiatives", """{ id: "{what}", effort: { map: { key: { of: "{who}", as: slug }, value: { sum: "{ew}" } } } }""")
                .Replace("make:", "make:\n  - { list: teams, from: rows, fields: { id: { of: \"{who}\", as: slug }, capacity: 5 } }", StringComparison.Ordinal),
            ("rows.csv", "what,who,ew\na,Red,1\nb,Red,2\na,Blue,4\na,red,8"));
        Assert.Equal("""{"blue":4,"red":9}""", report.Thing("initiatives", "a")["effort"].Json());
        Assert.Equal("""{"red":2}""", report.Thing("initiatives", "b")["effort"].Json());
    }

    [Fact]
    public void Rows_that_say_different_things_of_one_thing_are_an_error_that_names_both()
    {
        var report = Pipe.Run(Pipe.Rule("requests", """{ id: "{id}", title: "{title}" }"""), ("rows.csv", "id,title\nr1,one\nr2,two\nr1,other"));
        Assert.Equal("rows.csv, row 4", report.Error().Source);
        Assert.Contains("rows.csv, row 2", report.Error().Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void A_row_unfolds_into_its_items_and_a_table_of_rows_translates_them()
    {
        var report = Pipe.Run(
            $$"""
            mapping: test
            files: { rows: { name: rows.csv } }
            {{Pipe.Platform}}
            tables: { roads: { from: rows, where: { kind: road }, key: "{title}", value: "{id}" } }
            make:
              - { list: initiatives, from: rows, where: { kind: goal }, fields: { id: "{id}", name: "{title}" } }
              - { list: useCases, from: rows, where: { kind: road }, fields: { id: "{id}", name: "{title}" } }
              - list: useCases
                from: rows
                where: { kind: goal }
                unfold: { of: "{road}", split: ";" }
                fields: { id: { of: "{$item}", lookup: roads }, needs: { list: { fields: { initiative: "{id}" } } } }
            """,
            ("rows.csv", "id,kind,title,road\ng1,goal,One,Fast; Safe\ng2,Goal,Two,SAFE\ng3,goal,Three,\nr1,road,Fast,\nr2,road,Safe,"));
        Assert.Equal("""[{"initiative":"g1"}]""", report.Thing("useCases", "r1")["needs"].Json());
        Assert.Equal("""[{"initiative":"g1"},{"initiative":"g2"}]""", report.Thing("useCases", "r2")["needs"].Json());
    }

    [Fact]
    public void The_export_of_a_tracker_needs_no_more_than_a_mapping()
    {
        var report = Pipe.Run(
            $$"""
            mapping: tracker
            files: { issues: { name: issues*.csv } }
            {{Pipe.Platform}}
            tables:
              epics: { from: issues, where: { Issue Type: Epic }, key: "{Issue key}", value: "{Issue key}" }
              statuses: { words: { To Do: proposed, In Progress: started, Done: done } }
            make:
              - list: initiatives
                from: issues
                where: { Issue Type: [Epic, Initiative] }
                fields:
                  id: "{Issue key}"
                  name: "{Summary}"
                  status: { of: "{Status}", lookup: statuses }
                  after: { columns: "Inward issue link (Block*)", lookup: epics, unlisted: leave }
              - list: requests
                from: issues
                where: { Issue Type: Story }
                fields:
                  id: "{Issue key}"
                  title: "{Summary}"
                  text: { of: ["{Description?}", "{Custom field (Need)?}"] }
                  priority: "{Priority?}"
                  votes: { of: "{Votes?}" }
                  links: { list: { fields: { initiative: { of: ["{Parent key?}", "{Custom field (Epic Link)?}"], lookup: epics, unlisted: leave } } } }
                  source: tracker
                  sourceId: "{Issue id}"
                  created: { of: "{Created}", as: day }
            """,
            ("issues-7.csv", """
                Summary,Issue key,Issue id,Issue Type,Status,Created,Custom field (Epic Link),Inward issue link (Blocks),Inward issue link (Blocks),Inward issue link (Blocked by),Labels,Labels,Custom field (Need)
                Ledger,P-1,101,Epic,Done,14/Jul/25 3:42 PM,,,,,x,y,
                Sign-on,P-2,102,Epic,in progress,15/Jul/25 9:00 AM,,P-1,P-9,,,,
                Please,P-3,103,Story,Whatever,16/Jul/25 9:00 AM,P-2,,,,z,,so that we can sign on
                Chore,P-4,104,Task,To Do,16/Jul/25 9:00 AM,,,,,,,
                """));
        Assert.Equal("""{"id":"P-2","name":"Sign-on","after":["P-1"],"status":"started"}""", report.Thing("initiatives", "P-2").Json());
        Assert.Equal("""{"id":"P-3","title":"Please","text":"so that we can sign on","links":[{"initiative":"P-2"}],"source":"tracker","sourceId":"103","created":"2025-07-16"}""", report.Thing("requests", "P-3").Json());
        var file = report.Files[0];
        Assert.Equal((4, 3), (file.Rows, file.Mapped));
        Assert.Equal("Issue Type is \"Task\"", file.Skipped[0].Reason);
        Assert.Equal(["Labels"], file.Unread.Select(u => u.Column));
        Assert.Equal((1, "Inward issue link (Blocks) \"P-9\" is not in the table \"epics\""), (report.LeftOut[0].Count, report.LeftOut[0].What));
    }

    [Fact]
    public void Objects_under_names_in_lists_and_in_lists_under_names_are_rows()
    {
        const string Fields = """{ id: "{$key}-{n}", votes: "{n}" }""";
        Assert.Equal(2, Pipe.Run(Pipe.Rule("requests", Fields), ("rows.json", """{ "a": { "n": 1 }, "b": { "n": 2 } }""")).List("requests").Count);
        Assert.Equal(3, Pipe.Run(Pipe.Rule("requests", Fields), ("rows.json", """{ "a": [ { "n": 1 }, { "n": 2 } ], "b": [ { "n": 2 } ] }""")).List("requests").Count);
        var deep = Pipe.Rule("requests", """{ id: "{user.login}", text: "{labels.*.name}" }""").Replace("name: rows*", "name: rows*, rows: data.issues.*", StringComparison.Ordinal);
        Assert.Equal("\"x, y\"", Pipe.Run(deep, ("rows.json", """{ "data": { "issues": [ { "user": { "login": "u" }, "labels": [ { "name": "x" }, { "name": "y" } ] } ] } }""")).Thing("requests", "u")["text"].Json());
    }
}
