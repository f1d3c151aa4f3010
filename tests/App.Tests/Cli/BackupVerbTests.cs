using System.Text.Json;
using System.Text.RegularExpressions;
using Dais.Workspace.Solving;
using Dais.Workspace.Storing;

namespace Dais.App.Tests.Cli;

/// <summary>The verbs that keep a store safe: backup, restore, doctor.</summary>
public partial class BackupVerbTests
{
    [Fact]
    public async Task A_store_is_backed_up_verified_restored_and_examined_as_approved()
    {
        using var folder = new TemporaryFolder();
        var (store, backup, restored) = (folder["my"], folder["monday.backup"], folder["restored"]);
        await FilledAsync(store);
        var text = "";
        foreach (var args in new string[][] { ["backup", "--data", store, "--to", backup], ["backup", "--verify", backup], ["restore", backup, "--to", restored], ["doctor", store], ["doctor", restored] })
        {
            var ran = await Run.DaisAsync(200, args);
            Assert.True(ran.Code == 0, ran.Error + ran.Out);
            text += $"$ dais {string.Join(' ', args)}\n{ran.Out}\n";
        }

        Approved.Is("backup", Timeless(text, folder));
        Assert.Equal(["store.dais"], Directory.EnumerateFiles(restored).Select(Path.GetFileName).Where(n => n![0] != '.'));
    }

    [Fact]
    public async Task The_JSON_of_a_backup_is_its_manifest_and_that_of_the_doctor_says_what_is_wrong()
    {
        using var folder = new TemporaryFolder();
        await FilledAsync(folder["my"]);
        var manifest = JsonDocument.Parse((await Run.DaisAsync("backup", "--data", folder["my"], "--to", folder["b"], "--json")).Out).RootElement;
        Assert.Equal(manifest.GetRawText(), JsonDocument.Parse((await Run.DaisAsync("backup", "--verify", folder["b"], "--json")).Out).RootElement.GetRawText());
        Assert.Equal("ten", manifest.GetProperty("workspaces")[0].GetProperty("id").GetString());
        Assert.True(manifest.GetProperty("tables").EnumerateArray().Single(t => t.GetProperty("table").GetString() == "items").GetProperty("rows").GetInt64() > 10);
        var doctor = JsonDocument.Parse((await Run.DaisAsync("doctor", folder["my"], "--json")).Out).RootElement;
        Assert.True(doctor.GetProperty("sound").GetBoolean());
        Assert.Equal(["runtime", "solver", "rights", "use", "disk", "fsync", "database", "schema", "integrity", "history", "contents", "backup"], doctor.GetProperty("findings").EnumerateArray().Select(f => f.GetProperty("subject").GetString()));
    }

    [Fact]
    public async Task The_doctor_names_what_is_wrong_and_what_to_do_and_ends_with_code_1()
    {
        using var folder = new TemporaryFolder();
        await FilledAsync(folder["my"]);
        var file = Path.Combine(folder["my"], StoreAddress.FileName);
        var bytes = await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);
        var at = bytes.AsSpan().IndexOf("\"initiatives\""u8) is var found and > 0 ? found : bytes.AsSpan().LastIndexOf("capacity"u8);
        bytes[at + 2] = (byte)'X';
        await File.WriteAllBytesAsync(file, bytes, TestContext.Current.CancellationToken);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);
        var ran = await Run.DaisAsync(200, ["doctor", folder["my"]], new SolverLaunch("/bin/false", []));
        Assert.Equal(1, ran.Code);
        Approved.Is("doctor-wrong", Timeless(ran.Out, folder));
        Assert.Equal(1, (await Run.DaisAsync("doctor", folder["nowhere"])).Code);
    }

    [Theory]
    [InlineData("dais backup needs to know where to", "backup")]
    [InlineData("say two places", "backup", "--data", "x", "--postgres", "y", "--to", "z")]
    [InlineData("--verify reads a backup and --to writes one", "backup", "--verify", "x", "--to", "z")]
    [InlineData("There is no file", "backup", "--data", "FOLDER/none", "--to", "FOLDER/b")]
    [InlineData("There is no file", "backup", "--verify", "FOLDER/none")]
    [InlineData("not a backup of Dais", "backup", "--verify", "FOLDER/other.zip")]
    [InlineData("The backup is damaged", "backup", "--verify", "FOLDER/cut")]
    [InlineData("dais restore needs to know where to", "restore", "FOLDER/good")]
    [InlineData("The place is not empty", "restore", "FOLDER/good", "--to", "FOLDER/my")]
    [InlineData("The backup is damaged", "restore", "FOLDER/cut", "--to", "FOLDER/new")]
    [InlineData("There is something of that name already", "backup", "--data", "FOLDER/my", "--to", "FOLDER/good")]
    [InlineData("The database cannot be reached", "restore", "FOLDER/good", "--postgres", "Host=127.0.0.1;Port=1;Database=x;Username=x;Password=secret")]
    public async Task Bad_usage_is_told_in_a_sentence_and_nothing_is_written(string sentence, params string[] args)
    {
        using var folder = new TemporaryFolder();
        await FilledAsync(folder["my"]);
        await Run.DaisAsync("backup", "--data", folder["my"], "--to", folder["good"]);
        await File.WriteAllBytesAsync(folder["cut"], (await File.ReadAllBytesAsync(folder["good"], TestContext.Current.CancellationToken))[..^100], TestContext.Current.CancellationToken);
        using (var zip = System.IO.Compression.ZipFile.Open(folder["other.zip"], System.IO.Compression.ZipArchiveMode.Create)) zip.CreateEntry("x");
        var before = Directory.EnumerateFileSystemEntries(folder.Path, "*", SearchOption.AllDirectories).Order().ToList();
        var ran = await Run.DaisAsync([.. args.Select(a => a.Replace("FOLDER", folder.Path, StringComparison.Ordinal))]);
        Assert.Equal(2, ran.Code);
        Assert.Contains(sentence, ran.Error, StringComparison.Ordinal);
        Assert.Contains("Maybe", ran.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", ran.Error, StringComparison.Ordinal);
        Assert.Equal(before, Directory.EnumerateFileSystemEntries(folder.Path, "*", SearchOption.AllDirectories).Order());
    }

    private static async Task FilledAsync(string folder)
    {
        Directory.CreateDirectory(folder);
        var ran = await Run.DaisAsync("convert", Run.Ten, Path.Combine(folder, StoreAddress.FileName));
        Assert.True(ran.Code == 0, ran.Error);
    }

    private static string Timeless(string text, TemporaryFolder folder)
    {
        var plain = Versions().Replace(Moments().Replace(text.Replace(folder.Path, "FOLDER", StringComparison.Ordinal), "MOMENT"), "${what} VERSION");
        plain = Counts().Replace(plain, "N tables, N rows").Replace(Upgrade.Latest, "SCRIPT", StringComparison.Ordinal);
        return Numbers().Replace(Digests().Replace(plain, "DIGEST"), "N ${unit}").Replace(System.Runtime.InteropServices.RuntimeInformation.OSDescription, "SYSTEM", StringComparison.Ordinal);
    }

    [GeneratedRegex(@"\d{4}-\d\d-\d\dT[\d:.]+Z")]
    private static partial Regex Moments();

    [GeneratedRegex(@"(?<what>\.NET|SQLite) [\d.]+\d", RegexOptions.ExplicitCapture)]
    private static partial Regex Versions();

    [GeneratedRegex(@"[\d,]+ tables, [\d,]+ rows")]
    private static partial Regex Counts();

    [GeneratedRegex("[0-9a-f]{64}")]
    private static partial Regex Digests();

    [GeneratedRegex(@"\b[\d,.]+\s(?<unit>MB|ms|s\b)", RegexOptions.ExplicitCapture)]
    private static partial Regex Numbers();
}
