using System.Text;
using Dais.Workspace.Wire;

namespace Dais.Workspace;

/// <summary>Writes a workspace in one step: at any moment the file is the old one or the new one, never a part.</summary>
public static class SaveWorkspace
{
    /// <summary>Writes the document as a JSON file.</summary>
    /// <exception cref="IOException">It cannot be written; what stood there still stands.</exception>
    public static void At(string path, Document document)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(document);
        var whole = Path.GetFullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(whole)!);
        var draft = $"{whole}.{Guid.NewGuid():N}.tmp";
        try
        {
            using (var file = new FileStream(draft, FileMode.CreateNew, FileAccess.Write))
            {
                file.Write(Encoding.UTF8.GetBytes(document.Text));
                file.Flush(flushToDisk: true);
            }

            File.Move(draft, whole, overwrite: true);
        }
        finally
        {
            File.Delete(draft);
        }
    }
}
