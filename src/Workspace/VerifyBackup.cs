using Dais.Workspace.Storing.Backups;

namespace Dais.Workspace;

/// <summary>Holds a backup against its manifest: whether it could be restored, without restoring it.</summary>
public static class VerifyBackup
{
    /// <summary>Reads all of it.</summary>
    /// <param name="file">The backup.</param>
    /// <param name="progress">Called with a line now and then.</param>
    /// <param name="cancel">Stops it.</param>
    /// <returns>What is in it.</returns>
    /// <exception cref="InvalidException">It is not as it was written.</exception>
    public static Manifest Run(string file, Action<string>? progress = null, CancellationToken cancel = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(file);
        using var backup = BackupFile.Open(file);
        backup.Verify(progress, cancel);
        return backup.Manifest;
    }
}
