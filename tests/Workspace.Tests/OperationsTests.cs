using System.Text;
using Dais.Engine.Modelling;
using Dais.Workspace.Wire;

namespace Dais.Workspace.Tests;

public sealed class OperationsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("dais-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string At(params string[] names) => Path.Combine([_folder, .. names]);

    private string Put(string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(At(name))!);
        File.WriteAllText(At(name), text);
        return At(name);
    }

    private string Example() => Put("example.json", Worlds.Example);

    [Fact]
    public void A_workspace_goes_round_through_every_form_and_comes_back_the_same()
    {
        var example = Example();
        string[] way = [At("folder"), At("book.xlsx"), At("store.dais"), At("again") + "/", At("store.dais") + "#second", At("back.json")];
        var from = example;
        foreach (var to in way)
        {
            var converted = ConvertWorkspace.To(from, to);
            Assert.True(converted.Written, string.Join('\n', converted.Findings));
            from = to;
        }

        Assert.Equal(OpenWorkspace.From(example).Document, OpenWorkspace.From(At("back.json")).Document);
        Assert.Equal(OpenWorkspace.From(example).Portfolio!.Initiatives.Count, OpenWorkspace.From(At("folder")).Portfolio!.Initiatives.Count);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder).Where(e => e.EndsWith(".tmp", StringComparison.Ordinal)).Select(Path.GetFileName));
    }

    [Fact]
    public void A_list_reads_in_rows_as_the_format_writes_it()
    {
        Assert.True(ConvertWorkspace.To(Example(), At("folder")).Written);
        Assert.Equal(
            "id,name,product,segments,group,needs,value.growth,value.retention,value.margin,value.users,ramp\nrefunds,Refund in the app,checkout,shoppers,bu1,ledger@2;audit-log,300,120,0,40000,2\n",
            File.ReadAllText(At("folder", "useCases.csv")));
        var initiatives = File.ReadAllLines(At("folder", "initiatives.csv"));
        Assert.StartsWith("id,name,bucket,kind,effort.data,effort.identity,effort.identity.p10,effort.identity.p50,effort.identity.p90,periods,after,requires,excludes,", initiatives[0], StringComparison.Ordinal);
        Assert.Contains("value.customer,value.platform,value.platform.ktloAvoided,value.platform.riskRetired.amount,value.platform.riskRetired.currency,valueTo.bu1", initiatives[0], StringComparison.Ordinal);
        Assert.Contains("ledger@2", initiatives[1], StringComparison.Ordinal);
        Assert.Contains(",'=it fell over,", File.ReadAllText(At("folder", "evidence.csv")), StringComparison.Ordinal);
        Assert.Contains("10;10;10;10;12;12;12;12", File.ReadAllText(At("folder", "teams.csv")), StringComparison.Ordinal);
        Assert.Contains("initiative:sso", File.ReadAllText(At("folder", "requests.csv")), StringComparison.Ordinal);
        Assert.Contains("ledger@0.3", File.ReadAllText(At("folder", "products.csv")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_written_by_hand_is_read()
    {
        Put("w/workspace.json", Worlds.With());
        Put("w/teams.csv", "\uFEFFid;capacity;reserve.ktlo\r\nidentity;12;0.25\r\n\r\ndata;10;11;\r\n".Replace("10;11;", "\"10;11;10;10\";", StringComparison.Ordinal));
        Put("w/initiatives.csv", "id\tname\teffort.identity\tafter\t must\nsso\t'quoted'\t8\t\ttrue\nai\t\t3\tsso ; \tFALSE\n");
        Put("w/buckets.json", """[ { "id": "b" } ]""");
        var opened = OpenWorkspace.From(At("w"));
        Assert.Empty(opened.Errors);
        Assert.Equal(["identity", "data"], opened.Portfolio!.Teams.Select(t => t.Id.Value));
        Assert.Equal("'quoted'", opened.Portfolio.Initiatives[0].Name);
        Assert.True(opened.Portfolio.Initiatives[0].Must);
        Assert.Equal("sso", Assert.Single(opened.Portfolio.Initiatives[1].After).Value);
        Assert.Single(opened.Portfolio.Buckets);
    }

    [Fact]
    public void Findings_in_a_folder_name_file_row_and_column()
    {
        Put("w/workspace.json", Worlds.With("\"teams\": [ { \"id\": \"t\", \"capacity\": 1, \"reserve\": { \"ktlo\": 0 } } ]"));
        Put("w/initiatives.csv", "id,effort.t,after,latest\na,1,,\nb,x,c,2027-Q1\na,0,b;aa,Q1 2027\n");
        Put("w/initiative.csv", "id\n");
        string[] expected =
        [
            "initiative.csv: There is no list of that name; the file is not read. Maybe \"initiatives.csv\" is meant. (§2)",
            "initiatives.csv, row 3, column effort.t: initiatives[1].effort.t.p50: The value is \"x\" (a text); allowed is a number of at least 0. Maybe it is unknown: then leave the field out. (§4)",
            "initiatives.csv, row 3, column after: initiatives[1].after[0]: There is no \"c\" in initiatives. Maybe \"a\" is meant. (§9)",
            "initiatives.csv, row 4, column id: initiatives[2].id: The id \"a\" stands twice: also at initiatives[0]. Maybe one of the two is a copy; each thing of a kind has an id of its own. (§8)",
            "initiatives.csv, row 4, column latest: initiatives[2].latest: The value is \"Q1 2027\"; allowed is a quarter such as 2027-Q1. Maybe it is written in another way: year, dash, Q and 1 to 4. (§6)",
            "initiatives.csv, row 4, column after: initiatives[2].after[1]: There is no \"aa\" in initiatives. Maybe \"a\" is meant. (§9)",
        ];
        Assert.Equal(expected.Order(StringComparer.Ordinal), CheckWorkspace.At(At("w")).Select(f => f.ToString()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_list_stands_in_one_file_only()
    {
        Put("w/workspace.json", Worlds.With("\"teams\": [ ]"));
        Put("w/teams.csv", "id,capacity\n");
        var error = Assert.Single(OpenWorkspace.From(At("w")).Errors);
        Assert.Equal((Rule.Once, "teams.csv"), (error.Rule, error.Source));
    }

    [Fact]
    public void Every_sample_is_sound_and_goes_through_every_form()
    {
        var samples = Directory.EnumerateFiles(Path.Combine(Repository.Root, "samples"), "workspace.json", SearchOption.AllDirectories).ToList();
        Assert.NotEmpty(samples);
        foreach (var (sample, i) in samples.Select((s, i) => (Path.GetDirectoryName(s)!, i)))
        {
            var opened = OpenWorkspace.From(sample);
            Assert.True(opened.Sound, string.Join('\n', opened.Errors));
            Assert.Equal(opened.Document, Document.Of(opened.Portfolio!, opened.Document));
            foreach (var form in new[] { At($"s{i}"), At($"s{i}.xlsx"), At($"s{i}.json") })
            {
                Assert.Empty(SaveWorkspace.To(opened.Document!, form));
                Assert.Equal(opened.Document, OpenWorkspace.From(form).Document);
            }
        }
    }

    [Fact]
    public void A_place_that_cannot_be_written_is_said_in_a_sentence()
    {
        var finding = Assert.Single(ConvertWorkspace.To(Example(), At("example.json", "inside.json")).Findings, f => f.IsError);
        Assert.Contains("cannot be written", finding.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_is_no_workspace_is_left_alone()
    {
        Put("mine/letter.txt", "dear");
        var converted = ConvertWorkspace.To(Example(), At("mine"));
        Assert.False(converted.Written);
        Assert.Contains(converted.Findings, f => f.IsError && f.Sentence.Contains("left alone", StringComparison.Ordinal));
        Assert.Equal(["letter.txt"], Directory.EnumerateFileSystemEntries(At("mine")).Select(Path.GetFileName));
    }

    [Fact]
    public void Writing_over_a_workspace_folder_takes_away_lists_that_are_gone_and_nothing_else()
    {
        Put("w/workspace.json", Worlds.With());
        Put("w/segments.csv", "id\nold\n");
        Put("w/teams.json", "[]");
        Put("w/notes.txt", "keep");
        Put("small.json", Worlds.With("\"teams\": [ { \"id\": \"t\", \"capacity\": 1 } ]"));
        Assert.True(ConvertWorkspace.To(At("small.json"), At("w")).Written);
        Assert.Equal(["notes.txt", "teams.csv", "workspace.json"], Directory.EnumerateFileSystemEntries(At("w")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_source_with_errors_of_form_is_not_converted()
    {
        Put("bad.json", Worlds.With("\"teams\": [ { \"id\": \"t\" } ]"));
        Assert.False(ConvertWorkspace.To(At("bad.json"), At("good.xlsx")).Written);
        Assert.False(File.Exists(At("good.xlsx")));
    }

    [Theory]
    [InlineData("nothing.json", "There is no file")]
    [InlineData("nothing", "There is nothing at")]
    [InlineData("store.dais", "There is no file")]
    [InlineData("letter.txt", "neither a .json file")]
    public void What_cannot_be_opened_is_said_in_a_sentence(string name, string words)
    {
        if (name == "letter.txt") Put(name, "dear");
        var opened = OpenWorkspace.From(At(name));
        Assert.Null(opened.Document);
        var error = Assert.Single(opened.Findings);
        Assert.Contains(words, error.Sentence, StringComparison.Ordinal);
        Assert.StartsWith("Maybe", error.Maybe, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("dark/out.dais")]
    [InlineData("out.txt")]
    public void What_cannot_be_written_is_said_in_a_sentence(string name)
    {
        if (name == "out.txt") Put(name, "keep");
        else Put("dark", "a file where a folder would have to be");
        Assert.False(ConvertWorkspace.To(Example(), At(name)).Written);
    }

    [Fact]
    public void The_head_of_a_folder_alone_is_warned_of()
    {
        Assert.True(ConvertWorkspace.To(Example(), At("folder")).Written);
        Assert.Contains(OpenWorkspace.From(At("folder", "workspace.json")).Warnings, f => f.Maybe!.Contains("folder", StringComparison.Ordinal));
    }

    [Fact]
    public void A_form_that_cannot_hold_it_is_refused_and_the_target_stays()
    {
        File.WriteAllText(At("w.xlsx"), "as it was");
        Put("long.json", Worlds.With($"\"teams\": [ {{ \"id\": \"t\", \"name\": \"T\", \"capacity\": 1, \"{new string('x', 40_000)}\": 1 }} ]"));
        var converted = ConvertWorkspace.To(At("long.json"), At("w.xlsx"));
        Assert.False(converted.Written);
        Assert.Equal("as it was", File.ReadAllText(At("w.xlsx")));
    }

    [Theory]
    [InlineData("utf-16", "Größe")]
    [InlineData("utf-16BE", "Größe")]
    [InlineData("latin1", "Größe")]
    public void A_csv_file_is_read_in_the_encoding_it_is_in(string encoding, string name)
    {
        Put("w/workspace.json", Worlds.With());
        var bytes = Encoding.GetEncoding(encoding).GetPreamble().Concat(Encoding.GetEncoding(encoding).GetBytes($"id,name\ns,{name}\n"));
        File.WriteAllBytes(At("w", "segments.csv"), [.. bytes]);
        Assert.Equal(name, OpenWorkspace.From(At("w")).Portfolio!.Segments[0].Name);
    }

    [Fact]
    public void Two_thousand_initiatives_fit_a_workbook_and_ten_thousand_a_folder()
    {
        foreach (var (count, target) in new[] { (2_000, "large.xlsx"), (10_000, "large") })
        {
            var initiatives = Enumerable.Range(0, count).Select(i => $$"""{ "id": "i{{i}}", "name": "Initiative {{i}}", "effort": { "t": { "p10": 1, "p50": {{2 + (i % 5)}}, "p90": 9 } }, "after": [{{(i > 0 ? $"\"i{i - 1}\"" : "")}}], "value": { "customer": {{i}} }, "latest": "2027-Q4" }""");
            var path = Put($"large{count}.json", Worlds.With("\"teams\": [ { \"id\": \"t\", \"capacity\": 100000, \"reserve\": { \"ktlo\": 0 } } ], \"initiatives\": [" + string.Join(",\n", initiatives) + "]"));
            var opened = OpenWorkspace.From(path);
            Assert.Empty(opened.Findings);
            Assert.Equal(count, opened.Portfolio!.Initiatives.Count);
            Assert.Empty(SaveWorkspace.To(opened.Document!, At(target)));
            Assert.Equal(opened.Document, OpenWorkspace.From(At(target)).Document);
        }
    }
}
