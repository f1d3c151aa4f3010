namespace Dais.Workspace.Storing;

/// <summary>Keeps a store's file to one process: a lock of the operating system, which goes with the process that holds it.</summary>
/// <remarks>The lock is on a hidden file beside it, which stays: to remove it would let two processes in.</remarks>
internal sealed class FileLock : IDisposable
{
    private readonly FileStream _held;

    private FileLock(FileStream held) => _held = held;

    /// <summary>Takes the lock beside that file.</summary>
    /// <exception cref="StoreException">Another process has it.</exception>
    public static FileLock Take(string path)
    {
        var beside = Beside(path);
        try
        {
            return new FileLock(new FileStream(beside, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1));
        }
        catch (IOException) when (File.Exists(beside))
        {
            throw new StoreException("The store is open in another process; one process has it at a time.", path, "Maybe dais serve is running on it: ask it through its pages or its API, or stop it first.");
        }
    }

    /// <summary>The path of the lock.</summary>
    public static string Beside(string path) => Path.Combine(Path.GetDirectoryName(Path.GetFullPath(path))!, "." + Path.GetFileName(path) + ".lock");

    public void Dispose() => _held.Dispose();
}
