using System.Text;
using Dais.Tests;
using Dais.Workspace.Importing;
using Dais.Workspace.People;

namespace Dais.Workspace.Tests.Signals;

/// <summary>Files that are no honest CSV: an error that names row and column, on both ways in, and nothing changes.</summary>
public sealed class HostileFilesTests
{
    private const string Map = "mapping: m\nfiles: { r: { name: r.csv } }\nmake: [ { list: requests, from: r, fields: { id: \"{id}\", title: \"{title?}\" } } ]\n";

    public static TheoryData<string, string> Faults => new()
    {
        { "quote", "row 3 (line 3), column \"title\"" },
        { "cell", "row 3 (line 3), column \"title\"" },
        { "columns", "row 1 (line 1), column 5001" },
        { "cells", "row 2 (line 2), column 5001" },
        { "binary", "row 1 (line 1), column 1" },
        { "zero", "row 2 (line 2), column \"title\"" },
        { "empty", "" },
    };

    [Theory, MemberData(nameof(Faults))]
    public async Task A_faulty_file_is_refused_with_its_place_and_nothing_changes(string fault, string place)
    {
        var folder = Directory.CreateTempSubdirectory("dais-").FullName;
        try
        {
            var (csv, map, json) = (Path.Combine(folder, "r.csv"), Path.Combine(folder, "map.yaml"), Path.Combine(folder, "w.json"));
            await File.WriteAllBytesAsync(csv, Bytes(fault), TestContext.Current.CancellationToken);
            await File.WriteAllTextAsync(map, Map, TestContext.Current.CancellationToken);
            await File.WriteAllTextAsync(json, Worlds.With(), TestContext.Current.CancellationToken);
            await using var at = await TestStore.OpenAsync(DatabaseEngine.Sqlite);
            var id = await at.NewAsync(0);
            var before = await at.TextAsync(id);
            var request = new ImportRequest([csv], json) { Map = map };
            var (streamed, revision) = await ImportSignals.RunAsync(at.Store, Caller.Local, id, request, cancel: TestContext.Current.CancellationToken);
            Assert.Null(revision);
            Assert.Equal(before, await at.TextAsync(id));
            foreach (var report in new[] { streamed, ImportFiles.Prepare(request) })
            {
                Assert.False(report.Sound);
                Assert.Contains(report.Findings, f => f.IsError && (f.Source ?? "").Contains(place, StringComparison.Ordinal) && f.Maybe is not null);
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    [InlineData("windows-1252")]
    public async Task A_stream_is_decoded_as_a_small_file_is(string encoding)
    {
        var folder = Directory.CreateTempSubdirectory("dais-").FullName;
        try
        {
            var (csv, map, json) = (Path.Combine(folder, "r.csv"), Path.Combine(folder, "map.yaml"), Path.Combine(folder, "w.json"));
            var text = "id;title\r\n" + string.Concat(Enumerable.Range(0, 30_000).Select(i => $"r{i};\"Größe {i}\r\nüber zwei Zeilen, \"\"ja\"\" und genug Text für mehrere Fenster\"\r\n"));
            await File.WriteAllBytesAsync(csv, encoding switch { "utf-8" => Encoding.UTF8.GetBytes(text), "utf-16" => [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(text)], _ => Encoding.Latin1.GetBytes(text) }, TestContext.Current.CancellationToken);
            await File.WriteAllTextAsync(map, Map, TestContext.Current.CancellationToken);
            await File.WriteAllTextAsync(json, Worlds.With(), TestContext.Current.CancellationToken);
            await using var at = await TestStore.OpenAsync(DatabaseEngine.Sqlite);
            var id = await at.NewAsync(0);
            var (streamed, revision) = await ImportSignals.RunAsync(at.Store, Caller.Local, id, new ImportRequest([csv], json) { Map = map }, cancel: TestContext.Current.CancellationToken);
            Assert.NotNull(revision);
            var small = ImportFiles.Prepare(new ImportRequest([csv], json) { Map = map });
            Assert.Equal(small.Files[0].ToString(), streamed.Files[0].ToString());
            Assert.Equal("Größe 29999\nüber zwei Zeilen, \"ja\" und genug Text für mehrere Fenster", System.Text.Json.Nodes.JsonNode.Parse((await GetSignal.RunAsync(at.Store, Caller.Local, id, "requests", "r29999", TestContext.Current.CancellationToken)).Json)!["title"]!.GetValue<string>().Replace("\r\n", "\n", StringComparison.Ordinal));
            Assert.Equal(30_000, (await SearchSignals.RunAsync(at.Store, Caller.Local, id, new SignalQuestion("grosse fenster"), TestContext.Current.CancellationToken)).Total);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static byte[] Bytes(string fault) => fault switch
    {
        "binary" => [.. Enumerable.Range(0, 50_000).Select(i => (byte)((i * 7919) % 251))],
        _ => Encoding.UTF8.GetBytes(fault switch
        {
            "quote" => "id,title\nr1,one\nr2,\"never closed\nr3,three\n" + string.Concat(Enumerable.Repeat("r,more and more\n", 400_000)),
            "cell" => "id,title\nr1,one\nr2," + new string('x', 1_100_000) + "\nr3,three\n",
            "columns" => string.Join(',', Enumerable.Range(0, 10_000).Select(i => "c" + i)) + "\n1\n",
            "cells" => "id,title\nr1" + new string(',', 10_000) + "\n",
            "zero" => "id,title\nr1,a\0b\n",
            _ => "",
        }),
    };
}
