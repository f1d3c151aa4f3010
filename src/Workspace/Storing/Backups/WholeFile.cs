using System.Runtime.InteropServices;

namespace Dais.Workspace.Storing.Backups;

/// <summary>A large file that is there whole or not at all: written under another name, brought to the disk, then given its own.</summary>
internal static class WholeFile
{
    /// <summary>Writes it, for its owner's eyes alone.</summary>
    /// <exception cref="InvalidException">There is one of that name already.</exception>
    public static async Task WriteAsync(string path, Func<FileStream, Task> write)
    {
        var full = Path.GetFullPath(path);
        if (File.Exists(full) || Directory.Exists(full)) throw Taken(path);
        var temporary = Path.Combine(Path.GetDirectoryName(full)!, $".{Path.GetFileName(full)}.{Path.GetRandomFileName()}.tmp");
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(full)!);
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, BufferSize = 1 << 16 };
            if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            var file = new FileStream(temporary, options);
            await using (file.ConfigureAwait(false))
            {
                await write(file).ConfigureAwait(false);
                file.Flush(flushToDisk: true);
            }

            Name(temporary, full, path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InvalidException($"The file cannot be written: {e.Message} Nothing of it is left.", path, "Maybe the disk is full, or the place belongs to another user.");
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    /// <summary>Gives a file that is on the disk its name, which nothing may have yet; when it returns, the name is on the disk too.</summary>
    public static void Name(string temporary, string full, string path)
    {
        try
        {
            File.Move(temporary, full, overwrite: false);
        }
        catch (IOException) when (File.Exists(full))
        {
            throw Taken(path);
        }

        SyncFolder(Path.GetDirectoryName(full)!);
    }

    /// <summary>Brings a file that others wrote to the disk.</summary>
    public static void Sync(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        file.Flush(flushToDisk: true);
    }

    private static InvalidException Taken(string path) => new("There is something of that name already; it is left alone.", path, "Maybe choose another name.");

    // A name is in the folder's own blocks, which a power cut may take.
    private static void SyncFolder(string folder)
    {
        if (OperatingSystem.IsWindows()) return;
        var handle = Open(folder, 0);
        if (handle < 0) return;
        var failed = Fsync(handle) != 0;
        var error = Marshal.GetLastPInvokeError();
        _ = Close(handle);
        if (failed) throw new IOException($"The folder {folder} cannot be brought to the disk (error {error}).");
    }

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Fsync(int handle);

    [DllImport("libc", EntryPoint = "close", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Close(int handle);
}
