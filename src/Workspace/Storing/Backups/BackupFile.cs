using System.Buffers;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;

namespace Dais.Workspace.Storing.Backups;

/// <summary>A backup as a file: a zip with the text of each table, a manifest that says what each has to be, and the manifest's own digest.</summary>
internal sealed class BackupFile : IDisposable
{
    private const string ManifestName = "manifest.json", SealName = "manifest.sha256";
    private const int MostManifest = 16 * 1024 * 1024;

    private readonly ZipArchive _zip;
    private readonly string _path;

    private BackupFile(ZipArchive zip, string path, Manifest manifest) => (_zip, _path, Manifest) = (zip, path, manifest);

    /// <summary>What it says of itself.</summary>
    public Manifest Manifest { get; }

    /// <summary>Opens the file and reads its manifest; nothing else is believed yet.</summary>
    /// <exception cref="InvalidException">It is no backup, is damaged, or comes from a later version.</exception>
    public static BackupFile Open(string path)
    {
        if (!File.Exists(path)) throw new InvalidException($"There is no file {path}.", path, "Maybe the path is relative to another folder.");
        ZipArchive? zip = null;
        try
        {
            zip = new ZipArchive(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read), ZipArchiveMode.Read);
            var (text, seal) = (Small(zip, ManifestName, path), Small(zip, SealName, path));
            if (!Convert.ToHexStringLower(SHA256.HashData(text)).AsSpan().SequenceEqual(System.Text.Encoding.ASCII.GetString(seal).AsSpan().Trim())) throw Damaged(path, "its manifest is not the one that was written");
            using (var head = JsonDocument.Parse(text))
            {
                if (!head.RootElement.TryGetProperty("format", out var format) || format.GetInt32() != Manifest.Current) throw new InvalidException($"The backup has the form {(format.ValueKind == JsonValueKind.Undefined ? "of something else" : format)}; this version of Dais reads form {Manifest.Current}.", path, "Maybe a later version of Dais made it: use that one.");
            }

            return new(zip, path, Manifest.Read(text));
        }
        catch (Exception e) when (e is InvalidDataException or JsonException or InvalidOperationException or EndOfStreamException)
        {
            zip?.Dispose();
            throw Damaged(path, $"it cannot be read ({e.Message})");
        }
        catch
        {
            zip?.Dispose();
            throw;
        }
    }

    /// <summary>Begins a new one.</summary>
    public static ZipArchive Begin(Stream to) => new(to, ZipArchiveMode.Create, leaveOpen: true);

    /// <summary>Where the text of a table goes.</summary>
    public static Stream Add(ZipArchive zip, StoredTable table) => zip.CreateEntry(NameOf(table.Name), CompressionLevel.Fastest).Open();

    /// <summary>Ends it.</summary>
    public static void End(ZipArchive zip, Manifest manifest)
    {
        var text = manifest.Write();
        using (var to = zip.CreateEntry(ManifestName).Open()) to.Write(text);
        using (var to = zip.CreateEntry(SealName).Open()) to.Write(System.Text.Encoding.ASCII.GetBytes(Convert.ToHexStringLower(SHA256.HashData(text)) + "\n"));
    }

    /// <summary>Reads every table and holds it against the manifest: its length, its lines, its digest; and demands that there is nothing else.</summary>
    /// <exception cref="InvalidException">Something is not as it was written; the first is named.</exception>
    public void Verify(Action<string>? progress, CancellationToken cancel)
    {
        var expected = Manifest.Tables.Select(t => NameOf(t.Table)).Append(ManifestName).Append(SealName).ToHashSet(StringComparer.Ordinal);
        if (_zip.Entries.Count != expected.Count || _zip.Entries.FirstOrDefault(e => !expected.Contains(e.FullName)) is not null) throw Damaged(_path, "it does not hold exactly the tables that its manifest lists");
        if (LogicalDump.Digest(Manifest.Tables) != Manifest.Digest) throw Damaged(_path, "the digest of its tables is another");
        foreach (var table in Manifest.Tables)
        {
            progress?.Invoke($"verifying {table.Table}");
            Verify(table, cancel);
        }
    }

    /// <summary>The text of a table.</summary>
    public Stream Read(string table) => (_zip.GetEntry(NameOf(table)) ?? throw Damaged(_path, $"the table {table} is missing")).Open();

    /// <summary>A backup that is not as it was written.</summary>
    public static InvalidException Damaged(string path, string what) => new($"The backup is damaged: {what}.", path, "Maybe it was not copied to its end: take an older one, and keep this for who looks into it.");

    public void Dispose() => _zip.Dispose();

    private void Verify(DumpedTable table, CancellationToken cancel)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = ArrayPool<byte>.Shared.Rent(128 * 1024);
        var (rows, bytes) = (0L, 0L);
        try
        {
            using var text = Read(table.Table);
            for (int read; bytes <= table.Bytes && (read = text.Read(buffer)) > 0; bytes += read)
            {
                cancel.ThrowIfCancellationRequested();
                hash.AppendData(buffer, 0, read);
                rows += buffer.AsSpan(0, read).Count((byte)'\n');
            }
        }
        catch (InvalidDataException e)
        {
            throw Damaged(_path, $"the table {table.Table} cannot be read ({e.Message})");
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        if (bytes != table.Bytes || rows != table.Rows || Convert.ToHexStringLower(hash.GetHashAndReset()) != table.Sha256) throw Damaged(_path, $"the table {table.Table} is not the one that was written");
    }

    private static byte[] Small(ZipArchive zip, string name, string path)
    {
        var entry = zip.GetEntry(name) ?? throw new InvalidException("The file is not a backup of Dais.", path, "Maybe another file is meant: dais backup writes backups.");
        if (entry.Length > MostManifest) throw Damaged(path, $"{name} is too long");
        using var text = entry.Open();
        var bytes = new byte[entry.Length];
        text.ReadExactly(bytes);
        return bytes;
    }

    private static string NameOf(string table) => $"tables/{table}.jsonl";
}
