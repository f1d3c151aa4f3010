using System.Text.Json;
using Dais.Workspace.Wire;

namespace Dais.Workspace.Storing.Backups;

/// <summary>The last backup of a store in a file, as a note beside it says: for whoever asks how old it is.</summary>
/// <param name="At">When it was taken.</param>
/// <param name="File">Where it was written to.</param>
/// <param name="Digest">What the store held.</param>
public sealed record LastBackup(string At, string File, string Digest)
{
    /// <summary>The note beside that store; nothing where there is none that can be read.</summary>
    public static LastBackup? Of(StoreAddress address)
    {
        if (address is not StoreAddress.File store) return null;
        try
        {
            return System.IO.File.Exists(Beside(store)) ? JsonSerializer.Deserialize<LastBackup>(System.IO.File.ReadAllBytes(Beside(store)), JsonSerializerOptions.Web) : null;
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    // A note that cannot be written is no reason to call a backup failed.
    internal static void Note(StoreAddress address, string to, Manifest manifest)
    {
        if (address is not StoreAddress.File store) return;
        try
        {
            Files.Write(Beside(store), JsonSerializer.SerializeToUtf8Bytes(new LastBackup(manifest.At, Path.GetFullPath(to), manifest.Digest), JsonSerializerOptions.Web));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
        }
    }

    private static string Beside(StoreAddress.File store) => Path.Combine(Path.GetDirectoryName(Path.GetFullPath(store.Path))!, "." + Path.GetFileName(store.Path) + ".last-backup.json");
}
