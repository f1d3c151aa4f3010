using System.Text;
using System.Text.Json.Nodes;
using CsCheck;
using Dais.Engine.Modelling;
using Dais.Workspace.Wire;
using Dais.Workspace.Wire.Csv;
using Dais.Workspace.Wire.Tables;
using Dais.Workspace.Wire.Xlsx;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;

namespace Dais.Workspace.Tests.Wire;

public sealed class LosslessTests
{
    [Fact]
    public void Json_reads_back_as_it_was_written() =>
        NastyWorlds.Documents.Sample(d => Same(d, f => JsonText.Read(Encoding.UTF8.GetBytes(d.Text), "w.json", f)), iter: 200);

    [Fact]
    public void A_folder_reads_back_as_it_was_written() => NastyWorlds.Documents.Sample(
        d =>
        {
            var files = Folder.Write(d).ToDictionary(f => f.Name, f => f.Content);
            Same(d, f => Folder.Read(files.Keys, name => files[name], f, new Origins("w")));
        },
        iter: 200);

    [Fact]
    public void A_workbook_reads_back_as_it_was_written() => NastyWorlds.Documents.Sample(
        d => Same(d, f => XlsxReading.Read(XlsxWriting.Write(d), "w.xlsx", f, new Origins("w"))),
        iter: 60);

    [Fact]
    public void A_field_whose_name_is_longer_than_a_cell_survives_a_workbook()
    {
        var text = Worlds.With($$"""  "charter": { "{{new string('x', 60_001)}}": "{{new string('y', 60_001)}}", "short": 2 } """);
        var findings = new List<Finding>();
        var document = Document.Of(JsonText.Read(Encoding.UTF8.GetBytes(text), "w.json", findings), findings)!;
        Assert.NotNull(document.Root.Get("charter"));
        Same(document, f => XlsxReading.Read(XlsxWriting.Write(document), "w.xlsx", f, new Origins("w")));
    }

    [Fact]
    public void A_portfolio_writes_back_what_it_was_read_from() => NastyWorlds.Documents.Sample(
        d => Assert.Equal(d.Text, Document.Of(d.ToPortfolio(), d).Text),
        iter: 200);

    [Fact]
    public void A_portfolio_is_the_same_after_it_was_written() => NastyWorlds.Documents.Sample(
        d =>
        {
            var portfolio = d.ToPortfolio();
            Assert.Equal(Document.Of(portfolio).Text, Document.Of(Document.Of(portfolio).ToPortfolio()).Text);
        },
        iter: 60);

    [Fact]
    public void The_rules_of_the_model_never_throw() => NastyWorlds.Documents.Sample(d => ModelRules.Check(d.ToPortfolio()), iter: 1_000);

    [Fact]
    public void Every_text_survives_the_guard_and_none_begins_like_a_formula() => Gen.String.Select(Any("", "=", "'", "-1", "＠", "\t", "'=")).Sample(pair =>
    {
        var text = pair.Item2 + pair.Item1;
        var guarded = Guard.On(text);
        Assert.Equal(text, Guard.Off(guarded));
        Assert.DoesNotContain(guarded[0], "=+-@\t\r\n\0＝＋－＠");
    });

    [Fact]
    public void Every_text_survives_the_codes_of_workbooks() =>
        Gen.String.Select(Any("", "_x000D_", "_x000D", "_", "\r", "_x005F_")).Array[0, 5].Sample(pairs =>
        {
            var text = string.Concat(pairs.Select(p => p.Item1 + p.Item2));
            Assert.Equal(text, XlsxText.Read(XlsxText.Write(text)));
        });

    [Fact]
    public void Every_column_name_comes_apart_as_it_was_put_together() =>
        Gen.OneOf(Gen.String, Any("", ".", "\\", "\\e", "a.b", "e", "\\2", "2")).Array[1, 4].Sample(fields =>
        {
            var (column, part) = ColumnName.Whole(ColumnName.Part(fields.Aggregate("", ColumnName.Inside), 3));
            Assert.Equal(3, part);
            Assert.Equal(fields, ColumnName.Split(column));
            Assert.Equal(1, ColumnName.Whole(column).Part);
        });

    [Fact]
    public void A_workbook_holds_no_formula_and_is_valid() => NastyWorlds.Documents.Sample(
        d =>
        {
            using var package = SpreadsheetDocument.Open(new MemoryStream(XlsxWriting.Write(d)), false);
            Assert.Empty(new OpenXmlValidator(DocumentFormat.OpenXml.FileFormatVersions.Office2019).Validate(package).Select(e => e.Path!.XPath + " " + e.Description));
            foreach (var sheet in package.WorkbookPart!.WorksheetParts)
            {
                using var text = new StreamReader(sheet.GetStream());
                Assert.DoesNotContain("<x:f>", text.ReadToEnd(), StringComparison.Ordinal);
            }
        },
        iter: 10);

    [Fact]
    public void No_cell_of_a_csv_file_begins_like_a_formula_unless_it_is_a_number() => NastyWorlds.Documents.Sample(
        d =>
        {
            foreach (var (name, content) in Folder.Write(d).Where(f => f.Name.EndsWith(".csv", StringComparison.Ordinal)))
            {
                using var parser = new CsvHelper.CsvParser(new StreamReader(new MemoryStream(content)), System.Globalization.CultureInfo.InvariantCulture);
                while (parser.Read())
                {
                    for (var i = 0; i < parser.Count; i++)
                        Assert.False(parser[i].Length > 0 && "=+-@\t\r\n\0＝＋－＠".Contains(parser[i][0], StringComparison.Ordinal) && JsonText.TryNumber(parser[i]) is null, $"{name}: {parser[i]}");
                }
            }
        },
        iter: 50);

    private static Gen<string> Any(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(i => texts[i]);

    private static void Same(Document document, Func<List<Finding>, JsonNode?> read)
    {
        var findings = new List<Finding>();
        var again = read(findings);
        Assert.DoesNotContain(findings, f => f.IsError);
        Assert.Equal(document.Text, Document.Of(again, findings)?.Text ?? string.Join('\n', findings.Where(f => f.IsError && f.Rule is not (Rule.Once or Rule.Reference))));
    }
}
