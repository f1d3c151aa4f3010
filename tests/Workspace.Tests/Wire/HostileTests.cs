using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using CsCheck;
using Dais.Engine.Modelling;
using Dais.Workspace.Wire;
using Dais.Workspace.Wire.Csv;
using Dais.Workspace.Wire.Xlsx;

namespace Dais.Workspace.Tests.Wire;

public sealed class HostileTests
{
    private static readonly byte[] Book = XlsxWriting.Write(NastyWorlds.Make(7));

    private static readonly Gen<byte[]> Damaged = Gen.Select(Gen.Int[0, 3], Gen.Int[0, int.MaxValue], Gen.Byte.Array[1, 8]).Select((how, where, bytes) => Damage(Book, how, where, bytes));

    [Fact]
    public void A_damaged_workbook_gives_findings_never_an_exception() => Damaged.Sample(bytes => Opens(f => XlsxReading.Read(bytes, "w.xlsx", f, new Origins("w"))), iter: 100);

    [Fact]
    public void A_workbook_with_damaged_parts_gives_findings_never_an_exception() =>
        Gen.Select(Gen.Int[0, int.MaxValue], Gen.Int[0, 3], Gen.Int[0, int.MaxValue], Gen.Byte.Array[1, 8]).Sample(
            (part, how, where, bytes) => Opens(f => XlsxReading.Read(WithDamagedPart(part, how, where, bytes), "w.xlsx", f, new Origins("w"))), iter: 100);

    [Fact]
    public void Damaged_json_gives_findings_never_an_exception()
    {
        var texts = Enumerable.Range(0, 20).Select(i => Encoding.UTF8.GetBytes(NastyWorlds.Make(i).Text)).ToArray();
        Gen.Select(Gen.Int[0, texts.Length - 1], Gen.Int[0, 3], Gen.Int[0, int.MaxValue], Gen.Byte.Array[1, 8]).Sample(
            (text, how, where, bytes) => Opens(f => JsonText.Read(Damage(texts[text], how, where, bytes), "w.json", f)), iter: 1_000);
    }

    [Fact]
    public void Any_json_gives_findings_never_an_exception() =>
        Gen.Int.Sample(seed => Opens(_ => Exchanged(NastyWorlds.Make(seed).Root, new Random(seed))), iter: 500);

    [Fact]
    public void Damaged_csv_gives_findings_never_an_exception()
    {
        var files = Enumerable.Range(0, 20).SelectMany(i => Folder.Write(NastyWorlds.Make(i))).ToArray();
        Gen.Select(Gen.Int[0, files.Length - 1], Gen.Int[0, 3], Gen.Int[0, int.MaxValue], Gen.Byte.Array[1, 8]).Sample(
            (file, how, where, bytes) => Opens(f => Folder.Read(
                ["workspace.json", files[file].Name],
                name => name == files[file].Name ? Damage(files[file].Content, how, where, bytes) : Encoding.UTF8.GetBytes(Worlds.With()),
                f,
                new Origins("w"))),
            iter: 1_000);
    }

    [Fact]
    public void Any_text_as_csv_gives_findings_never_an_exception() =>
        Gen.String.Sample(text => Opens(f => Folder.Read(["workspace.json", "initiatives.csv"], name => Encoding.UTF8.GetBytes(name == "initiatives.csv" ? text : Worlds.With()), f, new Origins("w"))), iter: 1_000);

    [Fact]
    public void A_quotation_mark_that_is_never_closed_is_an_error()
    {
        var findings = new List<Finding>();
        CsvReading.Read("id,name\na,\"b\nc,d\n"u8.ToArray(), "teams.csv", findings);
        Assert.Contains(findings, f => f.IsError && f.Source!.StartsWith("teams.csv", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("parts")]
    [InlineData("ratio")]
    [InlineData("size")]
    [InlineData("lie")]
    [InlineData("doctype")]
    [InlineData("column")]
    [InlineData("shared")]
    [InlineData("cells")]
    public void A_workbook_made_to_harm_is_refused_in_a_sentence(string how)
    {
        var findings = new List<Finding>();
        Assert.Null(XlsxReading.Read(Bomb(how), "w.xlsx", findings, new Origins("w")));
        var finding = Assert.Single(findings);
        Assert.Equal(Rule.Readable, finding.Rule);
        Assert.StartsWith("Maybe", finding.Maybe, StringComparison.Ordinal);
    }

    [Fact]
    public void A_formula_counts_as_its_value_and_is_an_error_without_one()
    {
        var findings = new List<Finding>();
        var root = XlsxReading.Read(
            Rewritten("segments", """<row r="1"><c r="A1" t="inlineStr"><is><t>id</t></is></c><c r="B1" t="inlineStr"><is><t>size</t></is></c></row><row r="2"><c r="A2" t="str"><f>"a"</f><v>a</v></c><c r="B2"><f>1+1</f><v>2</v></c></row><row r="3"><c r="A3"><f>A2</f></c><c r="B3" t="e"><v>#REF!</v></c></row>"""),
            "w.xlsx", findings, new Origins("w"))!;
        Assert.Equal("""[{"id":"a","size":2}]""", root["segments"]!.ToJsonString());
        Assert.Equal(["w.xlsx, sheet segments, row 3, column A", "w.xlsx, sheet segments, row 3, column B"], findings.Select(f => f.Source));
    }

    [Fact]
    public void What_people_type_in_a_spreadsheet_is_read_as_the_table_says()
    {
        var findings = new List<Finding>();
        var root = XlsxReading.Read(
            Rewritten("outcomes", """<row><c t="inlineStr"><is><t>id</t></is></c><c t="inlineStr"><is><t>name</t></is></c><c t="inlineStr"><is><t>date</t></is></c><c t="inlineStr"><is><t> target </t></is></c></row><row><c><v>17</v></c><c t="inlineStr"><is><r><t>a </t></r><r><t>b</t></r></is></c><c s="1"><v>46022.5</v></c><c t="str"><v>0.25</v></c></row>"""),
            "w.xlsx", findings, new Origins("w"))!;
        Assert.Empty(findings);
        Assert.Equal("""[{"id":"17","name":"a b","date":"2025-12-31","target":0.25}]""", root["outcomes"]!.ToJsonString());
    }

    private static void Opens(Func<List<Finding>, JsonNode?> read)
    {
        var findings = new List<Finding>();
        var root = read(findings);
        if (Document.Of(root, findings) is { } document) ModelRules.Check(document.ToPortfolio());
        else Assert.Contains(findings, f => f.IsError);
    }

    private static byte[] Damage(byte[] bytes, int how, int where, byte[] with)
    {
        var at = where % Math.Max(1, bytes.Length);
        return how switch
        {
            0 => bytes[..at],
            1 => [.. bytes[..at], .. with, .. bytes[at..]],
            2 => [.. bytes[..at], .. with, .. bytes[Math.Min(bytes.Length, at + with.Length)..]],
            _ => [.. bytes[..at], .. bytes[Math.Min(bytes.Length, at + with.Length)..]],
        };
    }

    // Some values put in the place of others, whatever they are.
    private static JsonNode? Exchanged(JsonNode root, Random random)
    {
        var all = new List<JsonNode>();
        Gather(root, all);
        for (var i = 0; i < 3; i++)
        {
            var (target, value) = (all[random.Next(all.Count)], all[random.Next(all.Count)].DeepClone());
            if (target.Parent is not null) target.ReplaceWith(value);
        }

        return root;

        static void Gather(JsonNode? node, List<JsonNode> all)
        {
            if (node is null) return;
            all.Add(node);
            foreach (var child in node is JsonObject o ? o.Select(p => p.Value) : node as IEnumerable<JsonNode?> ?? []) Gather(child, all);
        }
    }

    private static byte[] WithDamagedPart(int part, int how, int where, byte[] bytes) => Changed(archive =>
    {
        var entry = archive.Entries[part % archive.Entries.Count];
        using var content = new MemoryStream();
        using (var read = entry.Open()) read.CopyTo(content);
        var name = entry.FullName;
        entry.Delete();
        using var write = archive.CreateEntry(name).Open();
        write.Write(Damage(content.ToArray(), how, where, bytes));
    });

    private static byte[] Rewritten(string sheet, string rows, string? head = null) => Changed(archive => Sheet(archive, sheet, rows, head), XlsxWriting.Write(Document.Of(JsonNode.Parse(Worlds.With($"\"{sheet}\": [ {{ \"id\": \"s\" }} ]")), [])!));

    // The last sheet is the list's own.
    private static void Sheet(ZipArchive archive, string sheet, string rows, string? head)
    {
        _ = sheet;
        var entry = archive.Entries.Where(e => e.FullName.StartsWith("xl/worksheets/", StringComparison.Ordinal)).OrderBy(e => e.FullName.Length).ThenBy(e => e.FullName, StringComparer.Ordinal).Last();
        var name = entry.FullName;
        entry.Delete();
        using var writer = new StreamWriter(archive.CreateEntry(name).Open());
        writer.Write(head + """<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>""" + rows + "</sheetData></worksheet>");
    }

    private static byte[] Changed(Action<ZipArchive> change, byte[]? book = null)
    {
        using var stream = new MemoryStream();
        stream.Write(book ?? Book);
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Update, leaveOpen: true)) change(archive);
        return stream.ToArray();
    }

    private static byte[] Bomb(string how) => how switch
    {
        "parts" => Changed(a =>
        {
            for (var i = 0; i < 300; i++) a.CreateEntry("p" + i);
        }),
        "ratio" => Changed(a => Zeros(a, 20)),
        "size" => Changed(a => Zeros(a, 101)),
        "lie" => Lying(Rewritten("segments", string.Concat(Enumerable.Range(1, 2000).Select(i => $"<row r=\"{i}\"><c r=\"A{i}\" t=\"inlineStr\"><is><t>id</t></is></c></row>")))),
        "doctype" => Rewritten("segments", "<row><c t=\"inlineStr\"><is><t>&a;</t></is></c></row>", "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\">]>"),
        "column" => Rewritten("segments", "<row r=\"1\"><c r=\"ZZZZZ1\"><v>1</v></c></row>"),
        "shared" => Shared(),
        _ => Rewritten("segments", string.Concat(Enumerable.Range(1, 110).Select(_ => "<row>" + string.Concat(Enumerable.Repeat("<c><v>1</v></c>", 10_000)) + "</row>"))),
    };

    private static void Zeros(ZipArchive archive, int megabytes)
    {
        using var stream = archive.CreateEntry("xl/zeros.xml").Open();
        for (var i = 0; i < megabytes; i++) stream.Write(new byte[1024 * 1024]);
    }

    // A directory that says less than there is: what is read stops in the middle.
    private static byte[] Lying(byte[] book)
    {
        using var archive = new ZipArchive(new MemoryStream(book), ZipArchiveMode.Read);
        var entry = archive.Entries.MaxBy(e => e.Length)!;
        var (said, lie) = (BitConverter.GetBytes((int)entry.Length), BitConverter.GetBytes((int)entry.Length / 2));
        for (var i = 0; i < book.Length - 4; i++)
        {
            if (book.AsSpan(i, 4).SequenceEqual(said)) lie.CopyTo(book, i);
        }

        return book;
    }

    // One long text, shown in ten thousand cells.
    private static byte[] Shared() => Changed(
        archive =>
        {
            Sheet(archive, "segments", string.Concat(Enumerable.Range(1, 10_000).Select(i => $"<row r=\"{i}\"><c r=\"A{i}\" t=\"s\"><v>0</v></c></row>")), null);
            using (var table = new StreamWriter(archive.CreateEntry("xl/sharedStrings.xml").Open()))
                table.Write("<sst xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><si><t>" + new string('x', 30_000) + "</t></si></sst>");
            Edit(archive, "[Content_Types].xml", "</Types>", "<Override PartName=\"/xl/sharedStrings.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml\"/></Types>");
            Edit(archive, "xl/_rels/workbook.xml.rels", "</Relationships>", "<Relationship Id=\"rs\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings\" Target=\"/xl/sharedStrings.xml\"/></Relationships>");
        },
        XlsxWriting.Write(Document.Of(JsonNode.Parse(Worlds.With("\"segments\": [ { \"id\": \"s\" } ]")), [])!));

    private static void Edit(ZipArchive archive, string part, string from, string to)
    {
        var entry = archive.GetEntry(part)!;
        string text;
        using (var reader = new StreamReader(entry.Open())) text = reader.ReadToEnd();
        entry.Delete();
        using var writer = new StreamWriter(archive.CreateEntry(part).Open());
        Assert.Contains(from, text, StringComparison.Ordinal);
        writer.Write(text.Replace(from, to, StringComparison.Ordinal));
    }
}
