using CsCheck;
using System.Collections.Immutable;
using System.Text;
using Dais.Engine.Modelling;
using Dais.Workspace.Importing.Sources;

namespace Dais.Workspace.Tests.Importing;

public sealed class SourceTests
{
    private const string Text = "id,tïtle\nr1,\"a \"\"b\"\"\nc, d\"\nr2,ü";

    public static TheoryData<string, byte[]> Encodings => new()
    {
        { "UTF-8", Encoding.UTF8.GetBytes(Text) },
        { "UTF-8", [.. Encoding.UTF8.GetPreamble(), .. Encoding.UTF8.GetBytes(Text)] },
        { "UTF-16", [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(Text)] },
        { "UTF-16", [.. Encoding.BigEndianUnicode.GetPreamble(), .. Encoding.BigEndianUnicode.GetBytes(Text)] },
        { "UTF-16", Encoding.Unicode.GetBytes(Text) },
        { "UTF-16", Encoding.BigEndianUnicode.GetBytes(Text) },
        { "UTF-32", [.. Encoding.UTF32.GetPreamble(), .. Encoding.UTF32.GetBytes(Text)] },
        { "Windows-1252", Encoding.Latin1.GetBytes(Text) },
    };

    private static (SourceFile? File, List<Finding> Findings) Read(string name, byte[] bytes)
    {
        var findings = new List<Finding>();
        return (SourceFile.Read(name, bytes, null, findings), findings);
    }

    [Theory]
    [MemberData(nameof(Encodings))]
    public void A_file_says_the_same_in_every_encoding(string name, byte[] bytes)
    {
        var (file, findings) = Read("rows.csv", bytes);
        Assert.Empty(findings);
        Assert.Contains(name, file!.Form, StringComparison.Ordinal);
        Assert.Equal<string>(["a \"b\"\nc, d"], file.Rows[0].Texts("tïtle"));
        Assert.Equal<string>(["ü"], file.Rows[1].Texts("tïtle"));
    }

    [Theory]
    [InlineData(",")]
    [InlineData(";")]
    [InlineData("\t")]
    [InlineData("|")]
    public void A_file_says_the_same_with_every_delimiter(string delimiter)
    {
        var text = string.Join("\r\n", "id|title|text\nr1|a, b; c|\"x, y; z\"\nr2||\"one\"\nr3|d|e".Split('\n').Select(l => l.Replace("|", delimiter, StringComparison.Ordinal)));
        var (file, _) = Read("rows.csv", Encoding.UTF8.GetBytes(delimiter is "," ? text.Replace("a, b", "\"a, b", StringComparison.Ordinal).Replace("; c", "; c\"", StringComparison.Ordinal) : delimiter is ";" ? text.Replace("a, b; c", "\"a, b; c\"", StringComparison.Ordinal) : text));
        Assert.Equal<string>(["a, b; c"], file!.Rows[0].Texts("title"));
        Assert.Equal<string>(["x, y; z"], file.Rows[0].Texts("text"));
        Assert.Empty(file.Rows[1].Texts("title"));
        Assert.Equal("rows.csv, row 4", file.Rows[2].Place);
    }

    [Theory]
    [InlineData("rows.csv", "id,title\nr1,\"cut of", "never closed", "cut off")]
    [InlineData("rows.csv", "", "empty", "Maybe")]
    [InlineData("rows.csv", " \r\n ", "empty", "Maybe")]
    [InlineData("rows.json", "{ \"a\": {", "not JSON", "Maybe")]
    [InlineData("rows.json", "{ \"a\": 1 }", "rows are objects", "where they stand")]
    [InlineData("rows.json", "{ \"a\": {}, \"a\": {} }", "stands twice", "Maybe")]
    public void A_file_that_cannot_be_read_is_told_in_a_sentence(string name, string text, string sentence, string maybe)
    {
        var (file, findings) = Read(name, Encoding.UTF8.GetBytes(text));
        Assert.Null(file);
        Assert.Contains(sentence, findings[0].Sentence, StringComparison.Ordinal);
        Assert.Contains(maybe, findings[0].Maybe, StringComparison.Ordinal);
    }

    [Fact]
    public void A_cell_of_a_million_letters_is_refused_with_its_row()
    {
        var (file, findings) = Read("rows.csv", Encoding.UTF8.GetBytes("id,title\nr1,a\nr2," + new string('x', CsvRecords.MostCharacters + 1)));
        Assert.Null(file);
        Assert.StartsWith("rows.csv, row 3", findings[0].Source, StringComparison.Ordinal);
    }

    [Fact]
    public void Json_that_stands_too_deep_is_told_in_a_sentence()
    {
        var (file, findings) = Read("rows.json", Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("[", 10_000))));
        Assert.Null(file);
        Assert.Single(findings);
    }

    [Fact]
    public void Every_text_that_is_written_as_a_record_is_read_again() => Cells.Array[1, 5].Array[1, 6].Sample(table =>
    {
        var width = table[0].Length;
        var rows = table.Select(r => r.Length >= width ? r[..width] : [.. r, .. Enumerable.Repeat("", width - r.Length)]).Where(r => r.Length > 1 || r[0].Length > 0).ToList();
        var text = string.Join("\r\n", rows.Select(r => string.Join(',', r.Select(c => "\"" + c.Replace("\"", "\"\"", StringComparison.Ordinal) + "\""))));
        Assert.Equal(rows.Select(r => string.Join('\u0001', r)), CsvRecords.Of(text, ',').Select(r => string.Join('\u0001', r.Cells)));
    });

    [Fact]
    public void Whatever_the_bytes_reading_ends_with_rows_or_a_sentence() => Gen.Byte.Array[0, 200].Sample(bytes =>
    {
        var (file, findings) = Read("rows.csv", bytes);
        Assert.True(file is not null || findings.Count > 0);
    });

    private static Gen<string> Cells { get; } = Gen.String[Gen.Char["ab \"',;\n\r\t|é"], 0, 6];
}
